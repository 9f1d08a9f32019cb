"""How long a visit will wait: as a range, out of the queue as it is, the desks and their visits.

The queue is played through in `SCENARIOS` equally likely ways at once: whoever is next in the
order goes to the first of their desks that gets free, and keeps it for as long as their own chance
says. What a visit waits in these ways, sorted, is its distribution.

With desks that all serve the same visits, none of which is expected yet, one more person ahead, or
longer times of those ahead, never lower an estimate: not its low end, its median or its high end.
Where desks differ this holds on average, not for each case: a longer talk may send the next person
to another desk that somebody else needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil, floor
from typing import Final

from hub.queue.rules.order import Desk, OrderRule, due_at, in_order, place_at
from hub.queue.rules.states import IN_LINE
from hub.queue.rules.times import MINUTE, SCENARIOS, ServiceTimes, shares
from hub.queue.rules.visits import Ticket
from wire.ids import ConcernId, RoomId

LOW: Final = SCENARIOS // 5
MIDDLE: Final = SCENARIOS // 2
HIGH: Final = SCENARIOS - 1 - LOW
"""Of ten visitors two wait less than the range says, and two longer, before it is rounded."""
STEP: Final = 5
"""Minutes to which a range is rounded, outwards: nobody believes 17 to 32."""
TOGETHER: Final = timedelta(seconds=5)
"""Whose places lie so close came together: requests that wait for one lock overtake each other."""
UNSTAFFED_AFTER: Final = timedelta(minutes=15)
"""A free desk that lets somebody wait for so long calls nobody just now."""
COMES_BY: Final = ((-20, 0.05), (-10, 0.35), (-5, 0.6), (0, 0.8), (5, 0.92), (10, 0.97))
"""Minutes after an appointment's time, and the share of those who come that is there by then."""


@dataclass(frozen=True)
class Expected:
    """An appointment of today whose person is not here (erwartet); `chance`: that they will be."""

    id: str
    at: datetime
    concern: ConcernId
    room: RoomId | None
    chance: float


@dataclass(frozen=True)
class Kept:
    """A visit has a desk since its call."""

    visit: str
    concern: ConcernId
    since: datetime


@dataclass(frozen=True)
class DeskNow:
    """A desk as it is now: who keeps it, until when it is closed.

    `idle_since`: when its last visit of the day ended; None: it had none.
    """

    desk: Desk
    kept: Kept | None = None
    closed_until: datetime | None = None
    idle_since: datetime | None = None


@dataclass(frozen=True)
class Estimate:
    """How many are called before a visit, and how many minutes from now it is called."""

    people: int
    low: float
    median: float
    high: float

    @property
    def minutes(self) -> tuple[int, int]:
        """Least and most minutes, as they are told."""
        low = STEP * floor(self.low / STEP)
        return low, max(low + STEP, STEP * ceil(self.high / STEP))

    def after(self, minutes: float) -> "Estimate":
        """The same when so many minutes have passed."""
        low, median, high = (max(0.0, one - minutes) for one in (self.low, self.median, self.high))
        return replace(self, low=low, median=median, high=high)


def still_comes(chance: float, appointment: datetime, now: datetime) -> float:
    """The chance that somebody comes, if they are not here yet."""
    passed = (now - appointment) / MINUTE
    here = max((share for minutes, share in COMES_BY if minutes <= passed), default=0.0)
    absent = 1 - chance * here
    return chance * (1 - here) / absent if absent > 0 else 0.0


def staffed(
    desks: Iterable[DeskNow], line: Sequence[Ticket], now: datetime, rule: OrderRule
) -> frozenset[RoomId]:
    """The desks at which somebody seems to be: whoever is free and lets people wait is away."""
    due = [(one, due_at(one, rule)) for one in line]
    found = set[RoomId]()
    for one in desks:
        free = one.kept is None and one.closed_until is None
        waited = [at for ticket, at in due if one.desk.serves(ticket)] if free else []
        since = max(min(waited), one.idle_since or min(waited)) if waited else now
        if now - since < UNSTAFFED_AFTER:
            found.add(one.desk.room)
    return frozenset(found)


