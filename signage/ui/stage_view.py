"""The stage as QML sees it: two sheets, of which one fades over the other, and a picture item."""

from PySide6.QtCore import Property, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from signage.ui.properties import shown
from signage.ui.stage_pages import Leaf
from wire.look import NIGHT_PANEL

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

NO_LEAF = Leaf()


@QmlElement
class StageSheet(QObject):
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

    boxWidth = shown(int, "box_width", changed)
    boxHeight = shown(int, "box_height", changed)
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
        self.sheets = (StageSheet(self), StageSheet(self))

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

    @Property(StageSheet, constant=True)
    def first(self) -> StageSheet:
        return self.sheets[0]

    @Property(StageSheet, constant=True)
    def second(self) -> StageSheet:
        return self.sheets[1]


@QmlElement
class StagePicture(QQuickPaintedItem):
    """Draws a sheet's picture over its whole area, opaque.

    Painted, not as a texture of our own: PySide keeps every texture that Python makes for a child
    of the window, and a film has a million frames a day. It works with Qt's software renderer and
    with a graphics card alike.
    """

    sheetChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setOpaquePainting(True)
        self.setFillColor(QColor(NIGHT_PANEL))
        self._sheet: StageSheet | None = None

    def _get_sheet(self) -> StageSheet | None:
        return self._sheet

    def _set_sheet(self, sheet: StageSheet | None) -> None:
        """Qt takes the sheet away again before it takes the item down."""
        self._sheet = sheet
        if sheet is not None:
            sheet.pictured.connect(self.update)
        self.update()
        self.sheetChanged.emit()

    sheet = Property(StageSheet, _get_sheet, _set_sheet, notify=sheetChanged)

    def paint(self, painter: QPainter) -> None:
        """Called by Qt, perhaps on its render thread while the GUI thread waits."""
        image = self._sheet.image if self._sheet is not None else None
        if image is not None:
            painter.drawImage(QRectF(0, 0, self.width(), self.height()), image)
