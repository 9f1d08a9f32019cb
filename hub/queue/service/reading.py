"""Who waits, who is called, who was here today."""

from datetime import datetime

from hub.kit.database import Session
from hub.queue import repository
from hub.queue.rules import OPEN_STATES, CallView, Ticket, UnknownTicket
from hub.sites import service as sites
from wire.ids import SiteId


def ticket(session: Session, site: SiteId, ticket_id: str) -> Ticket:
    """The ticket with its open call. Raises UnknownTicket."""
    row = repository.ticket_row(session, site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    return repository.ticket(row, repository.open_call_of_ticket(session, row.id))


def ticket_of_appointment(session: Session, site: SiteId, appointment_id: str) -> Ticket | None:
    row = repository.appointment_ticket(session, site, appointment_id)
    return repository.ticket(row, None) if row else None


def today(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """All tickets of the local day in the order of issue, each with its latest call."""
    return tuple(repository.tickets(session, site, sites.site(session, site).day(now)))


def waiting(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """Who waits, in the order of issue."""
    day = sites.site(session, site).day(now)
    return tuple(repository.tickets(session, site, day, ["waiting"]))


def called_and_serving(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """Who is on the way to a room or in it; `call` says where."""
    day = sites.site(session, site).day(now)
    return tuple(repository.tickets(session, site, day, OPEN_STATES))


def open_calls(session: Session, site: SiteId, *, now: datetime) -> tuple[CallView, ...]:
    """The calls of those on the way to a room or in it."""
    return tuple(one.call for one in called_and_serving(session, site, now=now) if one.call)
