"""The stage: shows the programme at its time, and tells what it shows, what it showed, what fails.

The runner tells it of messages and of time; whoever is interested listens to its signals. All of
it is on the GUI thread.
"""

import logging
import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmapCache

from signage.content.keeper import Holdings
from signage.programme import proof
from signage.programme.course import (
    Course,
    Now,
    Place,
    Plan,
    Play,
    Stock,
    is_idle,
    moment,
    move,
    plan,
)
from signage.ui.stage_material import Frame, Loader, is_film
from signage.ui.stage_show import FILM_AHEAD, Show
from signage.ui.stage_view import StageModel
from wire.messages import DisplayConfig, Level, MediaFile, Programme, Source
from wire.programme import files, upcoming

log = logging.getLogger("signage.stage")

WANT_EVERY_S = 600.0
"""So often the order in which files are needed is told anew."""
IDLE_EVERY_S = 60.0
LONGEST_S = 3600.0
NOTE = "programme"
USUAL = Frame((1920, 1080), 123.0)
PIXMAP_CACHE_KB = 4096


class Notes(Protocol):
    """Where the programme is kept over a restart: `wire.outbox.Outbox`."""

    def note(self, name: str, value: str) -> None: ...

    def noted(self, name: str) -> str | None: ...


class Larder(Protocol):
    """Where files come from: `signage.content.keeper.Keeper`."""

    def want(self, files: Sequence[MediaFile], source: Source | None) -> None: ...

    def doubt(self, sha256: str) -> None: ...

    def path(self, sha256: str) -> Path: ...


