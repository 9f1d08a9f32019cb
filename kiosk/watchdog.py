"""The hardware watchdog is fed only while frames swap, the session's loop and Qt's loop turn.

systemd hands the food on: it keeps the board's watchdog (RuntimeWatchdogSec) and this program's
(WatchdogSec). Where nobody watches from outside, a program that stands still ends itself.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

log = logging.getLogger("kiosk.watchdog")

Beat = Literal["frames", "session", "qt"]
BOUNDS: Final[dict[Beat, float]] = {"frames": 10.0, "session": 10.0, "qt": 10.0}
"""How old each beat may be, in seconds."""
ROUND_S: Final = 1.0
PATIENCE: Final = 10
"""Rounds in which a beat is late before the program ends. Rounds, not seconds: a machine that was
halted wakes with old beats."""
GRACE: Final = 10
"""Rounds that an orderly end may take."""
SCREEN_FROZEN: Final = 70
"""Exit code: frames, session or Qt stood still (EX_SOFTWARE of sysexits)."""

Deed = Literal["feed", "starve", "end", "die"]


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


@dataclass(frozen=True)
class Vigil:
    """How many rounds in a row a beat was late."""

    late: int = 0


def late(ages: Mapping[Beat, float]) -> tuple[Beat, ...]:
    """The beats that are older than their bound. Pure."""
    return tuple(which for which, age in ages.items() if age > BOUNDS[which])


def step(vigil: Vigil, ages: Mapping[Beat, float]) -> tuple[Vigil, Deed]:
    """One round: what the beats' ages make of the vigil, and what is to be done. Pure."""
    if not late(ages):
        return Vigil(), "feed"
    vigil = replace(vigil, late=vigil.late + 1)
    if vigil.late == PATIENCE:
        return vigil, "end"
    return vigil, "die" if vigil.late >= PATIENCE + GRACE else "starve"


class Systemd:
    """sd_notify(3): one datagram for each word; silent where systemd does not listen."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "").replace("@", "\0", 1)

    def say(self, words: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            try:
                door.connect(self._address)
                door.sendall(words.encode())
            except OSError as error:
                log.info("systemd_not_reached", extra={"reason": error.strerror})


class Watchdog:
    """Judges the beats once a second, feeds while all is well, ends the program when it is not.

    `end` asks for an orderly end with an exit code; `die` leaves at once, whatever hangs.
    """

    def __init__(
        self,
        beats: Beats,
        systemd: Systemd,
        end: Callable[[int], None],
        die: Callable[[int], None] = os._exit,
        round_s: float = ROUND_S,
    ) -> None:
        self._beats = beats
        self._systemd = systemd
        self._end = end
        self._die = die
        self._round_s = round_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """The kiosk serves from now on: tell systemd, then watch."""
        self._systemd.say("READY=1")
        self._thread.start()

    def stop(self) -> None:
        """The end is in order from here on; nothing is fed and nothing is judged."""
        self._systemd.say("STOPPING=1")
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        vigil, deed = Vigil(), "feed"
        while not self._stopped.wait(self._round_s):
            before, ages = deed, self._beats.ages()
            vigil, deed = step(vigil, ages)
            if deed == "feed":
                self._systemd.say("WATCHDOG=1")
            elif before == "feed":
                log.warning("beat_late", extra={"beats": late(ages)})
            if deed == "end":
                log.error("stands_still", extra={"beats": late(ages)})
                self._end(SCREEN_FROZEN)
            elif deed == "die":
                self._die(SCREEN_FROZEN)
                return
