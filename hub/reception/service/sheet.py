"""A visit as its panel shows it: with names of rooms and concerns, and what forms offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.devices import service as devices
from hub.kit.database import Session
from hub.kit.errors import HouseError
from hub.queue import service as queue
from hub.queue.rules import IN_LINE, Ticket, UnknownTicket
from hub.reception import schemas
from hub.reception.rules import finding
from hub.reception.rules.acts import JOINS
from hub.reception.service.visits import visit
from hub.sites import service as sites
from hub.sites.rules import groups
from wire.ids import SiteId


class NumberUnclear(HouseError):
    """Several visits have this number, with different letters."""

    key = "number_unclear"
    status = 409


@dataclass(frozen=True)
class Sheet:
    """One visit with everything that its panel needs; names by id, in the house's order."""

    visit: schemas.Visit
    concerns: Mapping[str, str]
    """Concerns to which people can be handed on."""
    rooms: Mapping[str, str]
    others: tuple[str, ...]
    """Numbers with which this one can be made one visit."""
    reprint: bool
    """The slip can be had once more: the kiosk that gave it out is connected."""

    def place(self, label: str) -> str:
        """The name of a room or a concern."""
        return self.rooms.get(label) or self.concerns.get(label, label)


def sheet(session: Session, site: SiteId, ticket_id: str, *, names: bool, now: datetime) -> Sheet:
    """The visit as staff see it. Raises UnknownTicket."""
    found = visit(session, site, ticket_id, names=names, now=now)
    every = sites.concerns(session, site)
    above = groups(every)
    return Sheet(
        visit=found,
        concerns={one.id: one.name["de"] for one in every if one.id not in above},
        rooms={one.label: one.name["de"] for one in sites.rooms(session, site)},
        others=tuple(
            one.number
            for one in queue.today(session, site, now=now)
            if one.id != ticket_id and one.state in JOINS
        ),
        reprint=_prints(session, site, queue.ticket(session, site, ticket_id), now),
    )


def concern_names(session: Session, site: SiteId) -> Mapping[str, str]:
    """The names of the house's concerns, by id."""
    return {one.id: one.name["de"] for one in sites.concerns(session, site)}


def numbered(session: Session, site: SiteId, typed: str, *, now: datetime) -> str:
    """The id of today's visit with this number, typed as people do.

    Of the visits that can still become one with another. Raises UnknownTicket, NumberUnclear.
    """
    wanted = finding.sought(typed, sites.site(session, site).day(now))
    found = [
        one.id
        for one in queue.today(session, site, now=now)
        if wanted.number is not None
        and one.state in JOINS
        and finding.fits(wanted, finding.Known(numbers=(one.number,)))
    ]
    if len(found) > 1:
        raise NumberUnclear(typed=typed)
    if not found:
        raise UnknownTicket(typed=typed)
    return found[0]


def _prints(session: Session, site: SiteId, one: Ticket, now: datetime) -> bool:
    if one.paper_device is None or one.state not in (*IN_LINE, "called"):
        return False
    there = devices.overview(session, site, now=now)
    return any(each.place.id == one.paper_device and each.online for each in there)
