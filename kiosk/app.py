"""Puts the kiosk together: window first, then the hub, then the devices."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.devices.clocks import Clocks, real_clocks
from kiosk.devices.wedge import Wedge
from kiosk.flow.events import CodesSeen
from kiosk.flow.visit import Session
from kiosk.paper import Paper
from kiosk.runner import Hands, Runner
from kiosk.settings import Settings
from kiosk.troubles import Troubles
from kiosk.ui.rehearsal import Rehearsal
from kiosk.ui.session_view import Touches
from kiosk.ui.stopping import quit_on_signals
from kiosk.ui.wedge_filter import WedgeFilter
from kiosk.ui.window import KioskWindow, load_fonts

if TYPE_CHECKING:
    from kiosk.devices.ports import Camera, Frame, Printer
    from kiosk.devices.simulated.speaker import SimulatedSpeaker
    from kiosk.devices.speaker import EspeakSpeaker

log = logging.getLogger("kiosk.app")


CANNOT_START: Final = 1


def run(settings: Settings, rehearse: Path | None) -> int:
    """Show the window, so that nobody looks at a black panel; then load all that is slow.

    Exit code 1 when it cannot serve at all: whoever started it may try anew, the screen cannot.
    """
    app = QGuiApplication(["kiosk"])
    load_fonts(settings.assets, lambda name: log.warning("font_missing", extra={"font": name}))
    kiosk = Kiosk(settings, rehearse, real_clocks())
    signals = quit_on_signals(app)
    kiosk.window.window.show()
    code = app.exec()
    signals.close()
    kiosk.stop()
    return int(code)


class _End(QObject):
    """Ends the event loop, from any thread."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.wanted.connect(self._leave, Qt.ConnectionType.QueuedConnection)

    def _leave(self, code: int) -> None:
        QGuiApplication.exit(code)


class Kiosk:
    """All parts and their threads. Made on the GUI thread; the slow parts after the first frame."""

    def __init__(self, settings: Settings, rehearse: Path | None, clocks: Clocks) -> None:
        self._settings = settings
        self._clocks = clocks
        self._end = _End()
        self._runner = Runner(clocks.steady, self._show)
        touches = Touches(self._runner.put, clocks.steady)
        self.window = KioskWindow(settings.size, settings.panel_mm, settings.scale, touches)
        if settings.scanner == "wedge":
            WedgeFilter(self.window.window, Wedge(self._codes, clocks.steady))
        self._rehearsal = Rehearsal(rehearse, self.window, clocks.utc) if rehearse else None
        self._stops: list[Callable[[], None]] = []
        self._loading = threading.Thread(target=self._load, name="load", daemon=True)
        self.window.window.frameSwapped.connect(
            self._first_frame, Qt.ConnectionType.SingleShotConnection
        )

    def stop(self) -> None:
        """Finish the slip at the printer, say goodbye to the hub, end every thread."""
        if self._loading.ident is not None:
            self._loading.join(timeout=10)
        for stop in reversed(self._stops):
            stop()
        self.window.close()
        log.info("stopped")

    def _first_frame(self) -> None:
        log.info("first_frame", extra={"ms": round(age_of_process_s() * 1000)})
        self._loading.start()

    def _show(self, session: Session, at: datetime) -> None:
        self.window.show_session(session, at, self._clocks.utc())
        self.window.preview.wanted = session.state == "scanning"

    def _load(self) -> None:
        try:
            self._start_hub()
        except Exception:  # the device loop's rim: a kiosk without its journal serves nobody
            log.exception("start_failed")
            self._end.wanted.emit(CANNOT_START)
            return
        self._start_scanner()
        try:
            self._start_camera()
        except Exception:  # the device loop's rim: who has no camera can still type and press
            log.exception("camera_not_started")
            self._troubles.set("camera", "unplugged")

    def _start_hub(self) -> None:
        """Hub and printer first: they matter even when the camera does not work."""
        from kiosk.post import open_post  # noqa: PLC0415 - slow to load

        settings = self._settings
        post = open_post(settings, version("eingangszone"), self._clocks, self._runner.put)
        self._troubles = Troubles(post.report_health, self._clocks.utc)
        paper = Paper(self._printer, self._troubles, self._clocks.steady, self._runner.put)
        speaker = self._speaker()
        self._runner.start(Hands(post, paper, speaker))
        post.start()
        paper.start()
        self._stops += [post.stop, self._runner.stop, paper.stop, speaker.stop]

    def _start_camera(self) -> None:
        from kiosk.devices.decoders import Cascade  # noqa: PLC0415 - slow to load
        from kiosk.devices.scanner import Listeners, Watcher  # noqa: PLC0415 - slow to load

        listeners = Listeners(self._codes, self._picture, self._camera_trouble)
        watcher = Watcher(self._camera(), Cascade(), listeners, self._clocks.steady)
        watcher.start()
        self._stops.append(watcher.stop)

    def _start_scanner(self) -> None:
        """On a serial line; one that types is heard by the window."""
        kind, _, where = self._settings.scanner.partition(":")
        if kind != "serial":
            return
        from kiosk.devices.serial_scanner import BAUD, SerialScanner  # noqa: PLC0415 - seldom

        port, _, baud = where.partition("@")
        scanner = SerialScanner(
            port, int(baud or BAUD), self._codes, self._scanner_trouble, self._clocks.steady
        )
        scanner.start()
        self._stops.append(scanner.stop)

    def _scanner_trouble(self, trouble: str | None) -> None:
        self._troubles.set("scanner", trouble.removeprefix("scanner_") if trouble else None)

    def _codes(self, texts: Sequence[str], seen_at: datetime) -> None:
        at = self._clocks.steady()
        frame_at = self._clocks.utc() - (at - seen_at)
        self._runner.put(CodesSeen(at, tuple(texts), frame_at))

    def _picture(self, frame: "Frame") -> None:
        self.window.preview.take(frame.image)

    def _camera_trouble(self, trouble: str | None) -> None:
        fault = trouble.removeprefix("camera_") if trouble else None
        self._troubles.set("camera", fault)

    def _printer(self) -> "Printer":
        from kiosk.devices.printer import EscposPrinter  # noqa: PLC0415 - slow to load

        return EscposPrinter(*self._settings.printer)

    def _speaker(self) -> "EspeakSpeaker | SimulatedSpeaker":
        if self._settings.speaker == "simulated":
            from kiosk.devices.simulated.speaker import SimulatedSpeaker  # noqa: PLC0415

            simulated = SimulatedSpeaker()
            if self._rehearsal:
                self._rehearsal.listen(lambda: simulated.said[-1].text if simulated.said else None)
            return simulated
        from kiosk.devices.speaker import EspeakSpeaker  # noqa: PLC0415

        return EspeakSpeaker()

    def _camera(self) -> "Camera":
        if self._settings.camera == "simulated":
            from kiosk.devices.simulated.camera import SimulatedCamera  # noqa: PLC0415

            simulated = SimulatedCamera(self._clocks.steady)
            if self._rehearsal:
                self._rehearsal.take_hand(simulated)
            return simulated
        from kiosk.devices.camera import OpenCvCamera  # noqa: PLC0415

        source = self._settings.camera.removeprefix("opencv:")
        return OpenCvCamera(int(source) if source.isdigit() else source, self._clocks.steady)


def age_of_process_s() -> float:
    """Seconds since the kernel started this process (proc(5), field 22: clock ticks since boot)."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started
