"""Finds and keeps staff and sessions."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from hub.identity.rules import Tries
from hub.identity.tables import Staff, StaffSession


def by_login(session: Session, login: str, *, lock: bool = False) -> Staff | None:
    """The account of a login; with `lock` nobody else counts a try at the same time."""
    query = select(Staff).where(Staff.login == login)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def by_token(session: Session, token_hash: str) -> tuple[StaffSession, Staff] | None:
    """The session of a token and whose it is."""
    query = (
        select(StaffSession, Staff)
        .join(Staff, col(Staff.id) == col(StaffSession.staff_id))
        .where(StaffSession.token_hash == token_hash)
    )
    return session.exec(query).one_or_none()


def note_tries(session: Session, staff: Staff, tries: Tries) -> None:
    staff.failed_tries, staff.locked_until = tries.failed, tries.locked_until
    session.add(staff)


def touch(session: Session, token_hash: str, now: datetime) -> None:
    """Note a sign of life; a session that has ended meanwhile stays ended."""
    query = update(StaffSession).where(col(StaffSession.token_hash) == token_hash)
    session.connection().execute(query.values(last_seen_at=now))


def end(session: Session, token_hash: str) -> None:
    session.connection().execute(
        delete(StaffSession).where(col(StaffSession.token_hash) == token_hash)
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget sessions that are over."""
    session.connection().execute(delete(StaffSession).where(col(StaffSession.expires_at) <= now))
