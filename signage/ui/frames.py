"""Says when a change really stood on the panel: the swap of a frame that was synchronised after it.

A frame passes three stations: the window copies the scene (afterSynchronizing, with the GUI thread
blocked), draws the copy, and swaps it onto the panel (frameSwapped). A swap that follows a change
may still be of a copy taken before it, so only what the last copy contained counts as shown. Both
signals may come on Qt's render thread.
"""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtQuick import QQuickWindow

from signage.board.calls import Key


class FrameWatch(QObject):
    """Watches one window. `expect` after each change of the scene; `shown` tells the swap."""

    shown = Signal(object, object)
    """The expected calls, and the moment of the swap (UTC); once for each `expect`."""
    swapped = Signal()
    """Any frame that was swapped."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self._window = window
        self._expected: tuple[Key, ...] | None = None
        self._copied: tuple[Key, ...] | None = None
        direct = Qt.ConnectionType.DirectConnection
        window.afterSynchronizing.connect(self._on_copied, direct)
        window.frameSwapped.connect(self._on_swapped, direct)

    def expect(self, calls: tuple[Key, ...]) -> None:
        """The scene now shows these calls; draw a frame even if no pixel of it would differ."""
        self._expected = calls
        self._window.update()

    @property
    def pending(self) -> bool:
        """Whether a change still waits for its frame."""
        return self._expected is not None or self._copied is not None

    def _on_copied(self) -> None:
        if self._expected is not None:
            self._copied, self._expected = self._expected, None

    def _on_swapped(self) -> None:
        at = datetime.now(UTC)
        calls, self._copied = self._copied, None
        if calls is not None:
            self.shown.emit(calls, at)
        self.swapped.emit()
