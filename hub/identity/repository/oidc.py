"""Keeps who somebody is at the authority's sign-in, and who is awaited back from there."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.identity.tables import OidcStep, StaffSubject


def put_step(session: Session, row: OidcStep, now: datetime) -> None:
    sweep(session, now)
    session.add(row)


def sweep(session: Session, now: datetime) -> None:
    """Forget whoever is awaited no more."""
    session.connection().execute(delete(OidcStep).where(col(OidcStep.expires_at) <= now))


def take_step(session: Session, state_hash: str) -> OidcStep | None:
    """The step, which is over with this."""
    row = session.get(OidcStep, state_hash)
    query = delete(OidcStep).where(col(OidcStep.state_hash) == state_hash)
    # Of two who come back with one state, one deletes it.
    taken = session.connection().execute(query).rowcount == 1
    return row if taken else None


def staff_of(session: Session, issuer: str, subject: str) -> str | None:
    row = session.get(StaffSubject, (issuer, subject))
    return row.staff_id if row else None


def is_from_there(session: Session, staff_id: str) -> bool:
    query = select(StaffSubject).where(StaffSubject.staff_id == staff_id)
    return session.exec(query).first() is not None


def link(session: Session, issuer: str, subject: str, staff_id: str) -> None:
    session.add(StaffSubject(issuer=issuer, subject=subject, staff_id=staff_id))
