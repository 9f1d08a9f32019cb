"""Finds and keeps sessions, and the tries of those who sign in."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, update
from sqlmodel import Session, col, select

from hub.identity.rules import Desk, Span, Tries, alive, permissions_of
from hub.identity.rules.second import TO_ENROL, must_enrol
from hub.identity.tables import Passkey, SignInRule, Staff, StaffRole, StaffSession
from hub.kit.auth import Principal
from wire.ids import SiteId

_BY_TOKEN = (
    # Columns rather than objects: each request asks this.
    select(  # type: ignore[call-overload]
        Staff.id, Staff.login, Staff.name, StaffRole.role,
        StaffSession.site, StaffSession.room, StaffSession.csrf,
        StaffSession.expires_at, StaffSession.last_seen_at, StaffSession.must_enrol,
    )
    .join(Staff, col(Staff.id) == col(StaffSession.staff_id))
    .join(
        StaffRole,
        (col(StaffRole.staff_id) == col(Staff.id))
        & (col(StaffRole.site) == col(StaffSession.site)),
    )
    .where(col(StaffSession.token_hash) == bindparam("token"), ~col(Staff.disabled))
)  # fmt: skip


def by_login(session: Session, login: str, *, lock: bool = False) -> Staff | None:
    """The account of a login; with `lock` nobody else counts a try at the same time."""
    query = select(Staff).where(Staff.login == login)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def by_id(session: Session, staff_id: str) -> Staff | None:
    return session.get(Staff, staff_id)


def by_token(session: Session, token_hash: str) -> tuple[Principal, Span] | None:
    """Whose session a token is and how long it holds.

    Nobody's when the account is disabled or has no role at the session's site any more.
    """
    found = session.connection().execute(_BY_TOKEN, {"token": token_hash}).one_or_none()
    if found is None:
        return None
    who = Principal(
        staff_id=found.id, login=found.login, name=found.name, role=found.role,
        site=SiteId(found.site), room=found.room, csrf=found.csrf,
        permissions=TO_ENROL if found.must_enrol else permissions_of(found.role),
        must_enrol=found.must_enrol,
    )  # fmt: skip
    return who, Span(found.expires_at, found.last_seen_at)


def at_desks(session: Session, site: str, now: datetime) -> list[Desk]:
    """Whose browsers are signed in at a desk of the site and not idle."""
    query = (
        select(  # type: ignore[call-overload]
            Staff.id, Staff.name, StaffSession.room, StaffSession.created_at,
            StaffSession.expires_at, StaffSession.last_seen_at,
        )
        .join(Staff, col(Staff.id) == col(StaffSession.staff_id))
        .where(StaffSession.site == site, col(StaffSession.room).is_not(None), ~col(Staff.disabled))
        .order_by(col(StaffSession.last_seen_at))
    )  # fmt: skip
    return [
        Desk(row.id, row.name, row.room, row.created_at, row.last_seen_at)
        for row in session.connection().execute(query)
        if alive(Span(row.expires_at, row.last_seen_at), now)
    ]


def roles(session: Session, staff_id: str) -> dict[str, str]:
    """What somebody is at which site, in the order of the sites' names."""
    query = select(StaffRole).where(StaffRole.staff_id == staff_id).order_by(col(StaffRole.site))
    return {row.site: row.role for row in session.exec(query)}


def take_room(session: Session, token_hash: str, room: str | None) -> None:
    """Sit down or get up; where they sat stays the desk of their own."""
    here = col(StaffSession.token_hash) == token_hash
    session.connection().execute(update(StaffSession).where(here).values(room=room))
    if room is None:
        return
    mine = exists().where(
        here, col(StaffSession.staff_id) == col(StaffRole.staff_id),
        col(StaffSession.site) == col(StaffRole.site),
    )  # fmt: skip
    session.connection().execute(update(StaffRole).where(mine).values(desk=room))


def own_desks(session: Session, site: str) -> dict[str, frozenset[str]]:
    """Who sat down last at which desk of the site: ids of people by room."""
    query = (
        select(StaffRole.desk, StaffRole.staff_id)
        .join(Staff, col(Staff.id) == col(StaffRole.staff_id))
        .where(StaffRole.site == site, col(StaffRole.desk).is_not(None), ~col(Staff.disabled))
    )
    found: dict[str, frozenset[str]] = {}
    for desk, staff_id in session.exec(query):
        if desk is not None:
            found[desk] = found.get(desk, frozenset()) | {staff_id}
    return found


def note_tries(session: Session, staff: Staff, tries: Tries) -> None:
    staff.failed_tries, staff.locked_until = tries.failed, tries.locked_until
    staff.locks = tries.locks
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


def of_staff(session: Session, staff_id: str, now: datetime) -> list[StaffSession]:
    """The sessions of one person that are not over, the newest first."""
    query = select(StaffSession).where(
        StaffSession.staff_id == staff_id, StaffSession.expires_at > now
    )
    return list(session.exec(query.order_by(col(StaffSession.last_seen_at).desc())))


def end_all(session: Session, staff_id: str, *, but: str = "") -> None:
    """End all sessions of a person, but for the one of this token hash."""
    query = delete(StaffSession).where(
        col(StaffSession.staff_id) == staff_id, col(StaffSession.token_hash) != but
    )
    session.connection().execute(query)


def proved_at(session: Session, token_hash: str) -> datetime | None:
    row = session.get(StaffSession, token_hash)
    return row.proved_at if row else None


def note_proof(session: Session, token_hash: str, now: datetime) -> None:
    query = update(StaffSession).where(col(StaffSession.token_hash) == token_hash)
    session.connection().execute(query.values(proved_at=now))


def passkey_roles(session: Session, site: str) -> tuple[str, ...]:
    """The roles at this site for which a passkey is compulsory."""
    row = session.get(SignInRule, site)
    return tuple(row.passkey_roles) if row else ()


def set_passkey_roles(session: Session, site: str, wanted: Sequence[str]) -> None:
    session.merge(SignInRule(site=site, passkey_roles=list(wanted)))
    session.flush()


def judge(session: Session, staff_id: str) -> None:
    """Mark those sessions of a person that serve for nothing but making a passkey."""
    session.flush()
    query = select(Passkey.id).where(Passkey.staff_id == staff_id).limit(1)
    has_key, known = session.exec(query).first() is not None, roles(session, staff_id)
    for row in session.exec(select(StaffSession).where(StaffSession.staff_id == staff_id)):
        row.must_enrol = must_enrol(
            known.get(row.site, ""), passkey_roles(session, row.site), has_key=has_key
        )
    session.flush()


def judge_all(session: Session, site: str) -> None:
    """The same for everybody who is signed in at the site."""
    here = select(StaffSession.staff_id).where(StaffSession.site == site).distinct()
    for staff_id in list(session.exec(here)):
        judge(session, staff_id)


def take_site(session: Session, token_hash: str, site: str) -> None:
    """Go on at this site; forms and pages that were opened at another one are refused from now."""
    query = update(StaffSession).where(col(StaffSession.token_hash) == token_hash)
    session.connection().execute(query.values(site=site, room=None, csrf=new_csrf()))


def new_csrf() -> str:
    """What proves that a change comes from a page of this session, opened at its site."""
    return secrets.token_urlsafe(32)
