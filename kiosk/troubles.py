"""What is wrong with the kiosk, since when; told to the hub when it changes."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from wire.health import Health, Severity, Trouble, Vitals

log = logging.getLogger("kiosk.troubles")

Device = Literal["printer", "camera", "scanner"]
VITALS_EVERY: Final = timedelta(seconds=60)


class Said:
    """The last word of each device about itself, from any thread; the self-checks read it."""

    def __init__(self) -> None:
        self._faults: dict[Device, str | None] = {}

    def set(self, device: Device, fault: str | None) -> None:
        """`fault` as the device names it, None when it is well."""
        self._faults[device] = fault

    def of(self, device: Device) -> str | None:
        return self._faults.get(device)


class Troubles:
    """The kiosk's account of itself; for one thread.

    `tell` gets it when a trouble begins or ends, and with fresh vitals once a minute; `show` gets
    the keys when they change. `clock` gives UTC: since when a trouble lasts is told to the hub.
    """

    def __init__(
        self,
        tell: Callable[[Health], None],
        show: Callable[[frozenset[str]], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._tell = tell
        self._show = show
        self._clock = clock
        self._now: dict[str, Trouble] = {}
        self._told_at: datetime | None = None

    def take(self, wrong: Mapping[str, Severity], vitals: Vitals, at: datetime) -> bool:
        """All that is wrong at `at` (steady), by key. Whether it was told."""
        before = self._now
        self._now = {key: before.get(key) or self._began(key, wrong[key]) for key in sorted(wrong)}
        for key in sorted(before.keys() - wrong.keys()):
            log.info("trouble_ended", extra={"key": key})
        changed = before.keys() != self._now.keys()
        if changed:
            self._show(frozenset(self._now))
        if not changed and self._told_at and at - self._told_at < VITALS_EVERY:
            return False
        self._told_at = at
        self._tell(Health(troubles=tuple(self._now.values()), vitals=vitals))
        return True

    def _began(self, key: str, severity: Severity) -> Trouble:
        log.info("trouble_began", extra={"key": key, "severity": severity})
        return Trouble(key=key, severity=severity, since=self._clock())
