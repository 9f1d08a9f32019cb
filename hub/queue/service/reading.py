"""Who waits, who is called, who was here today."""

from collections.abc import Iterator
from datetime import date, datetime

from hub.kit.database import Session
from hub.queue import repository
from hub.queue.repository import history as kept
from hub.queue.repository import past
from hub.queue.rules import (
    UNDO_WITHIN,
    CallView,
    Entry,
    NoteOn,
    Ticket,
    UnknownCall,
    UnknownTicket,
    Visit,
    takes_back,
    visit,
)
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from wire.ids import SiteId


def ticket(session: Session, site: SiteId, ticket_id: str) -> Ticket:
    """The ticket with its open call. Raises UnknownTicket."""
    row = repository.ticket_row(session, site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    open_call = repository.open_call_of_ticket(session, row.id)
    return repository.ticket(row, open_call, repository.printed_of(session, row.id))


def call(session: Session, site: SiteId, call_id: str, attempt: int) -> CallView:
    """The call, open or not. Raises UnknownCall, also for an attempt that nobody made."""
    found = repository.call_row(session, site, call_id)
    if found is None or attempt > found[0].attempt:
        raise UnknownCall(call=call_id)
    return repository.call(*found)


def ticket_of_appointment(session: Session, site: SiteId, appointment_id: str) -> Ticket | None:
    row = repository.appointment_ticket(session, site, appointment_id)
    return repository.ticket(row, None) if row else None


def ticket_of_letter(session: Session, site: SiteId, letter: str, *, day: date) -> Ticket | None:
    """The ticket that somebody got who was refused with the letter of this appointment."""
    row = repository.letter_ticket(session, site, day, letter)
    return repository.ticket(row, None) if row else None


def ticket_of_follow(session: Session, site: SiteId, token: str, *, now: datetime) -> Ticket | None:
    """Today's ticket whose page for phones has this token; that which it became one with."""
    row = repository.follow_ticket(session, site, sites.site(session, site).day(now), token)
    return _goes_on(session, row) if row else None


def ticket_of_number(
    session: Session, site: SiteId, number: str, *, now: datetime
) -> Ticket | None:
    """Today's ticket of this number, as ``T042``; that which it became one with."""
    if not number[1:].isascii() or not number[1:].isdigit() or len(number) > 8:
        return None
    day = sites.site(session, site).day(now)
    rows = repository.numbered_tickets(session, site, day, number[0], int(number[1:]))
    return _goes_on(session, rows[0]) if rows else None


def _goes_on(session: Session, row: TicketRow) -> Ticket:
    """The visit that this number stands for: another's, once both were made one."""
    while row.joined is not None:
        row = session.get_one(TicketRow, row.joined)
    return repository.ticket(row, None)


def told_late(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """Visits of earlier days that a kiosk alone has told of today, the newest first."""
    here = sites.site(session, site)
    start, end = here.bounds(here.day(now))
    return tuple(repository.merged_between(session, site, start, end, before=here.day(now)))


def today(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """All tickets of the local day in the order of issue, each with its latest call."""
    return tuple(repository.tickets(session, site, sites.site(session, site).day(now)))


def latest_events(
    session: Session, site: SiteId, *, now: datetime
) -> dict[str, dict[str, datetime]]:
    """When each kind of event of today's tickets happened last, by ticket and event."""
    return kept.latest_events(session, site, sites.site(session, site).day(now))


def visits_between(
    session: Session, site: SiteId, first: date, last: date, *, now: datetime
) -> Iterator[Visit]:
    """All visits of the local days from `first` to `last`, by day, derived from their logs.

    Of persons they say nothing. Numbers that became one with another are no visits of their own.
    One day is held at a time, so that a long range needs little memory.
    """
    for facts, log in past.logs(session, site, first, last, sites.site(session, site).day):
        found = visit(facts, log, now)
        if found is not None:
            yield found


def last_act(
    session: Session, site: SiteId, actor: str, *, now: datetime
) -> tuple[Ticket, Entry] | None:
    """What somebody did last, with its visit; None where it cannot be taken back any more."""
    found = kept.last_act(session, site, actor, now - UNDO_WITHIN)
    if found is None or not found.before or not takes_back(found.event, found.at, now):
        return None
    last = kept.last_event(session, found.ticket)
    if last is None or last.id != found.id:
        return None
    if kept.changed_after(session, found.ticket, found.seq):
        return None
    return ticket(session, site, found.ticket), kept.entry(found)


def newest(session: Session, site: SiteId, since: datetime) -> dict[str, Entry]:
    """The last thing that has happened to each visit since a moment, by ticket."""
    return {row.ticket: kept.entry(row) for row in kept.newest(session, site, since)}


def history(session: Session, ticket_id: str) -> tuple[tuple[Entry, ...], tuple[NoteOn, ...]]:
    """The visit's log, and what staff wrote down about it, each in its order."""
    log = kept.log_of(session, [ticket_id]).get(ticket_id, ())
    return log, kept.notes(session, [ticket_id]).get(ticket_id, ())
