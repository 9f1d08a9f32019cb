"""Reads and writes tickets, calls and numbers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Row, delete, func, update
from sqlmodel import Session, col, select

from hub.queue.repository import prepared
from hub.queue.rules import (
    CALL_LASTS,
    IN_THE_HOUSE,
    Addressee,
    CallView,
    Closure,
    Desk,
    GivenOut,
    Need,
    Paper,
    Printed,
    Range,
    State,
    Ticket,
    lang,
    number_text,
)
from hub.queue.tables import (
    CallAddresseeRow,
    CallRow,
    LeaseRow,
    PrintedNumberRow,
    RoomClosureRow,
    TicketRow,
)
from wire.ids import CallId, ConcernId, DeviceId, RoomId, TicketId, ZoneId
from wire.messages import BoardCall, DisplayRole, Heard

_ROLES: dict[str, DisplayRole] = {"zone": "zone", "way": "way", "door": "door"}
_HEARD: dict[str, Heard] = {
    "spoken": "spoken", "chime": "chime", "quiet": "quiet", "silent": "silent",
}  # fmt: skip
EVERYBODY = 1_000_000


def next_number(session: Session, site: str, day: date, series: str) -> int:
    """Count up, in one statement; the unique number of a ticket is the second guard."""
    key = {"site": site, "day": day, "series": series}
    return int(session.connection().execute(prepared.COUNT_UP, key).scalar_one())


def add_ticket(session: Session, row: TicketRow) -> None:
    """Write a new ticket, at once."""
    session.connection().execute(prepared.ISSUE, row.model_dump())


def ticket_row(session: Session, site: str, ticket_id: str) -> TicketRow | None:
    """The ticket, also by the id under which a kiosk alone knows it."""
    row = session.get(TicketRow, ticket_id)
    if row is None and (printed := session.get(PrintedNumberRow, ticket_id)) is not None:
        row = session.get(TicketRow, printed.ticket)
    return row if row is not None and row.site == site else None


def id_is_taken(session: Session, ticket_id: str) -> bool:
    """Whether a ticket or a printed number of any site has this id."""
    found = (session.get(table, ticket_id) for table in (TicketRow, PrintedNumberRow))
    return any(row is not None for row in found)


def appointment_ticket(session: Session, site: str, appointment_id: str) -> TicketRow | None:
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.appointment_id == appointment_id
    )
    return session.exec(query).one_or_none()


def follow_ticket(session: Session, site: str, day: date, token: str) -> TicketRow | None:
    """The ticket of the day whose page has this token."""
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.day == day, TicketRow.follow == token
    )
    return session.exec(query).one_or_none()


def numbered_tickets(
    session: Session, site: str, day: date, series: str, number: int
) -> Sequence[TicketRow]:
    """Those of the day with this number."""
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.day == day, TicketRow.series == series,
        TicketRow.number == number,
    )  # fmt: skip
    return session.exec(query).all()


def letter_ticket(session: Session, site: str, day: date, letter: str) -> TicketRow | None:
    """The ticket of somebody who was refused with this letter on that day."""
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.day == day, TicketRow.letter == letter
    )
    return session.exec(query.limit(1)).one_or_none()


def tickets(session: Session, site: str, day: date) -> list[Ticket]:
    """The day's tickets in the order of issue, each with its latest call; read as columns."""
    session.flush()
    rows = session.connection().execute(prepared.TODAY, {"site": site, "day": day}).all()
    called = [row.id for row in rows if row.called_at is not None]
    latest = _latest_calls(session, called) if called else {}
    printed = _printed(session, site, day)
    return [ticket(row, latest.get(row.id), printed.get(row.id, ())) for row in rows]


def last_day(session: Session, site: str, before: date) -> date | None:
    """The latest day before another one on which anybody came."""
    query = select(func.max(TicketRow.day)).where(TicketRow.site == site, TicketRow.day < before)
    return session.exec(query).one()


def merged_between(
    session: Session, site: str, start: datetime, end: datetime, *, before: date
) -> list[Ticket]:
    """Tickets of days before `before` that kiosks told of in a span of time, the newest first."""
    query = select(TicketRow).where(
        TicketRow.site == site, col(TicketRow.merged_at) >= start, col(TicketRow.merged_at) < end,
        TicketRow.day < before,
    )  # fmt: skip
    rows = session.exec(query.order_by(col(TicketRow.issued_at).desc(), col(TicketRow.id))).all()
    return [ticket(row, None) for row in rows]


def candidates(
    session: Session, site: str, day: date, desk: Desk, most: int | None
) -> list[Ticket]:
    """Of all that this desk could call, those with the earliest places; the last ones not due."""
    key = {
        "site": site, "day": day, "room": desk.room, "concerns": list(desk.concerns),
        "most": EVERYBODY if most is None else most,
    }  # fmt: skip
    session.flush()
    return [ticket(row, None) for row in session.connection().execute(prepared.MINE, key)]


def in_line(session: Session, site: str, day: date) -> Sequence[TicketRow]:
    """Whoever is in line, to be changed."""
    query = select(TicketRow).where(
        TicketRow.site == site, TicketRow.day == day, prepared.STANDS_IN_LINE
    )
    return session.exec(query).all()


