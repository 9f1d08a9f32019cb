"""The front door of privacy: the night and what it will end, a person's data and its end."""

from hub.privacy.service.erasing import ERASE, erase, erased, still_open
from hub.privacy.service.finding import find, person
from hub.privacy.service.night import NIGHT, SOON, Due, due_soon, forget_erasures, nights
from hub.privacy.service.picture import due, held, register, reports, requests
from hub.privacy.service.telling import EXPORT, export, holds

__all__ = [
    "ERASE",
    "EXPORT",
    "NIGHT",
    "SOON",
    "Due",
    "due",
    "due_soon",
    "erase",
    "erased",
    "export",
    "find",
    "forget_erasures",
    "held",
    "holds",
    "nights",
    "person",
    "register",
    "reports",
    "requests",
    "still_open",
]
