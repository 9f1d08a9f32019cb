"""How a display will look: its week as blocks, and what it shows at a moment and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
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
    """A playlist runs from one minute of the day until another."""

    starts: int
    ends: int
    playlist: str
    name: str


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
    at: datetime
    """Local time at which it begins, or the moment asked for."""
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
    begin = datetime(monday.year, monday.month, monday.day, 12, tzinfo=zone)
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
        moment = datetime(day.year, day.month, day.day, starts // 60, starts % 60, tzinfo=zone)
        slot = slot_at(told, moment, zone)
        if slot is None:
            continue
        last = blocks[-1] if blocks else None
        if last and last.playlist == slot.playlist and last.ends == starts:
            blocks[-1] = Block(last.starts, ends, last.playlist, last.name)
        else:
            blocks.append(Block(starts, ends, slot.playlist, named[slot.playlist]))
    return tuple(blocks)


def at_moment(
    session: Session, site: Site, place: Place, at: datetime, languages: Sequence[Lang]
) -> tuple[Look | None, list[Look]]:
    """What stands on the display at a moment, and the next things in their order."""
    zone = ZoneInfo(site.timezone)
    told = wanted(shelf(session, site, at), audience(place), at)
    items = {one.id: one for one in told.items}
    notices = {one.id: one for one in told.notices}
    lists = {one.id: one.name for one in told.playlists}

    def look(showing: Showing, when: datetime) -> Look:
        found: Item | Notice = items.get(showing.id) or notices[showing.id]
        file = found.file if isinstance(found, Item) else None
        name = found.name if isinstance(found, Item) else found.page.title.get("de", "")
        return Look(
            showing, name, site.local(when), lists.get(showing.playlist or "", ""),
            file.sha256 if file else "", file.mime if file else "", found.page,
        )  # fmt: skip

    now = showing_at(told, at, zone, languages)
    when, left = at, (now.of_s - now.at_s) if now else 0.0
    coming = []
    for showing in islice(ahead(told, at, zone, languages), AHEAD):
        when += timedelta(seconds=left)
        left = showing.of_s - showing.at_s
        coming.append(look(showing, when))
    return (look(now, at) if now else None), coming
