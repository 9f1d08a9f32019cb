"""The front door: add staff, sign in and out, and say who stands behind a session cookie."""

import hashlib
import logging
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.identity import repository
from hub.identity.rules import (
    PASSWORD_LENGTH,
    ROLES,
    SEEN_EVERY,
    SESSION_LASTS,
    Role,
    Span,
    Tries,
    after_wrong,
    alive,
    locked,
)
from hub.identity.tables import Staff, StaffSession
from hub.kit.auth import Authenticate, Principal
from hub.kit.clock import Clock
from hub.kit.database import Database
from hub.kit.errors import HouseError
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.identity")

_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(4)
"""argon2 takes 64 MiB each time: many who sign in at once wait rather than eat the memory."""
_NOBODY = "$argon2id$v=19$m={0.memory_cost},t={0.time_cost},p={0.parallelism}${1}${2}".format(
    _hasher, "A" * 22, "A" * 43
)
"""No password's hash, and as much work to verify: an unknown login is answered as late as others.

Written rather than made, which would cost each start of a process a third of a second.
"""


class SignInRefused(HouseError):
    """Unknown login, wrong password, locked or disabled: one answer for all four."""

    key = "sign_in_refused"
    status = 401


class PasswordTooShort(HouseError):
    """The password of a new account has fewer than `least` characters."""

    key = "password_too_short"
    status = 422


class LoginTaken(HouseError):
    """There is an account with this login already."""

    key = "login_taken"
    status = 409


@dataclass(frozen=True)
class Admission:
    """What a browser gets when it signs in; `token` goes into the cookie and nowhere else."""

    token: str
    principal: Principal


def add_staff(
    database: Database,
    *,
    site: SiteId,
    login: str,
    name: str,
    role: Role,
    password: str,
    now: datetime,
) -> str:
    """Open an account and answer its id. Raises PasswordTooShort, LoginTaken."""
    if len(password) < PASSWORD_LENGTH:
        raise PasswordTooShort(least=PASSWORD_LENGTH)
    if role not in ROLES:
        raise ValueError(f"no such role: {role}")
    staff = Staff(
        id=new_ulid(now),
        site=site,
        login=login,
        name=name,
        role=role,
        password_hash=_hasher.hash(password),
    )
    with database.write() as session:
        if repository.by_login(session, login):
            raise LoginTaken(login=login)
        session.add(staff)
    log.info("staff_added", extra={"site": site, "staff": staff.id, "role": role})
    return staff.id


def sign_in(database: Database, *, login: str, password: str, now: datetime) -> Admission:
    """Open a session. Raises SignInRefused, which never says why.

    The password is compared outside the transaction: argon2 takes its time on purpose, and
    nobody's call must wait for it.
    """
    with database.read() as session:
        known = repository.by_login(session, login)
    right = _matches(known.password_hash if known else _NOBODY, password)
    token = secrets.token_urlsafe(32)
    with database.write() as session:
        staff = repository.by_login(session, login, lock=True)
        opened = _open(staff, token, now) if staff and _let_in(staff, right, now) else None
        if staff:
            repository.note_tries(session, staff, _tries_after(staff, right, now))
        if opened:
            repository.sweep(session, now)
            session.add(opened)
    if not (staff and opened):
        log.info("sign_in_refused", extra={"staff": staff.id if staff else None})
        raise SignInRefused
    log.info("signed_in", extra={"site": staff.site, "staff": staff.id})
    return Admission(token, _principal(opened, staff))


def session_of(database: Database, token: str, now: datetime) -> Principal | None:
    """Who is signed in under this token, without counting it as a sign of life."""
    found = _find(database, token, now)
    return found[0] if found else None


def sign_out(database: Database, token: str) -> None:
    """End the session; unknown tokens are nobody's, and that is fine."""
    with database.write() as session:
        repository.end(session, _digest(token))


def choose_room(database: Database, token: str, room: str | None) -> None:
    """Sit down at a desk (Schalter, Büro); the caller has checked that the house has it."""
    with database.write() as session:
        repository.take_room(session, _digest(token), room)


def authenticator(database: Database, clock: Clock) -> Authenticate:
    """For `app.state.authenticate`: each request counts as a sign of life."""

    def authenticate(token: str) -> Principal | None:
        now = clock()
        found = _find(database, token, now)
        if found is None:
            return None
        who, span = found
        if now - span.last_seen_at >= SEEN_EVERY:
            with database.write(durable=False) as session:
                repository.touch(session, _digest(token), now)
        return who

    return authenticate


def _find(database: Database, token: str, now: datetime) -> tuple[Principal, Span] | None:
    with database.read() as session:
        found = repository.by_token(session, _digest(token))
    return found if found and alive(found[1], now) else None


def _matches(password_hash: str, password: str) -> bool:
    try:
        with _hashing:
            return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _let_in(staff: Staff, right: bool, now: datetime) -> bool:
    return right and not staff.disabled and not locked(_tries(staff), now)


def _tries(staff: Staff) -> Tries:
    return Tries(staff.failed_tries, staff.locked_until)


def _tries_after(staff: Staff, right: bool, now: datetime) -> Tries:
    if right and not locked(_tries(staff), now):
        return Tries()
    return _tries(staff) if right else after_wrong(_tries(staff), now)


def _open(staff: Staff, token: str, now: datetime) -> StaffSession:
    return StaffSession(
        token_hash=_digest(token),
        staff_id=staff.id,
        csrf=secrets.token_urlsafe(32),
        created_at=now,
        expires_at=now + SESSION_LASTS,
        last_seen_at=now,
    )


def _principal(session: StaffSession, staff: Staff) -> Principal:
    return Principal(
        staff_id=staff.id,
        login=staff.login,
        name=staff.name,
        role=staff.role,
        site=SiteId(staff.site),
        room=session.room,
        csrf=session.csrf,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
