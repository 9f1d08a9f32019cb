"""Qt for the tests that draw: one application, the house's typeface, events by hand."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from signage.settings import ASSETS
from signage.ui.scene import Scene, load_typeface
from signage.ui.theme import least_capital_px
from tests.patience import PATIENCE_S
from tests.signage.office import Office
from tests.signage.running import Display
from tests.signage.samples import config

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="module")
def qt() -> QGuiApplication:
    """The process's one application, offscreen and in software, with the faces of displays."""
    running = QGuiApplication.instance()
    application = running if isinstance(running, QGuiApplication) else QGuiApplication(["tests"])
    load_typeface(ASSETS)
    return application


@pytest.fixture
def until(qt: QGuiApplication) -> Until:
    """Let Qt work until something holds; fail when it does not within the deadline."""

    def wait(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, "it did not happen in time"
            qt.processEvents()

    return wait


@pytest.fixture
def scene(until: Until) -> Iterator[Scene]:
    """A full HD board on a 43 inch panel that is read from 5 m."""
    scene = Scene((1920, 1080), least_capital_px(config(), 1080))
    scene.window.show()
    until(scene.window.isExposed)
    yield scene
    scene.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A broker and a hub, both open."""
    office = Office(tmp_path)
    office.open()
    yield office
    office.close()


@pytest.fixture
def display(office: Office, request: pytest.FixtureRequest) -> Iterator[Display]:
    """Not started yet; what it must not warn of in its own log fails the test."""
    expected = {event for mark in request.node.iter_markers("warns") for event in mark.args}
    display = Display(office)
    yield display
    display.stop()
    troubles = [line for line in display.log_events() if line["level"] not in ("info", "debug")]
    assert not [line for line in troubles if line["event"] not in {"message_refused", *expected}]
