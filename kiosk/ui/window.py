"""Makes the window: fonts, theme, the session's view, and the QML scene that shows it."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSizeF, Qt, QUrl, Signal
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.flow.visit import Session
from kiosk.ui.alarm_view import AlarmView
from kiosk.ui.fonts import load_fonts
from kiosk.ui.keys import Keys
from kiosk.ui.present import present
from kiosk.ui.preview import Preview
from kiosk.ui.session_view import SessionView
from kiosk.ui.sheet import Sheets
from kiosk.ui.shown import Shown
from kiosk.ui.theme import DISTANCE_MM, FLOOR_MM, Panel, Theme, measures
from kiosk.ui.touch_slots import Touches
from wire.look import Lang

__all__ = ["KioskWindow", "SceneError", "load_fonts"]

QML = Path(__file__).parent / "qml" / "Main.qml"


class SceneError(Exception):
    """The QML scene could not be made; the reasons stand in the log."""


class Bridge(QObject):
    """Carries what other threads want shown over to the thread that draws."""

    shown = Signal(object)


class KioskWindow:
    """The window and all that it needs; to be made and used on the GUI thread only."""

    def __init__(
        self,
        size: tuple[int, int],
        panel_mm: float,
        scale: float,
        touches: Touches,
        *,
        distance_mm: float = DISTANCE_MM,
        floor_mm: float = FLOOR_MM,
        voiceless: frozenset[Lang] = frozenset(),
    ) -> None:
        """`size` in pixels; `voiceless` are the languages that this kiosk cannot speak."""
        panel = Panel(size, panel_mm, distance_mm, floor_mm)
        self._voiceless = voiceless
        self.view = SessionView(touches)
        self.theme = Theme(measures(panel))
        self.alarm = AlarmView(size, self.theme.sizes)
        self._sheets = Sheets()
        self.view.sheetMade.connect(self._sheets.take)
        self.bridge = Bridge()
        self.preview = Preview(self.view.show_preview)
        self._engine = QQmlApplicationEngine()
        self._engine.addImageProvider("camera", self.preview.provider)
        self._engine.setInitialProperties({
            "view": self.view, "alarm": self.alarm, "theme": self.theme,
            "panel": QSizeF(*panel.size), "zoom": scale,
        })  # fmt: skip
        self._engine.load(QUrl.fromLocalFile(str(QML)))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise SceneError(str(QML))
        self.window: QQuickWindow = roots[0]
        self._sheets.serve(self.window)
        self.view.changed.connect(self._sheets.polish)
        self.keys = Keys(self.window, self.view, touches.clock)
        self.bridge.shown.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def show(self, shown: Shown) -> None:
        self.theme.set(shown.action, contrast=shown.contrast)
        self.alarm.show(shown)
        self.view.show(shown)

    def show_session(self, session: Session, at: datetime, now: datetime) -> Shown:
        """From any thread: draw this session; `at` and `now` as in `present`. What is shown."""
        capacity = self.theme.sizes.capacity
        shown = present(session, at, now, self._voiceless, capacity)
        self.bridge.shown.emit(shown)
        return shown

    def close(self) -> None:
        """Take the scene down before the objects that it reads from."""
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)
