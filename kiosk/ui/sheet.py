"""The items that put the parts of a screen in their places, by `arrange` and `tile`."""

from math import inf
from typing import Final, TypeVar, cast

from PySide6.QtCore import Property, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from kiosk.ui.arranging import (
    Arranged,
    Block,
    Frame,
    Place,
    Tile,
    arrange,
    column_width,
    tile,
    tiles_height,
)

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")
MOST_ROUNDS: Final = 50
NOT_PLACED: Final = ("QQuickRepeater", "QQuickLoader")


def _value(kind: type, name: str, changed: Signal) -> Property:
    return Property(
        kind,
        lambda item: getattr(item, name),
        lambda item, value: item.set_value(name, value),
        notify=changed,
    )


@QmlElement
class Placing(QQuickItem):
    """An item that puts its children in their places whenever they want more room or less."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._gap, self._columns, self._mirrored = 0.0, 1, False
        self._known: set[QQuickItem] = set()
        self._rounds = 0
        self.changed.connect(self.again)
        self.childrenChanged.connect(self._adopt)
        self.widthChanged.connect(self.again)
        self.heightChanged.connect(self.again)

    gap = _value(float, "_gap", changed)
    columns = _value(int, "_columns", changed)
    mirrored = _value(bool, "_mirrored", changed)

    def set_value(self, name: str, value: float) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()

    @Slot()
    def again(self) -> None:
        """Place anew before the next picture is drawn.

        Should two sizes ever depend on each other, the last of many rounds counts: a picture that
        is not quite right is better than none.
        """
        if self._rounds < MOST_ROUNDS:
            self.polish()

    def updatePolish(self) -> None:
        if self._rounds == 0:
            QTimer.singleShot(0, self._rested)
        self._rounds += 1
        self.place()

    def place(self) -> None:
        """Put every item where it belongs."""

    @Slot()
    def _rested(self) -> None:
        self._rounds = 0

    @Slot()
    def _adopt(self) -> None:
        """Listen to how much room each child wants."""
        now = set(self.items())
        for item in now - self._known:
            item.implicitHeightChanged.connect(self.again)
        self._known = now
        self.polish()

    def items(self) -> list[QQuickItem]:
        """The children that are seen, in their order."""
        return [item for item in self.childItems() if not _is_helper(item)]

    def put(self, item: QQuickItem, place: Place) -> None:
        x = self.width() - place.x - place.width if self._mirrored else place.x
        item.setX(round(x))
        item.setY(round(place.y))
        item.setHeight(round(place.y + place.height) - round(place.y))


@QmlElement
class Sheet(Placing):
    """Its children stand below each other, in one column or two, on one page or more.

    A child says by properties of its own how it wants to stand: ``wanted``, ``stretch``, ``most``,
    ``touch``, ``aside``, ``extra`` (see `Block`). The sheet alone decides what is visible.
    """

    arranged = Signal()
    pagesChanged = Signal()
    pageChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._reach, self._more = 0.0, 0.0
        self._page, self._pages, self._tick = 0, 1, 0
        self.changed.connect(self.arranged)

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.pageChanged.emit()
            self.polish()

    reach = _value(float, "_reach", arranged)
    more = _value(float, "_more", arranged)
    tick = _value(int, "_tick", arranged)
    """Counts what changed on the screen: the wishes of the children are then asked anew."""
    page = Property(int, lambda self: self._page, _set_page, notify=pageChanged)
    pages = Property(int, lambda self: self._pages, notify=pagesChanged)

    def place(self) -> None:
        wanted = [item for item in self.items() if _wish(item, "wanted", True)]
        frame = Frame(
            self.width(), self.height(), self._gap, self._columns, self._reach, self._more
        )
        for item in wanted:
            item.setWidth(column_width(frame))
        self._turn(wanted, arrange([_block(item) for item in wanted], frame))
        for item in self.items():
            if item not in wanted:
                item.setVisible(False)

    def _turn(self, items: list[QQuickItem], found: Arranged) -> None:
        if self._pages != found.pages:
            self._pages = found.pages
            self._page = min(self._page, found.pages - 1)
            self.pagesChanged.emit()
            self.pageChanged.emit()
        shown = {place.index: place for place in found.places if place.page == self._page}
        for index, item in enumerate(items):
            place = shown.get(index)
            # What stands elsewhere stays visible, for only so it knows its size.
            item.setVisible(True)
            item.setEnabled(place is not None)
            item.setOpacity(1 if place else 0)
            if place is not None:
                self.put(item, place)


@QmlElement
class Tiles(Placing):
    """Its children stand in rows of as many columns, all of one width."""

    def place(self) -> None:
        items = self.items()
        frame = Frame(self.width(), self.height(), self._gap, max(1, self._columns))
        spans = [_wish(item, "span", 1) for item in items]
        for place in tile([Tile(0, span) for span in spans], frame).places:
            items[place.index].setWidth(round(place.width))
        tiles = [Tile(item.implicitHeight(), span) for item, span in zip(items, spans, strict=True)]
        self.setImplicitHeight(tiles_height(tiles, frame))
        for place in tile(tiles, frame).places:
            self.put(items[place.index], place)


def _is_helper(item: QQuickItem) -> bool:
    return any(item.inherits(kind) for kind in NOT_PLACED)


def _wish(item: QQuickItem, name: str, otherwise: T) -> T:
    """A property that a child has of its own."""
    found = item.property(name)
    return otherwise if found is None else cast("T", found)


def _block(item: QQuickItem) -> Block:
    return Block(
        height=item.implicitHeight(),
        stretch=_wish(item, "stretch", 0.0),
        most=_wish(item, "most", inf),
        touch=_wish(item, "touch", False),
        aside=_wish(item, "aside", False),
        extra=_wish(item, "extra", False),
    )
