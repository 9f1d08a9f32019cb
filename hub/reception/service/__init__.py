"""The front door of reception: the picture of the floor, and what staff do at it."""

from hub.reception.service.actions import (
    CheckinRefused,
    MayOnlyLook,
    NoRoomChosen,
    call_next,
    call_ticket,
    check_in,
    explain,
    help_given,
    issue,
    move,
    recall,
)
from hub.reception.service.picture import picture, room_label

__all__ = [
    "CheckinRefused",
    "MayOnlyLook",
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
    "room_label",
]
