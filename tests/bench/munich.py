"""The waiting estimate that Munich's system publishes, in words of our own, to compare with.

What it is told: one mean service time and the number of desks. Restated from its description in
section 6 of our reference on queues, and held to the values given there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

AHEAD_S = 120
"""An appointment is reckoned with from so long before its time."""
QUICKER = 0.8
"""The optimistic clock takes so much of the mean."""
WALK_IN, APPOINTMENT = 3, 2
"""Usual priorities; lower comes first."""


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue; `arrival`: seconds from now, for appointments their time."""

    name: str
    arrival: float
    number: int
    appointment: bool = False
    priority: int = 0

    @property
    def rank(self) -> tuple[int, float, int]:
        usual = APPOINTMENT if self.appointment else WALK_IN
        return self.priority or usual, self.arrival, self.number


NEWCOMER = "newcomer"
Told = dict[str, tuple[int, int]]
"""By name: optimistic and pessimistic minutes."""


def estimates(queue: Sequence[Waiting], mean_minutes: float, desks: int) -> Told:
    """For everybody in the queue, and for a walk-in who comes now."""
    slot = mean_minutes * 60 / max(1, desks)
    everybody = [*queue, Waiting(NEWCOMER, 0, -1)]
    walk_ins = sorted((one for one in everybody if not one.appointment), key=lambda one: one.rank)
    booked = sorted((one for one in everybody if one.appointment), key=lambda one: one.rank)
    told: Told = {}
    step = 0
    while walk_ins or booked:
        one = _next(walk_ins, booked, AHEAD_S + step * slot)
        if one is not None:
            clock = QUICKER * slot * max(0, step - max(0, desks - 1))
            told[one.name] = _told(one, step, slot, clock)
        step += 1
    return told


def _next(walk_ins: list[Waiting], booked: list[Waiting], clock: float) -> Waiting | None:
    first = walk_ins[0] if walk_ins else None
    if first is not None:
        priority = first.rank[0]
        before = not booked or first.arrival < booked[0].arrival
        if priority == 1 or (priority == 2 and before):
            return walk_ins.pop(0)
    if booked and clock >= booked[0].arrival:
        return booked.pop(0)
    return walk_ins.pop(0) if walk_ins else None


def _told(one: Waiting, step: int, slot: float, clock: float) -> tuple[int, int]:
    if one.appointment and one.arrival > clock:
        late = 1 if step == 0 else ceil((AHEAD_S + step * slot) / 60) + 1
        return int(one.arrival // 60), late
    return floor(clock / 60), floor((step + 1) * slot / 60)
