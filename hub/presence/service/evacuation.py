"""Evacuations: begun once, ticked off by many wardens at once, ended by one of them."""

import logging
from dataclasses import dataclass
from datetime import datetime

from hub.kit.auth import Principal
from hub.kit.database import Change, Database, Session
from hub.presence import repository
from hub.presence.rules import (
    Colleague,
    Count,
    Entry,
    Evacuation,
    Mark,
    NoEvacuation,
    NotOnRoll,
    count,
    on_roll,
    roll,
)
from hub.presence.service.looking import Picture, colleagues, picture
from hub.sites import service as sites
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.presence")


@dataclass(frozen=True)
class Roll:
    """An evacuation with its list and what of it is still missing."""

    evacuation: Evacuation
    picture: Picture
    entries: tuple[Entry, ...]
    count: Count


def begin(change: Change, who: Principal, *, now: datetime) -> Evacuation:
    """The house is cleared from now on; whoever asks while it is gets the same.

    It only makes the list: screens are told by an alarm, which says what visitors shall do.
    """
    known = repository.running(change.session, change.site)
    if known is not None:
        return known
    one = Evacuation(new_ulid(now), now, who.login)
    repository.begin(change.session, change.site, one)
    repository.write_down(change.session, one.id, _unwritten(change.session, change.site, one, now))
    log.info("evacuation_begun", extra={**_names(change, who), "evacuation": one.id})
    return one


def write_down(database: Database, site: SiteId, *, now: datetime) -> int:
    """Colleagues who sat down while the house is cleared. How many.

    Any number of hubs may ask at once: each colleague is written down once.
    """
    with database.read() as session:
        known = repository.running(session, site)
        if known is None or not _unwritten(session, site, known, now):
            return 0
    with database.change(site) as change:
        known = repository.running(change.session, site)
        new = _unwritten(change.session, site, known, now) if known else ()
        if known and new:
            repository.write_down(change.session, known.id, new)
    return len(new)


def mark(
    change: Change, who: Principal, subject: str, person: int | None, *, seen: bool, now: datetime
) -> Roll:
    """A person was seen outside, or that was a mistake; no `person`: all of the line.

    Raises NoEvacuation, NotOnRoll. What is so already is written no second time.
    """
    known = repository.running(change.session, change.site)
    if known is None:
        raise NoEvacuation
    before = _roll(change.session, change.site, known, now)
    entry = next((one for one in before.entries if one.subject == subject), None)
    if entry is None or (person is not None and not 1 <= person <= entry.persons):
        raise NotOnRoll
    for nth in range(1, entry.persons + 1) if person is None else (person,):
        if (nth in entry.seen) != seen:
            made = Mark(subject, nth, seen, now, who.login)
            repository.add_mark(change.session, known.id, change.revision, made)
    return _roll(change.session, change.site, known, now)


def end(change: Change, who: Principal, *, now: datetime) -> Evacuation:
    """Everybody was found, or the house is open again. Raises NoEvacuation."""
    known = repository.running(change.session, change.site)
    if known is None:
        raise NoEvacuation
    repository.end(change.session, known.id, at=now, by=who.login)
    log.info("evacuation_ended", extra={**_names(change, who), "evacuation": known.id})
    return Evacuation(known.id, known.begun_at, known.begun_by, now, who.login)


def running(session: Session, site: SiteId, *, now: datetime) -> Roll | None:
    """The evacuation that is going on, with its list."""
    known = repository.running(session, site)
    return _roll(session, site, known, now) if known else None


def the_roll(session: Session, site: SiteId, *, now: datetime) -> Roll:
    """The evacuation that is going on. Raises NoEvacuation."""
    found = running(session, site, now=now)
    if found is None:
        raise NoEvacuation
    return found


def summary(session: Session, site: SiteId, *, now: datetime) -> Count | None:
    """How many are missing; None: the house is not being cleared."""
    found = running(session, site, now=now)
    return found.count if found else None


def latest_roll(session: Session, site: SiteId) -> Evacuation | None:
    """The evacuation that is going on, else the last one."""
    return repository.latest(session, site)


def _roll(session: Session, site: SiteId, one: Evacuation, now: datetime) -> Roll:
    seen = picture(session, site, now=now, roll_since=one.begun_at)
    staff = on_roll(seen.colleagues, repository.colleagues(session, one.id))
    entries = roll(seen.stays, staff, repository.marks(session, one.id))
    return Roll(one, seen, entries, count(entries))


def _unwritten(
    session: Session, site: SiteId, one: Evacuation, now: datetime
) -> tuple[Colleague, ...]:
    written = {each.staff_id for each in repository.colleagues(session, one.id)}
    there = colleagues(session, sites.house(session, site), now)
    return tuple(each for each in there if each.staff_id not in written)


def _names(change: Change, who: Principal) -> dict[str, str]:
    return {"site": change.site, "staff": who.staff_id}
