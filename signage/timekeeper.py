"""Knows what time it is at the site: asks the hub, and goes by a steady clock in between."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from signage.board.events import Moment
from wire.health import ClockState, clock_state
from wire.ids import stamp
from wire.messages import TimeAsked, TimeTold
from wire.site_clock import TOO_SLOW_S, SiteClock

QUICK: Final = 3
"""Questions right after a connection, each as soon as the one before is answered."""
EVERY_S: Final = 60.0
STEPPED_S: Final = 0.5
"""An answer that differs by more than this and both errors: the site's clock was set."""


class WallClock:
    """The machine's own clock; a rehearsal may set it, as whoever sits at the machine may."""

    def __init__(self, off_s: float = 0.0) -> None:
        self._shift = timedelta(seconds=off_s)

    def set_by(self, seconds: float) -> None:
        self._shift += timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def state(self) -> ClockState:
        """Whoever sets the clock by hand ends its synchronisation, as with the kernel's own."""
        return "unsynced" if self._shift else clock_state()


def learn(clock: SiteClock, told: datetime, asked_at: float, came_at: float) -> SiteClock:
    """With one more answer; after a step of the site's clock only the new one counts. Pure."""
    known, error = clock.now(came_at), clock.error_s(came_at) or 0.0
    if known is not None:
        apart = abs((told - known).total_seconds())
        if apart > error + (came_at - asked_at) + STEPPED_S:
            return SiteClock().heard(told, asked_at, came_at)
    return clock.heard(told, asked_at, came_at)


class Timekeeper:
    """For one thread, but `now` for any; `ask` sends a question, which may be lost."""

    def __init__(
        self,
        ask: Callable[[TimeAsked], None],
        utc: Callable[[], datetime],
        steady: Callable[[], float] = time.monotonic,
        clk: Callable[[], ClockState] = clock_state,
    ) -> None:
        self._ask = ask
        self._steady = steady
        self._utc = utc
        self._clk = clk
        self._clock = SiteClock()
        self._asked: dict[str, float] = {}
        self._asked_at: float | None = None
        self._quick = 0
        self.offset_ms: int | None = None
        """Site's clock less the machine's at the last answer, to 10 ms."""
        self.error_ms: int | None = None

    def connected(self) -> None:
        """The hub can be heard again."""
        self._quick = QUICK
        self._send()

    def lost(self) -> None:
        self._quick = 0
        self._asked_at = None

    def told(self, message: TimeTold, came_at: float) -> None:
        """An answer that came at this steady second; one to no question of ours tells nothing."""
        asked_at = self._asked.pop(message.nonce, None)
        if asked_at is None:
            return
        self._clock = learn(self._clock, message.heard_at, asked_at, came_at)
        site, error = self._clock.now(came_at), self._clock.error_s(came_at)
        if site is not None and error is not None:
            machine = self.machine_at(came_at)
            self.offset_ms = 10 * round(100 * (site - machine).total_seconds())
            self.error_ms = round(1000 * error) + 1
        self._quick -= 1
        if self._quick > 0:
            self._send()

    def tick(self) -> None:
        """Once a second: ask when it is time, or when an answer did not come."""
        wait = TOO_SLOW_S if self._quick > 0 else EVERY_S
        if self._asked_at is not None and self._steady() - self._asked_at >= wait:
            self._send()

    def now(self) -> Moment:
        steady = self._steady()
        site = self._clock.now(steady)
        if site is not None:
            return Moment(site, steady, site=True)
        return Moment(stamp(self._utc()), steady, synced=self._clk() == "synced")

    def at(self, steady: float) -> datetime:
        """The site's time at a steady second of this life; the machine's while it is unknown."""
        return self._clock.now(steady) or stamp(self.machine_at(steady))

    def machine_at(self, steady: float) -> datetime:
        now = self._utc()
        return datetime.fromtimestamp(now.timestamp() - (self._steady() - steady), UTC)

    def _send(self) -> None:
        self._asked_at = self._steady()
        nonce = secrets.token_hex(8)
        self._asked = {nonce: self._asked_at}
        self._ask(TimeAsked(nonce=nonce))
