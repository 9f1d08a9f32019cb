"""Keeps a keyboard scanner's keys away from the screen; people's keys pass, a moment later."""

from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent

ENTER: Final = "\r"
WAIT_MS: Final = 60
"""After so long without a key it is clear whose the last ones were."""


class Ears(Protocol):
    """What tells a scanner's keys from a person's."""

    def hear(self, key: str) -> tuple[str, int]:
        """A character, Enter, or "" when only time has passed.

        What a person has typed, to be passed on now, and how many keys are still unclear.
        """


class WedgeFilter(QObject):
    """An event filter for `window`, which also keeps it; for the GUI thread only."""

    def __init__(self, window: QObject, ears: Ears) -> None:
        super().__init__(window)
        self._window = window
        self._ears = ears
        self._held: list[QKeyEvent] = []
        self._passing = False
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._time_passed)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """True keeps `event` from the window."""
        if self._passing or not isinstance(event, QKeyEvent):
            return False
        key = ENTER if event.text() in ("\r", "\n") else event.text()
        if event.type() == QEvent.Type.KeyRelease:
            return bool(self._held) and key.isprintable() and bool(key)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == ENTER:
            return not self._settle(ENTER)
        if not key or not key.isprintable():
            return False
        self._settle(key, event.clone())
        self._wait.start()
        return True

    def _settle(self, key: str, event: QKeyEvent | None = None) -> bool:
        """Pass on what has become a person's, forget what was a scanner's; whether `key` passes."""
        typed, unclear = self._ears.hear(key)
        self._release(len(typed.removesuffix(ENTER)))
        if event is not None:
            self._held.append(event)
        del self._held[: len(self._held) - unclear]
        return typed.endswith(ENTER)

    def _time_passed(self) -> None:
        self._settle("")

    def _release(self, count: int) -> None:
        self._passing = True
        for event in self._held[:count]:
            QCoreApplication.sendEvent(self._window, event)
        del self._held[:count]
        self._passing = False
