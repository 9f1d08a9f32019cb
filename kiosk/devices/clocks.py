"""The two clocks of the kiosk: UTC for what leaves it, a steady one for how long things take."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

Clock = Callable[[], datetime]
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
"""A random name that Linux takes at each start (random(4))."""
AGREE_S: Final = 120.0
BATTERY_CLOCKS: Final = Path("/sys/class/rtc")
"""Each says in `hctosys` whether the system's time came from it (Linux, ABI sysfs-class-rtc)."""


@dataclass(frozen=True)
class Clocks:
    """`utc` may jump when somebody sets it; `steady` never does, and is only good for durations."""

    utc: Clock
    steady: Clock
    boot: str = ""
    """Which life of the machine this is: another one after each power cut."""


def real_clocks() -> Clocks:
    """The machine's clocks; `steady` is UTC as it was now, and from here on monotonic."""
    began = datetime.now(UTC) - timedelta(seconds=time.monotonic())
    return Clocks(
        utc=lambda: datetime.now(UTC),
        steady=lambda: began + timedelta(seconds=time.monotonic()),
        boot=BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else "",
    )


def ran_on(utc: datetime, clocks: Path = BATTERY_CLOCKS) -> bool:
    """Whether the machine's time comes from a clock that ran while it was off.

    One whose battery is empty wakes at some other time than the system then takes for right.
    """
    return any(_ran_on(one, utc.timestamp()) for one in clocks.glob("*"))


def _ran_on(clock: Path, now: float) -> bool:
    try:
        gave_it = (clock / "hctosys").read_text(encoding="ascii").strip() == "1"
        says = int((clock / "since_epoch").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    return gave_it and abs(says - now) < AGREE_S
