"""One call as QML sees it, and a list of calls that only tells what has changed."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

from signage.ui.theme import OPEN, Coat

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Face:
    """All that is drawn of one call; `arrow` is a path or empty, `tag` a time or a word."""

    number: str = ""
    room: str = ""
    arrow: str = ""
    tag: str = ""
    recall: bool = False
    coat: Coat = OPEN


@QmlElement
class CallView(QObject):
    """The newest call, in the big field."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face = Face()

    def show(self, face: Face) -> None:
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._face.number

    @Property(str, notify=changed)
    def room(self) -> str:
        return self._face.room

    @Property(str, notify=changed)
    def arrow(self) -> str:
        return self._face.arrow

    @Property(str, notify=changed)
    def tag(self) -> str:
        return self._face.tag

    @Property(bool, notify=changed)
    def recall(self) -> bool:
        return self._face.recall

    @Property(str, notify=changed)
    def field(self) -> str:
        return self._face.coat.field

    @Property(str, notify=changed)
    def ink(self) -> str:
        return self._face.coat.ink

    @Property(str, notify=changed)
    def quiet(self) -> str:
        return self._face.coat.quiet

    @Property(str, notify=changed)
    def disc(self) -> str:
        return self._face.coat.disc

    @Property(str, notify=changed)
    def arrowInk(self) -> str:
        return self._face.coat.arrow_ink


class Role(IntEnum):
    """What a delegate may ask for, under the name that follows."""

    NUMBER = Qt.ItemDataRole.UserRole
    ROOM = Qt.ItemDataRole.UserRole + 1
    ARROW = Qt.ItemDataRole.UserRole + 2
    TAG = Qt.ItemDataRole.UserRole + 3
    RECALL = Qt.ItemDataRole.UserRole + 4
    FIELD = Qt.ItemDataRole.UserRole + 5
    INK = Qt.ItemDataRole.UserRole + 6
    QUIET = Qt.ItemDataRole.UserRole + 7
    DISC = Qt.ItemDataRole.UserRole + 8
    ARROW_INK = Qt.ItemDataRole.UserRole + 9


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)


_NAMES = {role.value: QByteArray(_camel(role.name).encode()) for role in Role}


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
        if not index.isValid() or role not in _NAMES:
            return None
        face, name = self._faces[index.row()], Role(role).name.lower()
        return getattr(face.coat if hasattr(face.coat, name) else face, name)

    def roleNames(self) -> dict[int, QByteArray]:
        return _NAMES
