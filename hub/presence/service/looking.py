"""Looks at the house: visits by the queue's own log, colleagues by their sessions."""

from dataclasses import dataclass
from datetime import datetime

from hub.identity import service as identity
from hub.kit.database import Session
from hub.presence import repository
from hub.presence.rules import Colleague, Stay, days, floor_words, order, place_words, stay
from hub.queue import service as queue
from hub.sites import service as sites
from hub.sites.rules import House
from wire.ids import RoomId, SiteId, ZoneId


@dataclass(frozen=True)
class Picture:
    """Who is in the house as of a moment, in the order in which lists are read."""

    at: datetime
    house: House
    stays: tuple[Stay, ...]
    colleagues: tuple[Colleague, ...]

    @property
    def persons(self) -> int:
        """Visitors who are to be searched for."""
        return sum(one.persons for one in self.stays if one.sure)

    @property
    def uncertain(self) -> int:
        return sum(one.persons for one in self.stays if not one.sure)

    def place(self, one: Stay) -> str:
        """Where somebody is, in words."""
        room = self.room_name(one.room) if one.room else None
        return place_words(one, self.zone_name(one.zone), room)

    def floor(self, level: int | None) -> str:
        """A floor, in words."""
        return floor_words(self.house, level)

    def zone_name(self, zone: ZoneId) -> str:
        return next((one.name["de"] for one in self.house.zones if one.id == zone), zone)

    def room_name(self, label: RoomId) -> str:
        return next((one.name["de"] for one in self.house.rooms if one.label == label), label)


def picture(
    session: Session, site: SiteId, *, now: datetime, roll_since: datetime | None = None
) -> Picture:
    """Everybody in the house; with `roll_since` also those whose visit ended later than that."""
    house = sites.house(session, site)
    moments = days(house.site, now, roll_since or now)
    tickets = [one for at in moments for one in queue.today(session, site, now=at)]
    log = {
        one: dict(known)
        for at in moments
        for one, known in queue.latest_events(session, site, now=at).items()
    }
    for ticket, signs in repository.signs(session, list(log)).items():
        log[ticket] |= signs
    found = (stay(one, log.get(one.id, {}), one.needs, house, now, roll_since) for one in tickets)
    stays = sorted((one for one in found if one is not None), key=order)
    return Picture(now, house, tuple(stays), colleagues(session, house, now))


def evening_minutes(session: Session, site: SiteId) -> int | None:
    """How long after closing time the house counts as empty; None: there is no such rule."""
    return repository.evening_minutes(session, site)


def colleagues(session: Session, house: House, now: datetime) -> tuple[Colleague, ...]:
    """Who sits at a desk now."""
    floors = {one.label: one.floor for one in house.rooms}
    return tuple(
        Colleague(
            one.staff_id, one.name, RoomId(one.room), floors.get(RoomId(one.room)), one.since,
            one.seen_at,
        )
        for one in identity.at_desks(session, house.site.id, now=now)
    )  # fmt: skip
