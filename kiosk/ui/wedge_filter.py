"""Keeps a keyboard scanner's keys away from the screen; people's keys pass, a moment later."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent

from kiosk.devices import wedge
from kiosk.devices.scanned import scanned

_ENTERS: Final = ("\r", "\n")


class WedgeFilter(QObject):
    """An event filter for the window; to be made and used on the GUI thread.

    `on_codes` gets what was scanned and when, by the steady clock `now`.
    """

    def __init__(
        self,
        window: QObject,
        on_codes: Callable[[Sequence[str], datetime], None],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._on_codes = on_codes
        self._now = now
        self._burst = wedge.Burst()
        self._held: list[QKeyEvent] = []
        self._passing = False
        pause = round(wedge.PAUSE.total_seconds() * 1000) + 5
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self._time_passed)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """True keeps the event from the window."""
        if self._passing or not isinstance(event, QKeyEvent):
            return False
        key = wedge.ENTER if event.text() in _ENTERS else event.text()
        if not key or not (key.isprintable() or key == wedge.ENTER):
            self._time_passed()
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return bool(self._held)
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._pressed(event, key)

    def _pressed(self, event: QKeyEvent, key: str) -> bool:
        self._burst, outcome = wedge.step(self._burst, key, self._now())
        if outcome.code is not None:
            self._held.clear()
            self._on_codes((scanned(outcome.code),), self._now())
            return True
        self._settle(outcome)
        if key == wedge.ENTER:
            return False
        self._held.append(event.clone())
        self._timer.start()
        return True

    def _time_passed(self) -> None:
        self._burst, outcome = wedge.step(self._burst, "", self._now())
        self._settle(outcome)
        if self._burst.keys:
            self._timer.start()

    def _settle(self, outcome: wedge.Outcome) -> None:
        """Give the window what turned out to be a person's keys; a cut off burst is dropped."""
        if outcome.typed:
            held, self._held = self._held, []
            self._passing = True
            for event in held:
                QCoreApplication.sendEvent(self._window, event)
            self._passing = False
        elif not self._burst.keys[:-1]:
            self._held.clear()
