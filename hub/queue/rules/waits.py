"""When a wait is an exception that staff should see."""

from datetime import datetime, timedelta
from typing import Final

from hub.queue.rules.order import OrderRule
from hub.queue.rules.visits import Ticket

NEAR_BOUND: Final = 0.8
"""Share of the office's bound from which a wait is an exception."""
OVERDUE: Final = timedelta(minutes=10)
"""How long after its time an appointment whose person waits here is an exception."""


def minutes(since: datetime, now: datetime) -> int:
    """Whole minutes that have passed, never negative."""
    return max(0, int((now - since).total_seconds() // 60))


def near_bound(ticket: Ticket, rule: OrderRule, now: datetime) -> bool:
    """Whether a wait is an exception: a walk-in near the bound, an overdue appointment."""
    if ticket.appointment_at is None:
        return now - ticket.since >= NEAR_BOUND * timedelta(minutes=rule.bound)
    return now - max(ticket.appointment_at, ticket.since) >= OVERDUE
