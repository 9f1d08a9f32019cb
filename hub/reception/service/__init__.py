"""The front door of reception: the picture of the floor, and what staff do at it."""

from hub.reception.service.actions import (
    CheckinRefused,
    NoRoomChosen,
    call_next,
    call_ticket,
    check_in,
    close_room,
    desk_of,
    explain,
    help_given,
    issue,
    move,
    open_room,
    recall,
    reprint,
)
from hub.reception.service.picture import picture, room_label, time_zone

__all__ = [
    "CheckinRefused",
    "NoRoomChosen",
    "call_next",
    "call_ticket",
    "check_in",
    "close_room",
    "desk_of",
    "explain",
    "help_given",
    "issue",
    "move",
    "open_room",
    "picture",
    "recall",
    "reprint",
    "room_label",
    "time_zone",
]
