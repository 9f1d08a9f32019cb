"""One call as QML sees it, and a list of calls that only tells what has changed."""

from operator import attrgetter

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

from signage.ui.faces import Face
from signage.ui.properties import shown

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@QmlElement
class CallView(QObject):
    """The newest call, in the big field."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = Face()

    def show(self, face: Face) -> None:
        if face != self.face:
            self.face = face
            self.changed.emit()

    number = shown(str, "number", changed)
    room = shown(str, "room", changed)
    arrow = shown(str, "arrow", changed)
    tag = shown(str, "tag", changed)
    come = shown(str, "come", changed)
    recall = shown(bool, "recall", changed)
    field = shown(str, "coat.field", changed)
    ink = shown(str, "coat.ink", changed)
    quiet = shown(str, "coat.quiet", changed)
    disc = shown(str, "coat.disc", changed)
    arrowInk = shown(str, "coat.arrow_ink", changed)
    signPath = shown(str, "sign.path", changed)
    signColour = shown(str, "sign.colour", changed)
    signInk = shown(str, "sign.ink", changed)
    letter = shown(str, "sign.letter", changed)
    letterX = shown(float, "sign.x", changed)
    letterY = shown(float, "sign.y", changed)
    letterSize = shown(float, "sign.size", changed)


_FIELDS = {
    "number": "number", "room": "room", "arrow": "arrow", "tag": "tag", "recall": "recall",
    "field": "coat.field", "ink": "coat.ink", "quiet": "coat.quiet", "disc": "coat.disc",
    "arrowInk": "coat.arrow_ink", "signPath": "sign.path", "signColour": "sign.colour",
    "signInk": "sign.ink", "letter": "sign.letter", "letterX": "sign.x", "letterY": "sign.y",
    "letterSize": "sign.size",
}  # fmt: skip
"""What a delegate may ask for, and where it stands in a call's face."""
_FIRST = int(Qt.ItemDataRole.UserRole)
_NAMES = {_FIRST + at: QByteArray(name.encode()) for at, name in enumerate(_FIELDS)}
_READ = {_FIRST + at: attrgetter(path) for at, path in enumerate(_FIELDS.values())}


@QmlElement
class CallsModel(QAbstractListModel):
    """Calls in the board's order; a change of one row leaves the others undrawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces: list[Face] = []

    def show(self, faces: list[Face]) -> None:
        """Grow or shrink at the end, then tell each row that differs."""
        have, need = len(self._faces), len(faces)
        if need > have:
            self.beginInsertRows(_ROOT, have, need - 1)
            self._faces += faces[have:]
            self.endInsertRows()
        elif need < have:
            self.beginRemoveRows(_ROOT, need, have - 1)
            del self._faces[need:]
            self.endRemoveRows()
        for row, face in enumerate(faces[:have]):
            if face != self._faces[row]:
                self._faces[row] = face
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._faces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _READ:
            return None
        return _READ[role](self._faces[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:
        return _NAMES
