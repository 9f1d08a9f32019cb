"""The technician at the kiosk: in by a service code or the PIN, and what each deed shows."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.paper import decode
from kiosk.flow import events as ev
from kiosk.keyhole import hash_pin
from kiosk.log import RECENT
from kiosk.ui.present import DEEDS
from kiosk.ui.sample import emergency
from tests.kiosk.house import RunningKiosk, journal_of
from tests.kiosk.letters import ALONE_CONFIG, KEY
from wire.messages import Housed, HouseList
from wire.qr import ServiceCode, device_mark, sign_service

PIN = "135790"


@pytest.fixture
def running(
    app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningKiosk]:
    (tmp_path / "pin").write_text(hash_pin(PIN), encoding="utf-8")
    kiosk = RunningKiosk(app, tmp_path, monkeypatch, EZ_SERVICE_PIN_FILE=str(tmp_path / "pin"))
    kiosk.shows("welcome")
    yield kiosk
    kiosk.stop()


def opened_by_pin(running: RunningKiosk) -> RunningKiosk:
    running.tell(ev.ServicePressed)
    running.shows("pin")
    for digit in PIN:
        running.tell(lambda at, digit=digit: ev.KeyPressed(at, digit))  # type: ignore[misc]
    running.tell(ev.SavePressed)
    running.shows("service")
    return running


def lines_of(running: RunningKiosk, deed: ev.ServiceDeed) -> str:
    """What a deed shows, when it has found something."""
    running.tell(lambda at: ev.ServiceChosen(at, deed))
    shown = running.kiosk.window.view
    running.until(
        lambda: shown.shown.service_deed == deed and shown.shown.service_lines != (), deed
    )
    return "\n".join(shown.shown.service_lines)


def test_a_service_code_before_the_camera_opens_the_menu(running: RunningKiosk) -> None:
    running.kiosk._post._deputy.config = ALONE_CONFIG
    running.tell(lambda at: ev.ConfigReceived(at, ALONE_CONFIG))
    until = datetime.now(UTC) + timedelta(minutes=15)
    running.hold(sign_service(ServiceCode(1, device_mark("musterstadt", "kiosk-1"), until), KEY))
    running.shows("service")


def test_the_pin_opens_the_menu_and_a_wrong_one_does_not(running: RunningKiosk) -> None:
    running.tell(ev.ServicePressed)
    running.shows("pin")
    running.tell(lambda at: ev.KeyPressed(at, "1"))
    running.tell(ev.SavePressed)
    running.until(lambda: running.kiosk.window.view.shown.hint != "", "it says that it is wrong")
    running.tell(ev.BackPressed)
    running.shows("welcome")
    opened_by_pin(running)


def test_each_deed_shows_what_it_found(running: RunningKiosk) -> None:
    opened_by_pin(running)
    assert "Version" in lines_of(running, "state")
    assert "kiosk-1 in musterstadt" in lines_of(running, "network")
    assert "Hub: nicht erreichbar" in lines_of(running, "network")
    assert "alles in Ordnung" in lines_of(running, "camera")
    RECENT.emit(logging.LogRecord("kiosk.app", logging.WARNING, "f", 1, "lens_dirty", (), None))
    assert "WARNING kiosk.app lens_dirty" in lines_of(running, "log")
    assert "العربية: ar, schlecht" in lines_of(running, "sound")
    assert set(DEEDS) >= {"state", "network", "camera", "log", "sound", "print", "screen"}


@pytest.mark.parametrize(("fault", "said"), [(None, "printed"), ("paper_out", "paper_out")])
def test_a_test_print_comes_out_or_says_why_not(
    running: RunningKiosk, fault: str | None, said: str
) -> None:
    running.printer.fault(fault)  # type: ignore[arg-type]
    opened_by_pin(running)
    lines_of(running, "print")
    shown = running.kiosk.window.view
    running.until(lambda: said in " ".join(shown.shown.service_lines), "the print's end")
    words = [" ".join(decode(slip.raw).lines) for slip in running.slips]
    assert any("Testdruck" in word for word in words) == (fault is None)


def keeps(running: RunningKiosk, house: HouseList) -> None:
    """What the hub has told this kiosk before all else was lost."""
    with journal_of(running.settings) as journal:
        journal.note("house/musterstadt", house.model_dump_json())


def the_list(minutes: int) -> HouseList:
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    one = Housed(number="T042", place="Zimmer 2.14", floor="2. Stock", since=at, persons=2,
                 needs=("Rollstuhl",))  # fmt: skip
    other = Housed(number="W017", place="Wartezone A", floor="Erdgeschoss", since=at)
    return HouseList(as_of=at, stays=(one, other))


@pytest.mark.parametrize("fault", [None, "paper_out"])
def test_the_evacuation_list_comes_out_under_an_alarm_and_stands_on_the_screen_too(
    running: RunningKiosk, fault: str | None
) -> None:
    keeps(running, the_list(12))
    running.printer.fault(fault)  # type: ignore[arg-type]
    running.tell(lambda at: ev.EmergencyReceived(at, emergency("evacuate")))
    opened_by_pin(running)
    lines_of(running, "house")
    shown = running.kiosk.window.view
    running.until(lambda: "Ergebnis" in " ".join(shown.shown.service_lines), "the print's end")
    said = "\n".join(shown.shown.service_lines)
    assert "3 Personen im Haus, 2 brauchen Hilfe" in said
    assert "BRAUCHEN HILFE: T 042, 2 Personen" in said
    assert "Erdgeschoss · Wartezone A: W 017, 1 Person" in said
    paper = [decode(slip.raw).lines for slip in running.slips]
    ticked = [line.strip() for lines in paper for line in lines if line.strip().startswith("[  ]")]
    assert ticked == ([] if fault else ["[  ] T 042, 2 Personen", "[  ] W 017, 1 Person"])


def test_a_kiosk_without_the_list_says_where_it_is(running: RunningKiosk) -> None:
    opened_by_pin(running)
    assert "hat keine Räumungsliste" in lines_of(running, "house")
    keeps(running, the_list(0).model_copy(update={"kept": False}))
    running.tell(ev.BackPressed)
    assert "hat keine Räumungsliste" in lines_of(running, "house")
