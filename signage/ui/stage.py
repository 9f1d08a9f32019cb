"""The stage: shows the programme at its time, and tells what it shows, what it showed, what fails.

All of it is on the GUI thread.
"""

import logging
import math
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmapCache

from signage.board.events import Moment
from signage.board.local import zone
from signage.board.stage import StagePart
from signage.content.keeper import Holdings
from signage.programme import proof
from signage.programme.clock import right_time
from signage.programme.course import (
    Course,
    Now,
    Place,
    Plan,
    Play,
    Stock,
    is_idle,
    lasting,
    moment,
    move,
    plan,
)
from signage.ui.stage_material import Frame, Loader, is_film
from signage.ui.stage_show import FILM_AHEAD, Show
from signage.ui.stage_view import StageModel
from signage.ui.theme import least_capital_px
from wire.messages import DisplayConfig, Level, MediaFile, PlayedLog, Programme, Source
from wire.programme import files, upcoming

log = logging.getLogger("signage.stage")

WANT_EVERY_S: Final = 600.0
"""So often the order in which files are needed is told anew."""
AGAIN_S: Final = 600.0
"""So long what could not be shown is passed over: what hindered it may have passed."""
IDLE_EVERY_S: Final = 60.0
LONGEST_S: Final = 3600.0
NOTE: Final = "programme"
USUAL: Final = Frame((1920, 1080), 123.0)
PIXMAP_CACHE_KB: Final = 4096


class Notes(Protocol):
    """Where the programme has been kept over a restart: `wire.outbox.Outbox`."""

    def noted(self, name: str) -> str | None: ...


class Larder(Protocol):
    """Where files come from: `signage.content.keeper.Keeper`."""

    def want(self, files: Sequence[MediaFile], source: Source | None) -> None: ...

    def doubt(self, sha256: str) -> None: ...

    def path(self, sha256: str) -> Path: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True)
class _Broken:
    """Why something could not be shown, and the steady second at which it is tried again."""

    reason: str
    again_at: float


