"""Accounts of staff as admins manage them: add, give roles by site, shut out, set anew."""

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime

from hub.identity.repository import accounts, sessions
from hub.identity.rules import Role, permissions_of
from hub.identity.rules.staff import (
    LINK_HOLDS,
    Account,
    ChangedMeanwhile,
    LinkOver,
    NotOneself,
    UnknownStaff,
    WrongAccount,
    check_account,
    require_a_role,
    require_all_ours,
)
from hub.identity.service import passwords
from hub.identity.service.signing import digest
from hub.identity.tables import Staff, StaffEvent, StaffLink
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from hub.kit.errors import HouseError
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.identity")

EVENTS_SHOWN = 30


class LoginTaken(HouseError):
    """There is an account with this login already."""

    key = "login_taken"
    status = 409


def add_staff(
    database: Database, *, site: SiteId, login: str, name: str, role: Role, password: str,
    now: datetime,
) -> str:  # fmt: skip
    """Open an account with a password and answer its id.

    Raises WrongAccount, PasswordTooShort, PasswordGuessable, LoginTaken.
    """
    kept = passwords.hashed(password, login, name)
    with database.write() as session:
        return _add(session, site, login, name, {site: role}, kept, by="", now=now)


def invite(
    database: Database, who: Principal, *, login: str, name: str, roles: Mapping[str, str],
    now: datetime,
) -> tuple[str, str]:  # fmt: skip
    """Open an account without a password: its id, and the token of the link that sets one.

    Raises WrongAccount, LoginTaken, UnknownStaff for sites that the person does not manage.
    """
    with database.write() as session:
        if not set(roles) <= set(managed(session, who)):
            raise UnknownStaff
        home = who.site if who.site in roles else next(iter(roles), "")
        staff = _add(session, home, login, name, roles, "", by=who.login, now=now)
        return staff, _link(session, staff, who.login, now)


def first_admin(
    database: Database, *, site: SiteId, login: str, name: str, role: Role, now: datetime
) -> str:
    """For whoever has the hub's machine: an account, and the token of the link for its password.

    Raises WrongAccount, LoginTaken.
    """
    with database.write() as session:
        staff = _add(session, site, login, name, {site: role}, "", by="", now=now)
        return _link(session, staff, "", now)


def go_along(session: Session, who: Principal, site: str, now: datetime) -> None:
    """Whoever opens one more site is there what they are here, so that somebody can go on.

    A system without an account goes nowhere.
    """
    if accounts.row(session, who.staff_id) is None:
        return
    accounts.set_role(session, who.staff_id, site, who.role)
    detail = f"{site}: {who.role}"
    accounts.note(session, who.staff_id, "role", by=who.login, now=now, detail=detail)


def managed(session: Session, who: Principal) -> tuple[str, ...]:
    """The sites whose accounts this person manages."""
    roles = sessions.roles(session, who.staff_id)
    return tuple(site for site, role in roles.items() if "staff.manage" in permissions_of(role))


def staff(session: Session, site: SiteId, now: datetime) -> list[Account]:
    """All who have a role at the site, by name."""
    return accounts.accounts(session, site, now)


def member(session: Session, site: SiteId, staff_id: str, now: datetime) -> Account:
    """Raises UnknownStaff."""
    found = accounts.account(session, staff_id, now)
    if found is None or site not in found.roles:
        raise UnknownStaff
    return found


def change(
    database: Database, who: Principal, staff_id: str, version: int, *, name: str,
    roles: Mapping[str, str | None], now: datetime,
) -> Account:  # fmt: skip
    """Name, and the role at each site that is named; None: no role there any more.

    Answers the account as it then is, which may have no role here any more. Raises UnknownStaff,
    WrongAccount, NotOneself, LastRole, OtherSitesToo, ChangedMeanwhile.
    """
    with database.write() as session:
        before, row = _taken(session, who, staff_id, version, now)
        check_account(row.login, name, (one for one in roles.values() if one is not None))
        differ = {site: role for site, role in roles.items() if before.roles.get(site) != role}
        if not set(differ) <= set(managed(session, who)):
            raise UnknownStaff
        if differ and staff_id == who.staff_id:
            raise NotOneself
        require_a_role(before.roles, roles)
        if name != before.name:
            require_all_ours(before, managed(session, who))
        row.name, row.version = name, row.version + 1
        for site, role in differ.items():
            accounts.set_role(session, staff_id, site, role)
            detail = f"{site}: {role or ''}"
            accounts.note(session, staff_id, "role", by=who.login, now=now, detail=detail)
        if differ:
            sessions.judge(session, staff_id)
        session.flush()
        after = accounts.account(session, staff_id, now) or before
    log.info("staff_changed", extra={"staff": staff_id, "by": who.staff_id, "sites": [*differ]})
    return after


