"""The front door of reception: the picture of the floor, and what staff do at it."""

from hub.reception.service.actions import (
    CheckinRefused,
    NoRoomChosen,
    call_next,
    call_ticket,
    check_in,
    explain,
    help_given,
    issue,
    move,
    recall,
    reprint,
)
from hub.reception.service.picture import picture, room_label

__all__ = [
    "CheckinRefused",
    "NoRoomChosen",
    "call_next",
    "call_ticket",
    "check_in",
    "explain",
    "help_given",
    "issue",
    "move",
    "picture",
    "recall",
    "reprint",
    "room_label",
]
