"""A day played again: whom desks would have called, and who would have waited how long.

Who came when, and when which desk was free to call, stays as it was; only whom it calls follows
the other rule. Each wait in line is one for itself: that a visit which was parked or handed on
comes back at the moment at which it did is taken as given, and so is whoever left, unless they
would have been called before. Calls from elsewhere than the line stay as they were.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal

from hub.queue.rules.log import Entry, Stay, stays, valid
from hub.queue.rules.order import Desk, OrderRule, choose
from hub.queue.rules.states import IN_LINE
from hub.queue.rules.visits import Ticket
from wire.ids import ConcernId, RoomId, TicketNumber


@dataclass(frozen=True)
class Wait:
    """A visit in line, as it stood there: from when to when, and whether a call ended it."""

    visit: Ticket
    since: datetime
    until: datetime | None
    called_to: RoomId | None = None


@dataclass(frozen=True)
class PastDay:
    """All waits of a day, and the desks that there were."""

    waits: tuple[Wait, ...]
    desks: tuple[Desk, ...]


@dataclass(frozen=True)
class Replayed:
    """How long a visit was in line before its calls, and would have been by the other rule.

    None: it was not called, or would not have been while it was there.
    """

    visit: str
    number: TicketNumber
    appointment: bool
    waited: timedelta | None
    would_wait: timedelta | None


def past_day(
    tickets: Iterable[Ticket], logs: Mapping[str, Sequence[Entry]], desks: Iterable[Desk]
) -> PastDay:
    """What a day's tickets and their logs say of it."""
    waits = chain.from_iterable(_waits(one, logs.get(one.id, ())) for one in tickets)
    return PastDay(tuple(waits), tuple(desks))


def _waits(ticket: Ticket, log: Iterable[Entry]) -> Iterator[Wait]:
    entries = valid(log)
    back = [one.at for one in entries if one.event == "come_back"]
    began = ticket.issued_at if back else ticket.since
    handed_on: str | None = None
    spans = stays(entries)
    for first, last, after in _in_line(spans):
        if any(one.state == "transferred" and one.since <= first.since for one in spans):
            handed_on = ticket.transferred_from or ticket.concern
        stood = replace(
            ticket, room=RoomId(first.room) if first.room else None, state="waiting",
            concern=ConcernId(first.concern or ticket.concern), transferred_from=handed_on,
            queued_at=max((at for at in back if at <= first.since), default=began),
        )  # fmt: skip
        called = after.room if after is not None and after.state == "called" else None
        yield Wait(stood, first.since, last.until, RoomId(called) if called else None)


def _in_line(spans: Sequence[Stay]) -> Iterator[tuple[Stay, Stay, Stay | None]]:
    """The first and the last span of each wait for one concern and room, and what followed."""
    first: Stay | None = None
    for at, one in enumerate(spans):
        if one.state not in IN_LINE:
            continue
        after = spans[at + 1] if at + 1 < len(spans) else None
        first = first or one
        same = after is not None and (after.room, after.concern) == (one.room, one.concern)
        if after is not None and same and after.state in IN_LINE and after.state != "transferred":
            continue
        yield first, one, after
        first = None


_Turn = Literal["come", "call", "go"]
_TURNS: dict[_Turn, int] = {"come": 0, "call": 1, "go": 2}


def replay(day: PastDay, rule: OrderRule) -> tuple[Replayed, ...]:
    """Each visit of the day, in the order of coming, by another rule.

    By the rule of that day, and where staff called whoever was next, both times are the same.
    """
    line: dict[int, Wait] = {}
    would: dict[int, datetime] = {}
    for at, turn, nth in _turns(day):
        one = day.waits[nth]
        if turn == "come":
            line[nth] = one
        elif turn == "go":
            line.pop(nth, None)
        elif one.called_to is not None:
            chosen = _chosen(day, line, one.called_to, at, rule, nth)
            if chosen is not None:
                would[chosen] = at
                del line[chosen]
    return _summed(day, would)


def _turns(day: PastDay) -> list[tuple[datetime, _Turn, int]]:
    """What happens in which order; at one moment people come first and go last."""
    found: list[tuple[datetime, _Turn, int]] = []
    for nth, one in enumerate(day.waits):
        found.append((one.since, "come", nth))
        if one.until is not None:
            found.append((one.until, "call" if one.called_to else "go", nth))
    return sorted(found, key=lambda turn: (turn[0], _TURNS[turn[1]], turn[2]))


def _chosen(
    day: PastDay, line: Mapping[int, Wait], room: RoomId, at: datetime, rule: OrderRule, was: int
) -> int | None:
    """Whom the room calls; whoever it called then, if the house has no such room any more."""
    desk = next((one for one in day.desks if one.room == room), None)
    if desk is None:
        return was if was in line else None
    others = [one for one in day.desks if one.room != room]
    chosen = choose([one.visit for one in line.values()], desk, at, rule, others).next
    return next((nth for nth, one in line.items() if one.visit is chosen), None)


def _summed(day: PastDay, would: Mapping[int, datetime]) -> tuple[Replayed, ...]:
    visits: dict[str, list[int]] = {}
    for nth, one in enumerate(day.waits):
        visits.setdefault(one.visit.id, []).append(nth)
    did = {nth: one.until for nth, one in enumerate(day.waits) if one.called_to and one.until}
    return tuple(_replayed(day, mine, did, would) for mine in visits.values())


def _replayed(
    day: PastDay, mine: Sequence[int], did: Mapping[int, datetime], would: Mapping[int, datetime]
) -> Replayed:
    one = day.waits[mine[0]].visit
    booked = one.appointment_at is not None
    return Replayed(one.id, one.number, booked, _sum(day, mine, did), _sum(day, mine, would))


def _sum(day: PastDay, mine: Sequence[int], called: Mapping[int, datetime]) -> timedelta | None:
    spans = [called[nth] - day.waits[nth].since for nth in mine if nth in called]
    return sum(spans, timedelta()) if spans else None
