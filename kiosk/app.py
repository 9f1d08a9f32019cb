"""Puts the kiosk together: window first, then the hub, then the devices."""

import logging
import os
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.devices.clocks import Clocks, real_clocks
from kiosk.devices.headphones import HeadphoneWatch
from kiosk.devices.voices import SILENT
from kiosk.devices.wedge import Wedge
from kiosk.fitting import Fitting
from kiosk.flow import events as ev
from kiosk.flow.events import CodesSeen
from kiosk.flow.visit import Session
from kiosk.inspections import Looked, inspections
from kiosk.keeping import Hands as CareHands
from kiosk.keeping import Keeping
from kiosk.paper import Paper
from kiosk.runner import Hands, Runner
from kiosk.service import Service
from kiosk.settings import Settings
from kiosk.ui.rehearsal import Rehearsal
from kiosk.ui.stopping import quit_on_signals
from kiosk.ui.touch_slots import Touches
from kiosk.ui.wedge_filter import WedgeFilter
from kiosk.ui.window import KioskWindow, load_fonts
from kiosk.voice import Voice
from wire import garbage
from wire.qr import SERVICE_MAGIC

if TYPE_CHECKING:
    from kiosk.devices.ports import Frame

log = logging.getLogger("kiosk.app")


CANNOT_START: Final = 1


def run(settings: Settings, rehearse: Path | None) -> int:
    """Show the window, so that nobody looks at a black panel; then load all that is slow.

    Exit code 1 when it cannot serve at all: whoever started it may try anew, the screen cannot.
    """
    garbage.by_hand()
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
        self.window = KioskWindow(
            settings.size, settings.panel_mm, settings.scale, touches,
            distance_mm=settings.distance_mm, floor_mm=settings.floor_mm, voiceless=SILENT,
        )  # fmt: skip
        if settings.scanner == "wedge":
            WedgeFilter(self.window.window, Wedge(self._codes, clocks.steady))
        self._rehearsal = Rehearsal(rehearse, self.window, clocks.utc) if rehearse else None
        self._fitting = Fitting(settings, self._rehearsal, clocks)
        end = self._end.wanted.emit
        self._keeping = Keeping(self.window, settings.state, clocks, end)
        if self._rehearsal:
            self._rehearsal.take_board(self._keeping.readings.fault)
        self._stops: list[Callable[[], None]] = []
        self._close_camera: Callable[[], None] = lambda: None
        self._service: Service | None = None
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
        self._keeping.stop()
        self.window.close()
        log.info("stopped")

    def _first_frame(self) -> None:
        log.info("first_frame", extra={"ms": round(age_of_process_s() * 1000)})
        self._loading.start()

    def _show(self, session: Session, at: datetime) -> None:
        shown = self.window.show_session(session, at, self._clocks.utc())
        looking = session.state in ("scanning", "documents") or session.service.deed == "camera"
        self.window.preview.wanted = looking
        self._voice.follow(shown)
        self._keeping.showing(session)

    def _load(self) -> None:
        try:
            self._start_hub()
        except Exception:  # the device loop's rim: a kiosk without its journal serves nobody
            log.exception("start_failed")
            self._end.wanted.emit(CANNOT_START)
            return
        try:
            self._start_scanner()
        except Exception:  # the device loop's rim: letters can be held to the camera
            log.exception("scanner_not_started")
            self._keeping.said.set("scanner", "unplugged")
        try:
            self._start_camera()
        except Exception:  # the device loop's rim: who has no camera can still type and press
            log.exception("camera_not_started")
            self._keeping.said.set("camera", "unplugged")

    def _start_hub(self) -> None:
        """Hub and printer first: they matter even when the camera does not work."""
        from kiosk.post import open_post  # noqa: PLC0415 - slow to load

        settings, clocks, put = self._settings, self._clocks, self._runner.put
        release = version("eingangszone")
        post = open_post(settings, release, clocks, self._hear)
        paper = Paper(self._fitting.printer, self._keeping.said, clocks.steady)
        watch = HeadphoneWatch(self._fitting.headphones(), self._on_headphones)
        speaker = self._fitting.speaker(lambda: watch.plugged, self._on_speech_end)
        self._voice = Voice(speaker)
        looked = Looked(settings, release, clocks, self._keeping, paper, speaker, post)
        keyhole = post.keyhole(settings.service_pin)
        service = Service(keyhole, inspections(looked), clocks, put)
        self._post, self._paper, self._service = post, paper, service
        self._runner.start(Hands(post, paper, self._voice, service))
        self._stops += [self._runner.stop, speaker.close]
        for part in (post, paper, service, watch):
            part.start()
            self._stops.append(part.stop)
        care = CareHands(
            post, put, lambda: speaker.available, speaker.try_again, self._reopen_camera
        )
        self._keeping.start(care, release)
        self._stops += [lambda: self._close_camera(), self._keeping.stop_care]  # noqa: PLW0108

    def _hear(self, event: ev.Event) -> None:
        """From the post, before the session takes it."""
        if isinstance(event, ev.HubReachable):
            self._keeping.hub_reachable(event.yes)
        elif isinstance(event, ev.LookReceived):
            self._paper.carry_logo(b64decode(event.look.logo))
        self._runner.put(event)

    def _start_camera(self) -> None:
        from kiosk.devices.decoders import Cascade  # noqa: PLC0415 - slow to load
        from kiosk.devices.scanner import Listeners, Watcher  # noqa: PLC0415 - slow to load

        listeners = Listeners(self._codes, self._picture, self._camera_trouble)
        watcher = Watcher(self._fitting.camera(), Cascade(), listeners, self._clocks.steady)
        # A new watcher speaks of troubles only; what the last one said is over.
        self._keeping.said.set("camera", None)
        watcher.start()
        self._close_camera = watcher.stop

    def _reopen_camera(self) -> None:
        """On the care's thread. A driver that hangs keeps its thread, which nobody waits for."""
        self._close_camera()
        self._start_camera()

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
        self._keeping.said.set("scanner", trouble.removeprefix("scanner_") if trouble else None)

    def _codes(self, texts: Sequence[str], seen_at: datetime) -> None:
        """Service codes are no visitor's: they go another way."""
        at = self._clocks.steady()
        frame_at = self._clocks.utc() - (at - seen_at)
        letters = tuple(text for text in texts if not text.startswith(SERVICE_MAGIC))
        for text in set(texts) - set(letters):
            if self._service is not None:
                self._service.show_code(text, *self._post.trusted())
        if letters:
            self._runner.put(CodesSeen(at, letters, frame_at))

    def _picture(self, frame: "Frame") -> None:
        self.window.preview.take(frame.image)

    def _camera_trouble(self, trouble: str | None) -> None:
        fault = trouble.removeprefix("camera_") if trouble else None
        self._keeping.said.set("camera", fault)

    def _on_speech_end(self, text: str) -> None:
        self._runner.put(ev.SpeechEnded(self._clocks.steady(), text))

    def _on_headphones(self, plugged: bool) -> None:
        """What was meant for one pair of ears must not go on aloud."""
        self._voice.plugged(plugged)
        if not plugged:
            self._voice.quiet()
        self._runner.put(ev.HeadphonesPlugged(self._clocks.steady(), plugged))


def age_of_process_s() -> float:
    """Seconds since the kernel started this process (proc(5), field 22: clock ticks since boot)."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started