def early(session: Session, site: str, day: date, until: datetime) -> Sequence[TicketRow]:
    """Whoever came too early, for an appointment at `until` or before."""
    return session.exec(prepared.EARLY, params={"site": site, "day": day, "until": until}).all()


def _latest_calls(session: Session, ticket_ids: list[str]) -> dict[str, Row[Any]]:
    rows = session.connection().execute(prepared.LATEST_CALLS, {"tickets": ticket_ids})
    return {row.ticket: row for row in rows}


def _printed(session: Session, site: str, day: date) -> dict[str, tuple[Printed, ...]]:
    """Numbers that kiosks alone have printed for tickets of the day, by ticket."""
    query = (
        select(PrintedNumberRow)
        .join(TicketRow, col(TicketRow.id) == PrintedNumberRow.ticket)
        .where(TicketRow.site == site, TicketRow.day == day)
        .order_by(col(PrintedNumberRow.at))
    )
    found: dict[str, tuple[Printed, ...]] = {}
    for row in session.exec(query):
        found[row.ticket] = (*found.get(row.ticket, ()), printed(row))
    return found


def printed_of(session: Session, ticket_id: str) -> tuple[Printed, ...]:
    query = select(PrintedNumberRow).where(PrintedNumberRow.ticket == ticket_id)
    return tuple(printed(row) for row in session.exec(query.order_by(col(PrintedNumberRow.at))))


def printed_row(session: Session, site: str, said_id: str) -> PrintedNumberRow | None:
    """What a kiosk alone has printed under this ticket id."""
    row = session.get(PrintedNumberRow, said_id)
    return row if row is not None and row.site == site else None


def number_stands(session: Session, site: str, day: date, number: str) -> bool:
    """Whether the number stands for a visit of the day."""
    query = select(PrintedNumberRow.id).where(
        PrintedNumberRow.site == site,
        PrintedNumberRow.day == day,
        PrintedNumberRow.series == number[0],
        PrintedNumberRow.number == int(number[1:]),
        ~col(PrintedNumberRow.clash),
    )
    return session.exec(query).one_or_none() is not None


def add_printed(
    session: Session, site: str, ticket_id: str, given: GivenOut, *, day: date, clash: bool
) -> None:
    row = PrintedNumberRow(
        id=given.ticket_id, site=site, ticket=ticket_id, device=given.device, day=day,
        series=given.number[0], number=int(given.number[1:]), at=given.at, clash=clash,
    )  # fmt: skip
    session.add(row)
    session.flush()


def last_printed(session: Session, site: str, device: str, held: Range) -> Sequence[int]:
    """The numbers of this range that the kiosk has printed on the last day that is known."""
    its = (
        col(PrintedNumberRow.site) == site,
        col(PrintedNumberRow.device) == device,
        col(PrintedNumberRow.series) == held.series,
        col(PrintedNumberRow.number).between(held.first, held.last),
    )
    last = select(func.max(PrintedNumberRow.day)).where(*its).scalar_subquery()
    query = select(PrintedNumberRow.number).where(*its, col(PrintedNumberRow.day) == last)
    return session.exec(query).all()


def leases(session: Session, site: str) -> dict[str, Range]:
    """Who holds which numbers, by device."""
    rows = session.exec(select(LeaseRow).where(LeaseRow.site == site))
    return {row.device: Range(row.series, row.first, row.last) for row in rows}


def add_lease(session: Session, site: str, device: str, given: Range) -> None:
    session.add(LeaseRow(site=site, device=device, **vars(given)))
    session.flush()


def waiting_count(session: Session, site: str, day: date, zone: str) -> int:
    key = {"site": site, "day": day, "zone": zone}
    return int(session.connection().execute(prepared.WAITING_IN_ZONE, key).scalar_one())


def calls_of_zone(
    session: Session, site: str, day: date, zone: str, *, since: datetime, most: int, over: int
) -> tuple[BoardCall, ...]:
    """The zone's calls as its boards show them, newest first.

    Those to be followed come first, at most `most` of them, all made after `since`; then the last
    `over` that are over.
    """
    key = {"site": site, "day": day, "zone": zone, "since": since, "most": most + over}
    calls = [
        BoardCall(
            call_id=CallId(row.id), attempt=row.attempt, number=number_text(row.series, row.number),
            room=row.room, called_at=row.called_at, lang=lang(row.lang), open=row.follow,
            expires_at=row.called_at + CALL_LASTS,
        )
        for row in session.connection().execute(prepared.CALLS_OF_ZONE, key)
    ]  # fmt: skip
    follow = [one for one in calls if one.open]
    return (*follow[:most], *[one for one in calls if not one.open][:over])


def open_call_of_ticket(session: Session, ticket_id: str) -> CallRow | None:
    return session.exec(prepared.OPEN_OF_TICKET, params={"ticket": ticket_id}).one_or_none()


def open_call_in_room(session: Session, site: str, room: str) -> tuple[CallRow, TicketRow] | None:
    return session.exec(prepared.OPEN_IN_ROOM, params={"site": site, "room": room}).one_or_none()


