"""Shows a code until a technician says who this player is; then the program begins anew."""

import logging
import os
import threading
import time
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from signage.app import USUAL, SignalWatch, choose_platform
from signage.pairing import Newcomer, News, Player, Shows
from signage.settings import NewcomerSettings
from signage.ui.pairing_view import PairingScene
from signage.ui.scene import load_typeface

log = logging.getLogger("signage.newcomer")

TICK_MS = 5_000
MODEL = Path("/proc/device-tree/model")
"""What the board calls itself, where firmware tells it."""
DMI = Path("/sys/class/dmi/id/product_name")


class Waiting(QObject):
    """Draws what the talk with the hub brings; everything but `_talk` is on the GUI thread."""

    _heard = Signal(object)
    _ended = Signal()

    def __init__(self, application: QGuiApplication, settings: NewcomerSettings) -> None:
        super().__init__()
        headless = os.environ.get("QT_QPA_PLATFORM") == "offscreen"
        screen = application.primaryScreen()
        usual = USUAL if headless else (screen.size().width(), screen.size().height())
        size = settings.size or usual
        self.scene = PairingScene(size, settings.hub)
        height_mm = round(screen.physicalSize().height()) or None
        player = Player(_model(), version("eingangszone"), *size, None if headless else height_mm)
        self._newcomer = Newcomer(settings.hub, settings.state, player, self._heard.emit)
        self._code, self._ends = "", 0.0
        self.paired = False
        self._heard.connect(self._on_news)
        self._ended.connect(application.quit)
        self._thread = threading.Thread(target=self._talk, name="pairing", daemon=True)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._draw)
        if settings.size or headless:
            self.scene.window.show()
        else:
            self.scene.window.showFullScreen()

    def start(self) -> None:
        self._thread.start()
        self._ticks.start()

    def stop(self) -> None:
        self._ticks.stop()
        self._newcomer.stop()
        self._thread.join(timeout=5)
        self.scene.close()

    def _talk(self) -> None:
        """Without this thread the panel would show an old code for ever: it ends the program."""
        try:
            self.paired = self._newcomer.run()
        finally:
            self._ended.emit()

    def _on_news(self, news: News) -> None:
        if isinstance(news, Shows):
            self._code, self._ends = news.code, time.monotonic() + news.lives_s
            self._draw()
            return
        log.info("pairing_waits", extra={"fault": news.fault})
        self._code = ""
        self.scene.show_fault(news.fault)

    def _draw(self) -> None:
        if self._code:
            self.scene.show_code(self._code, self._ends - time.monotonic())


def become(settings: NewcomerSettings) -> bool:
    """Wait until this player is paired; False when it was asked to end before."""
    choose_platform(os.environ, settings.scale)
    application = QGuiApplication(["signage"])
    load_typeface(settings.assets)
    signals = SignalWatch(application)
    waiting = Waiting(application, settings)
    waiting.start()
    application.exec()
    signals.close()
    waiting.stop()
    return waiting.paired


def _model() -> str:
    for path in (MODEL, DMI):
        try:
            return path.read_text(encoding="utf-8").strip("\0 \n")[:80]
        except (OSError, UnicodeDecodeError):
            continue
    return os.uname().machine
