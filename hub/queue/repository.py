"""Reads and writes tickets, calls and numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Date, bindparam, func, insert, text, update
from sqlmodel import Session, col, select

from hub.queue.rules import CallView, Desk, Paper, State, Ticket, number_text
from hub.queue.tables import CallRow, TicketEventRow, TicketRow
from wire.ids import CallId, ConcernId, RoomId, TicketId, ZoneId, new_ulid
from wire.look import LANGUAGES, Lang
from wire.messages import BoardCall

_COUNT_UP = text(
    "INSERT INTO number_counter (site, day, series, last) VALUES (:site, :day, :series, 1)"
    " ON CONFLICT (site, day, series) DO UPDATE SET last = number_counter.last + 1 RETURNING last"
).bindparams(bindparam("day", type_=Date))

_SITE: Any = bindparam("site")
_DAY: Any = bindparam("day")
_ZONE: Any = bindparam("zone")
_ROOM: Any = bindparam("room")
_CONCERNS: Any = bindparam("concerns", expanding=True)
_ISSUE = insert(TicketRow)
_EVENT = insert(TicketEventRow)
_WAITING = (
    select(func.count())
    .select_from(TicketRow)
    .where(TicketRow.site == _SITE, TicketRow.day == _DAY, TicketRow.state == "waiting")
)
_WAITING_IN_ZONE = _WAITING.where(TicketRow.zone == _ZONE)
_WAITING_FOR = _WAITING.where(
    col(TicketRow.room).is_(None),
    col(TicketRow.concern).in_(_CONCERNS),
)
_FOLLOW = (col(TicketRow.state) == "called") & col(CallRow.open)
_CALLS_OF_ZONE = (
    select(  # type: ignore[call-overload]
        CallRow.id, CallRow.attempt, CallRow.room, CallRow.called_at, TicketRow.series,
        TicketRow.number, TicketRow.lang, _FOLLOW.label("follow"),
    )
    .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
    .where(TicketRow.site == _SITE, TicketRow.day == _DAY, TicketRow.zone == _ZONE)
    .order_by(_FOLLOW.desc(), col(CallRow.called_at).desc(), col(CallRow.id).desc())
    .limit(bindparam("most"))
)  # fmt: skip
_MINE = select(TicketRow).where(
    TicketRow.site == _SITE,
    TicketRow.day == _DAY,
    TicketRow.state == "waiting",
    (col(TicketRow.room) == _ROOM)
    | (col(TicketRow.room).is_(None) & col(TicketRow.concern).in_(_CONCERNS)),
)
_BOOKED = (
    _MINE.where(col(TicketRow.appointment_at).is_not(None))
    .order_by(col(TicketRow.appointment_at), col(TicketRow.number))
    .limit(1)
)
_WALKED_IN = (
    _MINE.where(col(TicketRow.appointment_at).is_(None))
    .order_by(col(TicketRow.issued_at), col(TicketRow.number))
    .limit(1)
)
_OPEN_OF_TICKET = select(CallRow).where(CallRow.ticket == bindparam("ticket"), col(CallRow.open))
_OPEN_IN_ROOM = (
    select(CallRow, TicketRow)
    .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
    .where(CallRow.site == _SITE, CallRow.room == _ROOM, col(CallRow.open))
)
"""Each number issued and each call asks these: put together once, most are read as columns."""


def next_number(session: Session, site: str, day: date, series: str) -> int:
    """Count up, in one statement; the unique number of a ticket is the second guard."""
    key = {"site": site, "day": day, "series": series}
    return int(session.connection().execute(_COUNT_UP, key).scalar_one())


def add_ticket(session: Session, row: TicketRow) -> None:
    """Write a new ticket, at once."""
    session.connection().execute(_ISSUE, row.model_dump())


def ticket_row(session: Session, site: str, ticket_id: str) -> TicketRow | None:
    row = session.get(TicketRow, ticket_id)
    return row if row is not None and row.site == site else None


def appointment_ticket(session: Session, site: str, appointment_id: str) -> TicketRow | None:
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.appointment_id == appointment_id
    )
    return session.exec(query).one_or_none()


def tickets(session: Session, site: str, day: date) -> list[Ticket]:
    """The day's tickets in the order of issue, each with its latest call."""
    query = select(TicketRow).where(TicketRow.site == site, TicketRow.day == day)
    rows = session.exec(query.order_by(col(TicketRow.issued_at), col(TicketRow.id))).all()
    called = [row.id for row in rows if row.called_at is not None]
    latest = _latest_calls(session, called) if called else {}
    return [ticket(row, latest.get(row.id)) for row in rows]