class Stage(QObject):
    """What of the display is content; `model` is given to StageView.qml.

    `reported` after a change of what it says of itself, `troubled` after one of `troubles`;
    `played` with a PlayedLog that is to be sent.
    """

    reported = Signal()
    troubled = Signal()
    played = Signal(object)
    _told = Signal(object)

    def __init__(
        self,
        notes: Notes,
        larder: Callable[[Callable[[Holdings], None]], Larder],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        QPixmapCache.setCacheLimit(PIXMAP_CACHE_KB)
        self._notes = notes
        self._steady = steady
        self._told.connect(self._on_told)
        self._larder = larder(self._told.emit)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="stage")
        self.model = StageModel(self)
        self.model.resized.connect(self._on_resized)
        loader = Loader(self._larder.path, self._worker)
        self._show = Show(self.model, loader, lambda: moment(self._now()))
        self._show.changed.connect(self._on_changed)
        self._show.failed.connect(self._on_failed)
        self.loader = loader
        self._clock: tuple[datetime, float] | None = None
        self._course = Course(self._remembered())
        self._holdings = Holdings()
        self._broken: dict[str, str] = {}
        self._frame = USUAL
        self._source: Source | None = None
        self._ledger = proof.Ledger()
        self._wanted_at = self._idle_at = -math.inf
        self._idle = False
        self.troubles: frozenset[str] = frozenset()
        self._alarm = QTimer(self, singleShot=True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._look)

    # ------------------------------------------------------------------ what it is told

    def programme(self, programme: Programme) -> None:
        """A programme, new or repeated or late."""
        known = self._course.programme
        if known is not None and programme.rev <= known.rev:
            return
        self._course = replace(self._course, programme=programme)
        self._worker.submit(self._notes.note, NOTE, programme.model_dump_json())
        self._renew()

    def config(self, config: DisplayConfig) -> None:
        """Where the display hangs."""
        place = Place(
            _zone(config.timezone), config.languages, config.layout, screen_on=config.screen_on
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

    def tick(self, now: datetime | None) -> None:
        """The time that counts, about once a second; None while nobody knows it."""
        self._clock = None if now is None else (now, self._steady())
        if self._steady() - self._wanted_at > WANT_EVERY_S:
            self._want()
        self._look()
        self._tell_played()

    def read_from(self, capital_px: float) -> None:
        """Titles of pages have capitals at least so high."""
        self._reframe(replace(self._frame, capital_px=capital_px))

    def stop(self) -> None:
        """End what is shown and tell the proof of it."""
        self._alarm.stop()
        self._show.stop()
        if self._clock is not None:
            self._ledger = proof.shows(self._ledger, None, moment(self._now()))
        self._tell_played(all_of_it=True)
        self._worker.shutdown()

    # ------------------------------------------------------------------ what it says

    @property
    def play(self) -> Play | None:
        """What is seen of the programme."""
        shown = self._show.shown
        return shown.play if shown and self.model.is_active else None

    @property
    def next_item(self) -> str | None:
        """What comes after it."""
        programme, now, place = self._course.programme, self._now(), self._course.place
        if programme is None or now.at is None:
            return None
        coming = upcoming(programme, now.at, place.tz, place.languages, self._course.paused_s)
        return coming.id if coming else None

    @property
    def programme_rev(self) -> int | None:
        return self._course.programme.rev if self._course.programme else None

    @property
    def media(self) -> tuple[int, int]:
        """How many files are wanted, and how many of them are here."""
        return self._holdings.wanted, len(self._holdings.held)

    @property
    def fading(self) -> bool:
        """Whether a change is under way."""
        return self._show.fading

    # ------------------------------------------------------------------ events from within

    def _on_told(self, holdings: Holdings) -> None:
        lost = self._holdings.held - holdings.held
        self._holdings = holdings
        self._broken = {sha: why for sha, why in self._broken.items() if sha not in lost}
        self._look()
        self.reported.emit()

    def _on_failed(self, sha256: str, reason: str) -> None:
        """It could not be drawn: perhaps the disk has damaged it, perhaps it never was any good."""
        if sha256 not in self._broken:
            log.info("content_broken", extra={"sha256": sha256, "detail": reason})
            self._broken[sha256] = reason
            self._larder.doubt(sha256)
        self._look()

    def _on_changed(self) -> None:
        self._prove()
        self.reported.emit()

    def _on_resized(self, width: int, height: int) -> None:
        if width > 0 and height > 0:
            self._reframe(replace(self._frame, box=(width, height)))

    def _reframe(self, frame: Frame) -> None:
        if frame != self._frame:
            self._frame = frame
            self._look()

    def _renew(self) -> None:
        """Programme or place are new."""
        self._idle_at = -math.inf
        programme = self._course.programme
        known = {one.file.sha256 for one in programme.items if one.file} if programme else set()
        self._broken = {sha: why for sha, why in self._broken.items() if sha in known}
        self._want()
        self._look()
        self.reported.emit()

    def _want(self) -> None:
        self._wanted_at = self._steady()
        programme, place = self._course.programme, self._course.place
        if programme is not None:
            self._larder.want(files(programme, moment(self._now()), place.tz), self._source)

    def _remembered(self) -> Programme | None:
        """The programme as of the last time; what cannot be read any more was never heard."""
        text = self._notes.noted(NOTE)
        try:
            return None if text is None else Programme.model_validate_json(text)
        except ValidationError:
            log.warning("memory_unreadable", extra={"name_of_note": NOTE})
            return None

    # ------------------------------------------------------------------ showing

    def _now(self) -> Now:
        steady = self._steady()
        if self._clock is None:
            return Now(None, steady)
        told, then = self._clock
        return Now(told + timedelta(seconds=steady - then), steady)

    def _look(self) -> None:
        """Bring the stage into accord with what is to be shown now."""
        now = self._now()
        self._course = move(self._course, now)
        found = plan(self._course, Stock(self._holdings.held, self._broken), now)
        programme = self._course.programme
        self._show.present(found, self._frame, programme.fade_ms if programme else 0)
        if now.at is not None and not found.away:
            playlist = found.now.playlist if found.now else None
            self._ledger = proof.skips(self._ledger, found.skipped, playlist, now.at)
        self._prove()
        self._set_alarm(found)
        self._judge(found, now)

    def _set_alarm(self, found: Plan) -> None:
        """Look again when something else comes, a leaf is turned, a film is to be opened."""
        times = [found.until, self._show.next_leaf()]
        if found.until and found.next and is_film(found.next):
            times.append(found.until - FILM_AHEAD)
        waits = [(one - found.at).total_seconds() for one in times if one and one > found.at]
        self._alarm.start(max(1, math.ceil(1000 * min([*waits, LONGEST_S]))))

    def _prove(self) -> None:
        now = self._now()
        if now.at is not None:
            self._ledger = proof.shows(self._ledger, self.play, now.at)

    def _tell_played(self, *, all_of_it: bool = False) -> None:
        while True:
            self._ledger, told = proof.due(self._ledger, moment(self._now()), all_of_it=all_of_it)
            if told is None:
                return
            self.played.emit(told)

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
        troubles = frozenset(key for key, there in judged.items() if there)
        if troubles != self.troubles:
            self.troubles = troubles
            self.troubled.emit()


def _zone(name: str) -> tzinfo:
    """UTC where the name is none that this machine knows."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        log.warning("timezone_unknown", extra={"detail": name})
        return UTC
