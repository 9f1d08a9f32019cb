"""Ends a person's data on request: asked by one, granted by another, everywhere in one change."""

import logging
from datetime import datetime
from typing import Final

from hub.appointments import service as appointments
from hub.identity import service as identity
from hub.intake import service as intake
from hub.kit import drain, inbox
from hub.kit.auth import Principal
from hub.kit.database import Change, Database, Session
from hub.presence import service as presence
from hub.privacy.repository import erasures, persons
from hub.privacy.rules.person import Person, StillOpen
from hub.privacy.service.finding import person
from hub.privacy.service.telling import holds
from hub.privacy.tables import ErasureRow
from hub.queue import service as queue
from hub.queue.rules import ENDED
from hub.sites import service as sites
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.privacy")

ERASE: Final = "privacy.erase"
ERASURES_SHOWN: Final = 20


def still_open(session: Session, site_id: SiteId, whose: Person, now: datetime) -> tuple[str, ...]:
    """What is under way or to come: numbers of visits, and days of appointments."""
    site = sites.site(session, site_id)
    visits = persons.rows(session, site_id, "ticket", whose)
    booked = persons.rows(session, site_id, "appointment", whose)
    numbers = [
        f"{one['series']}{one['number']:03d}" for one in visits if one["state"] not in ENDED
    ]  # fmt: skip
    days = [
        site.day(one["starts_at"]) for one in booked if one["state"] == "booked"
    ]  # fmt: skip
    return (*numbers, *(f"{day:%d.%m.%Y}" for day in days if day >= site.day(now)))


def erase(database: Database, who: Principal, found_id: str, *, now: datetime) -> ErasureRow:
    """As `erase_within`, in a change of its own that leaves no traces in files."""
    with database.change(who.site) as change:
        row = erase_within(change, who, found_id, now)
    database.clear_traces()
    return row


def erase_within(change: Change, who: Principal, found_id: str, now: datetime) -> ErasureRow:
    """Empty and delete all that is this person's, and keep proof of it that names nobody.

    Figures stay: visits and appointments without a name, to which no letter leads any more.
    Raises UnknownPerson, NeedsApproval, StillOpen.
    """
    session = change.session
    whose = person(session, change.site, found_id)
    granted = identity.require_granted(session, who, ERASE, found_id, now)
    if still := still_open(session, change.site, whose, now):
        raise StillOpen(open=", ".join(still))
    counts = holds(session, change.site, whose)
    intake.erase(change, whose.appointments)
    presence.erase(change, whose.tickets)
    queue.erase_persons(change, whose.tickets)
    inbox.erase(session, whose.ids)
    drain.erase(session, change.site, whose.ids)
    renamed = appointments.erase(change, whose.appointments)
    identity.erase_requests(change, {one: renamed.get(one, one) for one in whose.ids})
    row = ErasureRow(
        id=new_ulid(now), site=change.site, at=now, asked_by=who.login,
        granted_by=granted.decided_login or "", counts=counts,
        visits=len(set(whose.appointments) | set(whose.tickets)),
    )  # fmt: skip
    erasures.add(session, row)
    log.info("person_erased", extra={"site": change.site, "staff": who.staff_id, "erasure": row.id})
    return row


def erased(session: Session, site: SiteId) -> list[ErasureRow]:
    """The last deletions on request, the newest first."""
    return erasures.of_site(session, site, ERASURES_SHOWN)
