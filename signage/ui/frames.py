"""Says when a change really stood on the panel: the swap of a frame that was synchronised after it.

A frame passes three stations: the window copies the scene (afterSynchronizing, with the GUI thread
blocked), draws the copy, and swaps it onto the panel (frameSwapped). A swap that follows a change
may still be of a copy taken before it, so only what the last copy contained counts as shown. Both
signals may come on Qt's render thread.
"""

import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtQuick import QQuickWindow


class FrameWatch(QObject):
    """Watches one window. `expect` after each change of the scene; `shown` tells the swap."""

    shown = Signal(object, float)
    """What was expected, and the steady second of the swap; once for each `expect`."""
    swapped = Signal()
    """Any frame that was swapped."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self._window = window
        self._expected: object = None
        self._copied: object = None
        self.frames = 0
        """Swapped since the start."""
        direct = Qt.ConnectionType.DirectConnection
        window.afterSynchronizing.connect(self._on_copied, direct)
        window.frameSwapped.connect(self._on_swapped, direct)

    def expect(self, what: object) -> None:
        """The scene now shows this; draw a frame even if no pixel of it would differ."""
        self._expected = what
        self._window.update()

    def nudge(self) -> None:
        """Ask for one frame, as a sign of life; a window that nobody can see owes none."""
        self._window.update()

    @property
    def exposed(self) -> bool:
        return self._window.isExposed()

    @property
    def pending(self) -> bool:
        """Whether a change still waits for its frame."""
        return self._expected is not None or self._copied is not None

    def _on_copied(self) -> None:
        if self._expected is not None:
            self._copied, self._expected = self._expected, None

    def _on_swapped(self) -> None:
        at = time.monotonic()
        what, self._copied = self._copied, None
        self.frames += 1
        if what is not None:
            self.shown.emit(what, at)
        self.swapped.emit()
