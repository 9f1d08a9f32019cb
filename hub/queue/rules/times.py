"""How long a visit keeps its desk: a distribution for each concern, learnt from the log.

A visit keeps its desk (`Occupation`) from its call until the desk calls the next one, or until it
leaves the desk where nobody waited: the way, the talk, the note that is written afterwards. Who
is called and does not come keeps it for a while too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import groupby, pairwise
from math import exp, log, log1p, sqrt
from statistics import NormalDist, fmean, median
from typing import Final

from hub.queue.rules.log import Entry, stays, valid
from hub.queue.rules.states import IN_LINE, OPEN_STATES
from wire.ids import ConcernId

MINUTE: Final = timedelta(minutes=1)
SCENARIOS: Final = 53
"""In so many equally likely ways a queue is played through. A prime: see `Times.taken`."""
PRIOR_WEIGHT: Final = 20
"""What the office has said counts like so many visits: with 20 seen, both count the same."""
PRIOR_SPREAD: Final = 0.6
"""Standard deviation of service times as a share of their mean, before any is known."""
WAY_MINUTES: Final = 1.0
"""From the call to the desk, before any way is known."""
USUAL_MINUTES: Final = 12
"""For a concern that the house does not have any more."""
FORGOTTEN_MINUTES: Final = 60.0
FORGOTTEN_TIMES: Final = 6
"""A visit of over an hour that also took six times what its concern takes: nobody ended it."""
LONGEST_GAP: Final = timedelta(minutes=15)
"""A desk that does not call for longer, though somebody waits, is on a break."""


@dataclass(frozen=True)
class Occupation:
    """A desk was one visit's from when to when; `waited_since`: the visit was in line from then."""

    room: str
    concern: str
    since: datetime
    until: datetime
    waited_since: datetime | None


