"""The line and the desks as they are now, for whoever reckons with them."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from hub.queue.repository import in_line, ticket
from hub.queue.rules import Kept, Ticket
from hub.queue.tables import CallRow, TicketRow
from wire.ids import ConcernId


def line(session: Session, site: str, day: date) -> list[Ticket]:
    """Whoever is in line, to be looked at."""
    return [ticket(row, None) for row in in_line(session, site, day)]


def kept_by_visits(session: Session, site: str, day: date) -> dict[str, Kept]:
    """The rooms that a visit keeps."""
    query = (
        select(CallRow.room, TicketRow.id, TicketRow.concern, TicketRow.called_at)
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(CallRow.site == site, col(CallRow.open), TicketRow.day == day)
    )
    return {
        room: Kept(visit, ConcernId(concern), since)
        for room, visit, concern, since in session.exec(query)
        if since is not None
    }


def idle_since(session: Session, site: str, day: date) -> dict[str, datetime]:
    """When the last visit of the day ended that a room had called, by room."""
    query = (
        select(CallRow.room, func.max(TicketRow.ended_at))
        .join(TicketRow, col(TicketRow.id) == CallRow.ticket)
        .where(TicketRow.site == site, TicketRow.day == day, col(TicketRow.ended_at).is_not(None))
        .group_by(CallRow.room)
    )
    return {room: at for room, at in session.exec(query) if at is not None}
