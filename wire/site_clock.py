"""What time it is at the site, when the machine's own clock may be anything.

A display asks the hub for the time and takes the answer to be true for the middle of its asking
(Cristian 1989): the error is at most half of how long that took. Between two answers its steady
clock goes on; quartzes drift, so an old answer counts for less.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

DRIFT = 100e-6
"""Seconds a second by which a cheap quartz and our steady clock may part."""
KEPT = 8
"""Answers that are remembered; the one with the least error now is believed."""
TOO_SLOW_S = 2.0
"""An answer that took longer tells nothing worth having."""


@dataclass(frozen=True)
class Answer:
    """The site's clock said `utc` at the steady second `at`, give or take `error_s`."""

    utc: datetime
    at: float
    error_s: float

    def error_at(self, steady: float) -> float:
        """Seconds by which it may be wrong at a later steady second."""
        return self.error_s + DRIFT * abs(steady - self.at)


@dataclass(frozen=True)
class SiteClock:
    """What is known of the site's clock; empty before the first answer."""

    answers: tuple[Answer, ...] = ()

    def heard(self, told: datetime, asked_at: float, came_at: float) -> "SiteClock":
        """With one more answer, asked for and come at two steady seconds."""
        took = came_at - asked_at
        if not 0 <= took <= TOO_SLOW_S:
            return self
        fresh = Answer(told, asked_at + took / 2, took / 2)
        return SiteClock((*self.answers, fresh)[-KEPT:])

    def best(self, steady: float) -> Answer | None:
        """The answer that is least wrong now."""
        return min(self.answers, key=lambda one: one.error_at(steady), default=None)

    def now(self, steady: float) -> datetime | None:
        """The site's time at a steady second; None while nobody has told it."""
        best = self.best(steady)
        return best.utc + timedelta(seconds=steady - best.at) if best else None

    def error_s(self, steady: float) -> float | None:
        """Seconds by which `now` may be wrong."""
        best = self.best(steady)
        return best.error_at(steady) if best else None