def candidates(session: Session, site: str, day: date, desk: Desk) -> list[Ticket]:
    """Of all that this desk could call, the earliest appointment and the oldest walk-in.

    Nobody behind these two can be next, so a long queue costs no more than a short one.
    """
    key = {"site": site, "day": day, "room": desk.room, "concerns": list(desk.concerns)}
    found = (session.exec(query, params=key).one_or_none() for query in (_BOOKED, _WALKED_IN))
    return [ticket(row, None) for row in found if row is not None]


def _latest_calls(session: Session, ticket_ids: list[str]) -> dict[str, CallRow]:
    query = select(CallRow).where(col(CallRow.ticket).in_(ticket_ids))
    return {row.ticket: row for row in session.exec(query.order_by(col(CallRow.called_at)))}


def waiting_count(session: Session, site: str, day: date, zone: str) -> int:
    key = {"site": site, "day": day, "zone": zone}
    return int(session.connection().execute(_WAITING_IN_ZONE, key).scalar_one())


def waiting_for(session: Session, site: str, day: date, concerns: Sequence[str]) -> int:
    """How many wait, bound to no room, for one of these concerns."""
    key = {"site": site, "day": day, "concerns": concerns}
    return int(session.connection().execute(_WAITING_FOR, key).scalar_one())


def calls_of_zone(
    session: Session, site: str, day: date, zone: str, *, most: int, over: int
) -> tuple[BoardCall, ...]:
    """The zone's calls as its boards show them, newest first.

    Those to be followed come first, at most `most` of them, then the last `over` that are over.
    """
    key = {"site": site, "day": day, "zone": zone, "most": most + over}
    calls = [
        BoardCall(
            call_id=CallId(row.id), attempt=row.attempt, number=number_text(row.series, row.number),
            room=row.room, called_at=row.called_at, lang=lang(row.lang), open=row.follow,
        )
        for row in session.connection().execute(_CALLS_OF_ZONE, key)
    ]  # fmt: skip
    follow = [one for one in calls if one.open]
    return (*follow[:most], *[one for one in calls if not one.open][:over])


def open_call_of_ticket(session: Session, ticket_id: str) -> CallRow | None:
    return session.exec(_OPEN_OF_TICKET, params={"ticket": ticket_id}).one_or_none()


def open_call_in_room(session: Session, site: str, room: str) -> tuple[CallRow, TicketRow] | None:
    return session.exec(_OPEN_IN_ROOM, params={"site": site, "room": room}).one_or_none()


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
    row = {
        "id": new_ulid(at), "ticket": ticket_id, "event": event, "at": at, "actor": actor,
        "detail": detail,
    }  # fmt: skip
    session.connection().execute(_EVENT, row)


def forget_actors(session: Session, site: str, before: datetime) -> None:
    """Who did something to a ticket before then is nobody any more."""
    here = select(TicketRow.id).where(TicketRow.site == site)
    query = update(TicketEventRow).where(
        col(TicketEventRow.at) < before,
        col(TicketEventRow.actor) != "",
        col(TicketEventRow.ticket).in_(here),
    )
    session.connection().execute(query.values(actor=""))


def call_row(session: Session, site: str, call_id: str) -> tuple[CallRow, TicketRow] | None:
    query = (
        select(CallRow, TicketRow)
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(CallRow.site == site, CallRow.id == call_id)
    )
    return session.exec(query).one_or_none()


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


def lang(spoken: str) -> Lang:
    """The visitor's language among those we speak, else German."""
    return next((one for one in LANGUAGES if one == spoken), "de")
