"""A visit as it was: what its log says of waits, calls and conversations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Final

from hub.queue.rules.log import Entry, Stay, spans, valid
from hub.queue.rules.states import State

MERGED: Final = "merged:"
"""How the reason begins for which a number ends that became one with another."""
AT_DAY_END: Final = "day_end"
_IN_WAIT: Final = frozenset({"waiting", "transferred"})
_STRAIGHT: Final = frozenset({"arrived", "waiting", "called"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the visit's row says, beside its log."""

    day: date
    zone: str
    lang: str
    origin: str
    with_appointment: bool
    letter: str | None
    """The appointment of its letter, also of one that was refused."""
    told_late: bool
    """A kiosk alone told of it on a later day: nobody could have called it."""
    said: tuple[int, int] | None = None
    """Least and most minutes of waiting that the visitor was told."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation at a desk (Gespräch). `lasted` None: still so, or nobody ended it."""

    room: str
    concern: str
    since: datetime
    lasted: timedelta | None
    staff: str
    """Who began it, as far as that is still known: to be counted, never to be named."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened to one visit; the raw value of every figure.

    `concern`: with which it began. `called_at` and `room`: of the first call that was not taken
    back. `waited`: in waiting or transferred before that call, or until now or the end without
    one; a call that was taken back is time of waiting. `waited_again`: after it.
    """

    facts: Facts
    concern: str
    arrived_at: datetime
    state: State
    ended_by: str
    """The event that led to the last state."""
    called_at: datetime | None
    room: str | None
    waited: timedelta
    waited_again: timedelta
    talks: tuple[Talk, ...]
    recalls: int
    parked: int
    transferred: int
    further_calls: int
    """Calls after the first one that were not taken back."""
    straight: bool = True
    """Until the first call it was neither parked nor handed on nor given up."""


def visit(facts: Facts, log: Iterable[Entry], now: datetime) -> Visit | None:
    """None for a number that became one with another, and for a log without any state."""
    counted = tuple(one for one in valid(log) if one.state is not None)
    stays = spans(counted)
    last = counted[-1] if counted else None
    if last is None or not stays or _is_merged(last):
        return None
    before = tuple(takewhile(lambda one: not _calls(one), stays))
    after = stays[len(before) :]
    began = {one.at: one.actor for one in counted if one.event == "start"}
    events = [one.event for one in counted]
    return Visit(
        facts=facts,
        concern=stays[0].concern or "",
        arrived_at=stays[0].since,
        state=stays[-1].state,
        ended_by=last.event,
        called_at=after[0].since if after else None,
        room=after[0].room if after else None,
        waited=_sum(before, now, also="called"),
        waited_again=_sum(after, now),
        talks=tuple(_talk(one, began) for one in after if one.state == "serving"),
        recalls=events.count("recall"),
        parked=events.count("park"),
        transferred=events.count("transfer"),
        further_calls=sum(map(_calls, after[1:])),
        straight=all(one.state in _STRAIGHT for one in before),
    )


def _is_merged(last: Entry) -> bool:
    return last.event == "leave" and last.detail.startswith(MERGED)


def _calls(stay: Stay) -> bool:
    """Whether it is a call that was not taken back."""
    return stay.state == "called" and stay.ended_by != "cancel"


def _sum(some: Iterable[Stay], now: datetime, also: str = "") -> timedelta:
    return sum(
        (one.lasted(now) for one in some if one.state in _IN_WAIT or one.state == also),
        timedelta(),
    )


def _talk(stay: Stay, began: dict[datetime, str]) -> Talk:
    known = stay.until is not None and stay.ended_by != AT_DAY_END
    lasted = stay.until - stay.since if known and stay.until else None
    who = began.get(stay.since, "")
    return Talk(stay.room or "", stay.concern or "", stay.since, lasted, who)
