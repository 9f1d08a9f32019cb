"""How a display will look: its week as blocks, and what it shows at a moment and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hub.content.rules import wanted
from hub.content.service.programmes import audience, shelf
from hub.devices.rules import Place
from hub.kit.database import Session
from hub.sites.rules import Site, public_holidays
from wire.look import Lang
from wire.messages import Item, Notice, Programme, Showing, TextPage
from wire.programme import ahead, showing_at
from wire.slots import slot_at

AHEAD = 6
"""So many things to come are shown."""


@dataclass(frozen=True)
class Block:
    """A playlist runs from one minute of the day until another; an `empty` one shows nothing."""

    starts: int
    ends: int
    playlist: str
    name: str
    empty: bool = False


@dataclass(frozen=True)
class Day:
    """A day of the week that is drawn; `holiday` is its name, or empty."""

    day: date
    holiday: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Look:
    """What stands on a display at a moment: a file, or a page in one language."""

    showing: Showing
    name: str
    playlist: str
    sha256: str = ""
    mime: str = ""
    page: TextPage | None = None

    @property
    def lang(self) -> Lang:
        return self.showing.lang or "de"


def week(session: Session, site: Site, place: Place, monday: date) -> list[Day]:
    """What runs on a display in one week, by the clock on the wall."""
    zone = ZoneInfo(site.timezone)
    begin = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    told = wanted(shelf(session, site, begin), audience(place), begin)
    named = {one.id: one.name for one in told.playlists}
    free = public_holidays(site.land, monday.year, monday.year + 1)
    days = [monday + timedelta(days=n) for n in range(7)]
    return [Day(day, free.get(day, ""), _blocks(told, named, day, zone)) for day in days]


def _blocks(
    told: Programme, named: Mapping[str, str], day: date, zone: ZoneInfo
) -> tuple[Block, ...]:
    bounds = {minute % 1440 for one in told.slots for minute in (one.starts, one.ends)}
    blocks: list[Block] = []
    for starts, ends in pairwise(sorted(bounds | {0, 1440})):
        wall = datetime(day.year, day.month, day.day, starts // 60, starts % 60, tzinfo=zone)
        moment = wall.astimezone(UTC)  # of an hour that the clock skips: the one after it
        slot = slot_at(told, moment, zone)
        if slot is None:
            continue
        last = blocks[-1] if blocks else None
        if last and last.playlist == slot.playlist and last.ends == starts:
            blocks[-1] = replace(last, ends=ends)
        else:
            blocks.append(Block(starts, ends, slot.playlist, named[slot.playlist]))
    first = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    return tuple(replace(one, empty=_is_empty(told, one, first)) for one in blocks)


def _is_empty(told: Programme, block: Block, midnight: datetime) -> bool:
    """Whether its list has nothing that may be shown at any moment of the block."""
    begins, ends = (midnight + timedelta(minutes=at) for at in (block.starts, block.ends))
    listed = {name for one in told.playlists if one.id == block.playlist for name in one.items}
    return not any(
        item.id in listed
        and (item.shown_from is None or item.shown_from < ends)
        and (item.shown_until is None or item.shown_until > begins)
        for item in told.items
    )


@dataclass(frozen=True)
class Coming:
    """What begins at a moment, in UTC; without a look nothing is shown from then on."""

    at: datetime
    look: Look | None


@dataclass(frozen=True)
class Course:
    """What stands on the display at a moment and until when, and the next things in their order."""

    look: Look | None
    until: datetime | None
    coming: tuple[Coming, ...]


def at_moment(
    session: Session, site: Site, place: Place, at: datetime, languages: Sequence[Lang]
) -> Course:
    """What the display's own rule makes of its programme; that nothing is shown is said once."""
    zone = ZoneInfo(site.timezone)
    told = wanted(shelf(session, site, at), audience(place), at)
    items = {one.id: one for one in told.items}
    notices = {one.id: one for one in told.notices}
    lists = {one.id: one.name for one in told.playlists}

    def look(showing: Showing | None) -> Look | None:
        if showing is None:
            return None
        found: Item | Notice = items.get(showing.id) or notices[showing.id]
        file = found.file if isinstance(found, Item) else None
        name = found.name if isinstance(found, Item) else found.page.title.get("de", "")
        return Look(
            showing, name, lists.get(showing.playlist or "", ""),
            file.sha256 if file else "", file.mime if file else "", found.page,
        )  # fmt: skip

    now = showing_at(told, at, zone, languages)
    stands: list[tuple[datetime, Showing | None]] = [(at, now)]
    for when, showing in ahead(told, at, zone, languages):
        if showing is not None or stands[-1][1] is not None:
            stands.append((when, showing))
        if len(stands) > AHEAD:
            break
    coming = tuple(Coming(when, look(showing)) for when, showing in stands[1:])
    return Course(look(now), coming[0].at if coming else None, coming)
