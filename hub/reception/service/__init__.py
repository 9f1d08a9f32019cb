"""The front door of reception: the picture of the floor, and what staff do at it."""

from hub.reception.service.actions import (
    CheckinRefused,
    add_note,
    call_next,
    call_ticket,
    check_in,
    close_room,
    desk_of,
    help_given,
    issue,
    merge,
    move,
    open_room,
    outcome,
    park,
    recall,
    reprint,
    set_needs,
    transfer,
)
from hub.reception.service.house import House, house, waits
from hub.reception.service.picture import picture, seen_from
from hub.reception.service.sheet import Sheet, concern_names, numbered, sheet
from hub.reception.service.visits import search, visit

__all__ = [
    "CheckinRefused",
    "House",
    "Sheet",
    "add_note",
    "call_next",
    "call_ticket",
    "check_in",
    "close_room",
    "concern_names",
    "desk_of",
    "help_given",
    "house",
    "issue",
    "merge",
    "move",
    "numbered",
    "open_room",
    "outcome",
    "park",
    "picture",
    "recall",
    "reprint",
    "search",
    "seen_from",
    "set_needs",
    "sheet",
    "transfer",
    "visit",
    "waits",
]
