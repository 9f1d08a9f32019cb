"""The course of a programme on one display: what is shown now and next, halted while interrupted.

Pure. A programme that is not played together halts while something more urgent has its place, and
goes on where it was; one that is played together joins the others again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from signage.board.priority import gives_way, meet
from signage.programme.clock import nowhen, timeless
from wire.look import Lang
from wire.messages import (
    Item,
    Layout,
    Level,
    MediaFile,
    Playlist,
    Programme,
    Showing,
    TextPage,
)
from wire.programme import next_change, playlist_at, showing_at, upcoming, valid_items

LEAST_REST_S = 2.0
"""Who comes back to less than this goes on with what is next: a picture must not flash up."""


@dataclass(frozen=True)
class Place:
    """What of a display's configuration matters for its programme."""

    tz: tzinfo = UTC
    languages: tuple[Lang, ...] = ("de",)
    layout: Layout = "beside"
    screen_on: bool = True


@dataclass(frozen=True)
class Stock:
    """What can be shown: files `held`, by hash. `broken` says why not, of files and pages."""

    held: frozenset[str] = frozenset()
    broken: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Now:
    """One moment: the time that counts, None where nobody knows it, and steady seconds."""

    at: datetime | None
    steady: float


@dataclass(frozen=True)
class Course:
    """`other` is the most urgent that is not the programme's; `paused_s` as in wire.programme.

    Notices that are `unfit` cannot be shown: it runs as if they were not there.
    """

    programme: Programme | None = None
    place: Place = Place()
    other: Level = "rest"
    paused_s: float = 0.0
    halted_since: float | None = None
    """Steady seconds."""
    unfit: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Play:
    """One thing on the panel from `begins` on, for `of_s` seconds.

    `id` is what the programme names; `key` stays the same over an interruption.
    """

    key: tuple[str, str, str | None, datetime]
    level: Literal["notice", "programme"]
    id: str
    playlist: str | None
    lang: Lang | None
    content: MediaFile | TextPage
    begins: datetime
    of_s: float

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(seconds=self.of_s)


Skip = tuple[str, str]
"""(item, reason)"""


@dataclass(frozen=True)
class Plan:
    """`now` until the moment `until`, then `next`; `away`: something else has the place.

    `skipped`: what of the playlist should be shown now and cannot be; `missed`: a notice likewise.
    """

    at: datetime
    now: Play | None = None
    next: Play | None = None
    until: datetime | None = None
    away: bool = False
    skipped: tuple[Skip, ...] = ()
    missed: tuple[Skip, ...] = ()


def move(course: Course, now: Now) -> Course:
    """The same course at a moment: halted, or going on after a halt."""
    programme, at = _effective(course, now)
    showing = _showing(course, programme, at)
    if _is_paused(course, showing):
        since = now.steady if course.halted_since is None else course.halted_since
        return replace(course, halted_since=since)
    if course.halted_since is None:
        return course
    halted = max(0.0, now.steady - course.halted_since)
    return _resume(replace(course, halted_since=None, paused_s=course.paused_s + halted), now)


def _resume(course: Course, now: Now) -> Course:
    programme, at = _effective(course, now)
    showing = _showing(course, programme, at)
    left = showing.of_s - showing.at_s if showing else 0.0
    if 0 < left < LEAST_REST_S:
        return replace(course, paused_s=course.paused_s - left)
    return course


def plan(course: Course, stock: Stock, now: Now) -> Plan:
    """What is to be shown; `course` has been moved to this moment."""
    programme, at = _effective(course, now)
    showing = _showing(course, programme, at)
    if _is_away(course, showing) or programme is None:
        return Plan(at, away=_is_away(course, showing))
    play, skipped = _play(course, programme, stock, at, showing)
    until = next_change(programme, at, course.place.tz, course.place.languages, course.paused_s)
    following = None
    if until is not None:
        later = move(course, _later(now, until - at))
        then = _showing(later, programme, until)
        following, _ = _play(later, programme, stock, until, then)
    return Plan(at, play, following, until, False, skipped, _missed(course, stock, now))


def moment(now: Now) -> datetime:
    """The moment by which plays begin and end, with and without a clock that is right."""
    return nowhen(now.steady) if now.at is None else now.at


def is_idle(course: Course, now: Now) -> bool:
    """Whether nothing is shown by a mistake of the programme's author.

    A list runs in which there is nothing to show now, or nothing can be seen coming at all.
    """
    programme, at = _effective(course, now)
    if programme is None or course.programme is None or not course.programme.slots:
        return False
    place = course.place
    return _showing(course, programme, at) is None and (
        playlist_at(programme, at, place.tz) is not None
        or upcoming(programme, at, place.tz, place.languages, course.paused_s) is None
    )


