"""What a visit's log says: in which state it was from when to when. Every duration is from here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hub.queue.rules.states import State


@dataclass(frozen=True)
class Entry:
    """One line of the log: what happened, when, by whom, why.

    `state`, `room` and `concern` are those after it; `state` is None where it changed none.
    `undoes` is the id of the entry that it takes back; `back`: it can be taken back itself.
    """

    id: str
    event: str
    at: datetime
    actor: str
    detail: str = ""
    state: State | None = None
    room: str | None = None
    concern: str | None = None
    undoes: str | None = None
    back: bool = False


@dataclass(frozen=True)
class NoteOn:
    """What a member of staff wrote down about a visit (Vermerk)."""

    at: datetime
    actor: str
    text: str


@dataclass(frozen=True)
class Stay:
    """A span of time in one state; `until` None: still so."""

    state: State
    since: datetime
    until: datetime | None
    room: str | None = None
    concern: str | None = None
    ended_by: str = field(default="", compare=False)
    """The event that ended it."""

    def lasted(self, now: datetime) -> timedelta:
        return max(timedelta(), (self.until or now) - self.since)


def valid(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count, in their order: without what was taken back and the taking back."""
    entries = tuple(log)
    undone = {one.undoes for one in entries if one.undoes is not None}
    if not undone:
        return entries
    return tuple(one for one in entries if one.id not in undone and one.undoes is None)


def last_step(log: Iterable[Entry]) -> Entry | None:
    """The last entry that changed the visit's state and stands."""
    return next((one for one in reversed(valid(log)) if one.state is not None), None)


def stays(log: Iterable[Entry]) -> tuple[Stay, ...]:
    """The visit as spans of time, without gaps from its first entry on.

    A recall begins no new span, because the visitor is on the way since the first call.
    """
    return spans(valid(log))


def spans(counted: Iterable[Entry]) -> tuple[Stay, ...]:
    """As `stays`, of entries that all count."""
    found: list[Stay] = []
    first: Entry | None = None
    for one in counted:
        if one.state is None:
            continue
        if first is not None and first.state is not None:
            if (first.state, first.room, first.concern) == (one.state, one.room, one.concern):
                continue
            span = Stay(first.state, first.at, one.at, first.room, first.concern, one.event)
            found.append(span)
        first = one
    if first is not None and first.state is not None:
        found.append(Stay(first.state, first.at, None, first.room, first.concern))
    return tuple(found)


def durations(log: Iterable[Entry], now: datetime) -> Mapping[State, timedelta]:
    """How long the visit was in each state until `now`; what is over lasts no longer."""
    sums: dict[State, timedelta] = {}
    for stay in stays(log):
        if stay.state not in ("done", "no_show", "left"):
            sums[stay.state] = sums.get(stay.state, timedelta()) + stay.lasted(now)
    return sums
