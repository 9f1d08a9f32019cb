"""Finds and keeps accounts, roles by site, one-time links, and what happened to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from hub.identity.rules.staff import Account
from hub.identity.tables import (
    Passkey,
    RecoveryCode,
    SignInStep,
    Staff,
    StaffEvent,
    StaffLink,
    StaffRole,
    StaffSession,
    StaffSubject,
)
from wire.ids import new_ulid

OF_ACCOUNT: Final = (
    StaffEvent, StaffRole, StaffSession, StaffLink, StaffSubject, Passkey, RecoveryCode, SignInStep,
)  # fmt: skip
"""What goes with an account."""


def accounts(session: Session, site: str, now: datetime) -> list[Account]:
    """Those who have a role at the site, by name."""
    here = select(StaffRole.staff_id).where(StaffRole.site == site)
    rows = session.exec(select(Staff).where(col(Staff.id).in_(here)).order_by(Staff.name)).all()
    return _accounts(session, rows, now)


def account(session: Session, staff_id: str, now: datetime) -> Account | None:
    row = session.get(Staff, staff_id)
    return _accounts(session, [row], now)[0] if row else None


def _accounts(session: Session, rows: Sequence[Staff], now: datetime) -> list[Account]:
    ids = [row.id for row in rows]
    given = session.exec(select(StaffRole).where(col(StaffRole.staff_id).in_(ids))).all()
    links = {
        one.staff_id: one.expires_at
        for one in session.exec(select(StaffLink).where(col(StaffLink.staff_id).in_(ids)))
    }
    last = func.max(StaffSession.last_seen_at)
    held = (
        select(StaffSession.staff_id, last)
        .where(col(StaffSession.staff_id).in_(ids), StaffSession.expires_at > now)
        .group_by(col(StaffSession.staff_id))
    )
    seen = dict(session.exec(held).all())
    return [
        Account(
            id=row.id, login=row.login, name=row.name, disabled=row.disabled,
            roles={one.site: one.role for one in given if one.staff_id == row.id},
            locked_until=row.locked_until if row.locked_until and row.locked_until > now else None,
            version=row.version, has_password=bool(row.password_hash),
            link_until=links[row.id] if row.id in links and links[row.id] > now else None,
            seen_at=seen.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def row(session: Session, staff_id: str, *, lock: bool = True) -> Staff | None:
    """The account itself, locked until the transaction ends unless it is only read."""
    query = select(Staff).where(Staff.id == staff_id)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def add(session: Session, staff: Staff, roles: Iterable[tuple[str, str]]) -> None:
    session.add(staff)
    session.flush()
    session.add_all(StaffRole(staff_id=staff.id, site=site, role=role) for site, role in roles)


def set_role(session: Session, staff_id: str, site: str, role: str | None) -> None:
    """What the person is at the site from now on; None: nothing any more."""
    known = session.get(StaffRole, (staff_id, site))
    if known is not None and role is None:
        session.delete(known)
    elif known is not None and role is not None:
        known.role = role
    elif role is not None:
        session.add(StaffRole(staff_id=staff_id, site=site, role=role))


def put_link(session: Session, link: StaffLink) -> None:
    """It voids the one before."""
    drop_link(session, link.staff_id)
    session.add(link)


def drop_link(session: Session, staff_id: str) -> None:
    session.connection().execute(delete(StaffLink).where(col(StaffLink.staff_id) == staff_id))


def link(session: Session, token_hash: str) -> StaffLink | None:
    return session.exec(select(StaffLink).where(StaffLink.token_hash == token_hash)).one_or_none()


def note(
    session: Session, staff_id: str, kind: str, *, by: str, now: datetime, detail: str = ""
) -> None:
    """Write down what happened to an account."""
    session.add(
        StaffEvent(id=new_ulid(now), staff_id=staff_id, at=now, kind=kind, by=by, detail=detail)
    )


def forget_accounts(session: Session, before: datetime) -> None:
    """Accounts that were shut before then and left so, with all that hangs on them."""
    shut = select(StaffEvent.staff_id).where(
        StaffEvent.kind == "disabled", col(StaffEvent.at) < before
    )
    since = select(StaffEvent.staff_id).where(col(StaffEvent.at) >= before)
    over = select(Staff.id).where(
        col(Staff.disabled), col(Staff.id).in_(shut), col(Staff.id).not_in(since)
    )
    gone = session.exec(over).all()
    for table in OF_ACCOUNT if gone else ():
        session.connection().execute(delete(table).where(col(table.staff_id).in_(gone)))
    session.connection().execute(delete(Staff).where(col(Staff.id).in_(gone)))


def forget_events(session: Session, before: datetime) -> None:
    session.connection().execute(delete(StaffEvent).where(col(StaffEvent.at) < before))


def drop_old_links(session: Session, now: datetime) -> None:
    session.connection().execute(delete(StaffLink).where(col(StaffLink.expires_at) <= now))


def link_makers(session: Session, staff_id: str) -> frozenset[str]:
    """Logins of those who have made the person a link."""
    query = select(StaffEvent.by).where(
        StaffEvent.staff_id == staff_id, StaffEvent.kind == "link_made"
    )
    return frozenset(session.exec(query))


def events(session: Session, ids: Iterable[str], most: int) -> list[tuple[StaffEvent, str]]:
    """The last events of these accounts with the login, the newest first."""
    query = (
        select(StaffEvent, Staff.login)
        .join(Staff, col(Staff.id) == col(StaffEvent.staff_id))
        .where(col(StaffEvent.staff_id).in_(list(ids)))
        .order_by(col(StaffEvent.at).desc(), col(StaffEvent.id).desc())
        .limit(most)
    )
    return list(session.exec(query))
