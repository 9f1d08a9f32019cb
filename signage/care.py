"""What a display tells of its own state: figures of the machine, and what is wrong since when."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from signage.content.rules import KEPT_FREE
from wire.health import Health, Severity, Trouble, Vitals, clock_state
from wire.ids import stamp, ulid_time

Backlog = tuple[int, str | None]
"""How much waits for the hub, and the id of the oldest."""
MB: Final = 1024 * 1024
VITALS_EVERY_S: Final = 60.0
STEP_S: Final = 5.0
"""By less than this no clock was set, two clocks only go a little differently."""
HOT: Final = 80.0
"""Degrees Celsius at which small boards begin to slow down."""
LEAST_DISK_MB: Final = KEPT_FREE // MB
"""Content leaves so much; where it is less, something else has eaten it."""


def wrongs(vitals: Vitals, known: Mapping[str, Severity]) -> dict[str, Severity]:
    """Everything that is wrong by these figures, and what other parts know. Pure."""
    found = dict(known)
    if vitals.temperature is not None and vitals.temperature >= HOT:
        found["board.hot"] = "warning"
    if vitals.disk_free_mb is not None and vitals.disk_free_mb < LEAST_DISK_MB:
        found["disk.low"] = "warning"
    return found


@dataclass(frozen=True)
class _Since:
    """When a trouble began: by the steady clock, and as it is told."""

    steady: float
    utc: datetime

    def by(self, at: datetime, steady: float) -> "_Since":
        """As it is told at a moment: another time only where the clock has been set meanwhile."""
        utc = stamp(at - timedelta(seconds=steady - self.steady))
        return self if abs((utc - self.utc).total_seconds()) < STEP_S else replace(self, utc=utc)


class Care:
    """Reads some small files, for one thread; `tell` gets what is new."""

    def __init__(
        self,
        state: Path,
        version: str,
        tell: Callable[[Health], None],
        steady: Callable[[], float] = time.monotonic,
        root: Path = Path("/"),
    ) -> None:
        self._state = state
        self._version = version
        self._tell = tell
        self._steady = steady
        self._root = root
        self._began = steady()
        self._told_at: float | None = None
        self._frames = 0
        self._now: dict[str, _Since] = {}

    def round(
        self,
        at: datetime,
        known: Mapping[str, Severity],
        frames: int,
        backlog: Backlog | None,
    ) -> bool:
        """Tell troubles when they change, vitals once a minute. Whether something was told.

        `at` is the display's time, which the site may set right at any moment; `frames` were
        swapped since the start; `backlog` is the outbox's, None where its file cannot be read:
        a new start would set that aside.
        """
        vitals, steady = self._vitals(at, frames, backlog), self._steady()
        wrong = wrongs(vitals, known)
        if backlog is None:
            wrong["disk.forgets"] = "warning"
        now = {key: self._now.get(key, _Since(steady, at)).by(at, steady) for key in sorted(wrong)}
        quiet = self._told_at is not None and steady - self._told_at < VITALS_EVERY_S
        if quiet and now.keys() == self._now.keys():
            return False
        self._now, self._told_at, self._frames = now, steady, frames
        troubles = tuple(
            Trouble(key=key, severity=wrong[key], since=since.utc) for key, since in now.items()
        )
        self._tell(Health(troubles=troubles, vitals=vitals))
        return True

    def _vitals(self, at: datetime, frames: int, backlog: Backlog | None) -> Vitals:
        count, oldest = backlog or (None, None)
        since = ulid_time(oldest) if oldest else None
        age = (at - since).total_seconds() if since else None
        return Vitals(
            version=self._version,
            uptime_s=int(self._steady() - self._began),
            temperature=self._celsius(),
            disk_free_mb=self._disk_free(),
            memory_mb=self._own(),
            memory_free_mb=self._available(),
            load=round(os.getloadavg()[0], 2),
            outbox=count,
            outbox_age_s=None if age is None else max(0, round(age)),
            frames=max(0, frames - self._frames),
            clock=clock_state(),
        )

    def _text(self, path: str) -> str:
        try:
            return (self._root / path).read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def _celsius(self) -> float | None:
        """The hottest sensor; those that are not connected tell nonsense."""
        zones = sorted((self._root / "sys/class/thermal").glob("thermal_zone*/temp"))
        read = (self._text(str(zone.relative_to(self._root))).strip() for zone in zones)
        found = (int(text) / 1000 for text in read if text.lstrip("-").isdigit())
        return max((round(heat, 1) for heat in found if -50 < heat < 150), default=None)

    def _disk_free(self) -> int | None:
        try:
            found = os.statvfs(self._state)
        except OSError:
            return None
        return found.f_bavail * found.f_frsize // MB

    def _available(self) -> int | None:
        for line in self._text("proc/meminfo").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) // 1024
        return None

    def _own(self) -> int | None:
        fields = self._text("proc/self/statm").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") // MB if fields else None
