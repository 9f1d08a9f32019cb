"""The log of visits: what happened, and what staff wrote down about them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import func, insert, update
from sqlmodel import Session, col, select

from hub.queue.rules import Entry, NoteOn, State
from hub.queue.tables import TicketEventRow, TicketNoteRow, TicketRow
from wire.ids import new_ulid

MOMENT: Final = 10
"""Characters of an id that say when it was made."""
_EVENT = insert(TicketEventRow)
_BARE: dict[str, Any] = {
    "detail": "", "state": None, "room": None, "concern": None, "undoes": None, "before": None,
}  # fmt: skip


def add_event(
    session: Session, ticket_id: str, seq: int, event: str, *, at: datetime, actor: str,
    **more: Any,  # noqa: ANN401  any column
) -> None:  # fmt: skip
    """The `seq`-th event of the visit; `more`: the other columns, as the table names them."""
    row = {
        "id": new_ulid(at), "ticket": ticket_id, "seq": seq, "event": event, "at": at,
        "actor": actor,
    }  # fmt: skip
    session.connection().execute(_EVENT, {**_BARE, **row, **more})


def last_event(session: Session, ticket_id: str) -> TicketEventRow | None:
    """The latest event that changed the visit's state and was not taken back."""
    undone = select(TicketEventRow.undoes).where(
        TicketEventRow.ticket == ticket_id, col(TicketEventRow.undoes).is_not(None)
    )
    query = select(TicketEventRow).where(
        TicketEventRow.ticket == ticket_id, col(TicketEventRow.state).is_not(None),
        col(TicketEventRow.undoes).is_(None), col(TicketEventRow.id).not_in(undone),
    )  # fmt: skip
    return session.exec(query.order_by(col(TicketEventRow.seq).desc()).limit(1)).one_or_none()


def last_act(session: Session, site: str, actor: str, since: datetime) -> TicketEventRow | None:
    """What somebody did last to a visit since then, be it taken back or not."""
    query = (
        select(TicketEventRow)
        .join(TicketRow, col(TicketRow.id) == TicketEventRow.ticket)
        .where(
            # An id begins with its moment: so the newest are found without reading the day.
            TicketRow.site == site, col(TicketEventRow.id) >= new_ulid(since)[:MOMENT],
            TicketEventRow.actor == actor, col(TicketEventRow.state).is_not(None),
        )
        .order_by(col(TicketEventRow.at).desc(), col(TicketEventRow.seq).desc())
    )  # fmt: skip
    return session.exec(query.limit(1)).one_or_none()


def newest(session: Session, site: str, since: datetime) -> Sequence[TicketEventRow]:
    """What has happened to any visit since a moment, in its order."""
    query = (
        select(TicketEventRow)
        .join(TicketRow, col(TicketRow.id) == TicketEventRow.ticket)
        .where(
            TicketRow.site == site, col(TicketEventRow.id) >= new_ulid(since)[:MOMENT],
            TicketEventRow.at >= since,
        )
        .order_by(col(TicketEventRow.at), col(TicketEventRow.seq))
    )  # fmt: skip
    return session.exec(query).all()


def last_call(session: Session, ticket_id: str) -> TicketEventRow | None:
    """The latest event that called the visit."""
    query = select(TicketEventRow).where(
        TicketEventRow.ticket == ticket_id, TicketEventRow.event == "call"
    )
    return session.exec(query.order_by(col(TicketEventRow.seq).desc()).limit(1)).one_or_none()


def changed_after(session: Session, ticket_id: str, seq: int) -> bool:
    """Whether the visit was changed after an event otherwise than by a step."""
    query = select(TicketEventRow.id).where(
        TicketEventRow.ticket == ticket_id, TicketEventRow.seq > seq,
        col(TicketEventRow.event).in_(("merge", "needs", "amend")),
    )  # fmt: skip
    return session.exec(query.limit(1)).first() is not None


def log_of(session: Session, ticket_ids: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
    """What happened to these visits, by ticket, in its order."""
    query = select(TicketEventRow).where(col(TicketEventRow.ticket).in_(ticket_ids))
    found: dict[str, tuple[Entry, ...]] = {}
    for row in session.exec(query.order_by(col(TicketEventRow.ticket), col(TicketEventRow.seq))):
        found[row.ticket] = (*found.get(row.ticket, ()), entry(row))
    return found


def latest_events(session: Session, site: str, day: date) -> dict[str, dict[str, datetime]]:
    """When each kind of event of the day's visits happened last, by ticket and event.

    What was taken back did not happen.
    """
    visits = select(TicketRow.id).where(TicketRow.site == site, TicketRow.day == day)
    undone = select(TicketEventRow.undoes).where(
        col(TicketEventRow.undoes).is_not(None), col(TicketEventRow.ticket).in_(visits)
    )
    query = (
        select(TicketEventRow.ticket, TicketEventRow.event, func.max(TicketEventRow.at))
        .join(TicketRow, col(TicketRow.id) == TicketEventRow.ticket)
        .where(
            TicketRow.site == site, TicketRow.day == day,
            col(TicketEventRow.undoes).is_(None), col(TicketEventRow.id).not_in(undone),
        )
        .group_by(col(TicketEventRow.ticket), col(TicketEventRow.event))
    )  # fmt: skip
    found: dict[str, dict[str, datetime]] = {}
    for ticket_id, event, at in session.connection().execute(query):
        found.setdefault(ticket_id, {})[event] = at
    return found


def entry(row: TicketEventRow) -> Entry:
    return Entry(
        row.id, row.event, row.at, row.actor, row.detail, cast("State | None", row.state),
        row.room, row.concern, row.undoes, bool(row.before),
    )  # fmt: skip


def add_note(session: Session, ticket_id: str, text: str, *, at: datetime, actor: str) -> None:
    session.add(TicketNoteRow(id=new_ulid(at), ticket=ticket_id, at=at, actor=actor, text=text))
    session.flush()


def move_notes(session: Session, ticket_id: str, to: str) -> None:
    """What was written down about a visit stands with another from now on."""
    query = update(TicketNoteRow).where(col(TicketNoteRow.ticket) == ticket_id)
    session.connection().execute(query.values(ticket=to))


def notes(session: Session, ticket_ids: Sequence[str]) -> dict[str, tuple[NoteOn, ...]]:
    """What staff wrote down about these visits, by ticket, the oldest first."""
    query = select(TicketNoteRow).where(col(TicketNoteRow.ticket).in_(ticket_ids))
    found: dict[str, tuple[NoteOn, ...]] = {}
    for row in session.exec(query.order_by(col(TicketNoteRow.id))):
        found[row.ticket] = (*found.get(row.ticket, ()), NoteOn(row.at, row.actor, row.text))
    return found
