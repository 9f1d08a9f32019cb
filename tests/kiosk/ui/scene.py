"""The kiosk's real scene, drawn offscreen, and its items with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMetaObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QKeyEvent
from PySide6.QtQuick import QQuickItem

from kiosk.flow.events import Event
from kiosk.flow.visit import Session
from kiosk.ui.gallery import UPRIGHT, Size, settle
from kiosk.ui.keys import pressables
from kiosk.ui.present import present
from kiosk.ui.sample import NOW
from kiosk.ui.shown import Shown
from kiosk.ui.ties import untied
from kiosk.ui.touch_slots import DOUBLE_STRIKE, Touches
from kiosk.ui.window import KioskWindow


@dataclass(frozen=True)
class Drawn:
    """One item and its rectangle on the panel, in pixels."""

    item: QQuickItem
    rect: QRectF

    @property
    def text(self) -> str:
        return untied(str(self.item.property("text")))

    @property
    def cap(self) -> float:
        """Height of a capital letter in pixels."""
        return QFontMetricsF(self.item.property("font")).capHeight()


class Scene:
    """One window for many screens; `events` is what touches and keys have sent."""

    def __init__(
        self, app: QGuiApplication, size: Size = UPRIGHT, kiosk: KioskWindow | None = None
    ) -> None:
        self._app = app
        self.size = size
        self.px_per_mm = size.px[0] / size.mm
        self.events: list[Event] = []
        self.now = NOW
        self._keyed = NOW
        touches = Touches(self.events.append, lambda: self.now)
        self.kiosk = kiosk or KioskWindow(size.px, size.mm, 1.0, touches)
        self.kiosk.window.show()
        self.picture = self.kiosk.window.grabWindow()

    def show(self, session: Session) -> None:
        """Show and draw; only a drawn scene has put its items in their places."""
        capacity = self.kiosk.theme.sizes.capacity
        self.draw(present(session, NOW, NOW, capacity=capacity))

    def draw(self, shown: Shown) -> None:
        self.now = NOW - 2 * DOUBLE_STRIKE
        self.kiosk.show(shown)
        self.now = NOW
        self.refresh()

    def refresh(self) -> None:
        settle(self._app, self.kiosk.window)
        self.picture = self.kiosk.window.grabWindow()

    def pages(self) -> int:
        """How many pages the screen has on this panel."""
        return max((int(sheet.property("pages")) for sheet in self._sheets()), default=1)

    def turn_to(self, page: int) -> None:
        for sheet in self._sheets():
            sheet.setProperty("page", page)
        self.refresh()

    def _sheets(self) -> list[QQuickItem]:
        return [item for item in self.items() if isinstance(item.property("pages"), int)]

    def items(self) -> Iterator[QQuickItem]:
        """All items that are seen."""
        todo = [self.kiosk.window.contentItem()]
        while todo:
            item = todo.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                todo += item.childItems()

    def texts(self) -> list[Drawn]:
        """Every text that says something."""
        found = [self._drawn(item) for item in self.items() if item.inherits("QQuickText")]
        return [each for each in found if each.text]

    def buttons(self) -> list[Drawn]:
        """Everything that can be touched, in the order in which the keys lead there."""
        return [self._drawn(item) for item in pressables(self.kiosk.window.contentItem())]

    def press(self, text: str) -> None:
        """Touch the button with this text."""
        [button] = [each for each in self.buttons() if each.text == text]
        QMetaObject.invokeMethod(button.item, "pressed")
        self._app.processEvents()

    def key(self, key: Qt.Key, text: str = "", *, held: bool = False, late: bool = True) -> None:
        """Press a key and let it go, a second after the last one unless it is not `late`."""
        if late and not held:
            self._keyed = self.now = max(self.now, self._keyed) + timedelta(seconds=1)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, held)
            self._app.sendEvent(self.kiosk.window, event)
        self._app.processEvents()

    def _drawn(self, item: QQuickItem) -> Drawn:
        return Drawn(item, item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))


def ground_of(picture: QImage, rect: QRectF) -> str:
    """The commonest colour in a rectangle, ``#rrggbb``."""
    colours, counts = np.unique(_pixels(picture, rect), return_counts=True)
    return f"#{int(colours[counts.argmax()]):06x}"


def is_drawn(picture: QImage, rect: QRectF, colour: QColor) -> bool:
    """Whether the very colour is there: the inside of a letter's stem."""
    return bool((_pixels(picture, rect) == (colour.rgb() & 0xFFFFFF)).any())


def _pixels(picture: QImage, rect: QRectF) -> NDArray[np.uint32]:
    """Colours as numbers, 0xrrggbb."""
    part = picture.copy(rect.toAlignedRect()).convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(part.constBits(), np.uint32) & np.uint32(0xFFFFFF)
