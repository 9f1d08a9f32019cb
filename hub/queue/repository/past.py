"""Reads what happened to the visits of past days, as columns, a day at a time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from hub.queue.repository import promised
from hub.queue.rules import Entry, Facts
from hub.queue.tables import TicketEventRow, TicketRow

_SITE: Any = bindparam("site")
_DAY: Any = bindparam("day")
_DAYS = (
    select(col(TicketRow.day))
    .where(TicketRow.site == _SITE, TicketRow.day >= bindparam("first"),
           TicketRow.day <= bindparam("last"))
    .distinct().order_by(col(TicketRow.day))
)  # fmt: skip
_COLUMNS: tuple[Any, ...] = (
    TicketRow.id, TicketRow.zone, TicketRow.lang, TicketRow.origin, TicketRow.appointment_id,
    TicketRow.letter, TicketRow.merged_at, TicketRow.wait_low, TicketRow.wait_high,
)  # fmt: skip
_FACTS = select(*_COLUMNS).where(TicketRow.site == _SITE, TicketRow.day == _DAY)
_LOG = (
    select(  # type: ignore[call-overload]
        TicketEventRow.ticket, TicketEventRow.id, TicketEventRow.event, TicketEventRow.at,
        TicketEventRow.actor, TicketEventRow.detail, TicketEventRow.state, TicketEventRow.room,
        TicketEventRow.concern, TicketEventRow.undoes,
    )
    .join(TicketRow, col(TicketRow.id) == TicketEventRow.ticket)
    .where(TicketRow.site == _SITE, TicketRow.day == _DAY, col(TicketEventRow.state).is_not(None))
    .order_by(col(TicketEventRow.ticket), col(TicketEventRow.seq))
)  # fmt: skip


def first_day(session: Session, site: str, first: date, before: date, *, most: int) -> date:
    """From which day on the days before `before` have `most` visits together, at least `first`."""
    mine = TicketRow.site == site, col(TicketRow.day) >= first, col(TicketRow.day) < before
    counted = select(col(TicketRow.day), func.count()).where(*mine).group_by(col(TicketRow.day))
    left = most
    for day, visits in session.exec(counted.order_by(col(TicketRow.day).desc())):
        left -= visits
        if left <= 0:
            return day
    return first


def logs(
    session: Session, site: str, first: date, last: date, day_of: Callable[[datetime], date]
) -> Iterator[tuple[Facts, list[Entry]]]:
    """Each visit of these local days with those entries of its log that say a state.

    `day_of` tells the local day of a moment.
    """
    connection = session.connection()
    span = {"site": site, "first": first, "last": last}
    for day in connection.execute(_DAYS, span).scalars().all():
        which = {"site": site, "day": day}
        facts: dict[str, Facts] = {}
        for (
            name, zone, lang, origin, appointment, letter, merged, low, high
        ) in connection.execute(_FACTS, which):  # fmt: skip
            late = merged is not None and day_of(merged) > day
            booked, said = appointment is not None, promised(low, high)
            facts[name] = Facts(day, zone, lang, origin, booked, appointment or letter, late, said)
        for ticket, rows in groupby(connection.execute(_LOG, which), itemgetter(0)):
            yield facts[ticket], [Entry(*row[1:]) for row in rows]