@dataclass
class _Later:
    """Somebody who is not called like everybody else before `ready` (minutes from now)."""

    ready: float
    place: datetime
    id: str
    concern: ConcernId
    desks: tuple[int, ...]
    chance: float = 1.0
    here: bool = True


@dataclass
class Outlook:
    """What the queue leaves of the desks' time: who joins is told, and joins, in the order.

    `free`: for each desk, and in each scenario, how many minutes from `at` it gets free.
    """

    at: datetime
    rule: OrderRule
    times: ServiceTimes
    desks: tuple[Desk, ...]
    staffed: frozenset[RoomId]
    free: list[list[float]]
    later: list[_Later] = field(default_factory=list)
    _last: datetime | None = None
    """The place of whoever has joined last."""
    _ahead: dict[tuple[int, ...], int] = field(default_factory=dict)
    _serving: dict[tuple[RoomId | None, ConcernId], tuple[int, ...]] = field(default_factory=dict)

    def ends_before(self, one: Ticket) -> bool:
        """Whether somebody who joins has everybody before them, or came with those before them."""
        last = self._last is None or self._last <= place_at(one, self.rule) + TOGETHER
        return last and due_at(one, self.rule) <= one.since

    def join(self, one: Ticket) -> Estimate | None:
        """How long it waits, as the last one so far; None where no desk will call it."""
        mine = self._desks_of(one.room, one.concern)
        if not mine:
            return None
        place = place_at(one, self.rule)
        self._last = place if self._last is None else max(self._last, place)
        if one.appointment_id is not None:
            self.later = [each for each in self.later if each.id != one.appointment_id]
        starts = self._starts_behind(mine, place)
        found = _estimate(self._people(mine), starts)
        self._keep(mine, starts, self.times.of(one.concern).taken(one.id))
        self._ahead[mine] = self._ahead.get(mine, 0) + 1
        return found

    def rest(self) -> dict[str, Estimate]:
        """Those who are here and whose time has not come: they go last, at their time at most."""
        kept = [list(column) for column in self.free], dict(self._ahead)
        found: dict[str, Estimate] = {}
        for one in [each for each in self.later if each.here and each.desks]:
            starts = self._starts(one.desks)
            told = _estimate(self._people(one.desks), starts)
            found[one.id] = replace(told, high=max(told.high, one.ready))
            self._let(one, starts)
        self.free, self._ahead = kept
        return found

    def expect(self, one: Expected) -> None:
        """Somebody is to come; they do in as many scenarios as that is likely."""
        ready = one.at - timedelta(minutes=self.rule.due_early)
        self._put_off(_Later(
            ready=_minutes(ready - self.at), id=one.id, concern=one.concern, here=False,
            place=one.at - timedelta(minutes=self.rule.appointment_credit),
            desks=self._desks_of(one.room, one.concern),
            chance=still_comes(one.chance, one.at, self.at),
        ))  # fmt: skip

    def put_off(self, one: Ticket) -> None:
        """Somebody is here before their time."""
        self._put_off(_Later(
            ready=_minutes(due_at(one, self.rule) - self.at), place=place_at(one, self.rule),
            id=one.id, concern=one.concern, desks=self._desks_of(one.room, one.concern),
        ))  # fmt: skip

    def _put_off(self, one: _Later) -> None:
        self.later.append(one)
        self.later.sort(key=lambda each: (each.ready, each.id))

    def _starts_behind(self, mine: tuple[int, ...], at: datetime) -> list[float]:
        """When a visit with this place is called, once those have gone whose time comes first."""
        starts = self._starts(mine)
        while self.later and (first := self._next_before(mine, at, _middle(starts))) is not None:
            self.later.remove(first)
            self._let(first, self._starts(first.desks))
            starts = self._starts(mine)
        return starts

    def _next_before(self, mine: tuple[int, ...], at: datetime, until: float) -> _Later | None:
        for one in self.later:
            if one.ready > until:
                return None
            if one.place < at and not set(mine).isdisjoint(one.desks):
                return one
        return None

    def _let(self, one: _Later, starts: list[float]) -> None:
        taken = self.times.of(one.concern).taken(one.id)
        if one.here:
            self._ahead[one.desks] = self._ahead.get(one.desks, 0) + 1
        else:
            coming = shares("comes" + one.id)
            taken = tuple(
                minutes if share < one.chance else 0.0
                for minutes, share in zip(taken, coming, strict=True)
            )
        self._keep(one.desks, starts, taken)

    def _starts(self, mine: tuple[int, ...]) -> list[float]:
        if len(mine) == 1:
            return list(self.free[mine[0]])
        return list(map(min, *(self.free[at] for at in mine)))

    def _keep(self, mine: tuple[int, ...], starts: list[float], taken: Sequence[float]) -> None:
        """The first of the desks that gets free is taken, in each scenario."""
        columns = [self.free[at] for at in mine]
        for nth, (start, minutes) in enumerate(zip(starts, taken, strict=True)):
            for column in columns:
                if column[nth] == start:
                    column[nth] = start + minutes
                    break

    def _people(self, mine: tuple[int, ...]) -> int:
        return sum(n for other, n in self._ahead.items() if not set(mine).isdisjoint(other))

    def _desks_of(self, room: RoomId | None, concern: ConcernId) -> tuple[int, ...]:
        """Which desks may call such a visit: those that are staffed, if any is."""
        known = self._serving.get((room, concern))
        if known is None:
            able = [
                at
                for at, one in enumerate(self.desks)
                if (one.room == room if room is not None else concern in one.concerns)
            ]
            there = [at for at in able if self.desks[at].room in self.staffed]
            known = self._serving[(room, concern)] = tuple(there or able)
        return known


