"""What is set up, who relies on it, and what was changed lately."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.appointments import service as appointments
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.kit.database import Session
from hub.office import repository
from hub.office.rules.log import Action, undone
from hub.office.rules.things import SITE, Fault, Key, Setup, Things, canonical, fault
from hub.queue import service as queue
from hub.queue.rules import IN_THE_HOUSE, Ticket
from hub.sites import service as sites
from hub.sites.rules import House
from wire.ids import SiteId

SHOWN = 200
"""Things of the log that a page shows."""
NAMED = 5
"""Of a long list of users so many are named."""


def setup(session: Session, site: SiteId) -> Setup:
    """All that is set up, with everything in its order. Raises UnknownSite."""
    return canonical(Setup(sites.house(session, site), sites.absences(session, site)))


def number_taken(session: Session, after: Setup) -> list[Fault]:
    """A letter's code names its office by a number: no two have the same."""
    others = sites.other_sites(session, after.house.site.id)
    return [fault(SITE, "number", "number_taken")] if str(after.house.site.number) in others else []


@dataclass(frozen=True)
class Entry:
    """An action of the log; `harmless`: it can still be taken back."""

    action: Action
    harmless: bool
    undone: bool


def changes(session: Session, site: SiteId, *, now: datetime) -> list[Entry]:
    """What was changed lately, the newest first."""
    found = repository.actions(session, site, most=SHOWN)
    if len(found) > 1 and sum(len(one.differences) for one in found) == SHOWN:
        found.pop()  # Perhaps the log holds more of it than was read.
    back = repository.undone(session, site, [one.id for one in found])
    things = setup(session, site).things
    open_yet = [one for one in found if _harmless(things, one, back)]
    relied = relying(session, site, {key for one in open_yet for key in one.added}, now=now)
    harmless = {one.id for one in open_yet if not any(key in relied for key in one.added)}
    return [Entry(one, one.id in harmless, one.id in back) for one in found]


def _harmless(things: Things, action: Action, back: frozenset[str]) -> bool:
    """As far as the set-up itself goes."""
    return action.id not in back and undone(things, action) is not None


def uses(session: Session, site: SiteId, key: Key, *, now: datetime) -> list[str]:
    """Who relies on a thing today or later, in words: displays, visitors, appointments, rooms."""
    found = relying(session, site, [key], now=now).get(key, [])
    if key.kind == "concern":
        rooms = _listed("Zimmer", _serving(sites.house(session, site), key.name))
        found += [rooms] if rooms else []
    return found


def relying(
    session: Session, site: SiteId, keys: Iterable[Key], *, now: datetime
) -> dict[Key, list[str]]:
    """Who beside the set-up relies on things, in words, by those things that somebody relies on."""
    tickets = [one for one in queue.today(session, site, now=now) if one.state in IN_THE_HOUSE]
    places = [one.place for one in devices.devices(session, site)]
    found = {
        key: [one for one in _relying(session, site, key, tickets, places, now) if one]
        for key in keys
    }
    return {key: words for key, words in found.items() if words}


def _relying(
    session: Session, site: SiteId, key: Key, tickets: Sequence[Ticket], places: Sequence[Place],
    now: datetime,
) -> Iterator[str]:  # fmt: skip
    kind, name = key
    if kind == "zone":
        yield _listed("Geräte", (one.name for one in places if one.zone == name))
        yield _listed("Wartende", (one.number for one in tickets if one.zone == name))
    if kind == "point":
        yield _listed("Geräte", (one.name for one in places if one.node == name))
    if kind == "room":
        yield _listed("Türschilder", (one.name for one in places if one.room == name))
        called = (one for one in tickets if name in (one.room, one.call.room if one.call else None))
        yield _listed("Besuche", (one.number for one in called))
        yield _coming(appointments.booked(session, site, now=now, room=name))
    if kind == "concern":
        yield _listed("Wartende", (one.number for one in tickets if one.concern == name))
        yield _coming(appointments.booked(session, site, now=now, concern=name))


def _serving(house: House, concern: str) -> Iterable[str]:
    return (one.label for one in house.rooms if concern in one.concerns)


def _listed(what: str, names: Iterable[str]) -> str:
    found = sorted(names)
    if not found:
        return ""
    more = f" und {len(found) - NAMED} weitere" if len(found) > NAMED else ""
    return f"{what}: {', '.join(found[:NAMED])}{more}"


def _coming(count: int) -> str:
    return f"Termine ab jetzt: {count}" if count else ""
