"""Shows a code until a technician says who this player is; then the program begins anew."""

import logging
import os
import threading
import time
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from signage.app import USUAL, SignalWatch, choose_platform, turned
from signage.pairing import Newcomer, News, Player, Shows
from signage.settings import NewcomerSettings
from signage.ui.frames import FrameWatch
from signage.ui.pairing_view import PairingScene
from signage.ui.scene import load_typeface
from signage.watchdog import Watchdog
from wire import garbage
from wire.watchdog import STOOD_STILL

log = logging.getLogger("signage.newcomer")

TICK_MS = 2_000
MODEL = Path("/proc/device-tree/model")
"""What the board calls itself, where firmware tells it."""
DMI = Path("/sys/class/dmi/id/product_name")


class Waiting(QObject):
    """Draws what the talk with the hub brings; everything but `_talk` is on the GUI thread."""

    _heard = Signal(object)
    ended = Signal(int)
    """The program is to end, with this exit code."""

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
        self.ended.connect(application.exit)
        self._watch = FrameWatch(self.scene.window)
        self.watchdog = Watchdog(self.ended.emit)
        self._watch.swapped.connect(lambda: self.watchdog.beat("frames"))
        self._thread = threading.Thread(target=self._talk, name="pairing", daemon=True)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        if settings.size or headless:
            self.scene.window.show()
        else:
            self.scene.window.showFullScreen()

    def start(self) -> None:
        self._thread.start()
        self._ticks.start()
        self.watchdog.start()

    def stop(self) -> None:
        self.watchdog.stop()
        self._ticks.stop()
        self._newcomer.stop()
        self._thread.join(timeout=5)
        self.scene.close()

    def _talk(self) -> None:
        """Without this thread the panel would show an old code for ever: it ends the program."""
        code = STOOD_STILL
        try:
            self.paired = self._newcomer.run()
            code = 0
        except Exception:  # the talk's rim: what nobody foresaw calls for a new start
            log.exception("pairing_failed")
        finally:
            self.ended.emit(code)

    def _on_news(self, news: News) -> None:
        if isinstance(news, Shows):
            self._code, self._ends = news.code, time.monotonic() + news.lives_s
            self._draw()
            return
        log.info("pairing_waits", extra={"fault": news.fault})
        self._code = ""
        self.scene.show_fault(news.fault)

    def _on_tick(self) -> None:
        """A still scene is asked for a frame, as a sign of life."""
        turned(self.watchdog, self._watch)
        self._draw()
        self._watch.nudge()
        garbage.collect()

    def _draw(self) -> None:
        if self._code:
            self.scene.show_code(self._code, self._ends - time.monotonic())


def become(settings: NewcomerSettings) -> int | None:
    """Wait until this player is paired: None; else the exit code of a program that ends before."""
    choose_platform(os.environ, settings.scale)
    garbage.by_hand()
    application = QGuiApplication(["signage"])
    load_typeface(settings.assets)
    signals = SignalWatch(application)
    waiting = Waiting(application, settings)
    waiting.start()
    code = application.exec()
    signals.close()
    waiting.stop()
    return None if waiting.paired else code


def _model() -> str:
    for path in (MODEL, DMI):
        try:
            return path.read_text(encoding="utf-8").strip("\0 \n")[:80]
        except (OSError, UnicodeDecodeError):
            continue
    return os.uname().machine
