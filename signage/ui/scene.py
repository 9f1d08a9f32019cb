"""The window: typeface, QML, and the drawing of one picture."""

import logging
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QFontDatabase
from PySide6.QtQuick import QQuickView

from signage.board.picture import Picture
from signage.ui.board_view import BoardView, faces, words
from signage.ui.theme import Room, layout
from wire.look import Look

log = logging.getLogger("signage.ui")

QML = Path(__file__).parent / "qml" / "Main.qml"


class SceneBroken(Exception):
    """The QML could not be loaded; the text says why."""


def load_typeface(assets: Path) -> None:
    """Fira Sans from the assets; without them Qt takes another sans serif, with one log event."""
    files = sorted((assets / "fonts").glob("FiraSans-*.ttf"))
    loaded = [file for file in files if QFontDatabase.addApplicationFont(str(file)) >= 0]
    if not loaded:
        log.warning("typeface_missing", extra={"detail": "Fira Sans is not among the assets"})


class Scene:
    """The board in its window, `size` in pixels."""

    def __init__(self, size: tuple[int, int], capital_px: float) -> None:
        self._size = size
        self._capital_px = capital_px
        self._view = BoardView(layout(size, capital_px, Room(0, 0)))
        self.window = QQuickView()
        self.window.setTitle("Eingangszone")
        self.window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.window.resize(QSize(*size))
        self.window.setInitialProperties({"view": self._view})
        self.window.setSource(QUrl.fromLocalFile(str(QML)))
        if self.window.status() != QQuickView.Status.Ready:
            raise SceneBroken("; ".join(error.toString() for error in self.window.errors()))

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

    def show(self, picture: Picture, look: Look | None, *, sound: bool) -> bool:
        """Draw this picture. False when the panel is too small for letters of the least height."""
        room = Room(len(picture.open), len(picture.recent))
        plan = layout(self._size, self._capital_px, room)
        called = faces(picture, look, tall=plan.hero > 0)
        self._view.show(words(picture, look, sound=sound), plan, *called)
        return plan.fits
