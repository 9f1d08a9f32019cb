"""What a programme shows at a moment: pure, the same in the hub's preview and on each display.

A playlist is a loop that hangs on the site's clock: the microseconds since 1970, less those for
which this display was interrupted, modulo the length of the loop. So displays of a group are at
the same place, and one that was switched on late is where the others are. Only what is valid at
the moment is part of the loop. A page of words stands `seconds` in each language that it has of
those wanted.

Notices come between, counted from the beginning of their validity. Those that come equally often
come one after the other; of others that fall together the rarer is shown. Where one stands for
good, or all of them need more time than there is, all take turns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from wire.look import Lang
from wire.messages.programme import (
    Item,
    MediaFile,
    Notice,
    Playlist,
    Programme,
    Showing,
    TextPage,
)
from wire.slots import minutes_until, next_bound, slot_at

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
END = (datetime(2300, 1, 1, tzinfo=UTC) - EPOCH) // MICRO
"""Nothing is foretold beyond."""
LEAST_S = 1.0
"""Whatever a file says of itself, it stands so long."""
FORESEEN = 64
"""So many changes ahead the next thing is looked for."""


@dataclass(frozen=True)
class Part:
    """One stretch of a loop: this item or notice, in this language, for `us` microseconds."""

    id: str
    lang: Lang | None
    us: int


@dataclass(frozen=True)
class _Stretch:
    """A part with its place in time, microseconds since 1970 by the site's clock."""

    level: Literal["notice", "programme"]
    playlist: str | None
    part: Part
    begins: int


def playlist_at(programme: Programme, at: datetime, tz: tzinfo) -> Playlist | None:
    """The playlist of the first slot that fits."""
    slot = slot_at(programme, at, tz)
    return next((one for one in programme.playlists if slot and one.id == slot.playlist), None)


def showing_at(
    programme: Programme,
    at: datetime,
    tz: tzinfo,
    languages: Sequence[Lang],
    paused_s: float = 0.0,
) -> Showing | None:
    """What is shown; None: nothing, the calm screen stands.

    `at` is the site's time, between 2020 and 2200; `paused_s` seconds of it were taken by what is
    more urgent.
    """
    now = _micros(at)
    stretch = _stretch_at(programme, now, tz, languages, paused_s)
    if stretch is None:
        return None
    return Showing(
        level=stretch.level,
        id=stretch.part.id,
        playlist=stretch.playlist,
        lang=stretch.part.lang,
        at_s=(now - stretch.begins) / 1e6,
        of_s=stretch.part.us / 1e6,
    )


def next_change(
    programme: Programme,
    at: datetime,
    tz: tzinfo,
    languages: Sequence[Lang],
    paused_s: float = 0.0,
) -> datetime | None:
    """Until when `showing_at` stays as it is: then something else comes, or the same once more.

    With nothing to show it may be a moment at which still nothing is shown. None: never.
    """
    now = _micros(at)
    bounds = [*_validities(programme), *_comings(programme.notices, now, languages)]
    if (bound := next_bound(programme.slots, at, tz)) is not None:
        bounds.append(_micros(bound))
    stretch = _stretch_at(programme, now, tz, languages, paused_s)
    if stretch is not None:
        bounds.append(stretch.begins + stretch.part.us)
    soonest = min((bound for bound in bounds if now < bound < END), default=None)
    return None if soonest is None else EPOCH + soonest * MICRO


def ahead(
    programme: Programme,
    at: datetime,
    tz: tzinfo,
    languages: Sequence[Lang],
    paused_s: float = 0.0,
) -> Iterator[tuple[datetime, Showing | None]]:
    """What comes after this, as far as can be seen, with the moment at which it begins.

    None: nothing is shown from then on; it may be told more than once in a row.
    """
    for _ in range(FORESEEN):
        change = next_change(programme, at, tz, languages, paused_s)
        if change is None:
            return
        at = change
        yield at, showing_at(programme, at, tz, languages, paused_s)


def upcoming(
    programme: Programme,
    at: datetime,
    tz: tzinfo,
    languages: Sequence[Lang],
    paused_s: float = 0.0,
) -> Showing | None:
    """The next thing that is not what is shown now; None where nothing else can be seen coming."""
    now = showing_at(programme, at, tz, languages, paused_s)
    coming = ahead(programme, at, tz, languages, paused_s)
    shown = (one for _, one in coming if one is not None)
    return next((one for one in shown if now is None or one.id != now.id), None)


def files(programme: Programme, at: datetime, tz: tzinfo) -> tuple[MediaFile, ...]:
    """Every file that the programme needs, each once, the soonest needed first."""
    soon: dict[str, float] = {}
    for slot in programme.slots:
        minutes = minutes_until(slot, programme, at, tz)
        soon[slot.playlist] = min(soon.get(slot.playlist, minutes), minutes)
    lists = [one for one in programme.playlists if one.id in soon]
    lists.sort(key=lambda one: soon[one.id])
    known = _items(programme)
    order = [
        known[name] for one in lists for name in _from_now(one, programme, at) if name in known
    ]
    wanted = [item.file for item in order if item.file and not _over(item, at)]
    return tuple({file.sha256: file for file in wanted}.values())


def languages_of(page: TextPage, languages: Sequence[Lang]) -> tuple[Lang, ...]:
    """In which languages a page is shown: those wanted, else German, else what there is."""
    wanted = tuple(dict.fromkeys(one for one in languages if one in page.title))
    return wanted or (("de",) if "de" in page.title else tuple(page.title)[:1])


