"""The machine is read as the kernel and a Raspberry Pi's firmware write it down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.machine import MachineReader
from kiosk.devices.clocks import Clocks, real_clocks
from tests.kiosk.care.kit import START

THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"


def _reader(root: Path, clocks: Clocks | None = None) -> MachineReader:
    return MachineReader(root, clocks or real_clocks(), root, lambda: "unsynced")


def _write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="ascii")


def test_a_raspberry_pi(tmp_path: Path) -> None:
    _write(tmp_path, "sys/class/thermal/thermal_zone0/temp", "61328\n")
    _write(tmp_path, "sys/class/thermal/thermal_zone1/temp", "274000\n")
    _write(tmp_path, "proc/meminfo", "MemTotal: 949448 kB\nMemAvailable: 512000 kB\n")
    _write(tmp_path, "proc/pressure/memory", "some avg10=0.00 avg60=1.25 avg300=0.1 total=9\n")
    _write(tmp_path, "proc/self/statm", "90000 25600 9000 1 0 40000 0\n")
    found = _reader(tmp_path).read()
    assert found.celsius == 61.328, "a sensor at 274 degrees is none"
    assert (found.available_mb, found.pressure) == (500.0, 1.25)
    assert found.own_mb == 100.0
    assert found.clock_synced is False
    assert found.disk_free_mb is not None
    assert found.disk_free_mb > 0


@pytest.mark.parametrize(
    ("text", "weak"), [("50005\n", True), ("50000\n", False), ("0\n", False), ("?\n", None)]
)
def test_the_firmware_tells_undervoltage_of_now(
    text: str, weak: bool | None, tmp_path: Path
) -> None:
    _write(tmp_path, THROTTLED, text)
    assert _reader(tmp_path).read().undervoltage is weak


@pytest.mark.parametrize(("alarm", "weak"), [("1\n", True), ("0\n", False)])
def test_so_does_the_kernels_sensor(alarm: str, weak: bool, tmp_path: Path) -> None:
    _write(tmp_path, "sys/class/hwmon/hwmon0/name", "cpu_thermal\n")
    _write(tmp_path, "sys/class/hwmon/hwmon1/name", "rpi_volt\n")
    _write(tmp_path, "sys/class/hwmon/hwmon1/in0_lcrit_alarm", alarm)
    assert _reader(tmp_path).read().undervoltage is weak


def test_what_a_machine_does_not_tell_is_not_known(tmp_path: Path) -> None:
    found = _reader(tmp_path).read()
    assert found.celsius is found.undervoltage is found.available_mb is found.own_mb is None
    assert MachineReader(tmp_path / "gone", real_clocks(), tmp_path).read().disk_free_mb is None


def test_this_very_machine_can_be_read(tmp_path: Path) -> None:
    found = MachineReader(tmp_path, real_clocks()).read()
    assert found.own_mb is not None
    assert found.available_mb is not None
    assert found.own_mb > 5
    assert found.clock_jumped_s_ago is None


def test_a_clock_that_is_set_is_noticed_and_one_that_is_slewed_is_not(tmp_path: Path) -> None:
    steady, off = START, timedelta(0)
    clocks = Clocks(lambda: datetime(2026, 1, 1, tzinfo=UTC) + (steady - START) + off,
                    lambda: steady)  # fmt: skip
    reader = _reader(tmp_path, clocks)
    reader.read()
    steady += timedelta(seconds=60)
    off += timedelta(seconds=2)
    assert reader.read().clock_jumped_s_ago is None
    off -= timedelta(days=3)
    assert reader.read().clock_jumped_s_ago == 0
    steady += timedelta(seconds=90)
    assert reader.read().clock_jumped_s_ago == 90
