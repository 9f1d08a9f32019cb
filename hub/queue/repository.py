"""Reads and writes tickets, calls and numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import Date, bindparam, func, text
from sqlmodel import Session, col, select

from hub.queue.rules import CallView, Desk, Paper, State, Ticket, number_text
from hub.queue.tables import CallRow, TicketEventRow, TicketRow
from wire.ids import CallId, ConcernId, RoomId, TicketId, ZoneId, new_ulid
from wire.look import LANGUAGES, Lang

_COUNT_UP = text(
    "INSERT INTO number_counter (site, day, series, last) VALUES (:site, :day, :series, 1)"
    " ON CONFLICT (site, day, series) DO UPDATE SET last = number_counter.last + 1 RETURNING last"
).bindparams(bindparam("day", type_=Date))


def next_number(session: Session, site: str, day: date, series: str) -> int:
    """Count up, in one statement; the unique number of a ticket is the second guard."""
    key = {"site": site, "day": day, "series": series}
    return int(session.connection().execute(_COUNT_UP, key).scalar_one())


def ticket_row(session: Session, site: str, ticket_id: str) -> TicketRow | None:
    row = session.get(TicketRow, ticket_id)
    return row if row is not None and row.site == site else None


def appointment_ticket(session: Session, site: str, appointment_id: str) -> TicketRow | None:
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.appointment_id == appointment_id
    )
    return session.exec(query).one_or_none()


def tickets(session: Session, site: str, day: date, states: Sequence[str] = ()) -> list[Ticket]:
    """The day's tickets in the order of issue, each with its latest call."""
    query = select(TicketRow).where(TicketRow.site == site, TicketRow.day == day)
    if states:
        query = query.where(col(TicketRow.state).in_(states))
    rows = session.exec(query.order_by(col(TicketRow.issued_at), col(TicketRow.id))).all()
    called = [row.id for row in rows if row.called_at is not None]
    latest = _latest_calls(session, called) if called else {}
    return [ticket(row, latest.get(row.id)) for row in rows]


def candidates(session: Session, site: str, day: date, desk: Desk) -> list[Ticket]:
    """Of all that this desk could call, the earliest appointment and the oldest walk-in.

    Nobody behind these two can be next, so a long queue costs no more than a short one.
    """
    unbound = col(TicketRow.room).is_(None) & col(TicketRow.concern).in_(desk.concerns)
    mine = select(TicketRow).where(
        TicketRow.site == site,
        TicketRow.day == day,
        TicketRow.state == "waiting",
        (col(TicketRow.room) == desk.room) | unbound,
    )
    booked, issued = col(TicketRow.appointment_at), col(TicketRow.issued_at)
    first = (
        mine.where(booked.is_not(None)).order_by(booked, col(TicketRow.number)),
        mine.where(booked.is_(None)).order_by(issued, col(TicketRow.number)),
    )
    rows = [row for query in first for row in session.exec(query.limit(1))]
    return [ticket(row, None) for row in rows]


def _latest_calls(session: Session, ticket_ids: list[str]) -> dict[str, CallRow]:
    query = select(CallRow).where(col(CallRow.ticket).in_(ticket_ids))
    return {row.ticket: row for row in session.exec(query.order_by(col(CallRow.called_at)))}


def waiting_count(session: Session, site: str, day: date, zone: str) -> int:
    query = (
        select(func.count())
        .select_from(TicketRow)
        .where(
            TicketRow.site == site,
            TicketRow.day == day,
            TicketRow.state == "waiting",
            TicketRow.zone == zone,
        )
    )
    return session.exec(query).one()


def waiting_for(session: Session, site: str, day: date, concerns: Sequence[str]) -> int:
    """How many wait, bound to no room, for one of these concerns."""
    query = (
        select(func.count())
        .select_from(TicketRow)
        .where(
            TicketRow.site == site,
            TicketRow.day == day,
            TicketRow.state == "waiting",
            col(TicketRow.room).is_(None),
            col(TicketRow.concern).in_(concerns),
        )
    )
    return session.exec(query).one()


def calls_of_zone(
    session: Session, site: str, day: date, zone: str, *, most: int, over: int
) -> list[tuple[CallRow, TicketRow, bool]]:
    """The zone's calls, newest first, and whether each is still to be followed.

    Those to be followed come first, at most `most` of them, then the last `over` that are over.
    """
    called = (col(TicketRow.state) == "called") & col(CallRow.open)
    query = (
        select(CallRow, TicketRow)
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(TicketRow.site == site, TicketRow.day == day, TicketRow.zone == zone)
        .order_by(called.desc(), col(CallRow.called_at).desc(), col(CallRow.id).desc())
        .limit(most + over)
    )
    rows = [(call, row, call.open and row.state == "called") for call, row in session.exec(query)]
    follow = [one for one in rows if one[2]]
    return follow[:most] + [one for one in rows if not one[2]][:over]


def open_call_of_ticket(session: Session, ticket_id: str) -> CallRow | None:
    query = select(CallRow).where(CallRow.ticket == ticket_id, col(CallRow.open))
    return session.exec(query).one_or_none()


def open_call_in_room(session: Session, site: str, room: str) -> tuple[CallRow, TicketRow] | None:
    query = (
        select(CallRow, TicketRow)
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(CallRow.site == site, CallRow.room == room, col(CallRow.open))
    )
    return session.exec(query).one_or_none()


def unended_before(session: Session, site: str, day: date) -> Sequence[TicketRow]:
    """Tickets of earlier days on which nobody ended the visit."""
    query = select(TicketRow).where(
        TicketRow.site == site,
        TicketRow.day < day,
        col(TicketRow.state).in_(("waiting", "called", "serving")),
    )
    return session.exec(query).all()


def add_event(
    session: Session, ticket_id: str, event: str, *, at: datetime, actor: str, detail: str = ""
) -> None:
    session.add(
        TicketEventRow(
            id=new_ulid(at), ticket=ticket_id, event=event, at=at, actor=actor, detail=detail
        )
    )


def events(session: Session, ticket_id: str) -> list[tuple[str, datetime, str, str]]:
    """(event, at, actor, detail) of a ticket, the first first."""
    query = select(TicketEventRow).where(TicketEventRow.ticket == ticket_id)
    rows = session.exec(query.order_by(col(TicketEventRow.at), col(TicketEventRow.id)))
    return [(row.event, row.at, row.actor, row.detail) for row in rows]


def ticket(row: TicketRow, call_row: CallRow | None) -> Ticket:
    return Ticket(
        id=TicketId(row.id),
        number=number_text(row.series, row.number),
        concern=ConcernId(row.concern),
        zone=ZoneId(row.zone),
        room=RoomId(row.room) if row.room else None,
        lang=row.lang,
        state=cast("State", row.state),
        appointment_id=row.appointment_id,
        appointment_at=row.appointment_at,
        paper=cast("Paper", row.paper),
        paper_fault=row.paper_fault,
        paper_at=row.paper_at,
        origin=row.origin,
        issued_at=row.issued_at,
        called_at=row.called_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        call=call(call_row, row) if call_row else None,
    )


def call(row: CallRow, ticket_row: TicketRow) -> CallView:
    return CallView(
        call_id=CallId(row.id),
        ticket_id=TicketId(row.ticket),
        number=number_text(ticket_row.series, ticket_row.number),
        room=RoomId(row.room),
        attempt=row.attempt,
        called_at=row.called_at,
        open=row.open,
    )


def lang(row: TicketRow) -> Lang:
    """The visitor's language among those we speak, else German."""
    return next((one for one in LANGUAGES if one == row.lang), "de")
