"""Puts a display together and keeps it running until it is asked to stop."""

import logging
import os
import signal
import socket
import sqlite3
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from signage.care import Care
from signage.content.keeper import Holdings, Keeper
from signage.content.store import Store
from signage.media.card import AplayCard
from signage.media.simulated import SimulatedCard, SimulatedSound, SimulatedVoice
from signage.media.speech import Hearing, SpeakingLine
from signage.media.voices import EspeakVoice
from signage.runner import Parts, Runner
from signage.settings import Settings, SettingsError
from signage.timekeeper import WallClock
from signage.ui.frames import FrameWatch
from signage.ui.rehearsal import Rehearsal
from signage.ui.scene import Scene, load_typeface
from signage.ui.stage import ProgrammeStage
from signage.ui.theme import least_capital_px
from signage.watchdog import Watchdog
from wire.device import DeviceLink, Identity, Listener
from wire.health import Health
from wire.link import LinkSettings
from wire.outbox import Outbox, set_aside_if_broken

log = logging.getLogger("signage.app")

USUAL = (1920, 1080)


def run(settings: Settings, rehearse: Path | None) -> int:
    """Run the display to its end; the exit code. SettingsError when it cannot remember anything."""
    outbox = _outbox(settings)
    headless = choose_platform(os.environ, settings.scale)
    qInstallMessageHandler(_log_qt)
    application = QGuiApplication(["signage"])
    load_typeface(settings.assets)
    size = settings.size or (USUAL if headless else _screen(application))
    scene = Scene(size, least_capital_px(None, size[1]))
    watch = FrameWatch(scene.window)
    sound = SimulatedSound(SimulatedCard(), SimulatedVoice(EspeakVoice()))
    clock = WallClock(settings.clock_off)
    runner = Runner(_parts(settings, scene, watch, outbox, sound, clock))
    runner.ended.connect(application.exit)
    watchdog = Watchdog(runner.ended.emit)
    watch.swapped.connect(lambda: watchdog.beat("frames"))
    runner.turned.connect(lambda: _turned(watchdog, watch))
    Opening(watch, runner)
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
    """The first frame is on the panel before the display begins to talk."""

    def __init__(self, watch: FrameWatch, runner: Runner) -> None:
        super().__init__(watch)
        self._runner = runner
        self._watch = watch
        watch.swapped.connect(self._on_first)

    def _on_first(self) -> None:
        self._watch.swapped.disconnect(self._on_first)
        log.info("first_frame", extra={"ms": since_process_start_ms()})
        self._runner.start()


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


def _outbox(settings: Settings) -> Outbox:
    """What this display remembers; a player that was another display before remembers nothing.

    The hub says again all that a damaged memory has lost, so that none keeps the display dark.
    """
    path = settings.state / "outbox.sqlite"
    try:
        if aside := set_aside_if_broken(path, datetime.now(UTC)):
            log.error("memory_moved_aside", extra={"to": aside})
        outbox = Outbox(path)
        if outbox.belong_to(f"{settings.site}/{settings.device}"):
            log.info("memory_emptied", extra={"device": settings.device})
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(f"EZ_STATE: {settings.state} cannot be used ({error})") from None
    return outbox


def _keeper(folder: Path, told: Callable[[Holdings], None]) -> Keeper:
    try:
        return Keeper(Store(folder / "content"), told)
    except OSError as error:
        raise SettingsError(f"EZ_STATE: {folder} cannot be used ({error})") from None


def _parts(
    settings: Settings,
    scene: Scene,
    watch: FrameWatch,
    outbox: Outbox,
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
            lambda told: _keeper(settings.state, told),
            lambda: scene.size[1],
        ),
        connect=lambda listener: _link(settings, outbox, clock, listener),
        speaker=speaker,
        care=care,
        utc=clock,
        clk=clock.state,
        place=f"{settings.device} · {settings.site}",
    )


def _turned(watchdog: Watchdog, watch: FrameWatch) -> None:
    """Qt's loop has turned; a window that nobody can see owes no frames."""
    watchdog.beat("qt")
    if not watch.exposed:
        watchdog.rest("frames")


def _link(settings: Settings, outbox: Outbox, clock: WallClock, listener: Listener) -> DeviceLink:
    identity = Identity(settings.site, settings.device, "display", version("eingangszone"))
    where = LinkSettings(settings.host, settings.port, settings.device, settings.password)
    return DeviceLink(identity, where, outbox, clock, listener)


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
