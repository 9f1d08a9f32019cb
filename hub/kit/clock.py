"""Where time comes from: one function, handed in, so that rules and tests never look it up."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock in UTC; only composition roots may name it."""
    return datetime.now(UTC)
