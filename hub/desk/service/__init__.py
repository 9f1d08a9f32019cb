"""The front door of the adviser's page: the picture of a desk, and what is done at it."""

from hub.desk.service.actions import (
    add_note,
    call_next,
    call_ticket,
    close_room,
    move,
    open_room,
    park,
    recall,
    transfer,
)
from hub.desk.service.picture import picture

__all__ = [
    "add_note",
    "call_next",
    "call_ticket",
    "close_room",
    "move",
    "open_room",
    "park",
    "picture",
    "recall",
    "transfer",
]