def unended_before(session: Session, site: str, day: date) -> Sequence[TicketRow]:
    """Tickets of earlier days on which nobody ended the visit."""
    query = select(TicketRow).where(
        TicketRow.site == site,
        TicketRow.day < day,
        col(TicketRow.state).in_(IN_THE_HOUSE),
    )
    return session.exec(query).all()


def forget_follows(session: Session, site: str, before: date) -> None:
    """Nobody follows a ticket of an earlier day any more."""
    query = update(TicketRow).where(
        col(TicketRow.site) == site, col(TicketRow.day) < before, col(TicketRow.follow).is_not(None)
    )
    session.connection().execute(query.values(follow=None))


def call_row(session: Session, site: str, call_id: str) -> tuple[CallRow, TicketRow] | None:
    query = (
        select(CallRow, TicketRow)
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(CallRow.site == site, CallRow.id == call_id)
    )
    return session.exec(query).one_or_none()


def printed(row: PrintedNumberRow) -> Printed:
    return Printed(
        number=number_text(row.series, row.number),
        device=DeviceId(row.device),
        at=row.at,
        paper=cast("Paper", row.paper),
        clash=row.clash,
    )


def ticket(
    row: TicketRow | Row[Any],
    call_row: CallRow | Row[Any] | None,
    printed: tuple[Printed, ...] = (),
) -> Ticket:
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
        day=row.day,
        paper_device=DeviceId(row.paper_device) if row.paper_device else None,
        offline_at=row.offline_at,
        merged_at=row.merged_at,
        refused=row.refused,
        persons=row.persons,
        concerns=tuple(ConcernId(one) for one in row.concerns),
        printed=printed,
        follow=row.follow,
        queued_at=row.queued_at,
        promised=promised(row.wait_low, row.wait_high),
        needs=tuple(cast("Need", one) for one in row.needs),
        need_reason=row.need_reason,
        transferred_from=row.transferred_from,
        joined=TicketId(row.joined) if row.joined else None,
    )


def promised(low: int | None, high: int | None) -> tuple[int, int] | None:
    return (low, high) if low is not None and high is not None else None


def call(row: CallRow | Row[Any], ticket_row: TicketRow | Row[Any]) -> CallView:
    return CallView(
        call_id=CallId(row.id),
        ticket_id=TicketId(row.ticket),
        number=number_text(ticket_row.series, ticket_row.number),
        room=RoomId(row.room),
        attempt=row.attempt,
        called_at=row.called_at,
        open=row.open,
        lang=lang(ticket_row.lang),
    )


def add_addressees(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(prepared.ADDRESS, rows)


def addressee_row(
    session: Session, call_id: str, attempt: int, device: str
) -> CallAddresseeRow | None:
    return session.get(CallAddresseeRow, (call_id, attempt, device))


def addressees(session: Session, site: str, call_ids: Sequence[str]) -> list[Addressee]:
    """For whom all attempts of these calls are, those that showed them first."""
    session.flush()
    rows = session.connection().execute(
        prepared.ADDRESSEES, {"site": site, "calls": list(call_ids)}
    )
    return sorted((addressee(row) for row in rows), key=_first_shown)


def _first_shown(one: Addressee) -> tuple[bool, datetime, str]:
    return one.shown_at is None, one.shown_at or one.called_at, one.device


def forget_addressees(session: Session, site: str, before: datetime) -> None:
    old = delete(CallAddresseeRow).where(
        col(CallAddresseeRow.site) == site, col(CallAddresseeRow.called_at) < before
    )
    session.connection().execute(old)


def addressee(row: CallAddresseeRow | Row[Any]) -> Addressee:
    return Addressee(
        CallId(row.call), row.attempt, DeviceId(row.device), row.called_at, _ROLES[row.role],
        row.speaks, row.shown_at, row.spoken_at, _HEARD[row.heard] if row.heard else None,
        tuple(lang(one) for one in row.languages),
    )  # fmt: skip


def closure_row(session: Session, site: str, room: str) -> RoomClosureRow | None:
    return session.get(RoomClosureRow, (site, room))


def closures(session: Session, site: str) -> list[Closure]:
    session.flush()
    return [closure(row) for row in session.connection().execute(prepared.CLOSURES, {"site": site})]


def forget_closures(session: Session, site: str, before: datetime) -> None:
    old = delete(RoomClosureRow).where(
        col(RoomClosureRow.site) == site, col(RoomClosureRow.until) <= before
    )
    session.connection().execute(old)


def closure(row: RoomClosureRow | Row[Any]) -> Closure:
    return Closure(RoomId(row.room), row.until, row.whole_day)


def rooms_called_between(session: Session, site: str, after: datetime, to: datetime) -> set[str]:
    """Rooms whose open call was made after one moment and no later than another."""
    query = select(CallRow.room).where(
        CallRow.site == site, col(CallRow.open), col(CallRow.called_at) > after,
        col(CallRow.called_at) <= to,
    )  # fmt: skip
    return set(session.exec(query))
