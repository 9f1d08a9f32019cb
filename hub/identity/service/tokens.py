"""Other systems at the API: give them a token, know them by it, take it back."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hub.identity.repository import tokens
from hub.identity.rules.tokens import (
    PREFIX,
    USED_EVERY,
    Token,
    UnknownToken,
    check,
    shown_subject,
)
from hub.identity.service.approvals import approvals, ask
from hub.identity.service.signing import digest
from hub.identity.tables import SystemToken
from hub.kit.auth import SYSTEM, NotSignedIn, Principal
from hub.kit.clock import Clock
from hub.kit.database import Database, Session
from hub.kit.misses import Misses, TooManyMisses
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.identity")


def give_token(
    database: Database, who: Principal, *, name: str, scopes: Sequence[str], days: int,
    now: datetime,
) -> tuple[str, str]:  # fmt: skip
    """A new token for this site: its id, and the token, which is told this once.

    Raises WrongToken.
    """
    with database.read() as session:
        check(name, scopes, days, who.permissions, agreed_scopes(session, who, now))
    token = PREFIX + secrets.token_urlsafe(32)
    row = SystemToken(
        id=new_ulid(now), site=who.site, name=name.strip(), token_hash=digest(token),
        scopes=sorted(set(scopes)), made_by=who.login, made_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    with database.write() as session:
        tokens.add(session, row)
    log.info("token_given", extra={"site": who.site, "token": row.id, "by": who.staff_id})
    return row.id, token


def ask_scopes(
    database: Database, who: Principal, scopes: Sequence[str], why: str, now: datetime
) -> str:
    """Ask a second person to agree that a system is shown people or figures; the request's id.

    Raises WrongToken, WrongReason.
    """
    return ask(database, who, "tokens.show", shown_subject(scopes), why, now=now)


def agreed_scopes(session: Session, who: Principal, now: datetime) -> frozenset[str]:
    """What this person may let a system be shown, as a second one has agreed within the day."""
    return frozenset(
        scope
        for one in approvals(session, who.site, now)
        if one.act == "tokens.show" and one.asked_by == who.staff_id
        and one.state(now) == "granted"
        for scope in one.subject.split()
    )  # fmt: skip


def tokens_of(session: Session, site: SiteId) -> list[Token]:
    """All of the site, the newest first."""
    return tokens.tokens(session, site)


def revoke_token(database: Database, who: Principal, token_id: str, now: datetime) -> None:
    """From now on nobody is let in by it. Raises UnknownToken."""
    with database.write() as session:
        if not tokens.revoke(session, who.site, token_id, by=who.login, now=now):
            raise UnknownToken
    log.info("token_revoked", extra={"site": who.site, "token": token_id, "by": who.staff_id})


class Systems:
    """For `app.state.authenticate_system`: who shows which token; guessers are slowed down."""

    def __init__(
        self, database: Database, clock: Clock, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._database, self._clock, self._steady = database, clock, steady
        self._misses, self._lock = Misses(), threading.Lock()

    def __call__(self, token: str, sender: str) -> Principal:
        """Raises NotSignedIn, TooManyMisses."""
        now = self._clock()
        with self._database.read() as session:
            found = tokens.by_hash(session, digest(token)) if token.startswith(PREFIX) else None
        if found is None or not found.holds(now):
            self._missed(sender)
            raise NotSignedIn
        if found.last_used_at is None or now - found.last_used_at >= USED_EVERY:
            with self._database.write(durable=False) as session:
                tokens.touch(session, found.id, now)
        return Principal(
            staff_id=found.id, login=f"system:{found.name}", name=found.name, role=SYSTEM,
            site=SiteId(found.site), room=None, csrf="", permissions=found.permissions,
        )  # fmt: skip

    def _missed(self, sender: str) -> None:
        with self._lock:
            wait_s = self._misses.note(sender, self._steady())
        log.info("token_unknown", extra={"sender": sender})
        if wait_s:
            raise TooManyMisses(retry_after_s=wait_s)