def shut_out(database: Database, who: Principal, staff_id: str, now: datetime) -> None:
    """The account signs in no more, and its sessions are over at once.

    Raises UnknownStaff, NotOneself, OtherSitesToo.
    """
    if staff_id == who.staff_id:
        raise NotOneself
    with database.write() as session:
        row = _whole(session, who, staff_id, now)
        row.disabled, row.version = True, row.version + 1
        sessions.end_all(session, staff_id)
        accounts.drop_link(session, staff_id)
        accounts.note(session, staff_id, "disabled", by=who.login, now=now)
    log.info("staff_disabled", extra={"staff": staff_id, "by": who.staff_id})


def let_in_again(database: Database, who: Principal, staff_id: str, now: datetime) -> None:
    """Raises UnknownStaff, OtherSitesToo."""
    with database.write() as session:
        row = _whole(session, who, staff_id, now)
        row.disabled, row.version = False, row.version + 1
        accounts.note(session, staff_id, "enabled", by=who.login, now=now)
    log.info("staff_enabled", extra={"staff": staff_id, "by": who.staff_id})


def new_link(database: Database, who: Principal, staff_id: str, now: datetime) -> str:
    """The token of a link by which the person sets a password anew; it ends a lock, too.

    The password before stays until then. Raises UnknownStaff, OtherSitesToo.
    """
    with database.write() as session:
        _whole(session, who, staff_id, now)
        return _link(session, staff_id, who.login, now)


def link_owner(session: Session, token: str, now: datetime) -> str:
    """Whose link it is: the name. Raises LinkOver."""
    return _linked(session, token, now, lock=False)[0].name


def use_link(database: Database, token: str, password: str, now: datetime) -> str:
    """Set the password of the link's account; answers the login.

    The link is void and all sessions are over. Raises LinkOver, PasswordTooShort,
    PasswordGuessable.
    """
    with database.read() as session:
        owner, _ = _linked(session, token, now, lock=False)
        about = (owner.login, owner.name)
    kept = passwords.hashed(password, *about)
    with database.write() as session:
        row, _ = _linked(session, token, now)
        row.password_hash, row.locked_until, row.failed_tries, row.locks = kept, None, 0, 0
        accounts.drop_link(session, row.id)
        sessions.end_all(session, row.id)
        accounts.note(session, row.id, "link_used", by=row.login, now=now)
        login = row.login
    log.info("link_used", extra={"staff": row.id})
    return login


def events(session: Session, found: list[Account]) -> list[tuple[StaffEvent, str]]:
    """What happened to these accounts last, with their logins."""
    return accounts.events(session, (one.id for one in found), EVENTS_SHOWN)


# ------------------------------------------------------------------ within


def _add(
    session: Session, site: str, login: str, name: str, roles: Mapping[str, str], kept: str,
    *, by: str, now: datetime,
) -> str:  # fmt: skip
    check_account(login, name, roles.values())
    if not roles:
        raise WrongAccount(wrong="role")
    if sessions.by_login(session, login):
        raise LoginTaken(login=login)
    row = Staff(id=new_ulid(now), site=site, login=login, name=name, password_hash=kept)
    accounts.add(session, row, roles.items())
    for where, role in roles.items():
        accounts.note(session, row.id, "role", by=by, now=now, detail=f"{where}: {role}")
    log.info("staff_added", extra={"site": site, "staff": row.id, "roles": dict(roles)})
    return row.id


def _taken(
    session: Session, who: Principal, staff_id: str, version: int, now: datetime
) -> tuple[Account, Staff]:
    """The account as it is and its row. Raises UnknownStaff, ChangedMeanwhile."""
    row = accounts.row(session, staff_id)
    before = member(session, who.site, staff_id, now)
    if row is None or row.version != version:
        raise ChangedMeanwhile
    return before, row


def _whole(session: Session, who: Principal, staff_id: str, now: datetime) -> Staff:
    """For what concerns the account at all its sites. Raises UnknownStaff, OtherSitesToo."""
    row = accounts.row(session, staff_id)
    before = member(session, who.site, staff_id, now)
    require_all_ours(before, managed(session, who))
    if row is None:
        raise UnknownStaff
    return row


def _link(session: Session, staff_id: str, by: str, now: datetime) -> str:
    token = secrets.token_urlsafe(24)
    accounts.note(session, staff_id, "link_made", by=by, now=now)
    accounts.put_link(
        session,
        StaffLink(
            staff_id=staff_id, token_hash=digest(token), made_by=by, made_at=now,
            expires_at=now + LINK_HOLDS,
        ),
    )  # fmt: skip
    return token


def _linked(
    session: Session, token: str, now: datetime, *, lock: bool = True
) -> tuple[Staff, StaffLink]:
    """Raises LinkOver."""
    link = accounts.link(session, digest(token))
    row = accounts.row(session, link.staff_id, lock=lock) if link else None
    if link is None or row is None or row.disabled or now >= link.expires_at:
        raise LinkOver
    return row, link
