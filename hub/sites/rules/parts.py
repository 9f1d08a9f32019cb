"""What a house consists of: its site, zones, concerns, rooms and the points of its ways."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from hub.kit.errors import BadInput, HouseError
from hub.sites.rules.calendar import LAND, SpecialDay
from wire.ids import ConcernId, RoomId, SiteId, ZoneId
from wire.look import Lang
from wire.messages import Hours, Sound

RoomKind = Literal["room", "counter"]
NodeKind = Literal["room", "zone", "device", "corner", "stairs"]


class UnknownConcern(HouseError):
    """No such concern (Anliegen) at this site."""

    key = "unknown_concern"
    status = 404


class UnknownZone(HouseError):
    """No such waiting zone (Wartezone) at this site."""

    key = "unknown_zone"
    status = 404


class UnknownRoom(HouseError):
    """No such room (Zimmer, Schalter) at this site."""

    key = "unknown_room"
    status = 404


class SiteTaken(HouseError):
    """There is a site with this id or number already; `field` says which."""

    key = "site_taken"
    status = 409


@dataclass(frozen=True)
class Site:
    """An office building (Standort); `number` stands in the codes of its letters."""

    id: SiteId
    number: int
    name: str
    timezone: str
    early_minutes: int
    """Check-in opens so long before the appointment."""
    late_minutes: int
    """Check-in closes so long after the appointment's beginning."""
    promise_minutes: int = 30
    """The longest wait that the office promises its visitors; figures are measured by it."""
    land: str = LAND
    """ISO 3166-2:DE; whose public holidays count."""
    hours: tuple[Hours, ...] = ()
    """When numbers are given out; empty: at any time, on public holidays too."""
    closed_on_holidays: bool = True
    days: tuple[SpecialDay, ...] = ()
    """Days with hours of their own, by day; they go before holidays and weekdays."""
    order_rule: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """In which order people are called: `hub.queue.rules.OrderRule` knows the parameters."""

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.timezone))

    def day(self, at: datetime) -> date:
        """The local date of a moment: the day on which tickets and letters count."""
        return self.local(at).date()

    def today_at(self, text: str, now: datetime) -> datetime:
        """The moment of today at which the office's clocks show ``HH:MM``. Raises BadInput."""
        try:
            clock = time.fromisoformat(text)
        except ValueError as error:
            raise BadInput from error
        local = self.local(now)
        return datetime.combine(local, clock.replace(tzinfo=local.tzinfo))

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """First moment of the local day and of the next one."""
        zone = ZoneInfo(self.timezone)
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        after = day + timedelta(days=1)
        return start, datetime(after.year, after.month, after.day, tzinfo=zone)


@dataclass(frozen=True)
class Floor:
    """A floor (Stockwerk); 0 is the ground floor."""

    level: int
    name: str


@dataclass(frozen=True)
class Zone:
    """A waiting zone (Wartezone)."""

    id: ZoneId
    name: Mapping[str, str]
    sound: Sound = field(default_factory=Sound)
    """How loud its displays speak and when they keep quiet, unless they have that of their own."""


@dataclass(frozen=True)
class Concern:
    """A concern (Anliegen); `service_minutes` is how long one visitor takes at a desk.

    One that is the `parent` of others is a group: it leads to them, and nobody waits for it.
    """

    id: ConcernId
    name: Mapping[str, str]
    hint: Mapping[str, str]
    zone: ZoneId
    service_minutes: int
    open: bool = True
    """False: no more numbers today (Annahmeschluss)."""
    parent: ConcernId | None = None
    hours: tuple[Hours, ...] = ()
    """When numbers are given out; empty: at any time."""
    required_skill: str | None = None
    """Only desks with this skill serve it; None: every desk that serves the concern."""
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What to bring along, by language; each language has all of it or nothing."""
    languages: tuple[Lang, ...] = ()
    """In which it can be talked about; empty: in those of its desks."""

    def takes(self, local: datetime) -> bool:
        """Whether numbers are given out at this local moment."""
        if not self.hours:
            return self.open
        minute = local.hour * 60 + local.minute
        return self.open and any(
            span.weekday == local.weekday() and span.opens <= minute < span.closes
            for span in self.hours
        )


def groups(concerns: Iterable[Concern]) -> frozenset[ConcernId]:
    """Those that lead to others."""
    return frozenset(one.parent for one in concerns if one.parent is not None)


def leaf(concerns: Sequence[Concern], wanted: str | None) -> Concern | None:
    """The concern itself, of a group the first below it, of an unknown one the house's first."""
    found = next((one for one in concerns if one.id == wanted), None)
    above = groups(concerns)
    if found is not None and found.id in above:
        found = next((one for one in concerns if one.parent == found.id), None)
    return found or next((one for one in concerns if one.id not in above), None)


@dataclass(frozen=True)
class Room:
    """A room or counter (Zimmer, Schalter); `concerns` are those whose walk-ins it serves.

    The rectangle is in metres; origin top left, y downwards.
    """

    label: RoomId
    name: Mapping[str, str]
    """By language; the German one stands on the door."""
    zone: ZoneId
    kind: RoomKind
    concerns: tuple[ConcernId, ...]
    floor: int
    x: float
    y: float
    w: float
    h: float
    skills: tuple[str, ...] = ()
    """What its staff may do; a concern with a required skill asks for one of them."""
    languages: tuple[Lang, ...] = ()
    """In which one can speak with its staff, beside German."""
    team: str = ""
    """The group that staffs it; figures are told by team, never by person."""


def regrouped(before: Iterable[Room], after: Iterable[Room]) -> bool:
    """Whether a desk came to another group of staff, that is team, else zone, or left the house.

    One that is new has no past that could be told from two looks at it.
    """
    now = _groups(after)
    return any(now.get(room) != group for room, group in _groups(before).items())


def _groups(rooms: Iterable[Room]) -> dict[RoomId, tuple[str, str]]:
    return {one.label: (one.team, "" if one.team else one.zone) for one in rooms}


@dataclass(frozen=True)
class Node:
    """A point on a way, in metres; `ref` names the room, zone or device that it stands for."""

    id: str
    floor: int
    x: float
    y: float
    kind: NodeKind
    ref: str = ""
