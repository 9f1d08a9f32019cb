"""Whose data somebody's is: by which columns rows hang together, and what keeps them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from hub.kit.errors import HouseError

Tie = Literal["appointment", "ticket", "call", "mark", "within"]
TIES: Final[Mapping[str, tuple[str, Tie]]] = {
    "appointment": ("id", "appointment"),
    "ticket": ("id", "ticket"),
    "ticket_event": ("ticket", "ticket"),
    "ticket_note": ("ticket", "ticket"),
    "printed_number": ("ticket", "ticket"),
    "call": ("ticket", "ticket"),
    "call_addressee": ("call", "call"),
    "receipt": ("appointment", "appointment"),
    "presence_sign": ("ticket", "ticket"),
    "evacuation_mark": ("subject", "mark"),
    "inbox": ("answer", "within"),
    "outbox": ("payload", "within"),
}
"""By which column the rows of a table are a visitor's: it holds an id of theirs, or a text with
one (`within`)."""


class UnknownPerson(HouseError):
    """No appointment and no visit of this id at this site."""

    key = "unknown_person"
    status = 404


class NothingSought(HouseError):
    """What was typed finds nobody: a name needs a birthday or the day of the visit beside it."""

    key = "nothing_sought"
    status = 422


class StillOpen(HouseError):
    """A visit is under way or an appointment is to come; `numbers` and `times` name them."""

    key = "visit_still_open"
    status = 409


@dataclass(frozen=True)
class Person:
    """Whose data: all appointments and visits that are known to be the same person's.

    `id` is the one by which they were found; agreements and views go by it.
    """

    id: str
    appointments: tuple[str, ...]
    tickets: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.id, *self.appointments, *self.tickets)))


@dataclass(frozen=True)
class Hit:
    """An appointment or a visit that was found, without a name: who asks has just typed it."""

    id: str
    at: datetime
    concern: str
    number: str = ""
    state: str = ""