def outlook(
    line: Iterable[Ticket],
    desks: Sequence[DeskNow],
    expected: Iterable[Expected],
    times: ServiceTimes,
    now: datetime,
    rule: OrderRule,
) -> tuple[Outlook, dict[str, Estimate]]:
    """The queue played through, and for each visit in it how long it waits, by its id.

    `desks`: those that call today, also those that are closed for a while. A visit that none of
    them may call has no estimate.
    """
    waiting = in_order((one for one in line if one.state in IN_LINE), now, rule)
    found = Outlook(
        now, rule, times, tuple(one.desk for one in desks),
        staffed(desks, waiting, now, rule), [_free(one, times, now) for one in desks],
    )  # fmt: skip
    for someone in expected:
        found.expect(someone)
    early = [one for one in waiting if now < due_at(one, rule)]
    for one in early:
        found.put_off(one)
    told: dict[str, Estimate] = {}
    for one in waiting[: len(waiting) - len(early)]:
        estimate = found.join(one)
        if estimate is not None:
            told[one.id] = estimate
    return found, told | found.rest()


def _free(one: DeskNow, times: ServiceTimes, now: datetime) -> list[float]:
    """When the desk gets free, by scenario."""
    until = max(0.0, _minutes(one.closed_until - now)) if one.closed_until else 0.0
    if one.kept is None:
        return [until] * SCENARIOS
    elapsed = max(0.0, _minutes(now - one.kept.since))
    left = times.of(one.kept.concern).left(one.kept.visit, elapsed)
    return [max(until, minutes) for minutes in left]


def _estimate(people: int, starts: Iterable[float]) -> Estimate:
    ordered = sorted(starts)
    return Estimate(people, ordered[LOW], ordered[MIDDLE], ordered[HIGH])


def _middle(starts: list[float]) -> float:
    return sorted(starts)[MIDDLE]


def _minutes(span: timedelta) -> float:
    return span / MINUTE
