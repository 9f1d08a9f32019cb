"""Headphones: whether they are in, by a jack's switch or by the sound card that they bring along.

The socket of a Raspberry Pi and most USB adapters tell nothing; there a USB headset, or a keypad
with a headphone socket, is known by its sound card (`card:`). Boards with HD audio and keypads that
report the plug as a switch are read through evdev (`jack:`).
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

log = logging.getLogger("kiosk.headphones")

CARDS: Final = Path("/proc/asound")
EVIOCGSW: Final = 0x8008451B
"""_IOR('E', 0x1b, 8 bytes): the state of all switches of an input device."""
SW_HEADPHONE_INSERT: Final = 2
POLL_S: Final = 0.25
Ioctl = Callable[[int, int, bytes], bytes]
Plugged = Callable[[], bool]
"""Whether headphones are in now; returns at once and does not raise."""


def by_card(name: str, cards: Path = CARDS) -> Plugged:
    """In while the sound card of this name (ALSA id, as in `aplay -l`) exists."""
    return (cards / name).exists


def by_jack(device: Path, ioctl: Ioctl = fcntl.ioctl) -> Plugged:
    """In while the switch of this input device says so; a device that is missing says no."""

    def plugged() -> bool:
        try:
            door = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            switches = ioctl(door, EVIOCGSW, bytes(8))
        except OSError:
            return False
        finally:
            os.close(door)
        return bool(int.from_bytes(switches, "little") >> SW_HEADPHONE_INSERT & 1)

    return plugged


def headphones(setting: str) -> Plugged:
    """What `EZ_HEADPHONES` says: ``none``, ``card:<name>`` or ``jack:<event device>``."""
    kind, _, where = setting.partition(":")
    if kind == "card":
        return by_card(where)
    return by_jack(Path(where)) if kind == "jack" else lambda: False


class HeadphoneWatch:
    """Looks four times a second and tells when headphones come or go, on its own thread."""

    def __init__(self, plugged: Plugged, tell: Callable[[bool], None]) -> None:
        self._plugged = plugged
        self._tell = tell
        self.plugged = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="headphones", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        while True:
            now = self._plugged()
            if now != self.plugged:
                self.plugged = now
                log.info("headphones", extra={"plugged": now})
                self._tell(now)
            if self._stopped.wait(POLL_S):
                return