def lasting(programme: Programme, at: datetime) -> frozenset[str]:
    """What may be shown from this moment on: files by their hash, pages and notices."""
    items = [one for one in programme.items if one.shown_until is None or at < one.shown_until]
    notices = (one.id for one in programme.notices if at < one.valid_until)
    shown = (one.file.sha256 if one.file else one.id for one in items)
    return frozenset((*shown, *notices))


# ------------------------------------------------------------------ steps of it


def _effective(course: Course, now: Now) -> tuple[Programme | None, datetime]:
    """The programme and the moment that count."""
    programme = course.programme
    if programme is not None and course.unfit:
        fit = tuple(one for one in programme.notices if one.id not in course.unfit)
        programme = programme.model_copy(update={"notices": fit})
    if now.at is None and programme is not None:
        programme = timeless(programme)
    return programme, moment(now)


def _missed(course: Course, stock: Stock, now: Now) -> tuple[Skip, ...]:
    """The notice that would stand here if it could be shown."""
    if not course.unfit:
        return ()
    showing = _showing(course, *_effective(replace(course, unfit=frozenset()), now))
    if showing is None or showing.id not in course.unfit or showing.level != "notice":
        return ()
    return ((showing.id, stock.broken[showing.id]),)


def _later(now: Now, by: timedelta) -> Now:
    return Now(now.at and now.at + by, now.steady + by.total_seconds())


def _showing(course: Course, programme: Programme | None, at: datetime) -> Showing | None:
    if programme is None:
        return None
    place = course.place
    return showing_at(programme, at, place.tz, place.languages, course.paused_s)


def _is_paused(course: Course, showing: Showing | None) -> bool:
    """Whether the programme is to go on where it was: after calls and alarms, and after notices."""
    if not course.place.screen_on:
        return True
    over: tuple[Level, ...] = (course.other, showing.level if showing else "rest")
    return any(
        meet("programme", level, course.place.layout) == "pause"
        for level in over
        if level not in ("programme", "rest")
    )


def _is_away(course: Course, showing: Showing | None) -> bool:
    """Whether content that is due, or would be, is not seen."""
    level: Level = showing.level if showing else "programme"
    return not course.place.screen_on or gives_way(level, course.other, course.place.layout)


def _play(
    course: Course, programme: Programme, stock: Stock, at: datetime, showing: Showing | None
) -> tuple[Play | None, tuple[Skip, ...]]:
    """What is to be shown or, in its stead, the next thing of its loop that can be shown."""
    if showing is None:
        return None, ()
    if showing.level == "notice":
        page = next(one.page for one in programme.notices if one.id == showing.id)
        return _stand(showing, page, showing.lang, at, 0.0), ()
    playlist = next(one for one in programme.playlists if one.id == showing.playlist)
    paused = 0.0 if playlist.together else course.paused_s
    skipped: list[Skip] = []
    for item in _from(programme, playlist, showing.id, at):
        fault = _fault(item, stock)
        content = item.file or item.page
        if fault is None and content is not None:
            shown = showing.model_copy(update={"id": item.id})
            lang = showing.lang if item.id == showing.id else _first(content, course)
            return _stand(shown, content, lang, at, paused), tuple(skipped)
        skipped.append((item.id, fault or "empty"))
    return None, tuple(skipped)


def _from(programme: Programme, playlist: Playlist, first: str, at: datetime) -> tuple[Item, ...]:
    """The loop's items, beginning with this one."""
    items = valid_items(programme, playlist, at)
    place = next(place for place, item in enumerate(items) if item.id == first)
    return (*items[place:], *items[:place])


def _fault(item: Item, stock: Stock) -> str | None:
    """Why an item cannot be shown."""
    if item.file is not None:
        broken = stock.broken.get(item.file.sha256)
        return broken or (None if item.file.sha256 in stock.held else "missing")
    return stock.broken.get(item.id) if item.page and item.page.title else "empty"


def _first(content: MediaFile | TextPage, course: Course) -> Lang | None:
    if isinstance(content, MediaFile):
        return None
    wanted = (lang for lang in course.place.languages if lang in content.title)
    return next(wanted, next(iter(content.title)))


def _stand(
    showing: Showing, content: MediaFile | TextPage, lang: Lang | None, at: datetime, paused: float
) -> Play:
    begins = at - timedelta(seconds=showing.at_s)
    return Play(
        key=(showing.level, showing.id, lang, begins - timedelta(microseconds=round(paused * 1e6))),
        level=showing.level,
        id=showing.id,
        playlist=showing.playlist,
        lang=lang,
        content=content,
        begins=begins,
        of_s=showing.of_s,
    )
