"""Every self-check: caused, told apart from all others, worded, and mended where it can be."""

import types
from pathlib import Path
from typing import get_args

import pytest

import kiosk.checks
from hub.devices.rules import trouble_text
from kiosk.care.check import Check
from kiosk.care.registry import ChecksError, checks_in
from kiosk.care.rounds import Care
from kiosk.care.simulated import FAULTS, SimulatedReadings
from kiosk.devices.camera_health import CameraTrouble
from kiosk.flow.visit import Session
from kiosk.texts import text
from kiosk.troubles import Troubles
from kiosk.ui.present import present
from kiosk.ui.sample import CONFIG, NOW
from tests.kiosk.care.kit import START, Still, Toolbox
from wire.health import Health, PrinterFault

CHECKS = checks_in(kiosk.checks)
KEYS = tuple(check.key for check in CHECKS)
BY_KEY = {check.key: check for check in CHECKS}


class House:
    """A care that goes its rounds by hand, every two seconds."""

    def __init__(self) -> None:
        self.still = Still()
        self.readings = SimulatedReadings(self.still)
        self.tools = Toolbox(self.readings)
        self.told: list[Health] = []
        troubles = Troubles(self.told.append, lambda _: None, lambda: START)
        self.care = Care(CHECKS, self.readings, troubles, self.tools, "1.2.3")

    def go(self, seconds: float) -> None:
        for _ in range(int(seconds // 2)):
            self.care.round()
            self.still.wait(2)

    @property
    def keys(self) -> list[str]:
        return [trouble.key for trouble in self.told[-1].troubles]


def test_every_fault_can_be_simulated_and_nothing_else() -> None:
    assert set(FAULTS) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_fault_is_seen_by_its_own_check_alone(key: str) -> None:
    readings = SimulatedReadings(Still())
    assert not [check.key for check in CHECKS if check.judge(readings.take())]
    readings.fault(key)
    assert [check.key for check in CHECKS if check.judge(readings.take())] == [key]
    readings.fault(key, on=False)
    assert not [check.key for check in CHECKS if check.judge(readings.take())]


@pytest.mark.parametrize("key", KEYS)
def test_a_fault_is_told_once_and_its_end_once(key: str) -> None:
    house = House()
    house.tools.helps = False
    check = BY_KEY[key]
    house.go(2)
    house.readings.fault(key)
    if check.patience.wrong:
        house.go(check.patience.wrong.total_seconds() - 2)
        assert house.keys == []
    house.go(6)
    assert house.keys == [key]
    assert house.told[-1].troubles[0].severity == check.severity
    house.readings.fault(key, on=False)
    house.go(check.patience.well.total_seconds() + 4)
    assert house.keys == []


@pytest.mark.parametrize("key", [check.key for check in CHECKS if check.repair])
def test_the_repair_of_a_trouble_is_tried_and_mends_it(key: str) -> None:
    house = House()
    check = BY_KEY[key]
    assert check.repair
    house.readings.fault(key)
    waits = check.patience.wrong + check.repair.after + check.patience.well
    house.go(waits.total_seconds() + 10)
    assert house.tools.used == [check.repair.name]
    assert house.keys == []


@pytest.mark.warns("repair_failed")
def test_a_repair_that_fails_is_tried_again_but_not_at_each_round() -> None:
    house = House()
    house.tools.broken = True
    house.readings.fault("camera.frozen")
    house.go(620)
    assert house.tools.used == ["reopen_camera"] * 3, "after 10 s, then every 5 minutes"
    assert house.keys == ["camera.frozen"]


@pytest.mark.parametrize("key", KEYS)
def test_technicians_get_plain_sentences(key: str) -> None:
    assert BY_KEY[key].technician.endswith((".", ")."))
    assert not trouble_text(key).startswith("Störung:"), "the reception page knows it too"


@pytest.mark.parametrize("key", KEYS)
def test_visitors_read_what_concerns_them(key: str) -> None:
    session = Session(
        NOW, NOW, "welcome", config=CONFIG, reachable=True, troubles=frozenset({key})
    )  # fmt: skip
    visitor = BY_KEY[key].visitor
    assert present(session, NOW, NOW).notice == (text("de", visitor) if visitor else "")


def test_every_word_of_a_device_has_its_check() -> None:
    printer = {f"printer.{fault}" for fault in get_args(PrinterFault)}
    camera = {trouble.replace("camera_", "camera.") for trouble in get_args(CameraTrouble)}
    assert printer == {key for key in KEYS if key.startswith("printer.")}
    assert camera <= {key for key in KEYS if key.startswith("camera.")}


def test_keys_are_the_names_of_their_files() -> None:
    files = {path.stem for path in Path(kiosk.checks.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == {key.replace(".", "_") for key in KEYS}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"one.py": "CHECK = 1"}, "one has no CHECK"),
        (
            dict.fromkeys(("a.py", "b.py"), "from kiosk.checks.disk_low import CHECK as CHECK"),
            "disk.low is checked twice",
        ),
    ],
)
def test_a_folder_that_is_no_set_of_checks_is_refused(
    files: dict[str, str], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"checks_of_{len(files)}"
    folder = tmp_path / name
    folder.mkdir()
    for file, code in {"__init__.py": "", **files}.items():
        (folder / file).write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    with pytest.raises(ChecksError, match=fault):
        checks_in(package)


def test_vitals_come_once_a_minute_and_with_every_change() -> None:
    house = House()
    house.go(120)
    assert len(house.told) == 2
    vitals = house.told[-1].vitals
    assert vitals is not None
    assert (vitals.temperature, vitals.memory_mb, vitals.version) == (51.5, 240, "1.2.3")
    assert (vitals.frames, vitals.clock, vitals.outbox) == (0, "synced", 0)
    house.readings.fault("printer.cover_open")
    house.go(2)
    assert len(house.told) == 3


def test_free_memory_goes_back_once_a_minute_when_nobody_is_served() -> None:
    house = House()
    house.go(180)
    assert house.tools.tidied == 3
    house.tools.served = True
    house.go(120)
    assert house.tools.tidied == 3
    house.tools.served = False
    house.go(2)
    assert house.tools.tidied == 4


def test_a_check_says_what_it_is_by_its_first_line() -> None:
    assert all(isinstance(check, Check) for check in CHECKS)
    assert list(KEYS) == sorted(KEYS)
