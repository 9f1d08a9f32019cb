"""Whose appointment it is, where its person is, and what an adviser can take back. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.appointments.rules import Appointment
from hub.kit.errors import HouseError
from hub.queue.rules import Entry, Ticket

Coming = Literal[
    "expected", "late", "lapsed", "cancelled", "here", "parked", "called", "serving", "done", "gone"
]
"""Noch nicht da, verspätet, verfallen, abgesagt; da, zurückgestellt, aufgerufen, im Gespräch,
erledigt, wieder gegangen."""
AHEAD: Final[frozenset[Coming]] = frozenset(
    {"expected", "late", "here", "parked", "called", "serving"}
)
"""Appointments that are still to be had."""

_BY_STATE: Final[dict[str, Coming]] = {
    "parked": "parked", "called": "called", "serving": "serving", "done": "done",
    "no_show": "gone", "left": "gone",
}  # fmt: skip


class CalledMeanwhile(HouseError):
    """The desk itself has called the person whom the page showed; nobody is called instead."""

    key = "called_meanwhile"
    status = 409


def is_mine(booked: Appointment, room: str | None, name: str) -> bool:
    """Whether an appointment is in this room, or with whoever has this name.

    Appointments say "Frau Brandt", accounts "K. Brandt": the family names are compared.
    """
    if room is not None and booked.room == room:
        return True
    adviser, me = booked.adviser.casefold().split(), name.casefold().split()
    return adviser[-1:] == me[-1:] != []


def coming(booked: Appointment, ticket: Ticket | None, now: datetime, late: timedelta) -> Coming:
    """Where the person of an appointment is; `late` is how long after its time check-in is open."""
    if ticket is not None:
        return _BY_STATE.get(ticket.state, "here")
    if booked.state == "cancelled":
        return "cancelled"
    if now <= booked.starts_at:
        return "expected"
    return "late" if now <= booked.starts_at + late else "lapsed"


def called_by(log: Iterable[Entry], room: str) -> bool:
    """Whether the last call of a visit came from this room."""
    calls = [one for one in log if one.event == "call"]
    return bool(calls) and calls[-1].room == room
