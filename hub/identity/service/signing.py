"""Sign in and out, and say who stands behind a session cookie."""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hub.identity.repository import accounts, sessions
from hub.identity.rules import (
    SEEN_EVERY,
    SESSION_LASTS,
    Desk,
    Span,
    Tries,
    after_wrong,
    alive,
    locked,
)
from hub.identity.service import passwords
from hub.identity.tables import Staff, StaffSession
from hub.kit.auth import Authenticate, Principal
from hub.kit.clock import Clock
from hub.kit.database import Database, Session
from hub.kit.errors import HouseError
from hub.kit.misses import Misses, TooManyMisses
from wire.ids import SiteId

log = logging.getLogger("hub.identity")

LONGEST_BROWSER: Final = 300


class SignInRefused(HouseError):
    """Unknown login, wrong password, locked or disabled: one answer for all four."""

    key = "sign_in_refused"
    status = 401


@dataclass(frozen=True)
class Admission:
    """What a browser gets when it signs in; `token` goes into the cookie and nowhere else."""

    token: str
    principal: Principal


def prove(database: Database, *, login: str, password: str, now: datetime) -> str:
    """Whose password it is: the account's id. Raises SignInRefused, which never says why.

    The password is compared outside the transaction: argon2 takes its time on purpose, and
    nobody's call must wait for it.
    """
    with database.read() as session:
        known = sessions.by_login(session, login)
    right = passwords.matches(known.password_hash if known else "", password)
    with database.write() as session:
        staff = sessions.by_login(session, login, lock=True)
        right = staff is not None and count_try(session, staff, right=right, now=now)
    if not (staff and right):
        log.info("sign_in_refused", extra={"staff": staff.id if staff else None})
        raise SignInRefused
    return staff.id


class SignIns:
    """Proves passwords for `app.state.sign_ins`, of so many wrong ones from one sender.

    Each account counts for itself, and a guesser who takes one account after the other would never
    meet its limit. Whoever shares the sender's address waits along, for seconds.
    """

    def __init__(self, database: Database, steady: Callable[[], float] = time.monotonic) -> None:
        self._database, self._steady = database, steady
        self._misses, self._lock = Misses(), threading.Lock()

    def prove(self, sender: str, *, login: str, password: str, now: datetime) -> str:
        """As `prove`. Raises SignInRefused, and TooManyMisses before it looks at the password."""
        with self._lock:
            wait_s = self._misses.wait_s(sender, self._steady())
        if wait_s:
            log.info("sign_in_slowed_down", extra={"sender": sender})
            raise TooManyMisses(retry_after_s=wait_s)
        try:
            return prove(self._database, login=login, password=password, now=now)
        except SignInRefused:
            with self._lock:
                self._misses.note(sender, self._steady())
            raise


def admit(database: Database, staff_id: str, now: datetime, browser: str = "") -> Admission:
    """Open a session for somebody who has proved who they are. Raises SignInRefused."""
    token = secrets.token_urlsafe(32)
    with database.write() as session:
        staff = sessions.by_id(session, staff_id)
        opened = _open(session, staff, token, now) if staff and not staff.disabled else None
        if opened:
            opened.browser = browser[:LONGEST_BROWSER]
            sessions.sweep(session, now)
            session.add(opened)
            sessions.judge(session, staff_id)
    found = _find(database, token, now) if opened else None
    if found is None:
        raise SignInRefused
    who = found[0]
    log.info("signed_in", extra={"site": who.site, "staff": who.staff_id})
    return Admission(token, who)


def count_try(session: Session, staff: Staff, *, right: bool, now: datetime) -> bool:
    """Whether this password lets in. A wrong one is counted; a new lock is told to the admins."""
    before = Tries(staff.failed_tries, staff.locked_until, staff.locks)
    if locked(before, now):
        return False
    after = Tries() if right else after_wrong(before, now)
    sessions.note_tries(session, staff, after)
    if locked(after, now):
        log.info("account_locked", extra={"staff": staff.id, "locks": after.locks})
        accounts.note(session, staff.id, "locked", by="", now=now, detail=str(after.locks))
    return right and not staff.disabled


def session_of(database: Database, token: str, now: datetime) -> Principal | None:
    """Who is signed in under this token, without counting it as a sign of life."""
    found = _find(database, token, now)
    return found[0] if found else None


def at_desks(session: Session, site: SiteId, *, now: datetime) -> tuple[Desk, ...]:
    """Who sits at a desk of the site, each once: where their browser was heard last."""
    latest = {one.staff_id: one for one in sessions.at_desks(session, site, now)}
    return tuple(sorted(latest.values(), key=lambda one: (one.room, one.name)))


def own_desks(session: Session, site: SiteId) -> dict[str, frozenset[str]]:
    """Ids of those who work at a desk, by room: wherever they sat down last."""
    return sessions.own_desks(session, site)


def sign_out(database: Database, token: str) -> None:
    """End the session; unknown tokens are nobody's, and that is fine."""
    with database.write() as session:
        sessions.end(session, digest(token))


def choose_room(database: Database, token: str, room: str | None) -> None:
    """Sit down at a desk (Schalter, Büro); the caller has checked that the house has it."""
    with database.write() as session:
        sessions.take_room(session, digest(token), room)


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
                sessions.touch(session, digest(token), now)
        return who

    return authenticate


def _find(database: Database, token: str, now: datetime) -> tuple[Principal, Span] | None:
    with database.read() as session:
        found = sessions.by_token(session, digest(token))
    return found if found and alive(found[1], now) else None


def _open(session: Session, staff: Staff, token: str, now: datetime) -> StaffSession | None:
    """A session at the site where the person is at home; None where they have no role at all."""
    sites = sessions.roles(session, staff.id)
    if not sites:
        return None
    return StaffSession(
        token_hash=digest(token),
        staff_id=staff.id,
        site=staff.site if staff.site in sites else next(iter(sites)),
        csrf=sessions.new_csrf(),
        created_at=now,
        expires_at=now + SESSION_LASTS,
        last_seen_at=now,
        proved_at=now,
    )


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
