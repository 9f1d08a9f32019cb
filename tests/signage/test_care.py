"""Vitals and troubles that the technician sees, and the watchdog that ends what stands still."""

import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from signage.care import VITALS_EVERY_S, Care, wrongs
from signage.watchdog import Beat, Watchdog
from tests.patience import PATIENCE_S
from tests.signage.samples import T0
from wire.health import Health, Vitals
from wire.ids import new_ulid
from wire.watchdog import STOOD_STILL


class Ward:
    """A display's care on a machine of files, with a clock that the test sets."""

    def __init__(self, folder: Path, celsius: str = "48500") -> None:
        sensor = folder / "sys/class/thermal/thermal_zone0/temp"
        sensor.parent.mkdir(parents=True)
        sensor.write_text(celsius)
        meminfo = folder / "proc/meminfo"
        meminfo.parent.mkdir(parents=True)
        meminfo.write_text("MemTotal: 4000000 kB\nMemAvailable: 2048000 kB\n")
        self.sensor = sensor
        self.now = 1000.0
        self.told: list[Health] = []
        self.care = Care(folder, "1.2.3", self.told.append, lambda: self.now, folder)


def test_figures_are_told_once_a_minute(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    assert ward.care.round(T0, {}, 30, (2, None))
    vitals = ward.told[0].vitals
    assert vitals is not None
    assert (vitals.temperature, vitals.memory_free_mb, vitals.outbox) == (48.5, 2000, 2)
    assert (vitals.version, vitals.frames) == ("1.2.3", 30)
    assert vitals.disk_free_mb
    ward.now += VITALS_EVERY_S - 1
    assert not ward.care.round(T0, {}, 40, (0, None))
    ward.now += 1
    assert ward.care.round(T0, {}, 50, (0, None))
    assert ward.told[1].vitals
    assert ward.told[1].vitals.frames == 20


def test_a_trouble_is_told_when_it_begins_and_when_it_ends(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    ward.care.round(T0, {}, 0, (0, None))
    ward.care.round(T0, {"zone.none": "warning"}, 0, (0, None))
    ward.care.round(T0, {"zone.none": "warning"}, 0, (0, None))
    ward.care.round(T0, {}, 0, (0, None))
    assert [[one.key for one in health.troubles] for health in ward.told] == [[], ["zone.none"], []]


def test_since_when_goes_by_the_clock_that_is_known_now(tmp_path: Path) -> None:
    ward = Ward(tmp_path)
    ward.care.round(datetime(2020, 1, 1, tzinfo=UTC), {"zone.none": "warning"}, 0, (0, None))
    ward.now += VITALS_EVERY_S
    ward.care.round(T0, {"zone.none": "warning"}, 0, (1, new_ulid(T0 - timedelta(seconds=5))))
    [trouble], vitals = ward.told[1].troubles, ward.told[1].vitals
    assert trouble.since == T0 - timedelta(seconds=VITALS_EVERY_S)
    ward.now += VITALS_EVERY_S + 0.1
    ward.care.round(T0 + timedelta(minutes=1), {"zone.none": "warning"}, 0, (0, None))
    assert ward.told[2].troubles == (trouble,), "nothing new where no clock was set"
    assert vitals is not None
    assert vitals.outbox_age_s == 5


def test_a_hot_board_and_a_full_disk_are_troubles(tmp_path: Path) -> None:
    assert wrongs(Vitals(temperature=85, disk_free_mb=20), {}) == {
        "board.hot": "warning", "disk.low": "warning",
    }  # fmt: skip
    assert wrongs(Vitals(temperature=60, disk_free_mb=2000), {}) == {}
    ward = Ward(tmp_path, celsius="91000")
    ward.care.round(T0, {}, 0, (0, None))
    assert "board.hot" in [one.key for one in ward.told[0].troubles]


def test_a_machine_that_tells_nothing_is_no_trouble(tmp_path: Path) -> None:
    told: list[Health] = []
    care = Care(tmp_path / "gone", "1", told.append, lambda: 0.0, tmp_path / "gone")
    care.round(T0, {}, 0, (0, None))
    vitals = told[0].vitals
    assert vitals is not None
    assert (vitals.temperature, vitals.disk_free_mb, vitals.memory_mb) == (None, None, None)


@pytest.mark.warns("beat_late", "stands_still")
@pytest.mark.parametrize("sign", [Watchdog.beat, Watchdog.expect])
def test_a_display_whose_frames_stand_still_or_never_come_is_ended_and_systemd_starves(
    tmp_path: Path, sign: Callable[[Watchdog, Beat], None]
) -> None:
    address = tmp_path / "notify"
    said: list[str] = []
    ended, killed = threading.Event(), threading.Event()
    codes: list[int] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(address))
        ear.settimeout(PATIENCE_S)
        now = [0.0]

        def end(code: int) -> None:
            codes.append(code)
            ended.set()

        def die(code: int) -> None:
            codes.append(code)
            killed.set()

        dog = Watchdog(end, {"NOTIFY_SOCKET": str(address)}, die, 0.005, lambda: now[0])
        sign(dog, "frames")
        dog.start()
        said += [ear.recv(64).decode() for _ in range(3)]
        now[0] = 60.0
        assert ended.wait(PATIENCE_S)
        assert killed.wait(PATIENCE_S)
        dog.stop()
    assert said[:2] == ["READY=1", "WATCHDOG=1"]
    assert codes == [STOOD_STILL, STOOD_STILL]


def test_a_window_that_nobody_sees_owes_no_frames() -> None:
    ended: list[int] = []
    now = [0.0]
    dog = Watchdog(ended.append, {}, ended.append, 0.002, lambda: now[0])
    dog.beat("frames")
    dog.rest("frames")
    now[0] = 60.0
    dog.start()
    dog.beat("qt")
    assert not ended
    dog.stop()
