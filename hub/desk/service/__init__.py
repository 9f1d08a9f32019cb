"""The front door of the adviser's page: the picture of a desk, and what is done at it."""

from hub.desk.service.actions import (
    MOVES,
    add_note,
    call_next,
    call_ticket,
    close_room,
    explain,
    move,
    open_room,
    park,
    recall,
    transfer,
)
from hub.desk.service.picture import picture, room_label, time_zone

__all__ = [
    "MOVES",
    "add_note",
    "call_next",
    "call_ticket",
    "close_room",
    "explain",
    "move",
    "open_room",
    "park",
    "picture",
    "recall",
    "room_label",
    "time_zone",
    "transfer",
]
