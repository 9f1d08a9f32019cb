"""Four tactile keys, or a keyboard, drive the whole kiosk: where they lead, what is said of it.

The keys are those of every keyboard, so a tactile pad that acts as one needs no driver: next
(Tab, Down, Right), previous (Shift+Tab, Up, Left), press (Enter, Space), back (Escape), help (F1),
speech (F2), louder (F3), once more (F5). Right and Left change places where one reads from right
to left.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.reading import Control, say_control
from kiosk.ui.session_view import SessionView
from kiosk.ui.ties import untied
from kiosk.ui.touch_slots import DOUBLE_STRIKE

NEXT: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Down)
PREVIOUS: Final = (Qt.Key.Key_Backtab, Qt.Key.Key_Up)
PRESS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)
TYPING: Final = ("typing", "pin")
"""Where letters and digits of a keyboard are taken."""


class Keys(QObject):
    """Watches the keys of a window; `clock` is the steady one."""

    def __init__(
        self, window: QQuickWindow, view: SessionView, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._clock = clock
        self._reached: QQuickItem | None = None
        self._name = ""
        self._last: tuple[int, datetime] | None = None
        window.installEventFilter(self)
        view.screenChanged.connect(self.leave)
        window.afterAnimating.connect(self._hold)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key that is held down counts once, and so does one that is struck twice at once.

        EN 301 549, 5.7 and 5.8: no repetition comes sooner than after 2 s, for none comes at all.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyRelease
        if not event.isAutoRepeat() and not self._again(event.key()):
            self._pressed(event)
        return True

    def _again(self, key: int) -> bool:
        last, self._last = self._last, (key, self._clock())
        if last is None or last[0] != key:
            return False
        return timedelta(0) <= self._last[1] - last[1] < DOUBLE_STRIKE

    def _pressed(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        rtl = self._view.shown.rtl
        if self._view.shown.leaving:
            self._view.stay()
            return
        if key in NEXT or key == (Qt.Key.Key_Left if rtl else Qt.Key.Key_Right):
            self._move(1)
        elif key in PREVIOUS or key == (Qt.Key.Key_Right if rtl else Qt.Key.Key_Left):
            self._move(-1)
        elif key in PRESS:
            self._press()
        elif key in _DEEDS:
            _DEEDS[key](self._view)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._reach(0 if key == Qt.Key.Key_Home else -1)
        elif self._view.shown.state in TYPING and event.text().strip():
            self._view.key(event.text().upper())

    # ------------------------------------------------------------------ which control

    @Slot()
    def leave(self) -> None:
        """Another screen: nothing is reached, the first key leads to its first control."""
        self._mark(None)

    def _move(self, by: int) -> None:
        """On to the neighbour; round at the ends, so that nobody gets stuck there."""
        controls = self.controls()
        at = self._place(controls)
        if at is None:
            self._reach(0 if by > 0 else -1)
        elif controls:
            self._reach((at + by) % len(controls))

    def _reach(self, at: int) -> None:
        controls = self.controls()
        if not controls:
            return
        at %= len(controls)
        self._mark(controls[at])
        lang = self._view.shown.lang
        self._view.focused(say_control(_control(controls[at]), at + 1, len(controls), lang))
        self._view.stay()

    def _press(self) -> None:
        controls = self.controls()
        at = self._place(controls)
        if at is None:
            self._move(1)
        else:
            # Not by `metaObject()`: PySide keeps what that gives, and takes for it whatever item
            # comes to lie at the same place in memory later.
            QMetaObject.invokeMethod(controls[at], "pressed")

    def _place(self, controls: list[QQuickItem]) -> int | None:
        """Where the reached control stands; lists are made anew, so it is known by its name too."""
        for at, control in enumerate(controls):
            if control == self._reached:
                return at
        names = [untied(str(control.property("text"))) for control in controls]
        return names.index(self._name) if self._name in names else None

    def _mark(self, control: QQuickItem | None) -> None:
        for one in self.controls():
            one.setProperty("reached", one == control)
        self._reached = control
        self._name = untied(str(control.property("text"))) if control else ""

    @Slot()
    def _hold(self) -> None:
        """Before each picture: what was made anew in the meantime bears the mark again."""
        if not self._name:
            return
        controls = self.controls()
        at = self._place(controls)
        if at is not None and not controls[at].property("reached"):
            self._mark(controls[at])

    @property
    def reached(self) -> str:
        """The name of the control that the keys have led to; empty for none."""
        return self._name

    def controls(self) -> list[QQuickItem]:
        """Everything in sight that can be pressed, in the order in which it is read."""
        return list(pressables(self._window.contentItem()))


def pressables(item: QQuickItem) -> Iterator[QQuickItem]:
    """All that can be pressed in and below an item, as they are read.

    What a new screen does not want is hidden with its first picture; keys may come before that.
    """
    hidden = not item.isVisible() or not item.isEnabled() or item.opacity() == 0
    if hidden or item.property("wanted") is False:
        return
    if item.objectName() == "pressable":
        yield item
    for child in item.childItems():
        yield from pressables(child)


def _control(item: QQuickItem) -> Control:
    return Control(
        name=untied(str(item.property("text"))),
        hint=str(item.property("spoken") or item.property("hint") or ""),
        chosen=str(item.property("chosen")),
        closed=bool(item.property("closed")),
    )


_DEEDS: Final[dict[Qt.Key, Callable[[SessionView], None]]] = {
    Qt.Key.Key_Escape: lambda view: view.back(),
    Qt.Key.Key_Back: lambda view: view.back(),
    Qt.Key.Key_F1: lambda view: view.help(),
    Qt.Key.Key_F2: lambda view: view.toggle("speech"),
    Qt.Key.Key_F3: lambda view: view.louder(),
    Qt.Key.Key_VolumeUp: lambda view: view.louder(),
    Qt.Key.Key_F5: lambda view: view.repeat(),
    Qt.Key.Key_Backspace: lambda view: view.erase(),
    Qt.Key.Key_Delete: lambda view: view.erase(),
}
