"""When a program with a screen stands still: it is ended, and systemd, fed until then, is told.

systemd hands the food on: it keeps the board's watchdog (RuntimeWatchdogSec) and the program's
(WatchdogSec). Where nobody watches from outside, a program that stands still ends itself.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Final, Literal

log = logging.getLogger("wire.watchdog")

BOUND_S: Final = 10.0
"""How old a sign of life may be."""
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
    """Asks once a second which beats are `behind`, feeds while none is, ends the program at last.

    `end` asks for an orderly end with an exit code, `die` leaves at once; both from a thread.
    """

    def __init__(
        self,
        behind: Callable[[], tuple[str, ...]],
        systemd: Systemd,
        end: Callable[[int], None],
        die: Callable[[int], None] = os._exit,
        round_s: float = ROUND_S,
    ) -> None:
        self._behind = behind
        self._systemd = systemd
        self._end = end
        self._die = die
        self._round_s = round_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """The program serves from now on: tell systemd, then watch."""
        self._systemd.say("READY=1")
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
                self._systemd.say("WATCHDOG=1")
            elif deed == "end":
                log.error("stands_still", extra={"beats": behind})
                self._end(STOOD_STILL)
            elif deed == "die":
                self._die(STOOD_STILL)
                return
