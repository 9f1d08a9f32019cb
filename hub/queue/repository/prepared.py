"""What each number issued and each call asks: put together once, most of it read as columns."""

from typing import Any

from sqlalchemy import Date, bindparam, func, insert, text
from sqlmodel import col, select

from hub.kit.tables import UtcDateTime
from hub.queue.rules import IN_LINE
from hub.queue.tables import CallAddresseeRow, CallRow, RoomClosureRow, TicketRow

COUNT_UP = text(
    "INSERT INTO number_counter (site, day, series, last) VALUES (:site, :day, :series, 1)"
    " ON CONFLICT (site, day, series) DO UPDATE SET last = number_counter.last + 1 RETURNING last"
).bindparams(bindparam("day", type_=Date))

_SITE: Any = bindparam("site")
_DAY: Any = bindparam("day")
_ZONE: Any = bindparam("zone")
_ROOM: Any = bindparam("room")
_CONCERNS: Any = bindparam("concerns", expanding=True)
ISSUE = insert(TicketRow)
ADDRESS = insert(CallAddresseeRow)
STANDS_IN_LINE = col(TicketRow.state).in_(IN_LINE)
_WAITING = (
    select(func.count())
    .select_from(TicketRow)
    .where(TicketRow.site == _SITE, TicketRow.day == _DAY, STANDS_IN_LINE)
)
WAITING_IN_ZONE = _WAITING.where(TicketRow.zone == _ZONE)
_FOLLOW = (
    (col(TicketRow.state) == "called")
    & col(CallRow.open)
    & (col(CallRow.called_at) > bindparam("since", type_=UtcDateTime))
)
CALLS_OF_ZONE = (
    select(  # type: ignore[call-overload]
        CallRow.id, CallRow.attempt, CallRow.room, CallRow.called_at, TicketRow.series,
        TicketRow.number, TicketRow.lang, _FOLLOW.label("follow"),
    )
    .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
    .where(
        TicketRow.site == _SITE, TicketRow.day == _DAY, TicketRow.zone == _ZONE,
        ~col(CallRow.cancelled),
    )
    .order_by(_FOLLOW.desc(), col(CallRow.called_at).desc(), col(CallRow.id).desc())
    .limit(bindparam("most"))
)  # fmt: skip
MINE = (
    select(TicketRow)
    .where(
        TicketRow.site == _SITE,
        TicketRow.day == _DAY,
        STANDS_IN_LINE,
        (col(TicketRow.room) == _ROOM)
        | (col(TicketRow.room).is_(None) & col(TicketRow.concern).in_(_CONCERNS)),
    )
    .order_by(
        col(TicketRow.state) == "arrived", col(TicketRow.place_at), col(TicketRow.queued_at),
        col(TicketRow.series), col(TicketRow.number),
    )
    .limit(bindparam("most"))
)  # fmt: skip
OPEN_OF_TICKET = select(CallRow).where(CallRow.ticket == bindparam("ticket"), col(CallRow.open))
OPEN_IN_ROOM = (
    select(CallRow, TicketRow)
    .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
    .where(CallRow.site == _SITE, CallRow.room == _ROOM, col(CallRow.open))
)
EARLY = (
    select(TicketRow)
    .where(
        TicketRow.site == _SITE, TicketRow.day == _DAY, TicketRow.state == "arrived",
        col(TicketRow.appointment_at) <= bindparam("until", type_=UtcDateTime),
    )
    .order_by(col(TicketRow.appointment_at))
)  # fmt: skip
TODAY = (
    select(TicketRow)
    .where(TicketRow.site == _SITE, TicketRow.day == _DAY)
    .order_by(col(TicketRow.issued_at), col(TicketRow.id))
)
LATEST_CALLS = (
    select(CallRow)
    .where(col(CallRow.ticket).in_(bindparam("tickets", expanding=True)), ~col(CallRow.cancelled))
    .order_by(col(CallRow.called_at))
)
CLOSURES = select(RoomClosureRow).where(RoomClosureRow.site == _SITE)
ADDRESSEES = select(CallAddresseeRow).where(
    CallAddresseeRow.site == _SITE,
    col(CallAddresseeRow.call).in_(bindparam("calls", expanding=True)),
)
