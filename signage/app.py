"""Puts a display together and keeps it running until it is asked to stop."""

import ctypes
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, MutableMapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from signage.board.events import Moment
from signage.care import Care
from signage.content.keeper import Keeper
from signage.content.store import Store
from signage.media.card import AplayCard
from signage.media.simulated import SimulatedCard, SimulatedSound, SimulatedVoice
from signage.media.speech import Hearing, SpeakingLine
from signage.media.voices import EspeakVoice
from signage.memory import open_outbox
from signage.runner import Parts, Runner
from signage.settings import Settings
from signage.timekeeper import WallClock
from signage.ui.frames import FrameWatch
from signage.ui.rehearsal import Rehearsal
from signage.ui.scene import Scene, load_typeface
from signage.ui.stage import ProgrammeStage
from signage.ui.theme import least_capital_px
from signage.watchdog import Watchdog
from wire import garbage
from wire.device import DeviceLink, Identity, Listener
from wire.health import Health
from wire.link import LinkSettings
from wire.outbox import Outbox

log = logging.getLogger("signage.app")

USUAL = (1920, 1080)
FIRST_FRAME_MS = 5_000
"""So long the display waits for its first frame before it begins to talk."""
OPENING = 10_000_000
"""Bytes of the disk that the memory may need when it is opened: its log, and a little of itself."""
M_ARENA_MAX = -8
M_MMAP_THRESHOLD = -3
"""mallopt(3)"""
ARENAS = 2
MAPPED = 2**20
"""Bytes of a block that is mapped by itself."""


def run(settings: Settings, rehearse: Path | None) -> int:
    """Run the display to its end; the exit code."""
    tame_malloc()
    garbage.by_hand()
    store = Store(settings.state / "content")
    outbox = _outbox(settings, store)
    headless = choose_platform(os.environ, settings.scale)
    qInstallMessageHandler(_log_qt)
    application = QGuiApplication(["signage"])
    load_typeface(settings.assets)
    size = settings.size or (USUAL if headless else _screen(application))
    scene = Scene(size, least_capital_px(None, size[1]))
    watch = FrameWatch(scene.window)
    sound = SimulatedSound(SimulatedCard(), SimulatedVoice(EspeakVoice()))
    clock = WallClock(settings.clock_off)
    runner = Runner(_parts(settings, scene, watch, outbox, store, sound, clock))
    runner.ended.connect(application.exit)
    watchdog = Watchdog(runner.ended.emit)
    watch.swapped.connect(lambda: watchdog.beat("frames"))
    runner.turned.connect(lambda: turned(watchdog, watch))
    runner.turned.connect(garbage.collect)
    runner.worked.connect(lambda: watchdog.beat("deeds"))
    Opening(watch, runner.start)
    orders: dict[str, Callable[[Any], None]] = {"sound": sound.become, "clock": clock.set_by}
    rehearsal = Rehearsal(rehearse, scene, watch, runner.report, orders) if rehearse else None
    if rehearsal:
        rehearsal.ended.connect(application.quit)
        rehearsal.start()
    signals = SignalWatch(application)
    watchdog.start()
    if settings.size or headless:
        scene.window.show()
    else:
        scene.window.showFullScreen()
    code = application.exec()
    signals.close()
    if rehearsal:
        rehearsal.stop()
    runner.stop()
    watchdog.stop()
    scene.close()
    log.info("stopped")
    return code


class Opening(QObject):
    """The first frame is on the panel before the display begins to talk, if there is one at all.

    A panel that is off at the start may show none; the display can be heard and ordered then too.
    """

    def __init__(
        self, watch: FrameWatch, begin: Callable[[], None], patience_ms: int = FIRST_FRAME_MS
    ) -> None:
        super().__init__(watch)
        self._begin = begin
        self._watch = watch
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._on_silence)
        self._patience.start()
        watch.swapped.connect(self._on_first)

    def _on_first(self) -> None:
        self._watch.swapped.disconnect(self._on_first)
        log.info("first_frame", extra={"ms": since_process_start_ms()})
        if self._patience.isActive():
            self._patience.stop()
            self._begin()

    def _on_silence(self) -> None:
        log.info("no_first_frame", extra={"exposed": self._watch.exposed})
        self._begin()


