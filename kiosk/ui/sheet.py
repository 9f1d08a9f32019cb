"""Puts the parts of each screen in their places, by `arrange` and `tile`, before it is drawn."""

from math import floor, inf
from typing import Final, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import isValid

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

T = TypeVar("T")
NOT_PLACED: Final = ("QQuickRepeater", "QQuickLoader")


class Sheets(QQuickItem):
    """The `Sheet`s of one window: their children stand below each other, in columns, on pages.

    A child says by properties of its own how it wants to stand: ``wanted``, ``stretch``, ``most``,
    ``touch``, ``aside``, ``extra`` (see `Block`). Its sheet alone decides what is visible. A child
    that is a `Tiles` has its own children in rows.

    Sheets and tiles are QML's own items, and this is not: PySide 6.11 never frees the Python half
    of an object that QML has made, and every screen makes some.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sheets: list[QQuickItem] = []

    def serve(self, window: QQuickWindow) -> None:
        """Be there when the window polishes its items, and look once more before it copies them.

        What is placed while polishing is whole in the same frame. The second look is for what
        changed its size by itself, such as a text whose font has come.
        """
        self.setParentItem(window.contentItem())
        window.afterAnimating.connect(self._place_all, Qt.ConnectionType.DirectConnection)
        self.polish()

    def take(self, sheet: QQuickItem) -> None:
        """Place its children from the next frame on, as long as it lives."""
        self._sheets.append(sheet)
        self.polish()

    def updatePolish(self) -> None:
        self._place_all()

    def _place_all(self) -> None:
        self._sheets = [sheet for sheet in self._sheets if isValid(sheet)]
        for sheet in self._sheets:
            if sheet.isVisible():
                _place_children(sheet)


def _place_children(sheet: QQuickItem) -> None:
    items = _items(sheet)
    wanted = [item for item in items if _wish(item, "wanted", True)]
    frame = _frame(sheet)
    for item in wanted:
        item.setWidth(floor(column_width(frame)))
        _lay_tiles(item)
    _place(sheet, wanted, arrange([_block(item) for item in wanted], frame))
    for item in items:
        if item in wanted:
            _lay_tiles(item)
        else:
            item.setVisible(False)


def _place(sheet: QQuickItem, items: list[QQuickItem], found: Arranged) -> None:
    if sheet.property("pages") != found.pages:
        sheet.setProperty("pages", found.pages)
        sheet.setProperty("page", min(sheet.property("page"), found.pages - 1))
    page = sheet.property("page")
    shown = {place.index: place for place in found.places if place.page == page}
    for index, item in enumerate(items):
        place = shown.get(index)
        # What stands elsewhere stays visible, for only so it knows its size.
        item.setVisible(True)
        item.setEnabled(place is not None)
        item.setOpacity(1 if place else 0)
        if place is not None:
            _put(sheet, item, place)


def _lay_tiles(item: QQuickItem) -> None:
    """The children of a `Tiles`, in rows of as many columns, all of one width."""
    if not _wish(item, "tiled", False):
        return
    items, frame = _items(item), _frame(item)
    spans = [_wish(each, "span", 1) for each in items]
    for place in tile([Tile(0, span) for span in spans], frame).places:
        items[place.index].setWidth(round(place.width))
    tiles = [Tile(each.implicitHeight(), span) for each, span in zip(items, spans, strict=True)]
    item.setProperty("implicitHeight", tiles_height(tiles, frame))
    for place in tile(tiles, frame).places:
        _put(item, items[place.index], place)


def _items(parent: QQuickItem) -> list[QQuickItem]:
    """The children that are seen, in their order."""
    return [
        item for item in parent.childItems() if not any(item.inherits(kind) for kind in NOT_PLACED)
    ]


def _frame(item: QQuickItem) -> Frame:
    return Frame(
        item.width(), item.height(), _wish(item, "gap", 0.0), max(1, _wish(item, "columns", 1)),
        _wish(item, "reach", 0.0), _wish(item, "more", 0.0),
    )  # fmt: skip


def _put(parent: QQuickItem, item: QQuickItem, place: Place) -> None:
    mirrored = _wish(parent, "mirrored", False)
    item.setX(round(parent.width() - place.x - place.width if mirrored else place.x))
    item.setY(round(place.y))
    item.setHeight(round(place.y + place.height) - round(place.y))


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
