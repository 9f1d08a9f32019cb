"""Reads and writes signs, the evening rule, evacuations and marks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.presence.rules import EVENING_MINUTES, Colleague, Evacuation, Mark
from hub.presence.tables import (
    EvacuationMarkRow,
    EvacuationRow,
    EvacuationStaffRow,
    HouseToldRow,
    PresenceRuleRow,
    PresenceSignRow,
)
from wire.ids import RoomId


def note_sign(session: Session, ticket: str, kind: str, at: datetime) -> None:
    """The latest of its kind; an older one changes nothing."""
    row = session.get(PresenceSignRow, (ticket, kind))
    if row is None:
        session.add(PresenceSignRow(ticket=ticket, kind=kind, at=at))
    elif row.at < at:
        row.at = at
    session.flush()


def signs(session: Session, tickets: Sequence[str]) -> Mapping[str, Mapping[str, datetime]]:
    """When each kind of sign was last given, by ticket."""
    found: dict[str, dict[str, datetime]] = {}
    query = select(PresenceSignRow).where(col(PresenceSignRow.ticket).in_(tickets))
    for row in session.exec(query):
        found.setdefault(row.ticket, {})[row.kind] = row.at
    return found


def forget_signs(session: Session, before: datetime) -> None:
    session.connection().execute(delete(PresenceSignRow).where(col(PresenceSignRow.at) < before))


def erase_signs(session: Session, tickets: Sequence[str]) -> None:
    theirs = col(PresenceSignRow.ticket).in_(tickets)
    session.connection().execute(delete(PresenceSignRow).where(theirs))


def evening_minutes(session: Session, site: str) -> int | None:
    row = session.get(PresenceRuleRow, site)
    return row.evening_minutes if row else EVENING_MINUTES


def set_evening(session: Session, site: str, minutes: int | None) -> None:
    row = session.get(PresenceRuleRow, site) or PresenceRuleRow(site=site)
    row.evening_minutes = minutes
    session.add(row)
    session.flush()


def told(session: Session, site: str) -> tuple[datetime, str] | None:
    row = session.get(HouseToldRow, site)
    return (row.at, row.digest) if row else None


def note_told(session: Session, site: str, at: datetime, digest: str) -> None:
    session.merge(HouseToldRow(site=site, at=at, digest=digest))
    session.flush()


def forget_told(session: Session, site: str) -> None:
    session.connection().execute(delete(HouseToldRow).where(col(HouseToldRow.site) == site))


def running(session: Session, site: str) -> Evacuation | None:
    query = select(EvacuationRow).where(
        EvacuationRow.site == site, col(EvacuationRow.ended_at).is_(None)
    )
    row = session.exec(query).one_or_none()
    return _evacuation(row) if row else None


def latest(session: Session, site: str) -> Evacuation | None:
    """The one that is going on, else the last that was ended."""
    query = select(EvacuationRow).where(EvacuationRow.site == site)
    row = session.exec(query.order_by(col(EvacuationRow.begun_at).desc()).limit(1)).one_or_none()
    return _evacuation(row) if row else None


def begin(session: Session, site: str, one: Evacuation) -> None:
    session.add(EvacuationRow(**vars(one), site=site))
    session.flush()


def end(session: Session, evacuation: str, *, at: datetime, by: str) -> None:
    row = session.get_one(EvacuationRow, evacuation)
    row.ended_at, row.ended_by = at, by
    session.flush()


def add_mark(session: Session, evacuation: str, rev: int, mark: Mark) -> None:
    session.add(EvacuationMarkRow(**vars(mark), evacuation=evacuation, rev=rev))
    session.flush()


def marks(session: Session, evacuation: str) -> tuple[Mark, ...]:
    """In the order in which they were made."""
    query = select(EvacuationMarkRow).where(EvacuationMarkRow.evacuation == evacuation)
    rows = session.exec(query.order_by(col(EvacuationMarkRow.rev)))
    return tuple(Mark(row.subject, row.person, row.seen, row.at, row.by) for row in rows)


def write_down(session: Session, evacuation: str, colleagues: Iterable[Colleague]) -> None:
    """Who is not yet written down."""
    session.add_all(EvacuationStaffRow(**vars(one), evacuation=evacuation) for one in colleagues)
    session.flush()


def colleagues(session: Session, evacuation: str) -> tuple[Colleague, ...]:
    """Who was written down."""
    query = select(EvacuationStaffRow).where(EvacuationStaffRow.evacuation == evacuation)
    return tuple(
        Colleague(row.staff_id, row.name, RoomId(row.room), row.floor, row.since, row.seen_at)
        for row in session.exec(query)
    )


def forget_evacuations(session: Session, site: str, before: datetime) -> None:
    """Evacuations that were ended so long ago, with their marks and who was written down."""
    connection = session.connection()
    old = select(EvacuationRow.id).where(
        EvacuationRow.site == site, col(EvacuationRow.ended_at) < before
    )
    for table in (EvacuationMarkRow, EvacuationStaffRow):
        connection.execute(delete(table).where(col(table.evacuation).in_(old)))
    connection.execute(
        delete(EvacuationRow).where(
            col(EvacuationRow.site) == site, col(EvacuationRow.ended_at) < before
        )
    )


def _evacuation(row: EvacuationRow) -> Evacuation:
    return Evacuation(row.id, row.begun_at, row.begun_by, row.ended_at, row.ended_by)
