"""The window: typeface, QML, and the drawing of one picture."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QStandardPaths, QUrl
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtQuick import QQuickView

from signage.board.events import Key
from signage.board.picture import Picture
from signage.ui.door_view import door_face
from signage.ui.emergency_view import alarm_face
from signage.ui.fitting import FAMILY
from signage.ui.layout import Room, StageMode, layout
from signage.ui.panel_view import PanelFace, PanelView
from signage.ui.stage_view import StageModel
from wire.look import Look

log = logging.getLogger("signage.ui")

QML = Path(__file__).parent / "qml" / "Main.qml"
ARABIC = "Noto Sans Arabic"


class SceneBroken(Exception):
    """The QML could not be loaded; the text says why."""


@dataclass(frozen=True)
class Name:
    """What a display calls itself when it is asked which one it is."""

    name: str
    place: str


@dataclass(frozen=True)
class Drawn:
    """What a picture became: the calls and alarms that stand on the panel.

    `fits` is False when the panel is too small for letters of the least height; `named` says
    whether the display's name stands, which nothing but an alarm hides.
    """

    calls: tuple[Key, ...] = ()
    alarms: tuple[str, ...] = ()
    fits: bool = True
    named: bool = False


def load_typeface(assets: Path) -> None:
    """Fira Sans from the assets, Arabic letters from the system; one log event for what lacks."""
    files = sorted((assets / "fonts").glob("FiraSans-*.ttf"))
    loaded = [file for file in files if QFontDatabase.addApplicationFont(str(file)) >= 0]
    if not loaded:
        log.warning("typeface_missing", extra={"detail": "Fira Sans is not among the assets"})
    if ARABIC not in QFontDatabase.families():
        for folder in QStandardPaths.standardLocations(
            QStandardPaths.StandardLocation.FontsLocation
        ):
            for file in sorted(Path(folder).rglob("NotoSansArabic-*.ttf")):
                QFontDatabase.addApplicationFont(str(file))
    QFont.removeSubstitutions(FAMILY)
    QFont.insertSubstitutions(FAMILY, [ARABIC])


def window_of(qml: Path, view: QObject, size: tuple[int, int]) -> QQuickView:
    """The program's window, `size` in pixels, with this file drawing this view.

    Raises SceneBroken.
    """
    window = QQuickView()
    window.setTitle("Eingangszone")
    window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    window.resize(QSize(*size))
    window.setInitialProperties({"view": view})
    window.setSource(QUrl.fromLocalFile(str(qml)))
    if window.status() != QQuickView.Status.Ready:
        raise SceneBroken("; ".join(error.toString() for error in window.errors()))
    return window


class Scene:
    """The panel in its window, `size` in pixels."""

    def __init__(self, size: tuple[int, int], capital_px: float) -> None:
        self._size = size
        self._capital_px = capital_px
        self._view = PanelView(layout(size, capital_px, Room(0, 0)))
        self.window = window_of(QML, self._view, size)

    @property
    def stage(self) -> StageModel:
        """Where the programme is shown; its size follows from the layout."""
        return self._view.content

    @property
    def size(self) -> tuple[int, int]:
        return self._size

    def close(self) -> None:
        """Take the scene down before the objects that it is bound to."""
        self.window.close()
        self.window.setSource(QUrl())

    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size from the next picture on."""
        self._size = size

    def read_from(self, capital_px: float) -> None:
        """Letters are at least so high from the next picture on."""
        self._capital_px = capital_px

    def show(
        self,
        picture: Picture,
        look: Look | None,
        *,
        sound: bool,
        programme: bool = False,
        identify: Name | None = None,
    ) -> Drawn:
        """Draw this picture; `programme` when the stage has something to show."""
        identified = identify if picture.screen != "emergency" else None
        mode = stage_mode(picture, programme=programme)
        name = identified or Name("", "")
        screen = "identify" if identified else picture.screen
        self._view.show(PanelFace(screen, mode != "none", name.name, name.place))
        if picture.screen == "emergency":
            alarm = alarm_face(picture, self._size, self._capital_px)
            self._view.alarm.show(alarm, picture)
            return Drawn((), tuple(one.id for one in picture.alarms), alarm.fits)
        if picture.screen == "door":
            door = door_face(picture, self._size, self._capital_px)
            self._view.sign.show(door)
            shown = () if identified else picture.frame_calls
            return Drawn(shown, (), door.fits, identified is not None)
        drawn = self._show_board(picture, look, mode, sound=sound, covered=screen != "board")
        return replace(drawn, named=identified is not None)

    def _show_board(
        self, picture: Picture, look: Look | None, mode: StageMode, *, sound: bool, covered: bool
    ) -> Drawn:
        several = picture.role == "way" or len(picture.revs) > 1
        room = Room(
            len(picture.open), len(picture.recent), mode, guarded=picture.stale, signs=several
        )
        plan = layout(self._size, self._capital_px, room)
        self._view.measures.show(plan)
        calls = self._view.calls.show(picture, look, plan, sound=sound)
        return Drawn(() if covered else calls, (), plan.fits)


def stage_mode(picture: Picture, *, programme: bool) -> StageMode:
    """Where the programme stands: beside the calls; or on the whole panel until somebody is called.

    A door's sign has no room for it.
    """
    if not programme or picture.screen != "board":
        return "none"
    if picture.layout == "beside" and (picture.zone or picture.revs):
        return "beside"
    return "none" if picture.open else "over"
