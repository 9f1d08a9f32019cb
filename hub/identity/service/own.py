"""What people do with their own account: their sessions, their password, the site they work at."""

import logging
from dataclasses import dataclass
from datetime import datetime

from hub.identity.repository import accounts, sessions
from hub.identity.rules import Span, alive, proved
from hub.identity.service import passwords
from hub.identity.service.signing import SignInRefused, count_try, digest
from hub.kit.auth import NotSignedIn, Principal
from hub.kit.database import Database, Session
from hub.kit.errors import HouseError

log = logging.getLogger("hub.identity")


class UnknownSession(HouseError):
    """No such session of this person."""

    key = "unknown_session"
    status = 404


class NoRoleThere(HouseError):
    """The person has no role at that site."""

    key = "no_role_there"
    status = 404


class WrongPassword(HouseError):
    """The present password was not given rightly; it counts as a try to sign in."""

    key = "wrong_password"
    status = 403


@dataclass(frozen=True)
class OpenSession:
    """A signed-in browser; `mark` names it without being a key to it."""

    mark: str
    site: str
    browser: str
    began_at: datetime
    seen_at: datetime
    this: bool


def open_sessions(
    session: Session, who: Principal, token: str, now: datetime
) -> tuple[OpenSession, ...]:
    """Where this person is signed in, the latest sign of life first."""
    return tuple(
        OpenSession(
            _mark(row.token_hash), row.site, row.browser, row.created_at, row.last_seen_at,
            row.token_hash == digest(token),
        )
        for row in sessions.of_staff(session, who.staff_id, now)
        if alive(Span(row.expires_at, row.last_seen_at), now)
    )  # fmt: skip


def end_session(database: Database, who: Principal, mark: str, now: datetime) -> None:
    """Sign out one of one's own browsers. Raises UnknownSession."""
    with database.write() as session:
        found = [
            row for row in sessions.of_staff(session, who.staff_id, now)
            if _mark(row.token_hash) == mark
        ]  # fmt: skip
        if not found:
            raise UnknownSession
        sessions.end(session, found[0].token_hash)
    log.info("session_ended", extra={"staff": who.staff_id})


def end_others(database: Database, who: Principal, token: str) -> None:
    """Sign out all of one's own browsers but this one."""
    with database.write() as session:
        sessions.end_all(session, who.staff_id, but=digest(token))
    log.info("other_sessions_ended", extra={"staff": who.staff_id})


def change_password(
    database: Database, who: Principal, token: str, *, old: str, new: str, now: datetime
) -> None:
    """A new password; all other sessions end.

    Raises WrongPassword, PasswordTooShort, PasswordGuessable.
    """
    kept = passwords.hashed(new, who.login, who.name)
    with database.read() as session:
        known = sessions.by_login(session, who.login)
    right = passwords.matches(known.password_hash if known else "", old)
    with database.write() as session:
        staff = sessions.by_login(session, who.login, lock=True)
        if staff is None:
            raise SignInRefused
        if let_in := count_try(session, staff, right=right, now=now):
            staff.password_hash = kept
            sessions.end_all(session, staff.id, but=digest(token))
            accounts.drop_link(session, staff.id)
            accounts.note(session, staff.id, "password_changed", by=who.login, now=now)
    if not let_in:
        raise WrongPassword
    log.info("password_changed", extra={"staff": who.staff_id})


class ProofNeeded(HouseError):
    """It was made sure too long ago who sits there: the password is asked for once more."""

    key = "proof_needed"
    status = 403


def require_proof(session: Session, token: str, now: datetime) -> None:
    """For what a passer-by at an open page must not do. Raises ProofNeeded."""
    if not is_proved(session, token, now):
        raise ProofNeeded


def is_proved(session: Session, token: str, now: datetime) -> bool:
    return proved(sessions.proved_at(session, digest(token)), now)


def has_password(session: Session, who: Principal) -> bool:
    """Else the person comes by the authority's own sign-in, and proves themselves there."""
    row = sessions.by_id(session, who.staff_id)
    return row is not None and bool(row.password_hash)


def prove_again(
    database: Database, who: Principal, token: str, password: str, now: datetime
) -> None:
    """The person still sits there. Raises WrongPassword, which counts as a try to sign in."""
    with database.read() as session:
        known = sessions.by_login(session, who.login)
    right = passwords.matches(known.password_hash if known else "", password)
    with database.write() as session:
        staff = sessions.by_login(session, who.login, lock=True)
        let_in = staff is not None and count_try(session, staff, right=right, now=now)
        if let_in:
            sessions.note_proof(session, digest(token), now)
    if not let_in:
        raise WrongPassword


def sites_of(session: Session, who: Principal) -> dict[str, str]:
    """The person's role at each of their sites."""
    return sessions.roles(session, who.staff_id)


def choose_site(database: Database, who: Principal, token: str, site: str) -> Principal:
    """Go on at another of one's sites, as who one is there. Raises NoRoleThere, NotSignedIn."""
    with database.write() as session:
        if site not in sessions.roles(session, who.staff_id):
            raise NoRoleThere(site=site)
        sessions.take_site(session, digest(token), site)
        sessions.judge(session, who.staff_id)
        found = sessions.by_token(session, digest(token))
    if found is None:
        raise NotSignedIn
    log.info("site_chosen", extra={"staff": who.staff_id, "site": site})
    return found[0]


def _mark(token_hash: str) -> str:
    return token_hash[:16]
