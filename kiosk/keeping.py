"""Puts the kiosk's care together: signs of life, self-checks, repairs, watchdog."""

import ctypes
import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import kiosk.checks
from kiosk.care.machine import MachineReader
from kiosk.care.readings import Program, Snapshot
from kiosk.care.registry import checks_in
from kiosk.care.rounds import Care
from kiosk.care.simulated import SimulatedReadings
from kiosk.devices.clocks import Clocks
from kiosk.flow import events as ev
from kiosk.flow.visit import Session, State
from kiosk.troubles import Said, Troubles
from kiosk.ui.pulse import Pulse
from kiosk.watchdog import Beats, Watchdog
from wire.watchdog import Systemd

if TYPE_CHECKING:
    from kiosk.post import Post
    from kiosk.ui.window import KioskWindow

RESTART: Final = 75
"""Exit code: a new start is wanted, nothing is wrong that it would not mend (EX_TEMPFAIL)."""


@dataclass(frozen=True)
class Hands:
    """What the care needs of the parts that it looks after."""

    post: "Post"
    hear: Callable[[ev.Event], None]
    """The session, which shows what concerns visitors."""
    speech_available: Callable[[], bool]
    try_speech: Callable[[], None]
    reopen_camera: Callable[[], None]


class Keeping:
    """One for each kiosk, made on the GUI thread; `end` ends the program with an exit code."""

    def __init__(
        self, window: "KioskWindow", state: Path, clocks: Clocks, end: Callable[[int], None]
    ) -> None:
        self.said = Said()
        self._clocks = clocks
        self._end = end
        self._folder = state
        self._reader = MachineReader(state, clocks)
        self._began = clocks.steady()
        self._beats = Beats()
        self._pulse = Pulse(window.window, self)
        self._watchdog = Watchdog(self._beats, Systemd(os.environ), end)
        self._state: State = "starting"
        self._hub = False
        self._restart_wanted = self._tidy_wanted = False
        self._wrong: frozenset[str] = frozenset()
        self._checks = checks_in(kiosk.checks)
        self._hands: Hands | None = None
        self._care: Care | None = None
        self.readings = SimulatedReadings(self)

    def start(self, hands: Hands, version: str) -> None:
        """The kiosk serves from now on."""
        self._hands = hands

        def show(keys: frozenset[str]) -> None:
            self._wrong = keys
            hands.hear(ev.TroublesChanged(self._clocks.steady(), keys))

        troubles = Troubles(hands.post.report_health, show, self._clocks.utc)
        self._care = Care(self._checks, self.readings, troubles, self, version)
        self._watchdog.start()
        self._care.start()

    def stop_care(self) -> None:
        """Before the parts that it looks after are stopped."""
        if self._care:
            self._care.stop()

    def stop(self) -> None:
        """On the GUI thread, last of all: an end that hangs is ended by the watchdog."""
        self._pulse.stop()
        self._watchdog.stop()

    # ------------------------------------------------------------------ signs

    def frame(self) -> None:
        self._beats.frame()

    def turned(self) -> None:
        """On the GUI thread, which alone may free objects of Qt."""
        self._beats.beat("qt")
        if self._tidy_wanted and self._state == "welcome":
            self._tidy_wanted = False
            _tidy()

    def unseen(self) -> None:
        self._beats.rest("frames")

    def showing(self, session: Session) -> None:
        """The session's loop has turned and shows this. A slip that is printed is waited for."""
        self._beats.beat("session")
        self._state = session.state
        if self._restart_wanted and session.state == "welcome" and not session.papers:
            self._end(RESTART)

    def hub_reachable(self, yes: bool) -> None:
        self._hub = yes

    # ------------------------------------------------------------------ for the service menu

    def technician(self) -> tuple[str, ...]:
        """What is wrong now and what to do about it, one German sentence each."""
        return tuple(one.technician for one in self._checks if one.key in self._wrong)

    def uptime_s(self) -> float:
        return (self._clocks.steady() - self._began).total_seconds()

    # ------------------------------------------------------------------ readings

    def take(self) -> Snapshot:
        return Snapshot(self._clocks.steady(), self._reader.read(), self._program())

    def _program(self) -> Program:
        hands = self._hands
        count, oldest = hands.post.backlog() if hands else (0, None)
        return Program(
            printer=self.said.of("printer"),
            camera=self.said.of("camera"),
            scanner=self.said.of("scanner"),
            outbox=count,
            outbox_age_s=_age_s(oldest, self._clocks.utc()),
            journals_aside=len(list(self._folder.glob("*.broken-*"))),
            hub=self._hub,
            frame_age_s=self._beats.ages().get("frames"),
            frames=self._beats.frames,
            speech=hands.speech_available() if hands else True,
            uptime_s=self.uptime_s(),
        )

    # ------------------------------------------------------------------ repairs

    def reopen_camera(self) -> None:
        if self._hands:
            self._hands.reopen_camera()

    def try_speech(self) -> None:
        if self._hands:
            self._hands.try_speech()

    def make_room(self) -> None:
        if self._hands:
            self._hands.post.make_room()

    def tidy(self) -> bool:
        """Within the second, unless somebody comes."""
        self._tidy_wanted = self._state == "welcome"
        return self._tidy_wanted

    def restart(self) -> None:
        """Once nobody is served: now, or when the session comes back to its first screen."""
        self._restart_wanted = True


def _tidy() -> None:
    """Some milliseconds in which nothing else runs: cycles are freed, then free memory is.

    Python by itself looks at long-lived objects too seldom: what hangs in cycles meanwhile
    leaves holes in the heap. What is there after the start stays, and is not looked at again.
    """
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
    ctypes.CDLL(None).malloc_trim(0)


def _age_s(since: datetime | None, now: datetime) -> float | None:
    """A clock that was set back makes no message younger than new."""
    return max(now - since, timedelta(0)).total_seconds() if since else None
