"""The front door of the house: what stands where."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from hub.kit.database import Change, Database, Session, UnknownSite, furnishing_in, kept
from hub.sites import repository, rules
from hub.sites.rules import (
    ABSENCES_KEPT,
    Absence,
    Concern,
    Floor,
    House,
    Room,
    Site,
    SiteTaken,
    UnknownConcern,
    UnknownRoom,
    UnknownZone,
    Zone,
    is_open,
)
from wire.ids import RoomId, SiteId
from wire.messages import Sound

T = TypeVar("T")
NEW = "Neuer Standort"
FIRST_STEP = "site"
"""Where the first set-up begins: name, time zone and Land."""
log = logging.getLogger("hub.sites")


def _once(session: Session, site: SiteId, key: str, load: Callable[[], T]) -> T:
    """What `load` gives, asked once by a process while the office is set up in one way.

    A transaction that sets it up otherwise remembers for itself alone: it may come to nothing.
    """
    furnishing, shelf = furnishing_in(session, site), kept(session)
    if furnishing is None:
        known = session.info.setdefault("house", {}).setdefault(site, {})
    else:
        of, known = shelf.get(("house", site), (None, {}))
        if of != furnishing:
            shelf["house", site] = furnishing, (known := {})
    if key not in known:
        known[key] = load()
    found: T = known[key]
    return found


def _refurnished(change: Change) -> None:
    change.refurnish()
    change.session.info.pop("house", None)


def site(session: Session, site_id: SiteId) -> Site:
    """The site. Raises UnknownSite."""
    found = _once(session, site_id, "site", lambda: repository.site(session, site_id))
    if found is None:
        raise UnknownSite(site=site_id)
    return found


def site_by_number(session: Session, number: int) -> Site | None:
    """The site whose number stands in a letter's code, if it is one of ours."""
    return repository.site_by_number(session, number)


def other_sites(session: Session, site_id: SiteId) -> dict[str, str]:
    """Names of the other sites by the number that stands in their letters."""
    return repository.other_sites(session, site_id)


def concern(session: Session, site_id: SiteId, concern_id: str) -> Concern:
    """The concern, open or not. Raises UnknownConcern."""
    found = next((one for one in concerns(session, site_id) if one.id == concern_id), None)
    if found is None:
        raise UnknownConcern(concern=concern_id)
    return found


def concerns(session: Session, site_id: SiteId) -> tuple[Concern, ...]:
    """All concerns in the order in which the kiosk offers them."""
    return _once(session, site_id, "concerns", lambda: repository.concerns(session, site_id))


def takes_numbers(session: Session, site_id: SiteId, one: Concern, now: datetime) -> bool:
    """Whether a number may be drawn now: office, concern and the group above it are open."""
    here = site(session, site_id)
    local = here.local(now)
    if not is_open(here, local):
        return False
    above = next((each for each in concerns(session, site_id) if each.id == one.parent), None)
    return one.takes(local) and (above is None or above.takes(local))


def room(session: Session, site_id: SiteId, label: str) -> Room:
    """The room by its label ("2.14"). Raises UnknownRoom."""
    found = next((one for one in rooms(session, site_id) if one.label == label), None)
    if found is None:
        raise UnknownRoom(room=label)
    return found


def rooms(session: Session, site_id: SiteId) -> tuple[Room, ...]:
    return _once(session, site_id, "rooms", lambda: repository.rooms(session, site_id))


def zones(session: Session, site_id: SiteId) -> tuple[Zone, ...]:
    return _once(session, site_id, "zones", lambda: repository.zones(session, site_id))


def house(session: Session, site_id: SiteId) -> House:
    """The site with all that stands in it. Raises UnknownSite."""
    return _once(session, site_id, "house", lambda: _house(session, site_id))


def _house(session: Session, site_id: SiteId) -> House:
    one = site(session, site_id)
    nodes, edges = repository.graph(session, site_id)
    return House(
        one,
        zones(session, site_id),
        concerns(session, site_id),
        rooms(session, site_id),
        nodes,
        edges,
        repository.floors(session, site_id),
    )


def absences(session: Session, site_id: SiteId) -> tuple[Absence, ...]:
    """Who is away, was lately or will be, by the beginning."""
    return _once(session, site_id, "absences", lambda: repository.absences(session, site_id))


