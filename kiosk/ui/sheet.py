"""The item that puts the parts of a screen in their places, by `arrange`."""

from math import inf
from typing import Any, Final

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from kiosk.ui.arranging import Arranged, Block, Frame, Place, arrange, column_width

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

NOT_PLACED: Final = ("QQuickRepeater", "QQuickLoader")


@QmlElement
class Sheet(QQuickItem):
    """Its children stand below each other, in one column or two, on one page or more.

    A child says by properties of its own how it wants to stand: ``wanted``, ``stretch``, ``most``,
    ``touch``, ``aside``, ``extra`` (see `Block`). The sheet alone decides what is visible.
    """

    changed = Signal()
    pagesChanged = Signal()
    pageChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._gap, self._reach, self._more = 0.0, 0.0, 0.0
        self._columns, self._page, self._pages = 1, 0, 1
        self._mirrored, self._tick = False, 0
        self._known: set[QQuickItem] = set()
        self.changed.connect(self.polish)
        self.childrenChanged.connect(self._adopt)
        self.widthChanged.connect(self.polish)
        self.heightChanged.connect(self.polish)

    # ------------------------------------------------------------------ what QML sets

    def _set(self, name: str, value: float) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.pageChanged.emit()
            self.polish()

    gap = Property(
        float, lambda self: self._gap, lambda self, v: self._set("_gap", v), notify=changed
    )
    reach = Property(
        float, lambda self: self._reach, lambda self, v: self._set("_reach", v), notify=changed
    )
    more = Property(
        float, lambda self: self._more, lambda self, v: self._set("_more", v), notify=changed
    )
    columns = Property(
        int, lambda self: self._columns, lambda self, v: self._set("_columns", v), notify=changed
    )
    mirrored = Property(
        bool, lambda self: self._mirrored, lambda self, v: self._set("_mirrored", v), notify=changed
    )
    tick = Property(
        int, lambda self: self._tick, lambda self, v: self._set("_tick", v), notify=changed
    )
    """Counts what changed on the screen: the wishes of the children are then asked anew."""
    page = Property(int, lambda self: self._page, _set_page, notify=pageChanged)
    pages = Property(int, lambda self: self._pages, notify=pagesChanged)

    # ------------------------------------------------------------------ placing

    @Slot()
    def _adopt(self) -> None:
        """Listen to how much room each child wants."""
        now = {item for item in self.childItems() if not _is_helper(item)}
        for item in now - self._known:
            item.implicitHeightChanged.connect(self.polish)
        self._known = now
        self.polish()

    def updatePolish(self) -> None:
        items = [item for item in self.childItems() if not _is_helper(item)]
        wanted = [item for item in items if _wish(item, "wanted", True)]
        frame = Frame(
            self.width(), self.height(), self._gap, self._columns, self._reach, self._more
        )
        for item in wanted:
            item.setWidth(column_width(frame))
        found = arrange([_block(item) for item in wanted], frame)
        self._place(wanted, found)
        for item in items:
            if item not in wanted:
                item.setVisible(False)

    def _place(self, items: list[QQuickItem], found: Arranged) -> None:
        if self._pages != found.pages:
            self._pages = found.pages
            self._page = 0
            self.pagesChanged.emit()
            self.pageChanged.emit()
        shown = {place.index: place for place in found.places if place.page == self._page}
        for index, item in enumerate(items):
            place = shown.get(index)
            # What stands on another page keeps its size: only a visible item knows it.
            item.setVisible(True)
            item.setEnabled(place is not None)
            item.setOpacity(1 if place else 0)
            if place is not None:
                self._put(item, place)

    def _put(self, item: QQuickItem, place: Place) -> None:
        x = self.width() - place.x - place.width if self._mirrored else place.x
        item.setX(round(x))
        item.setY(round(place.y))
        item.setHeight(round(place.y + place.height) - round(place.y))


def _is_helper(item: QQuickItem) -> bool:
    return any(item.inherits(kind) for kind in NOT_PLACED)


def _wish(item: QQuickItem, name: str, otherwise: Any) -> Any:
    found = item.property(name)
    return otherwise if found is None else found


def _block(item: QQuickItem) -> Block:
    return Block(
        height=item.implicitHeight(),
        stretch=_wish(item, "stretch", 0.0),
        most=_wish(item, "most", inf),
        touch=_wish(item, "touch", False),
        aside=_wish(item, "aside", False),
        extra=_wish(item, "extra", False),
    )