def tame_malloc() -> None:
    """Let the memory of pictures and films go back at once, where malloc is glibc's.

    The threads of films and voices share two arenas: with one for each the memory crept up over
    thousands of films, though no more was in use. Whatever is as large as a picture is mapped by
    itself: glibc else learns to keep such blocks, 120 MB of them, and they fall to pieces.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, ARENAS)
        mallopt(M_MMAP_THRESHOLD, MAPPED)


def choose_platform(env: MutableMapping[str, str], scale: float) -> bool:
    """Draw offscreen and in software where there is no display. True when nobody can look."""
    if not any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        env["QT_QPA_PLATFORM"] = "offscreen"
    headless = env.get("QT_QPA_PLATFORM") == "offscreen"
    if headless:
        env.setdefault("QT_QUICK_BACKEND", "software")
        # Without a panel there is no refresh to wait for; Qt would wait 5 ms all the same.
        env.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    if scale != 1:
        env["QT_SCALE_FACTOR"] = str(scale)
    return headless


def since_process_start_ms() -> int:
    """Milliseconds since the kernel started this process (proc(5), field starttime)."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
    return round(
        1000 * (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK"))
    )


def _outbox(settings: Settings, store: Store) -> Outbox:
    owner = f"{settings.site}/{settings.device}"
    return open_outbox(settings.state, owner, lambda: store.make_room(OPENING))


def _parts(
    settings: Settings,
    scene: Scene,
    watch: FrameWatch,
    outbox: Outbox,
    store: Store,
    simulated: SimulatedSound,
    clock: WallClock,
) -> Parts:
    def speaker(on_heard: Callable[[Hearing], None]) -> SpeakingLine:
        if settings.speaker == "simulated":
            return SpeakingLine(simulated.card, simulated.voice, on_heard)
        return SpeakingLine(AplayCard(), EspeakVoice(), on_heard)

    def care(tell: Callable[[Health], None]) -> Care:
        return Care(settings.state, version("eingangszone"), tell)

    return Parts(
        scene=scene,
        watch=watch,
        outbox=outbox,
        stage=ProgrammeStage(
            scene.stage,
            outbox,
            lambda told: Keeper(store, told),
            lambda: scene.size[1],
        ),
        connect=lambda listener, now: _link(settings, outbox, now, listener),
        speaker=speaker,
        care=care,
        utc=clock,
        clk=clock.state,
        place=f"{settings.device} · {settings.site}",
    )


def turned(watchdog: Watchdog, watch: FrameWatch) -> None:
    """Qt's loop has turned; a window that nobody can see owes no frames, any other its first."""
    watchdog.beat("qt")
    if watch.exposed:
        watchdog.expect("frames")
    else:
        watchdog.rest("frames")


def _link(
    settings: Settings, outbox: Outbox, now: Callable[[], Moment], listener: Listener
) -> DeviceLink:
    """What leaves is stamped by the site's time, the machine's only while nobody has told it."""
    identity = Identity(settings.site, settings.device, "display", version("eingangszone"))
    where = LinkSettings(settings.host, settings.port, settings.device, settings.password)
    return DeviceLink(
        identity, where, outbox, lambda: now().utc, listener,
        clk=lambda: "synced" if now().right else "unsynced",
    )  # fmt: skip


def _screen(application: QGuiApplication) -> tuple[int, int]:
    size = application.primaryScreen().size()
    return size.width(), size.height()


class SignalWatch:
    """SIGTERM and SIGINT end the application; Python sees them although Qt holds the thread."""

    def __init__(self, application: QGuiApplication) -> None:
        self._application = application
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        theirs.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        self._ours.recv(16)
        self._application.quit()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._ours.close()
        self._theirs.close()


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    log.log(_LEVELS[kind], "qt_message", extra={"detail": text})
