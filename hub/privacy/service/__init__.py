"""The front door of privacy: the night and what it will end, a person's data and its end."""

from hub.privacy.service.night import NIGHT, SOON, Due, due_soon, forget_erasures, nights

__all__ = ["NIGHT", "SOON", "Due", "due_soon", "forget_erasures", "nights"]
