"""A frozen picture looks like a working display: who stands still is ended, and systemd told.

Three beats must each be younger than their bound: swapped frames (a scene that stands still is
asked for one now and then), turns of Qt's loop, and deeds of the worker, which a disk that hangs
would hold up. systemd is fed only while they are.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final, Literal

log = logging.getLogger("signage.watchdog")

Beat = Literal["frames", "qt", "deeds"]
BOUND_S: Final = 10.0
"""How old a beat may be."""
ROUND_S: Final = 1.0
PATIENCE: Final = 10
"""Rounds in which a beat is late before the program ends. Rounds, not seconds: a machine that was
halted wakes with old beats."""
GRACE: Final = 10
"""Rounds that an orderly end may take."""
STOOD_STILL: Final = 70
"""Exit code (EX_SOFTWARE of sysexits)."""
Deed = Literal["feed", "starve", "end", "die"]


def judge(rounds_late: int) -> Deed:
    """What so many rounds with a late beat in a row call for. Pure."""
    if rounds_late == 0:
        return "feed"
    if rounds_late == PATIENCE:
        return "end"
    return "die" if rounds_late >= PATIENCE + GRACE else "starve"


class Watchdog:
    """`end` asks for an orderly end with an exit code, `die` leaves at once; both from a thread."""

    def __init__(
        self,
        end: Callable[[int], None],
        environment: Mapping[str, str] = os.environ,
        die: Callable[[int], None] = os._exit,
        round_s: float = ROUND_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._end = end
        self._die = die
        self._address = environment.get("NOTIFY_SOCKET", "").replace("@", "\0", 1)
        self._round_s = round_s
        self._clock = clock
        self._last: dict[Beat, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def beat(self, which: Beat) -> None:
        """A sign of life, from any thread; a beat that never came is not waited for."""
        self._last[which] = self._clock()

    def expect(self, which: Beat) -> None:
        """From now on a first sign is waited for, if there was none yet."""
        self._last.setdefault(which, self._clock())

    def rest(self, which: Beat) -> None:
        """Nothing is to be expected until the next sign: nobody can see the window."""
        self._last.pop(which, None)

    def start(self) -> None:
        self._say("READY=1")
        self._thread.start()

    def stop(self) -> None:
        """The end is in order from here on; systemd is not told, as a new life may begin in it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        late = 0
        while not self._stopped.wait(self._round_s):
            behind = self._behind()
            late = late + 1 if behind else 0
            if late == 1:
                log.warning("beat_late", extra={"beats": behind})
            deed = judge(late)
            if deed == "feed":
                self._say("WATCHDOG=1")
            elif deed == "end":
                log.error("stands_still", extra={"beats": behind})
                self._end(STOOD_STILL)
            elif deed == "die":
                self._die(STOOD_STILL)
                return

    def _behind(self) -> tuple[Beat, ...]:
        now = self._clock()
        return tuple(which for which, at in self._last.copy().items() if now - at > BOUND_S)

    def _say(self, words: str) -> None:
        """sd_notify(3): one datagram; silent where systemd does not listen."""
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            try:
                door.connect(self._address)
                door.sendall(words.encode())
            except OSError as error:
                log.info("systemd_not_reached", extra={"reason": error.strerror})
