"""The window's signs of life: Qt's loop turns, frames swap, also while the scene stands still."""

from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtQuick import QQuickWindow

from wire import garbage

EVERY_MS: Final = 1000
STILL_BEATS: Final = 2
"""A scene that has swapped nothing for so many beats is asked for one frame."""


class Signs(Protocol):
    """Who hears the signs; `frame` may come on Qt's render thread."""

    def frame(self) -> None: ...

    def turned(self) -> None: ...

    def unseen(self) -> None:
        """Nobody can see the window, so no frame is to be expected."""


class Pulse(QObject):
    """To be made on the GUI thread; keep what is made."""

    def __init__(self, window: QQuickWindow, signs: Signs) -> None:
        super().__init__()
        self._window = window
        self._signs = signs
        self._still = 0
        window.frameSwapped.connect(self._on_frame, Qt.ConnectionType.DirectConnection)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def stop(self) -> None:
        """Before the window is closed."""
        self._timer.stop()
        self._window.frameSwapped.disconnect(self._on_frame)

    def _on_frame(self) -> None:
        self._still = 0
        self._signs.frame()

    def _on_beat(self) -> None:
        self._signs.turned()
        garbage.collect()
        if not self._window.isExposed():
            self._signs.unseen()
            return
        self._still += 1
        if self._still >= STILL_BEATS:
            self._window.update()
