"""Makes the window: fonts, theme, the session's view, and the QML scene that shows it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.flow.visit import Session
from kiosk.ui.present import present
from kiosk.ui.preview import Preview
from kiosk.ui.session_view import SessionView, Touches
from kiosk.ui.shown import Shown
from kiosk.ui.theme import Theme, measures

QML = Path(__file__).parent / "qml" / "Main.qml"


class SceneError(Exception):
    """The QML scene could not be made; the reasons stand in the log."""


class Bridge(QObject):
    """Carries what other threads want shown over to the thread that draws."""

    shown = Signal(object)


class KioskWindow:
    """The window and all that it needs; to be made and used on the GUI thread only."""

    def __init__(
        self, size: tuple[int, int], panel_mm: float, scale: float, touches: Touches
    ) -> None:
        self.view = SessionView(touches)
        self.theme = Theme(measures(size[0], panel_mm))
        self.bridge = Bridge()
        self.preview = Preview(self.view.show_preview)
        self._engine = QQmlApplicationEngine()
        self._engine.addImageProvider("camera", self.preview.provider)
        self._engine.setInitialProperties({
            "view": self.view, "theme": self.theme, "panel": QSizeF(*size), "zoom": scale,
        })  # fmt: skip
        self._engine.load(QUrl.fromLocalFile(str(QML)))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise SceneError(str(QML))
        self.window: QQuickWindow = roots[0]
        self.bridge.shown.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def show(self, shown: Shown) -> None:
        self.theme.set_action(shown.action)
        self.view.show(shown)

    def show_session(self, session: Session, at: datetime, now: datetime) -> None:
        """From any thread: draw this session; `at` and `now` as in `present`."""
        self.bridge.shown.emit(present(session, at, now))

    def close(self) -> None:
        """Take the scene down before the objects that it reads from."""
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)


def load_fonts(assets: Path, missing: Callable[[str], object]) -> None:
    """Fira Sans from the assets; `missing` hears of a file that could not be loaded."""
    files = sorted((assets / "fonts").glob("FiraSans-*.ttf"))
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            missing(file.name)
    if not files:
        missing("FiraSans-*.ttf")
