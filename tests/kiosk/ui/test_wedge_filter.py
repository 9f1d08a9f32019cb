"""The window with a scanner that types: its keys never reach it, people's keys all do."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.devices.wedge import Wedge
from kiosk.ui.wedge_filter import WedgeFilter
from tests.kiosk.devices.kit import CODE, eventually


class Window(QObject):
    """Keeps the characters of the key presses that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.typed += event.text() or "←"
        return super().event(event)


class Desk:
    """A window, a scanner and a person; the clock stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)
        self.codes: list[str] = []
        self.window = Window()
        WedgeFilter(self.window, Wedge(self._codes, lambda: self.now))

    def _codes(self, texts: Sequence[str], _at: datetime) -> None:
        self.codes += texts

    def type(self, keys: str, gap_ms: int) -> None:
        for key in keys:
            self.now += timedelta(milliseconds=gap_ms)
            self.press(key)

    def press(self, text: str, key: int = 0) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(self.window, event)


@pytest.fixture
def desk(app: QGuiApplication) -> Desk:
    del app
    return Desk()


def test_a_scan_reaches_the_kiosk_but_not_the_screen(desk: Desk) -> None:
    desk.type(CODE + "\r", 5)
    assert desk.codes == [CODE]
    assert desk.window.typed == ""


def test_typing_reaches_the_screen_in_order(desk: Desk) -> None:
    desk.type("K7MD 2QXP\r", 120)
    assert desk.window.typed == "K7MD 2QXP\r"
    desk.press("", Qt.Key.Key_Left)
    assert desk.window.typed == "K7MD 2QXP\r←"
    assert desk.codes == []


def test_a_last_key_is_not_kept_waiting(desk: Desk, app: QGuiApplication) -> None:
    desk.type("K", 0)
    assert desk.window.typed == ""
    desk.now += timedelta(milliseconds=60)

    def shown() -> bool:
        app.processEvents()
        return desk.window.typed == "K"

    eventually(shown, "the key reaches the window")


def test_a_person_types_after_a_scan(desk: Desk) -> None:
    desk.type(CODE + "\r", 5)
    desk.type("7\r", 150)
    assert desk.window.typed == "7\r"
