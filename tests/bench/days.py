"""Office days out of nothing: who comes when, how long they take, whom the product calls next.

It stands with the benchmarks, because the product needs no invented days: its preview plays real
ones again (`hub.queue.rules.replay`). Who is next is the product's own `choose`.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from math import log, sqrt

from hub.queue.rules import (
    Desk,
    DeskNow,
    Expected,
    Kept,
    Occupation,
    OrderRule,
    Ticket,
    choose,
    number_text,
)
from wire.ids import ConcernId, RoomId, TicketId, ZoneId

OPENS = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
HOURS = 7
SHOW_UP = 0.85
GIVES_UP = 0.03
"""Of those who wait so many have gone when they are called; the desk waits for them."""
GONE_MINUTES = 4.0


@dataclass(frozen=True)
class Service:
    """Minutes at a desk: log-normal, `spread` is the standard deviation as a share of the mean."""

    minutes: float
    spread: float


@dataclass(frozen=True)
class Kind:
    """A kind of office."""

    name: str
    desks: tuple[Desk, ...]
    services: dict[ConcernId, Service]
    walk_ins: tuple[float, ...]
    """How many come in each hour, on average."""
    shares: dict[ConcernId, float]
    """Of which concern they are."""
    booked: tuple[tuple[RoomId | None, ConcernId, int], ...] = ()
    """Appointments: in which room, what for, every how many minutes."""


@dataclass
class Person:
    """Somebody of the day, and what became of them."""

    ticket: Ticket
    takes: float
    stays: bool
    called: datetime | None = None
    told: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    """Least, middle and most minutes that each way of reckoning said."""


@dataclass
class House:
    """The office at a moment of the day."""

    now: datetime
    waiting: list[Ticket]
    desks: list[DeskNow]
    expected: list[Expected]


Ask = Callable[[House, Ticket], dict[str, tuple[float, float, float]]]


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


class Day:
    """One day of an office. `ask` is asked whenever somebody comes without appointment."""

    def __init__(self, kind: Kind, seed: int, ask: Ask | None = None) -> None:
        self._kind, self._ask = kind, ask
        self._rule = OrderRule()
        self._chance = random.Random(f"{kind.name} {seed}")
        self._seed = seed
        self._opens = OPENS + timedelta(days=seed)
        self.people: list[Person] = []
        self.occupations: list[Occupation] = []
        self._waiting: dict[str, Person] = {}
        self._expected: dict[str, Expected] = {}
        self._kept: dict[RoomId, Kept | None] = {one.room: None for one in kind.desks}
        self._breaks = {one.room: self._drawn_breaks(nth) for nth, one in enumerate(kind.desks)}
        self._free_at: dict[RoomId, datetime] = {}
        self._idle: dict[RoomId, datetime] = {}
        self._events: list[tuple[datetime, int, str, object]] = []

    def play(self) -> "Day":
        for nth, (at, person) in enumerate(self._arrivals()):
            self._push(at, "comes", replace_number(person, nth + 1))
        for room, breaks in self._breaks.items():
            for begins, ends in breaks:
                self._push(ends, "free", room)
                del begins
        while self._events:
            now, _, what, who = heappop(self._events)
            if what == "comes":
                self._come(now, who)  # type: ignore[arg-type]
            else:
                self._free(now, who)  # type: ignore[arg-type]
            self._call(now)
        return self

    def _push(self, at: datetime, what: str, who: object) -> None:
        heappush(self._events, (at, len(self._events) + self._chance.getrandbits(40), what, who))

    def _drawn_breaks(self, nth: int) -> list[tuple[datetime, datetime]]:
        coffee = self._opens + _minutes(90 + 15 * nth + self._chance.uniform(-5, 5))
        lunch = self._opens + _minutes(210 + 20 * nth + self._chance.uniform(-10, 10))
        return [(coffee, coffee + _minutes(12)), (lunch, lunch + _minutes(30))]

    def _arrivals(self) -> list[tuple[datetime, Person]]:
        found = [*self._walk_ins(), *self._booked()]
        return sorted(found, key=lambda one: one[0])

    def _walk_ins(self) -> Iterator[tuple[datetime, Person]]:
        concerns, weights = zip(*self._kind.shares.items(), strict=True)
        for hour, count in enumerate(self._kind.walk_ins):
            at = self._chance.expovariate(count / 60) if count else 60.0
            while at < 60:
                concern = self._chance.choices(concerns, weights)[0]
                moment = self._opens + _minutes(60 * hour + at)
                yield moment, self._person(moment, concern, None, None)
                at += self._chance.expovariate(count / 60)

    def _booked(self) -> Iterator[tuple[datetime, Person]]:
        for room, concern, every in self._kind.booked:
            for minute in range(0, 60 * HOURS - 30, every):
                at = self._opens + _minutes(minute)
                name = f"a{len(self._expected)}"
                self._expected[name] = Expected(name, at, concern, room, SHOW_UP)
                if self._chance.random() >= SHOW_UP:
                    continue
                comes = max(self._opens, at + _minutes(self._chance.gauss(-7, 7)))
                yield comes, self._person(comes, concern, room, (name, at))

    def _person(
        self, at: datetime, concern: ConcernId, room: RoomId | None,
        booked: tuple[str, datetime] | None,
    ) -> Person:  # fmt: skip
        service = self._kind.services[concern]
        spread = sqrt(log(1 + service.spread**2))
        talk = self._chance.lognormvariate(log(service.minutes) - spread**2 / 2, spread)
        takes = self._chance.uniform(0.5, 1.5) + talk + self._chance.expovariate(1)
        name = f"{self._seed}-{at.timestamp():.3f}-{concern}"
        ticket = Ticket(
            id=TicketId(name), number=number_text("W", 1), concern=concern, zone=ZoneId("A"),
            room=room, lang="de", state="waiting", appointment_id=booked[0] if booked else None,
            appointment_at=booked[1] if booked else None, paper="printed", paper_fault=None,
            paper_at=None, origin="kiosk-01", issued_at=at, called_at=None, started_at=None,
            ended_at=None,
        )  # fmt: skip
        return Person(ticket, takes, self._chance.random() >= GIVES_UP)

    def _come(self, now: datetime, one: Person) -> None:
        self.people.append(one)
        if one.ticket.appointment_id is not None:
            self._expected.pop(one.ticket.appointment_id)
        elif self._ask is not None:
            one.told = self._ask(self.house(now), one.ticket)
        self._waiting[one.ticket.id] = one

    def _free(self, now: datetime, room: RoomId) -> None:
        if self._free_at.get(room) == now:
            self._kept[room] = None
            self._idle[room] = now

    def _on_break(self, room: RoomId, now: datetime) -> bool:
        return any(begins <= now < ends for begins, ends in self._breaks[room])

    def _call(self, now: datetime) -> None:
        """Every desk that is free and not on a break calls whoever is next for it."""
        for desk in self._kind.desks:
            if self._kept[desk.room] is not None or self._on_break(desk.room, now):
                continue
            line = [one.ticket for one in self._waiting.values()]
            chosen = choose(line, desk, now, self._rule).next
            if chosen is None:
                continue
            one = self._waiting.pop(chosen.id)
            one.called = now
            ends = now + _minutes(one.takes if one.stays else GONE_MINUTES)
            self._kept[desk.room] = Kept(chosen.id, chosen.concern, now)
            self._free_at[desk.room] = ends
            self._push(ends, "free", desk.room)
            self.occupations.append(
                Occupation(desk.room, chosen.concern, now, ends, chosen.issued_at)
            )

    def house(self, now: datetime) -> House:
        late, soon = now - _minutes(30), now + timedelta(hours=4)
        return House(
            now, [one.ticket for one in self._waiting.values()],
            [
                DeskNow(one, self._kept[one.room], idle_since=self._idle.get(one.room))
                for one in self._kind.desks
            ],
            [one for one in self._expected.values() if late <= one.at < soon],
        )  # fmt: skip


def replace_number(one: Person, nth: int) -> Person:
    one.ticket = replace(one.ticket, number=number_text("W", nth))
    return one


def _desks(*concerns: Sequence[str], first: int = 1) -> tuple[Desk, ...]:
    return tuple(
        Desk(RoomId(f"D{nth}"), frozenset(map(ConcernId, one)))
        for nth, one in enumerate(concerns, first)
    )


_PAPERS, _MONEY, _MOVE, _WORK = (ConcernId(one) for one in ("papers", "money", "move", "work"))
SERVICES = {
    _PAPERS: Service(5, 0.7), _MONEY: Service(12, 0.6), _MOVE: Service(16, 0.5),
    _WORK: Service(25, 0.4),
}  # fmt: skip

KINDS = (
    Kind(
        "quiet", _desks(*[("papers", "money")] * 3), SERVICES, (10, 14, 14, 12, 8, 9, 5),
        {_PAPERS: 0.4, _MONEY: 0.6},
    ),
    Kind(
        "busy", _desks(*[("papers", "money")] * 3, *[("move", "money")] * 2, ("papers",)),
        SERVICES, (40, 36, 32, 26, 18, 22, 12), {_PAPERS: 0.45, _MONEY: 0.35, _MOVE: 0.2},
    ),
    Kind(
        "mixed",
        _desks(*[("papers", "money")] * 3, *[("work", "move")] * 4), SERVICES,
        (12, 17, 15, 12, 9, 10, 5), {_PAPERS: 0.35, _MONEY: 0.3, _MOVE: 0.25, _WORK: 0.1},
        (
            (None, _MONEY, 15), (RoomId("D4"), _WORK, 45), (RoomId("D5"), _WORK, 45),
            (RoomId("D6"), _WORK, 60), (None, _MOVE, 30),
        ),
    ),
)  # fmt: skip
"""Three kinds of office: with time to spare, near its limits, and with as many appointments."""
