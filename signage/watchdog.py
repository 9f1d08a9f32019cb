"""A frozen picture looks like a working display: who stands still is ended, and systemd told.

Three beats must each be younger than their bound: swapped frames (a scene that stands still is
asked for one now and then), turns of Qt's loop, and deeds of the worker, which a disk that hangs
would hold up. systemd is fed only while they are.
"""

import os
import time
from collections.abc import Callable, Mapping
from typing import Literal

from wire import watchdog
from wire.watchdog import BOUND_S, ROUND_S, Systemd

Beat = Literal["frames", "qt", "deeds"]


class Watchdog(watchdog.Watchdog):
    """Counts the display's beats, from any thread."""

    def __init__(
        self,
        end: Callable[[int], None],
        environment: Mapping[str, str] = os.environ,
        die: Callable[[int], None] = os._exit,
        round_s: float = ROUND_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(self._late, Systemd(environment), end, die, round_s)
        self._clock = clock
        self._last: dict[Beat, float] = {}

    def beat(self, which: Beat) -> None:
        """A sign of life, from any thread; a beat that never came is not waited for."""
        self._last[which] = self._clock()

    def expect(self, which: Beat) -> None:
        """From now on a first sign is waited for, if there was none yet."""
        self._last.setdefault(which, self._clock())

    def rest(self, which: Beat) -> None:
        """Nothing is to be expected until the next sign: nobody can see the window."""
        self._last.pop(which, None)

    def _late(self) -> tuple[Beat, ...]:
        now = self._clock()
        return tuple(which for which, at in self._last.copy().items() if now - at > BOUND_S)
