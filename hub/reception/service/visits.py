"""One visit in full, and the search for people of today."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final, get_args

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.kit.database import Session
from hub.queue import service as queue
from hub.queue.rules import (
    IN_LINE,
    TRANSITIONS,
    UNDO_WITHIN,
    Entry,
    Event,
    Reason,
    Ticket,
    last_step,
    place,
    takes_back,
)
from hub.reception import schemas
from hub.reception.rules import arrival, finding
from hub.sites import service as sites
from wire.ids import SiteId

MOST_FOUND: Final = 20
"""More than fit on a page are no answer: staff type on."""


def visit(
    session: Session, site: SiteId, ticket_id: str, *, names: bool, now: datetime
) -> schemas.Visit:
    """Everything about one visit. Raises UnknownTicket.

    Without `names` it says of nobody who they are or what was written down about them.
    """
    one = queue.ticket(session, site, ticket_id)
    log, notes = queue.history(session, one.id)
    rule, found = queue.rule(session, site), _appointment(session, site, one)
    here = place(one, rule)
    ahead = queue.estimates(
        session, site, queue.today(session, site, now=now), now=now,
        coming=partial(appointments.to_come, session, site, now=now),
    ).get(one.id)  # fmt: skip
    last, gone = last_step(log), {one.undoes for one in log if one.undoes is not None}
    back = last if last and last.back and takes_back(last.event, last.at, now) else None
    return schemas.Visit(
        ticket_id=one.id, number=one.number, zone=one.zone, state=one.state,
        concern=one.concern, concerns=one.concerns, lang=one.lang, persons=one.persons,
        room=one.call.room if one.call else one.room,
        person=found.person if found and names else None,
        born=found.born if found and names else None,
        appointment_at=one.appointment_at, issued_at=one.issued_at, since=one.since,
        needs=one.needs if names else (), need_reason=one.need_reason if names else "",
        transferred_from=one.transferred_from,
        counts_at=here.at if one.state in IN_LINE else None,
        why=tuple(_why(each, names=names) for each in here.reasons),
        people_ahead=ahead.people if ahead else None,
        wait_minutes=ahead.minutes if ahead else None,
        log=tuple(_line(each, each.id in gone, names=names) for each in log),
        notes=tuple(schemas.NoteLine(**vars(each)) for each in notes) if names else (),
        acts=acts(one),
        undo=back.event if back else None,
        undo_until=back.at + UNDO_WITHIN if back else None,
    )  # fmt: skip


def _why(one: Reason, *, names: bool) -> schemas.Why:
    """Which need it is speaks of health: whoever may not know it hears that there is one."""
    return schemas.Why(
        cause=one.cause, at=one.at, minutes=one.minutes, need=one.need if names else None
    )


def acts(one: Ticket) -> tuple[Event, ...]:
    """What may be done to the visit now, as the table of states has it."""
    gone = one.joined is not None  # it goes on under the other number
    return tuple(
        event for event in get_args(Event) if (one.state, event) in TRANSITIONS and not gone
    )


def search(
    session: Session, site: SiteId, typed: str, *, names: bool, now: datetime
) -> schemas.Findings:
    """Whoever of today fits what was typed, those in the house first.

    Without `names` people are found by number only.
    """
    here = sites.site(session, site)
    wanted = finding.sought(typed, here.day(now))
    if not names and (wanted.words or wanted.born or wanted.code):
        return schemas.Findings(typed=typed, found=(), more=0)
    tickets = queue.today(session, site, now=now)
    of = {one.appointment_id: one for one in tickets if one.appointment_id}
    booked = appointments.expected(session, site, day=here.day(now))
    known = {one.id: one for one in booked}
    late = timedelta(minutes=here.late_minutes)
    found = [
        _found(one, known.get(one.appointment_id or ""), names=names)
        for one in tickets
        if finding.fits(wanted, _known(one, known.get(one.appointment_id or "")))
    ]
    found += [
        _not_here(one, names=names, state=arrival(one, None, now, late))
        for one in booked
        if one.id not in of and finding.fits(wanted, _known(None, one))
    ]
    return schemas.Findings(
        typed=typed, found=tuple(found[:MOST_FOUND]), more=max(0, len(found) - MOST_FOUND)
    )


def _known(ticket: Ticket | None, booked: Appointment | None) -> finding.Known:
    numbers = (ticket.number, *(one.number for one in ticket.further)) if ticket else ()
    if booked is None:
        return finding.Known(numbers=numbers)
    return finding.Known(booked.person, booked.born, booked.short_code, numbers)


def _found(one: Ticket, booked: Appointment | None, *, names: bool) -> schemas.Found:
    return schemas.Found(
        ticket_id=one.id, appointment_id=one.appointment_id, number=one.number, zone=one.zone,
        state=one.state, concern=one.concern, room=one.call.room if one.call else one.room,
        person=booked.person if booked and names else None,
        born=booked.born if booked and names else None, starts_at=one.appointment_at,
        issued_at=one.issued_at,
    )  # fmt: skip


def _not_here(one: Appointment, *, names: bool, state: str) -> schemas.Found:
    return schemas.Found(
        appointment_id=one.id, state=state, concern=one.concern, room=one.room,
        person=one.person if names else None, born=one.born if names else None,
        starts_at=one.starts_at,
    )  # fmt: skip


def _line(one: Entry, undone: bool, *, names: bool) -> schemas.LogLine:
    return schemas.LogLine(
        at=one.at, event=one.event, actor=one.actor if names else "",
        detail=one.detail if names else "", state=one.state, room=one.room, concern=one.concern,
        undone=undone,
    )  # fmt: skip


def _appointment(session: Session, site: SiteId, one: Ticket) -> Appointment | None:
    if one.appointment_id is None:
        return None
    return appointments.find(session, site, one.appointment_id)
