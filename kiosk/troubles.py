"""What is wrong with the kiosk's devices, since when; told to the hub when it changes."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from wire.health import Health, Severity, Trouble

log = logging.getLogger("kiosk.troubles")

Device = Literal["printer", "camera", "scanner"]


class Troubles:
    """At most one trouble per device; `tell` is called with the whole account at each change.

    `clock` gives UTC: since when a trouble lasts is told to the hub.
    """

    def __init__(self, tell: Callable[[Health], None], clock: Callable[[], datetime]) -> None:
        self._tell = tell
        self._clock = clock
        self._lock = threading.Lock()
        self._now: dict[Device, Trouble] = {}

    def set(self, device: Device, fault: str | None) -> None:
        """`fault` as the device names it, None when it is well."""
        key = f"{device}.{fault}"
        with self._lock:
            before = self._now.get(device)
            if (before.key if before else None) == (key if fault else None):
                return
            if fault is None:
                del self._now[device]
            else:
                self._now[device] = Trouble(key=key, severity=_severity(fault), since=self._clock())
            health = Health(troubles=tuple(self._now[name] for name in sorted(self._now)))
        if before is not None:
            log.info("trouble_ended", extra={"key": before.key})
        if fault is not None:
            log.info("trouble_began", extra={"key": key, "severity": _severity(fault)})
        self._tell(health)


def _severity(fault: str) -> Severity:
    return "warning" if fault == "paper_near_end" else "fault"
