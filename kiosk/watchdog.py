"""The hardware watchdog is fed only while frames swap, the session's loop and Qt's loop turn."""

import os
import time
from collections.abc import Callable, Mapping
from typing import Literal

from wire import watchdog
from wire.watchdog import BOUND_S, ROUND_S, Systemd

Beat = Literal["frames", "session", "qt"]


class Beats:
    """When each loop last gave a sign, from any thread; one that never did is not waited for."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[Beat, float] = {}
        self.frames = 0

    def beat(self, which: Beat) -> None:
        self._last[which] = self._clock()

    def frame(self) -> None:
        """A frame was swapped."""
        self.frames += 1
        self.beat("frames")

    def rest(self, which: Beat) -> None:
        """Nothing is to be expected until the next sign: nobody can see the window."""
        self._last.pop(which, None)

    def ages(self) -> dict[Beat, float]:
        now = self._clock()
        return {which: now - at for which, at in self._last.copy().items()}


def late(ages: Mapping[Beat, float]) -> tuple[Beat, ...]:
    """The beats that are older than their bound. Pure."""
    return tuple(which for which, age in ages.items() if age > BOUND_S)


class Watchdog(watchdog.Watchdog):
    """Judges the kiosk's beats; systemd hears of an orderly end too."""

    def __init__(
        self,
        beats: Beats,
        systemd: Systemd,
        end: Callable[[int], None],
        die: Callable[[int], None] = os._exit,
        round_s: float = ROUND_S,
    ) -> None:
        super().__init__(lambda: late(beats.ages()), systemd, end, die, round_s)

    def stop(self) -> None:
        """The end is in order from here on; nothing is fed and nothing is judged."""
        self._systemd.say("STOPPING=1")
        super().stop()
