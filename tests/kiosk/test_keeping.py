"""The care of a whole kiosk: what is told to the session, and repairs with its real parts."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.flow import events as ev
from kiosk.keeping import RESTART
from tests.kiosk.flow.playbook import LETTER
from tests.kiosk.house import RunningKiosk


@pytest.fixture
def running(
    app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningKiosk]:
    kiosk = RunningKiosk(app, tmp_path, monkeypatch)
    kiosk.shows("welcome")
    yield kiosk
    kiosk.stop()


@pytest.mark.warns("order_refused")
def test_a_trouble_reaches_the_session_and_leaves_it_again(running: RunningKiosk) -> None:
    def troubles() -> frozenset[str]:
        return running.kiosk._runner._session.troubles

    running.order(trouble="clock.jumped", on=True)
    running.until(lambda: "clock.jumped" in troubles(), "it is told")
    running.order(trouble="clock.jumped", on=False)
    running.until(lambda: "clock.jumped" not in troubles(), "it is over")
    running.order(trouble="weather.bad", on=True)
    running.printer.fault("cover_open")
    running.until(lambda: "printer.cover_open" in troubles(), "the printer's own word is read")


@pytest.mark.warns("camera_trouble")
def test_a_camera_that_is_opened_anew_reads_the_next_letter(running: RunningKiosk) -> None:
    running.order(camera="frozen")
    said = running.kiosk._keeping.said
    running.until(lambda: said.of("camera") == "frozen", "it is noticed")
    repair = threading.Thread(target=running.kiosk._keeping.reopen_camera)
    repair.start()
    running.until(lambda: not repair.is_alive(), "it is opened anew")
    assert said.of("camera") is None
    running.hold(LETTER)
    running.until(lambda: running.state in ("asking", "delayed"), "the letter is read")


def test_a_new_start_waits_until_nobody_is_served(running: RunningKiosk) -> None:
    ends: queue.SimpleQueue[int] = queue.SimpleQueue()
    running.kiosk._end.wanted.connect(ends.put)
    running.tell(ev.AppointmentPressed)
    running.shows("scanning")
    running.kiosk._keeping.restart()
    running.tell(ev.StayPressed)
    running.until(lambda: running.kiosk._keeping.take().program.uptime_s > 0, "time passes")
    assert ends.empty(), "somebody stands there"
    running.tell(ev.BackPressed)
    running.until(lambda: not ends.empty(), "now")
    assert ends.get() == RESTART


def test_headphones_are_an_event_of_the_session(running: RunningKiosk) -> None:
    running.order(headphones=True)
    running.until(lambda: running.kiosk._runner._session.headphones, "somebody plugs in")
    running.order(headphones=False)
    running.until(lambda: not running.kiosk._runner._session.headphones, "and goes")


def test_the_readings_are_those_of_this_kiosk(running: RunningKiosk) -> None:
    running.tell(lambda now: ev.HubReachable(now, yes=True))
    running.hold(LETTER)
    running.until(lambda: running.kiosk._keeping.take().program.outbox == 1, "it waits for the hub")
    program = running.kiosk._keeping.take().program
    assert program.outbox_age_s is not None
    assert 0 <= program.outbox_age_s < 60
    assert program.frames > 0
    assert program.hub is False, "no hub was ever heard"
    running.kiosk._keeping.make_room()
    running.until(lambda: program.frames < running.kiosk._keeping.take().program.frames, "frames")
