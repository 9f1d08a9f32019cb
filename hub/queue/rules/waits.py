"""Who comes before whom, and about how long that takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor
from typing import Final

from hub.queue.rules.order import Desk, OrderRule, in_order
from hub.queue.rules.states import IN_LINE
from hub.queue.rules.visits import Ticket
from wire.ids import ConcernId, RoomId

NEAR_BOUND: Final = 0.8
"""Share of the office's bound from which a wait is an exception."""
OVERDUE: Final = timedelta(minutes=10)
"""How long after its time an appointment whose person waits here is an exception."""


@dataclass(frozen=True)
class Ahead:
    """How many are called before a ticket, and about how long that takes (least, most minutes)."""

    people: int
    minutes: tuple[int, int] | None
    """None for an appointment, which has a time of its own."""


def ahead(
    tickets: Iterable[Ticket],
    desks: Iterable[Desk],
    service_minutes: Mapping[ConcernId, int],
    now: datetime,
    rule: OrderRule,
    resting: frozenset[RoomId] = frozenset(),
) -> dict[str, Ahead]:
    """For each ticket that waits: who comes before it at the desks that it may be called to.

    As `choose` would choose now; whoever comes with an appointment meanwhile is not known.
    A ticket that no desk may call has no place. Desks that are `resting` count only where all
    others that serve the ticket do, too.
    """
    waiting = in_order((one for one in tickets if one.state in IN_LINE), now, rule)
    every = tuple(desks)
    serving = {one.id: frozenset(d.room for d in every if d.serves(one)) for one in waiting}
    open_to = {name: rooms - resting or rooms for name, rooms in serving.items()}
    found: dict[str, Ahead] = {}
    for at, one in enumerate(waiting):
        mine = open_to[one.id]
        if not mine:
            continue
        people = sum(not mine.isdisjoint(open_to[other.id]) for other in waiting[:at])
        minutes = None
        if one.appointment_at is None and one.concern in service_minutes:
            minutes = wait_range(people, len(mine), service_minutes[one.concern])
        found[one.id] = Ahead(people, minutes)
    return found


def wait_range(ahead: int, desks: int, service_minutes: int) -> tuple[int, int]:
    """Least and most minutes that a newcomer waits, rounded to 5.

    `ahead` people wait at `desks` desks. A quarter less to a quarter more than the mean, and
    half a visit more, because the desks may just have begun.
    """
    mean = ahead * service_minutes / max(1, desks)
    most = mean * 1.25 + service_minutes / (2 * max(1, desks))
    return 5 * floor(mean * 0.75 / 5), 5 * max(1, ceil(most / 5))


def near_bound(ticket: Ticket, rule: OrderRule, now: datetime) -> bool:
    """Whether a wait is an exception: a walk-in near the bound, an overdue appointment."""
    if ticket.appointment_at is None:
        return now - ticket.since >= NEAR_BOUND * timedelta(minutes=rule.bound)
    return now - max(ticket.appointment_at, ticket.since) >= OVERDUE
