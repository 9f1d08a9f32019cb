"""`python -m tests.bench.estimates DAYS SEED`: estimates against what happened, ours and Munich's.

Both are asked at the same moments of the same simulated days, whenever somebody comes without
appointment. Munich's formula gets the true mean of the desks that serve the newcomer, and is shown
only visits and desks of that group, as if each group were a site of its own.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from statistics import fmean, median

from hub.queue.rules import (
    DeskNow,
    OrderRule,
    ServiceTimes,
    Ticket,
    learnt,
    outlook,
    staffed,
)
from tests.bench import munich
from tests.bench.days import KINDS, SERVICES, Day, House, Kind
from tests.bench.figures import single, spread
from tests.bench.measures import Row
from wire.ids import TicketId

LEARNING_DAYS = 15
"""Days before, of which service times are learnt."""
MINUTE = timedelta(minutes=1)
Range = tuple[float, float, float]


@dataclass(frozen=True)
class Score:
    """How good estimates were, in minutes; `error`: told middle less what happened."""

    count: int
    inside: float
    inside_long: float
    """The same share, of those who waited for over five minutes."""
    error: float
    off: float
    """Median of how far the middle was off."""
    width: float


class Reckoners:
    """Ours and Munich's, with what each may know of an office."""

    def __init__(self, kind: Kind, seed: int) -> None:
        days = [Day(kind, seed - 1 - nth).play() for nth in range(LEARNING_DAYS)]
        seen = [one for day in days for one in day.occupations]
        said = {concern: round(one.minutes) for concern, one in SERVICES.items()}
        self.times: ServiceTimes = learnt(seen, said)
        self._rule = OrderRule()
        self._means = {
            desk.room: fmean([(o.until - o.since) / MINUTE for o in seen if o.room == desk.room])
            for desk in kind.desks
        }

    def ask(self, house: House, newcomer: Ticket) -> dict[str, Range]:
        return {"ours": self._ours(house, newcomer), "munich": self._munich(house, newcomer)}

    def _ours(self, house: House, newcomer: Ticket) -> Range:
        known, _ = outlook(
            house.waiting, house.desks, house.expected, self.times, house.now, self._rule
        )
        told = known.join(newcomer)
        assert told is not None
        low, high = told.minutes
        return low, told.median, high

    def _munich(self, house: House, newcomer: Ticket) -> Range:
        mine = [one for one in house.desks if one.desk.serves(newcomer)]
        there = staffed(mine, house.waiting, house.now, self._rule)
        desks = [one for one in mine if one.desk.room in there] or mine
        queue = [*_waiting(house, mine), *_booked(house, mine)]
        mean = fmean(self._means[one.desk.room] for one in desks)
        low, high = munich.estimates(queue, mean, len(desks))[munich.NEWCOMER]
        return low, (low + high) / 2, high


def _waiting(house: House, mine: Sequence[DeskNow]) -> Iterable[munich.Waiting]:
    for nth, one in enumerate(house.waiting):
        if any(each.desk.serves(one) for each in mine):
            since = one.appointment_at or one.issued_at
            booked = one.appointment_at is not None
            yield munich.Waiting(one.id, _seconds(since, house.now), nth, appointment=booked)


def _booked(house: House, mine: Sequence[DeskNow]) -> Iterable[munich.Waiting]:
    """Appointments count as people who are here, whether they are or not."""
    for nth, one in enumerate(house.expected):
        rooms = [one.room] if one.room else [d.desk.room for d in mine
                                             if one.concern in d.desk.concerns]  # fmt: skip
        if any(each.desk.room in rooms for each in mine):
            yield munich.Waiting(one.id, _seconds(one.at, house.now), 1000 + nth, appointment=True)


def _seconds(at: datetime, now: datetime) -> float:
    return (at - now).total_seconds()


def measure(kind: Kind, days: int, seed: int) -> dict[str, Score]:
    """The score of both on so many days."""
    reckoners = Reckoners(kind, seed)
    found: dict[str, list[tuple[Range, float]]] = {}
    for nth in range(days):
        for one in Day(kind, seed + nth, reckoners.ask).play().people:
            if one.called is None:
                continue
            waited = (one.called - one.ticket.issued_at) / MINUTE
            for name, told in one.told.items():
                found.setdefault(name, []).append((told, waited))
    return {name: _score(pairs) for name, pairs in found.items()}


def _score(pairs: Sequence[tuple[Range, float]]) -> Score:
    inside = [(low <= waited <= high, waited) for (low, _, high), waited in pairs]
    return Score(
        count=len(pairs),
        inside=fmean(fits for fits, _ in inside),
        inside_long=fmean(fits for fits, waited in inside if waited > 5),
        error=fmean(middle - waited for (_, middle, _), waited in pairs),
        off=median(abs(middle - waited) for (_, middle, _), waited in pairs),
        width=fmean(high - low for (low, _, high), _ in pairs),
    )


def speed(rounds: int) -> list[Row]:
    """How long a whole queue takes to be played through, at six desks."""
    times = learnt([], {concern: round(one.minutes) for concern, one in SERVICES.items()})
    desks = [DeskNow(one) for one in KINDS[1].desks]
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found: list[Row] = []
    for count in (100, 300, 1000):
        line = [
            replace(person.ticket, id=TicketId(f"t{nth}"), issued_at=now - nth * MINUTE / 10)
            for nth, person in enumerate(islice(cycle(Day(KINDS[1], 1).play().people), count))
        ]
        taken = []
        for _ in range(rounds):
            began = time.process_time()
            outlook(line, desks, [], times, now, OrderRule())
            taken.append(1000 * (time.process_time() - began))
        found.append(spread(f"estimates_{count}_ms", "ms", taken, "CPU, all estimates of a queue"))
    return found


def rows(days: int, seed: int) -> list[Row]:
    """How good estimates are, as figures of the bench."""
    found: list[Row] = []
    for kind in KINDS:
        for name, score in measure(kind, days, seed).items():
            how = f"{score.count} newcomers of {days} simulated days, {kind.name} office"
            for what, unit, value in (
                ("inside", "%", 100 * score.inside),
                ("inside_long", "%", 100 * score.inside_long), ("mean_error", "min", score.error),
                ("median_off", "min", score.off), ("width", "min", score.width),
            ):  # fmt: skip
                found.append(single(f"estimate_{what}_{kind.name}_{name}", unit, value, how))
    return found


def main(days: int, seed: int) -> None:
    began = time.process_time()
    print(
        f"{'office':8}{'by':8}{'asked':>7}{'inside':>8}{'> 5 min':>9}{'mean error':>12}"
        f"{'off':>7}{'width':>7}"
    )
    for kind in KINDS:
        for name, one in measure(kind, days, seed).items():
            print(
                f"{kind.name:8}{name:8}{one.count:7}{one.inside:8.0%}{one.inside_long:9.0%}{one.error:+12.1f}"
                f"{one.off:7.1f}{one.width:7.1f}"
            )
    print(f"{days} days, seed {seed}, {time.process_time() - began:.0f} s of CPU; minutes")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
