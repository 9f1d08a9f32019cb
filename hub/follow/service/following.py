"""One picture of the day's tickets, made once for each change however many phones look at it."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import atan2, degrees, hypot
from typing import Final, cast

from hub.appointments import service as appointments
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.emergency import service as emergency
from hub.follow.rules import UnknownFollow, View, digest, view
from hub.kit.clock import Clock
from hub.kit.database import Database, Session
from hub.kit.misses import Misses, TooManyMisses
from hub.kit.senders import sender
from hub.presence import service as presence
from hub.queue import service as queue
from hub.queue.rules import Ticket, lang
from hub.sites import service as sites
from hub.sites.rules import House, Node, way
from wire.ids import RoomId, SiteId, TicketId, ZoneId
from wire.look import Text
from wire.messages import Way

log = logging.getLogger("hub.follow")

FRESH_FOR: Final = timedelta(seconds=15)
"""How old a picture may be when nothing was committed: waiting changes the order of a queue."""


@dataclass(frozen=True)
class Picture:
    """All tickets of today by the digest of their tokens, as of one revision."""

    revision: int
    at: datetime
    house: House
    views: Mapping[bytes, View] = field(repr=False)

    def clock(self) -> str:
        """When it was made, as the house's clocks say it."""
        local = self.house.site.local(self.at)
        return f"{local.hour}:{local.minute:02}"

    def zone_name(self, zone: ZoneId) -> Text:
        found = (one.name for one in self.house.zones if one.id == zone)
        return cast("Text", dict(next(found, {"de": zone})))

    def room_name(self, label: RoomId) -> Text:
        found = (one.name for one in self.house.rooms if one.label == label)
        return cast("Text", dict(next(found, {"de": label})))

    def waiting_floor(self, zone: ZoneId) -> int | None:
        places = (one for one in self.house.nodes if one.kind == "zone" and one.ref == zone)
        return next((one.floor for one in places), None)

    def floor(self, label: RoomId) -> int | None:
        return next((one.floor for one in self.house.rooms if one.label == label), None)


class Following:
    """What phones ask; callable from any thread."""

    def __init__(
        self,
        database: Database,
        site: SiteId,
        clock: Clock,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._site = site
        self._clock = clock
        self._steady = steady
        self._drawing = threading.Lock()
        self._kept: Picture | None = None
        self._counting = threading.Lock()
        self._misses = Misses()

    def picture(self) -> Picture:
        """The picture of the newest revision."""
        now = self._clock()
        revision = self._database.revision(self._site)
        with self._drawing:
            kept = self._kept
            if kept is None or not _fresh(kept, revision, now):
                kept = self._kept = self._drawn(now)
        return kept

    def look_up(self, token: str, address: str) -> tuple[Picture, View]:
        """Today's ticket of this token. Raises UnknownFollow, TooManyMisses.

        Every token goes the same way, whatever its form; only those of no ticket are counted, so
        that a guesser shuts out nobody who shares the address.
        """
        picture = self.picture()
        found = picture.views.get(digest(token))
        if found is not None:
            return picture, found
        with self._counting:
            wait_s = self._misses.note(sender(address), self._steady())
        if wait_s:
            log.warning("follow_guessed", extra={"site": self._site})
            raise TooManyMisses(retry_after_s=wait_s)
        raise UnknownFollow

    def leave(self, token: str) -> None:
        """Whoever holds the slip goes. Raises UnknownFollow."""
        now = self._clock()
        with self._database.change(self._site) as change:
            found = queue.ticket_of_follow(change.session, self._site, token, now=now)
            if found is None:
                raise UnknownFollow
            presence.leave(change, found.id, actor="phone", now=now, detail="phone")

    def _drawn(self, now: datetime) -> Picture:
        with self._database.read() as session:
            revision = self._database.revision(self._site)
            house = sites.house(session, self._site)
            hung = [one.place for one in devices.devices(session, self._site)]
            views = dict(_views(session, house, hung, now))
        return Picture(revision, now, house, views)


def _fresh(picture: Picture, revision: int, now: datetime) -> bool:
    site = picture.house.site
    same = picture.revision == revision and site.day(picture.at) == site.day(now)
    return same and abs(now - picture.at) < FRESH_FOR


def _views(
    session: Session, house: House, hung: Iterable[Place], now: datetime
) -> Iterable[tuple[bytes, View]]:
    tickets = queue.today(session, house.site.id, now=now)
    coming = partial(appointments.to_come, session, house.site.id, now=now)
    places = queue.estimates(session, house.site.id, tickets, coming=coming, now=now)
    starts = {zone.id: _start(house, hung, zone.id) for zone in house.zones}
    alarms = emergency.said(session, house.site.id)
    ways: dict[tuple[ZoneId, RoomId], Way | None] = {}
    known = {one.id: one for one in tickets}
    for holder in tickets:
        if holder.follow is None:
            continue
        one = _now(holder, known)
        start = starts.get(one.zone)
        led = _way(house, start, one, ways) if start else None
        seen = view(
            one, lang(one.lang), places.get(one.id), led,
            from_screen=bool(start and start.screen), alarms=alarms,
        )  # fmt: skip
        yield digest(holder.follow), seen


def _now(held: Ticket, known: Mapping[TicketId, Ticket]) -> Ticket:
    """The visit that this number stands for: another's, once both were made one."""
    while held.joined is not None and held.joined in known:
        held = known[held.joined]
    return held


@dataclass(frozen=True)
class _Start:
    """Where a way begins: before the zone's display, or in the zone, looking ahead."""

    node: str
    facing_deg: float | None
    screen: bool


def _start(house: House, hung: Iterable[Place], zone: ZoneId) -> _Start | None:
    """The display of the zone that hangs nearest to where one waits, else the place itself."""
    nodes = {node.id: node for node in house.nodes}
    waits = next((node for node in house.nodes if node.kind == "zone" and node.ref == zone), None)
    screens = [one for one in hung if one.role == "zone" and one.zone == zone and one.node in nodes]
    if waits is None:
        return None
    near = min(screens, key=lambda one: _apart(nodes[one.node], waits), default=None)
    if near is None or nodes[near.node].floor != waits.floor:
        return _Start(waits.id, None, screen=False)
    return _Start(near.node, near.facing_deg, screen=True)


def _apart(one: Node, other: Node) -> tuple[bool, float]:
    return one.floor != other.floor, hypot(one.x - other.x, one.y - other.y)


def _way(
    house: House, start: _Start, ticket: Ticket, known: dict[tuple[ZoneId, RoomId], Way | None]
) -> Way | None:
    """The way to the room of the ticket's open call; each is looked for once."""
    call = ticket.call
    if call is None or not call.open:
        return None
    key = ticket.zone, call.room
    if key not in known:
        goal = (one.id for one in house.nodes if one.kind == "room" and one.ref == call.room)
        known[key] = _led(house, start, next(goal, ""))
    return known[key]


def _led(house: House, start: _Start, goal: str) -> Way | None:
    if start.facing_deg is not None:
        return way(house, start.node, goal, start.facing_deg)
    found = way(house, start.node, goal, 0)
    if found is None or len(found.line) < 2:
        return found
    (x, y), (next_x, next_y) = found.line[:2]
    ahead = degrees(atan2(next_x - x, y - next_y))
    return way(house, start.node, goal, (ahead + 180) % 360)
