"""The stage as QML sees it: two sheets, of which one fades over the other, and a picture item."""

from PySide6.QtCore import Property, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QSGNode, QSGSimpleTextureNode

from signage.ui.properties import shown
from signage.ui.stage_pages import Leaf
from wire.look import NIGHT_PANEL

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

NO_LEAF = Leaf()


@QmlElement
class SheetView(QObject):
    """One sheet: a picture or a page of words, how far it has come up, whether it lies above."""

    changed = Signal()
    pictured = Signal()
    faded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leaf: Leaf | None = None
        self._image: QImage | None = None
        self._opacity = 0.0
        self._above = False

    def show_leaf(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._put(None)
        self.changed.emit()

    def show_image(self, image: QImage) -> None:
        """A picture, or the next frame of a video."""
        if self._leaf is not None:
            self._leaf = None
            self.changed.emit()
        self._put(image)

    def clear(self) -> None:
        """Nothing is on it, and nothing of it is kept."""
        self._leaf = None
        self._put(None)
        self.fade(0.0, above=False)
        self.changed.emit()

    def fade(self, opacity: float, *, above: bool) -> None:
        self._opacity, self._above = opacity, above
        self.faded.emit()

    def lower(self) -> None:
        """The other sheet comes up over it."""
        self.fade(self._opacity, above=False)

    def _put(self, image: QImage | None) -> None:
        self._image = image
        self.pictured.emit()

    @property
    def image(self) -> QImage | None:
        return self._image

    @Property(float, notify=faded)
    def opacity(self) -> float:
        return self._opacity

    @Property(bool, notify=faded)
    def above(self) -> bool:
        return self._above

    @Property(bool, notify=changed)
    def isPage(self) -> bool:
        return self._leaf is not None

    @property
    def face(self) -> Leaf:
        return self._leaf or NO_LEAF

    title = shown(str, "title", changed)
    body = shown(str, "body", changed)
    titleSize = shown(int, "title_px", changed)
    bodySize = shown(int, "body_px", changed)
    margin = shown(int, "margin", changed)
    gap = shown(int, "gap", changed)
    pictogram = shown(str, "pictogram", changed)
    pictogramSize = shown(int, "pictogram_px", changed)
    beside = shown(bool, "beside", changed)
    mirrored = shown(bool, "rtl", changed)
    mark = shown(str, "mark", changed)
    markSize = shown(int, "mark_px", changed)


@QmlElement
class StageModel(QObject):
    """The whole stage; `active` when there is something on it and it has its place."""

    changed = Signal()
    resized = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._active = False
        self.sheets = (SheetView(self), SheetView(self))

    def set_active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self.changed.emit()

    @property
    def is_active(self) -> bool:
        return self._active

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return self._active

    @Property(SheetView, constant=True)
    def first(self) -> SheetView:
        return self.sheets[0]

    @Property(SheetView, constant=True)
    def second(self) -> SheetView:
        return self.sheets[1]


@QmlElement
class StagePicture(QQuickItem):
    """Draws a sheet's picture over its whole area, as one opaque texture.

    It works with Qt's software renderer and with a graphics card alike. A texture stays until the
    next one is here; of a sheet without picture one pixel stays.
    """

    sheetChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setFlag(QQuickItem.Flag.ItemHasContents, True)
        self._sheet: SheetView | None = None
        self._fresh = False
        self._nothing = QImage(1, 1, QImage.Format.Format_RGB32)
        self._nothing.fill(QColor(NIGHT_PANEL))

    def _get_sheet(self) -> SheetView | None:
        return self._sheet

    def _set_sheet(self, sheet: SheetView | None) -> None:
        """Qt takes the sheet away again before it takes the item down."""
        self._sheet = sheet
        if sheet is not None:
            sheet.pictured.connect(self._renew)
        self._renew()
        self.sheetChanged.emit()

    sheet = Property(SheetView, _get_sheet, _set_sheet, notify=sheetChanged)

    def _renew(self) -> None:
        self._fresh = True
        self.update()

    def updatePaintNode(self, old: QSGNode | None, _data: object) -> QSGNode:
        """Called by Qt, perhaps on its render thread while the GUI thread waits."""
        node = old if isinstance(old, QSGSimpleTextureNode) else None
        if node is None:
            node = QSGSimpleTextureNode()
            node.setOwnsTexture(True)
            self._fresh = True
        if self._fresh:
            self._fresh = False
            image = self._sheet.image if self._sheet is not None else None
            texture = self.window().createTextureFromImage(image or self._nothing)
            node.setTexture(texture)
        node.setRect(QRectF(0, 0, self.width(), self.height()))
        return node