# ------------------------------------------------------------------ loops


def _stretch_at(
    programme: Programme, now: int, tz: tzinfo, languages: Sequence[Lang], paused_s: float
) -> _Stretch | None:
    if noticed := _notice_at(programme.notices, now, languages):
        return noticed
    playlist = playlist_at(programme, EPOCH + now * MICRO, tz)
    if playlist is None:
        return None
    paused = 0 if playlist.together else round(paused_s * 1e6)
    loop = _loop(programme, playlist, now, languages)
    found = _place(loop, now - paused)
    return found and _Stretch("programme", playlist.id, found[0], now - found[1])


def _loop(
    programme: Programme, playlist: Playlist, now: int, languages: Sequence[Lang]
) -> list[Part]:
    items = valid_items(programme, playlist, EPOCH + now * MICRO)
    return [part for item in items for part in item_parts(item, languages)]


def valid_items(programme: Programme, playlist: Playlist, at: datetime) -> tuple[Item, ...]:
    """What the loop is made of at this moment, in its order."""
    known = _items(programme)
    items = (known[name] for name in playlist.items if name in known)
    return tuple(item for item in items if _valid(item, _micros(at)))


def item_parts(item: Item, languages: Sequence[Lang]) -> list[Part]:
    """The stretches of an item: one, or one for each language of a page."""
    if item.page is not None:
        return _page_parts(item.id, item.page, item.seconds, languages)
    lasts = item.seconds
    if item.file and item.file.mime == "video/mp4" and item.file.seconds:
        lasts = max(LEAST_S, item.file.seconds)
    return [Part(item.id, None, round(lasts * 1e6))]


def _page_parts(name: str, page: TextPage, seconds: float, languages: Sequence[Lang]) -> list[Part]:
    return [Part(name, lang, round(seconds * 1e6)) for lang in languages_of(page, languages)]


def _place(loop: Sequence[Part], at: int) -> tuple[Part, int] | None:
    """Which part of an endless loop runs at this microsecond, and for how long it has."""
    length = sum(part.us for part in loop)
    left = at % length if length else 0
    for part in loop:
        if left < part.us:
            return part, left
        left -= part.us
    return None


def _items(programme: Programme) -> dict[str, Item]:
    """By id; of two with the same the first."""
    return {item.id: item for item in reversed(programme.items)}


def _valid(item: Item, now: int) -> bool:
    begun = item.shown_from is None or _micros(item.shown_from) <= now
    return begun and (item.shown_until is None or now < _micros(item.shown_until))


def _over(item: Item, at: datetime) -> bool:
    return item.shown_until is not None and item.shown_until <= at


def _from_now(playlist: Playlist, programme: Programme, at: datetime) -> Sequence[str]:
    """Its items, beginning with the one that runs at this moment if the playlist does."""
    now = _micros(at)
    found = _place(_loop(programme, playlist, now, ()), now)
    if found is None:
        return playlist.items
    at_item = playlist.items.index(found[0].id)
    return (*playlist.items[at_item:], *playlist.items[:at_item])


# ------------------------------------------------------------------ notices


@dataclass(frozen=True)
class _Round:
    """Notices that come one after the other from `anchor` on, every `every` microseconds."""

    anchor: int
    every: int
    loop: tuple[Part, ...]

    @property
    def length(self) -> int:
        return sum(part.us for part in self.loop)

    def begun(self, now: int) -> int:
        """When its current turn began."""
        return now - (now - self.anchor) % self.every


def _notice_at(notices: Sequence[Notice], now: int, languages: Sequence[Lang]) -> _Stretch | None:
    for turn in _rounds(notices, now, languages):
        passed = now - turn.begun(now)
        found = _place(turn.loop, passed) if passed < turn.length else None
        if found:
            return _Stretch("notice", None, found[0], now - found[1])
    return None


def _rounds(notices: Sequence[Notice], now: int, languages: Sequence[Lang]) -> list[_Round]:
    """The rounds of the notices that are valid now, the rarest first."""
    valid = [one for one in notices if _micros(one.valid_from) <= now < _micros(one.valid_until)]
    parts = {one.id: _page_parts(one.id, one.page, one.seconds, languages) for one in valid}
    shown = [one for one in valid if parts[one.id]]

    def loop(chosen: Sequence[Notice]) -> tuple[Part, ...]:
        return tuple(part for one in chosen for part in parts[one.id])

    rounds = [
        _Round(min(_micros(one.valid_from) for one in group), every * 1_000_000, loop(group))
        for every in sorted({one.every_s for one in shown}, reverse=True)
        if (group := [one for one in shown if one.every_s == every])
    ]
    if (
        not any(turn.every == 0 for turn in rounds)
        and sum(turn.length / turn.every for turn in rounds) < 1
    ):
        return rounds
    everything = loop(shown)
    return [_Round(0, sum(part.us for part in everything), everything)]


def _comings(notices: Sequence[Notice], now: int, languages: Sequence[Lang]) -> Iterator[int]:
    """When a round of notices begins or ends next, whoever is shown over it."""
    for turn in _rounds(notices, now, languages):
        begun = turn.begun(now)
        yield from (begun + turn.length, begun + turn.every)


def _validities(programme: Programme) -> Iterator[int]:
    """All moments at which something becomes valid or no longer is."""
    for item in programme.items:
        yield from (_micros(at) for at in (item.shown_from, item.shown_until) if at is not None)
    for one in programme.notices:
        yield from (_micros(at) for at in (one.valid_from, one.valid_until))


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICRO
