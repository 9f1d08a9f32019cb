"""Reads the machine: disk, heat, supply, memory, load and clock, from /proc and /sys."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.care.readings import Machine
from kiosk.devices.clocks import Clocks
from wire.health import ClockState, clock_state

MB: Final = 1024 * 1024
JUMP: Final = timedelta(seconds=30)
"""UTC that leaves the steady clock by more than this was set; less is the kernel slewing it."""
UNDERVOLTAGE: Final = 0x1
"""Bit 0 of the Raspberry Pi firmware's `get_throttled`: the supply is below 4.63 V now."""


class MachineReader:
    """`root` is where /proc and /sys lie, `state` the directory whose disk counts."""

    def __init__(
        self,
        state: Path,
        clocks: Clocks,
        root: Path = Path("/"),
        clock: Callable[[], ClockState] = clock_state,
    ) -> None:
        self._state = state
        self._clocks = clocks
        self._root = root
        self._clock = clock
        self._offset: timedelta | None = None
        self._jumped_at: datetime | None = None

    def read(self) -> Machine:
        """Some small files, read within a millisecond; no program is started."""
        return Machine(
            disk_free_mb=self._disk_free(),
            celsius=self._celsius(),
            undervoltage=self._undervoltage(),
            available_mb=self._available(),
            pressure=self._pressure(),
            own_mb=self._own(),
            load=os.getloadavg()[0],
            clock_synced=self._clock() == "synced",
            clock_jumped_s_ago=self._jumped_ago(),
        )

    def _text(self, path: str) -> str:
        """The file's text; empty when this machine has no such file or does not let us."""
        try:
            return (self._root / path).read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def _disk_free(self) -> float | None:
        try:
            found = os.statvfs(self._state)
        except OSError:
            return None
        return found.f_bavail * found.f_frsize / MB

    def _celsius(self) -> float | None:
        zones = sorted((self._root / "sys/class/thermal").glob("thermal_zone*/temp"))
        read = (self._text(str(zone.relative_to(self._root))).strip() for zone in zones)
        found = (int(text) / 1000 for text in read if text.lstrip("-").isdigit())
        # Sensors that are not connected tell nonsense.
        return max((heat for heat in found if -50 < heat < 150), default=None)

    def _undervoltage(self) -> bool | None:
        """By the firmware's own word, or by the alarm of the kernel's `rpi_volt` sensor."""
        throttled = self._text("sys/devices/platform/soc/soc:firmware/get_throttled").strip()
        if throttled:
            try:
                return bool(int(throttled, 16) & UNDERVOLTAGE)
            except ValueError:
                return None
        for name in sorted((self._root / "sys/class/hwmon").glob("hwmon*/name")):
            folder = str(name.parent.relative_to(self._root))
            if self._text(f"{folder}/name").strip() == "rpi_volt":
                return self._text(f"{folder}/in0_lcrit_alarm").strip() == "1"
        return None

    def _available(self) -> float | None:
        for line in self._text("proc/meminfo").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1024
        return None

    def _pressure(self) -> float | None:
        """``some avg10=0.00 avg60=0.00 avg300=0.00 total=0``."""
        for field in self._text("proc/pressure/memory").partition("\n")[0].split():
            if field.startswith("avg60="):
                return float(field.removeprefix("avg60="))
        return None

    def _own(self) -> float | None:
        fields = self._text("proc/self/statm").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / MB if fields else None

    def _jumped_ago(self) -> float | None:
        now = self._clocks.steady()
        offset = self._clocks.utc() - now
        if self._offset is not None and abs(offset - self._offset) > JUMP:
            self._jumped_at = now
        self._offset = offset
        return (now - self._jumped_at).total_seconds() if self._jumped_at else None
