"""The root of what QML draws: which screen holds the panel, and each screen's own view."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from signage.ui.board_view import BoardView, Sizes
from signage.ui.door_view import DoorView
from signage.ui.emergency_view import EmergencyView
from signage.ui.layout import Layout
from signage.ui.properties import shown
from signage.ui.stage_view import StageModel

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class PanelFace:
    """`stage` says whether the programme is to be seen; `name` and `place` are for "identify"."""

    screen: Literal["board", "door", "emergency", "blank", "identify"] = "board"
    stage: bool = False
    name: str = ""
    place: str = ""


@QmlElement
class PanelView(QObject):
    """Bound to Main.qml."""

    changed = Signal()

    def __init__(self, first: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = PanelFace()
        self.measures = Sizes(first, self)
        self.calls = BoardView(self.measures, self)
        self.sign = DoorView(self)
        self.alarm = EmergencyView(self)
        self.content = StageModel(self)

    def show(self, face: PanelFace) -> None:
        if face != self.face:
            self.face = face
            self.changed.emit()

    @Property(Sizes, constant=True)
    def sizes(self) -> Sizes:
        return self.measures

    @Property(BoardView, constant=True)
    def board(self) -> BoardView:
        return self.calls

    @Property(DoorView, constant=True)
    def door(self) -> DoorView:
        return self.sign

    @Property(EmergencyView, constant=True)
    def emergency(self) -> EmergencyView:
        return self.alarm

    @Property(StageModel, constant=True)
    def programme(self) -> StageModel:
        return self.content

    screen = shown(str, "screen", changed)
    stage = shown(bool, "stage", changed)
    name = shown(str, "name", changed)
    place = shown(str, "place", changed)