def rooms_away(session: Session, site_id: SiteId, *, now: datetime) -> frozenset[RoomId]:
    """Rooms whose desk counts as shut now, because it or its staff are away."""
    return rules.rooms_away(absences(session, site_id), now)


def away(session: Session, site_id: SiteId, room: str, *, now: datetime) -> Absence | None:
    """Why the desk in the room counts as shut now; of several absences the one that ends last."""
    found = [one for one in absences(session, site_id) if one.room == room and one.covers(now)]
    return max(found, key=lambda one: one.ends_at, default=None)


def staff_away(session: Session, site_id: SiteId, *, now: datetime) -> frozenset[str]:
    """Ids of the people who are away now."""
    return rules.staff_away(absences(session, site_id), now)


def rebuild(change: Change, after: House, away: Iterable[Absence]) -> None:
    """The house is as `after` has it from now on, and `away` is who is away.

    Whoever calls this has checked both, and has the devices told.
    """
    before = house(change.session, change.site)
    repository.store(change.session, before, after)
    known = absences(change.session, change.site)
    repository.store_absences(change.session, change.site, known, away)
    _refurnished(change)


def forget_absences(change: Change, *, now: datetime) -> None:
    """Who was away long ago is nobody's business any more."""
    repository.forget_absences(change.session, change.site, now - ABSENCES_KEPT)
    _refurnished(change)


def setup_step(session: Session, site_id: SiteId) -> str | None:
    """At which step the first set-up goes on; None: it is over."""
    return repository.site_row(session, site_id).setup


def note_setup(change: Change, step: str | None) -> None:
    """The first set-up goes on at this step; None: it is over."""
    repository.site_row(change.session, change.site).setup = step


def regrouped_on(session: Session, site_id: SiteId) -> date | None:
    """The last local day on which a desk came to another group; None: never."""
    return repository.site_row(session, site_id).regrouped_on


def note_regrouped(change: Change, day: date) -> None:
    repository.site_row(change.session, change.site).regrouped_on = day
    change.session.flush()


def set_order_rule(change: Change, rule: Mapping[str, Any]) -> None:
    """In which order people are called, as `hub.queue.rules.OrderRule` says it.

    Whoever calls this has checked it, and has the queue put in the new order.
    """
    repository.site_row(change.session, change.site).order_rule = dict(rule)
    _refurnished(change)


def set_sound(change: Change, zone: str, sound: Sound) -> None:
    """How loud the displays of a zone speak, and when they keep quiet. Raises UnknownZone.

    Those that have a sound of their own keep it. Whoever calls this has the displays told.
    """
    row = repository.zone_row(change.session, change.site, zone)
    if row is None:
        raise UnknownZone(zone=zone)
    row.sound = sound.model_dump(mode="json")
    _refurnished(change)


def found(database: Database, site_id: SiteId) -> None:
    """An empty office in a database that has none, for whoever sets it up in pages."""
    with database.write() as session:
        repository.keep_sites(session)
        if not repository.sites(session):
            _open(session, Site(site_id, 1, NEW, "Europe/Berlin", 60, 30), database.post.clock())


def sites(session: Session) -> tuple[Site, ...]:
    """All sites of the database by name."""
    return repository.sites(session)


def open_site(session: Session, site: Site, *, now: datetime) -> None:
    """One more site, empty and to be set up. Raises SiteTaken."""
    repository.keep_sites(session)
    for other in repository.sites(session):
        if other.id == site.id:
            raise SiteTaken(field="id")
        if other.number == site.number:
            raise SiteTaken(field="number")
    _open(session, site, now)


def _open(session: Session, site: Site, now: datetime) -> None:
    house = House(site, (), (), (), (), (), (Floor(0, ""),))
    revision = int(now.timestamp())
    repository.add_to_be_set_up(session, house, revision=revision, step=FIRST_STEP)
    log.info("site_opened", extra={"site": site.id})


def build(database: Database, house: House) -> None:
    """Take a new house into the database, together with its lock.

    Revisions begin with the seconds since 1970: boards of a database made anew are then newer
    than any that a display still remembers, as there is less than one change a second.
    """
    with database.write() as session:
        repository.add(session, house, revision=int(database.post.clock().timestamp()))