class ProgrammeStage(QObject):
    """A display's programme, as `signage.board.stage.Stage` asks for it; StageView draws it."""

    _told = Signal(object)
    _altered = Signal()

    def __init__(
        self,
        model: StageModel,
        notes: Notes,
        larder: Callable[[Callable[[Holdings], None]], Larder],
        panel_height: Callable[[], int],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        QPixmapCache.setCacheLimit(PIXMAP_CACHE_KB)
        self._notes = notes
        self._steady = steady
        self._told.connect(self._on_told)
        self._larder = larder(self._told.emit)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="stage")
        self._send: Callable[[PlayedLog], object] = lambda _message: None
        self._keep: Callable[[str, str], object] = lambda _name, _text: None
        self._model = model
        self._panel_height = panel_height
        self._config: DisplayConfig | None = None
        model.resized.connect(self._on_resized)
        loader = Loader(self._larder.path, self._worker)
        self._show = Show(model, loader, lambda: moment(self._now()))
        self._show.changed.connect(self._on_changed)
        self._show.failed.connect(self._on_failed)
        self.loader = loader
        self._clock: tuple[datetime, float] | None = None
        self._course = Course(self._remembered())
        self._holdings = Holdings()
        self._broken: dict[str, _Broken] = {}
        self._frame = USUAL
        self._source: Source | None = None
        self._ledger = proof.Ledger()
        self._wanted_at = self._idle_at = -math.inf
        self._idle = False
        self._wrong: tuple[str, ...] = ()
        self._level: Level = "rest"
        self._next: str | None = None
        self._next_is_known = False
        self._failing: set[str] = set()
        """What of this programme could not be planned at its last try."""
        self._ended = False
        """What Qt still tells while the program ends finds no worker any more."""
        self._alarm = QTimer(self, singleShot=True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._look)

    # ------------------------------------------------------------------ what it is told

    def begin(
        self,
        send: Callable[[PlayedLog], object],
        changed: Callable[[], object],
        keep: Callable[[str, str], object],
    ) -> None:
        self._send, self._keep = send, keep
        self._altered.connect(changed, Qt.ConnectionType.QueuedConnection)
        self._larder.start()

    def programme(self, message: Programme) -> None:
        """A programme, new or repeated or late."""
        known = self._course.programme
        if known is not None and message.rev <= known.rev:
            return
        self._course = replace(self._course, programme=message)
        self._keep(NOTE, message.model_dump_json())
        self._renew()

    def configure(self, config: DisplayConfig) -> None:
        """Where the display hangs; a door's sign has no room for a programme."""
        self._config = config
        self._measure(self._frame.box)
        place = Place(
            zone(config.timezone),
            config.languages,
            config.layout,
            screen_on=config.screen_on and config.role != "door",
        )
        if (place, config.source) != (self._course.place, self._source):
            self._source = config.source
            self._course = replace(self._course, place=place)
            self._renew()

    def level(self, level: Level) -> None:
        """The most urgent thing that is not the programme's: emergency, call, or rest."""
        if level != self._course.other:
            self._course = replace(self._course, other=level)
            self._look()

    def tick(self, now: Moment) -> None:
        """About once a second."""
        at = right_time(now)
        self._clock = None if at is None else (at, now.steady)
        if self._steady() - self._wanted_at > WANT_EVERY_S:
            self._want()
        self._look()
        self._tell_played()

    def stop(self) -> None:
        """End what is shown and tell the proof of it."""
        self._ended = True
        self._alarm.stop()
        self._show.stop()
        now = self._now()
        self._ledger = proof.shows(self._ledger, None, moment(now), now.steady)
        self._tell_played(all_of_it=True)
        self._larder.stop()
        self._worker.shutdown()

    # ------------------------------------------------------------------ what it says

    def part(self) -> StagePart:
        play, programme = self.play, self._course.programme
        return StagePart(
            level=self._level,
            programme_rev=programme.rev if programme else None,
            item=play.id if play else None,
            playlist=play.playlist if play else None,
            next_item=self._next_item(),
            media_wanted=self._holdings.wanted,
            media_held=len(self._holdings.held),
            free_mb=self._holdings.free_mb,
            wrong=(*self._wrong, *(("programme.broken",) if self._failing else ())),
        )

    @property
    def play(self) -> Play | None:
        """What is seen of the programme."""
        shown = self._show.shown
        return shown.play if shown and self._model.is_active else None

    @property
    def fading(self) -> bool:
        """Whether a change is under way."""
        return self._show.fading

    def _next_item(self) -> str | None:
        """What comes after it; looked for once for each thing that is shown."""
        if not self._next_is_known:
            self._next_is_known, self._next = True, None
            self._within(self._find_next)
        return self._next

    def _find_next(self) -> None:
        programme, now, place = self._course.programme, self._now(), self._course.place
        if programme is not None and now.at is not None:
            coming = upcoming(programme, now.at, place.tz, place.languages, self._course.paused_s)
            self._next = coming.id if coming else None

    # ------------------------------------------------------------------ events from within

    def _on_told(self, holdings: Holdings) -> None:
        lost = self._holdings.held - holdings.held
        self._holdings = holdings
        self._broken = {name: one for name, one in self._broken.items() if name not in lost}
        self._look()

    def _on_failed(self, which: str, reason: str) -> None:
        """It could not be drawn: perhaps the disk has damaged it, perhaps it never was any good."""
        known, now = self._broken.get(which), self._steady()
        if known is None:
            log.info("content_broken", extra={"which": which, "detail": reason})
        if known is None or now >= known.again_at:
            self._broken[which] = _Broken(reason, now + AGAIN_S)
            self._larder.doubt(which)
        self._look()

    def _on_changed(self) -> None:
        self._next_is_known = False
        if play := self.play:
            content = play.content
            self._broken.pop(content.sha256 if isinstance(content, MediaFile) else play.id, None)
        self._prove()

    def _on_resized(self, width: int, height: int) -> None:
        if width > 0 and height > 0:
            self._measure((width, height))

    def _measure(self, box: tuple[int, int]) -> None:
        frame = Frame(box, least_capital_px(self._config, self._panel_height()))
        if frame != self._frame:
            self._frame = frame
            self._look()

    def _renew(self) -> None:
        """Programme or place are new."""
        self._idle_at = -math.inf
        programme = self._course.programme
        known = {one.file.sha256 for one in programme.items if one.file} if programme else set()
        self._broken = {name: one for name, one in self._broken.items() if name in known}
        self._next_is_known = False
        self._failing.clear()
        self._want()
        self._look()

    def _want(self) -> None:
        self._within(self._order_files)

    def _order_files(self) -> None:
        self._wanted_at = self._steady()
        programme, place = self._course.programme, self._course.place
        if programme is not None:
            self._larder.want(files(programme, moment(self._now()), place.tz), self._source)

    def _remembered(self) -> Programme | None:
        """The programme as of the last time; what cannot be read any more was never heard."""
        try:
            text = self._notes.noted(NOTE)
            return None if text is None else Programme.model_validate_json(text)
        except (ValidationError, sqlite3.Error):
            log.warning("memory_unreadable", extra={"name_of_note": NOTE})
            return None

    # ------------------------------------------------------------------ showing

    def _now(self) -> Now:
        steady = self._steady()
        if self._clock is None:
            return Now(None, steady)
        told, then = self._clock
        return Now(told + timedelta(seconds=steady - then), steady)

    def _within(self, job: Callable[[], None]) -> None:
        """The stage's rim: a programme that cannot be planned stops neither calls nor their age."""
        if self._ended:
            return
        try:
            job()
        except Exception:
            if job.__name__ not in self._failing:
                log.exception("programme_failed")
            self._failing.add(job.__name__)
            self._show.present(Plan(moment(self._now())), self._frame, 0)
        else:
            self._failing.discard(job.__name__)

    def _look(self) -> None:
        self._within(self._bring)

    def _bring(self) -> None:
        """Bring the stage into accord with what is to be shown now."""
        now = self._now()
        broken = self._unshowable(now)
        self._course = move(replace(self._course, unfit=frozenset(broken)), now)
        found = plan(self._course, Stock(self._holdings.held, broken), now)
        programme = self._course.programme
        self._show.present(found, self._frame, programme.fade_ms if programme else 0)
        if now.at is not None and self._holdings.checked:
            playlist = found.now.playlist if found.now else None
            self._ledger = proof.skips(self._ledger, found.skipped, playlist, now.at)
            self._ledger = proof.skips(self._ledger, found.missed, None, now.at)
        self._prove()
        self._set_alarm(found)
        self._judge(found, now)

    def _unshowable(self, now: Now) -> dict[str, str]:
        """What cannot be shown now and why; whose time is over is no trouble any more."""
        programme = self._course.programme
        if self._broken and programme is not None and now.at is not None:
            still = lasting(programme, now.at)
            self._broken = {name: one for name, one in self._broken.items() if name in still}
        return {name: one.reason for name, one in self._broken.items() if now.steady < one.again_at}

    def _set_alarm(self, found: Plan) -> None:
        """Look again when something else comes, a leaf is turned, a film is to be opened."""
        times = [found.until, self._show.next_leaf()]
        if found.until and found.next and is_film(found.next):
            times.append(found.until - FILM_AHEAD)
        waits = [(one - found.at).total_seconds() for one in times if one and one > found.at]
        self._alarm.start(max(1, math.ceil(1000 * min([*waits, LONGEST_S]))))

    def _prove(self) -> None:
        now = self._now()
        known = self.play if now.at is not None else None
        self._ledger = proof.shows(self._ledger, known, moment(now), now.steady)
        level: Level = self.play.level if self.play else "rest"
        if level != self._level:
            self._level = level
            self._altered.emit()

    def _tell_played(self, *, all_of_it: bool = False) -> None:
        while True:
            self._ledger, told = proof.due(self._ledger, moment(self._now()), all_of_it=all_of_it)
            if told is None:
                return
            self._send(told)

    def _judge(self, found: Plan, now: Now) -> None:
        """Which troubles a technician should know of."""
        if found.now is not None or found.away:
            self._idle = False
        elif now.steady - self._idle_at > IDLE_EVERY_S:
            self._idle, self._idle_at = is_idle(self._course, now), now.steady
        set_up = self._course.programme is not None and bool(self._course.programme.slots)
        judged = {
            "clock.unset": set_up and now.at is None,
            "programme.empty": self._idle,
            "content.broken": bool(self._broken),
            "content.full": self._holdings.full,
        }
        self._wrong = tuple(key for key, there in judged.items() if there)