class Times:
    """How many minutes visits with one concern take: `table` holds equally likely ones, ascending.

    Draws are the table in another order for each visit: ``table[a * (scenario + b)]`` modulo their
    prime number, `a` and `b` by the visit's id. So each visit has its own chance, which no other
    visit moves, and the whole distribution however few scenarios there are.
    """

    def __init__(self, table: Sequence[float]) -> None:
        self.table = tuple(table)
        self._turned: dict[int, tuple[float, ...]] = {}

    def taken(self, visit: str) -> tuple[float, ...]:
        """Minutes that the visit takes, by scenario."""
        a, b = _lattice(visit)
        turned = self._turned.get(a)
        if turned is None:
            order = [a * at % SCENARIOS for at in range(SCENARIOS)]
            turned = self._turned[a] = tuple(self.table[at] for at in order * 2)
        return turned[b : b + SCENARIOS]

    def left(self, visit: str, elapsed: float) -> list[float]:
        """Minutes that the visit still takes after `elapsed` ones, by scenario."""
        gone = bisect_right(self.table, elapsed) / SCENARIOS
        if gone >= 1:
            return [-log1p(-share) * self._tail for share in shares(visit)]
        return [max(0.0, self._at(gone + share * (1 - gone)) - elapsed) for share in shares(visit)]

    @cached_property
    def mean(self) -> float:
        return fmean(self.table)

    @cached_property
    def _tail(self) -> float:
        """How much longer it takes, on average, what takes longer than anything known."""
        return max(1.0, self.table[-3] - self.table[SCENARIOS * 4 // 5])

    def _at(self, share: float) -> float:
        at = min(max(share * SCENARIOS - 0.5, 0.0), SCENARIOS - 1.0)
        low = min(int(at), SCENARIOS - 2)
        return self.table[low] + (at - low) * (self.table[low + 1] - self.table[low])


def _lattice(visit: str) -> tuple[int, int]:
    chance = int.from_bytes(blake2b(visit.encode(), digest_size=4).digest(), "big")
    return 1 + chance % (SCENARIOS - 1), chance // (SCENARIOS - 1) % SCENARIOS


def shares(visit: str) -> list[float]:
    """By scenario: which share of all visits takes less time, or is surer to come, than this."""
    a, b = _lattice(visit)
    return [(a * (at + b) % SCENARIOS + 0.5) / SCENARIOS for at in range(SCENARIOS)]


class ServiceTimes:
    """The times of each concern, to be asked for by name."""

    def __init__(self, times: Mapping[ConcernId, Times]) -> None:
        self._times = dict(times)
        self._usual = Times(prior(USUAL_MINUTES))

    def of(self, concern: ConcernId) -> Times:
        return self._times.get(concern, self._usual)


_NORMAL: Final = tuple(NormalDist().inv_cdf((at + 0.5) / SCENARIOS) for at in range(SCENARIOS))


def prior(service_minutes: float) -> tuple[float, ...]:
    """What an office says of a concern, as a distribution: log-normal, and the way."""
    spread = sqrt(log(1 + PRIOR_SPREAD**2))
    middle = max(service_minutes, 0.5) * exp(-(spread**2) / 2)
    return tuple(WAY_MINUTES + middle * exp(spread * one) for one in _NORMAL)


def learnt(occupations: Iterable[Occupation], said: Mapping[ConcernId, int]) -> ServiceTimes:
    """What is known of the concerns: what was seen, drawn towards what the office has said.

    `said`: service minutes by concern. Quantiles are averaged, so that whatever makes one of both
    longer makes the outcome longer.
    """
    seen = minutes_taken(occupations)
    return ServiceTimes(
        {concern: Times(_shrunk(seen.get(concern, ()), prior(said[concern]))) for concern in said}
    )


def _shrunk(seen: Sequence[float], expected: Sequence[float]) -> list[float]:
    usual = median(seen) if len(seen) >= PRIOR_WEIGHT else fmean(expected)
    known = sorted(one for one in seen if one <= max(FORGOTTEN_MINUTES, FORGOTTEN_TIMES * usual))
    weight = len(known) / (len(known) + PRIOR_WEIGHT)
    if not known:
        return list(expected)
    return [
        weight * known[int((at + 0.5) / SCENARIOS * len(known))] + (1 - weight) * before
        for at, before in enumerate(expected)
    ]


def minutes_taken(occupations: Iterable[Occupation]) -> dict[str, list[float]]:
    """For how long desks were kept, by concern; with what followed until the next call.

    Where nobody waited for the next call, what usually follows is added.
    """
    known: list[tuple[Occupation, float | None]] = []
    ordered = sorted(occupations, key=lambda one: (one.room, one.since))
    for _, of_room in groupby(ordered, key=lambda one: one.room):
        row = list(of_room)
        known += [(one, _gap(one, after)) for one, after in pairwise(row)]
        known += [(one, None) for one in row[-1:]]
    gaps = [gap for _, gap in known if gap is not None]
    usual = median(gaps) if gaps else 0.0
    found: dict[str, list[float]] = {}
    for one, gap in known:
        lasted = (one.until - one.since) / MINUTE + (usual if gap is None else gap)
        found.setdefault(one.concern, []).append(lasted)
    return found


def _gap(one: Occupation, after: Occupation) -> float | None:
    """Minutes between two visits to a desk, where the second had waited for the first one's end."""
    if after.waited_since is None or after.waited_since > one.until:
        return None
    gap = after.since - one.until
    return gap / MINUTE if timedelta() <= gap <= LONGEST_GAP else None


def occupations(log_: Iterable[Entry]) -> list[Occupation]:
    """When one visit kept which desk, out of its log; without what nobody ended, and mistakes."""
    entries = valid(log_)
    unknown = {one.at for one in entries if one.event in ("day_end", "cancel")}
    found: list[Occupation] = []
    came: datetime | None = None
    for stay in stays(entries):
        if stay.state in IN_LINE:
            came = came or stay.since
        elif stay.state in OPEN_STATES and stay.until is not None and stay.room is not None:
            last = found[-1] if found else None
            goes_on = last is not None and (last.until, last.room) == (stay.since, stay.room)
            if last is not None and goes_on:
                began, concern, waited = last.since, last.concern, last.waited_since
                found.pop()
            else:
                began, concern, waited = stay.since, stay.concern or "", came
            found.append(Occupation(stay.room, concern, began, stay.until, waited))
            came = None
        else:
            came = None
    return [one for one in found if one.until not in unknown]
