"""When an account is locked, how long a session lasts, and which request may sign in. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from hub.kit.idle import IDLE_LASTS

WRONG_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=5)
LOCKS: Final = (LOCKED_FOR, timedelta(minutes=15), timedelta(minutes=60))
"""How long the first, the second and each further lock in a row lasts.

No longer than an hour: whoever knows a login could else keep its owner out for good.
"""
SESSION_LASTS: Final = timedelta(hours=10)
"""A working day; nobody is asked twice."""
PROOF_HOLDS: Final = timedelta(minutes=5)
"""So long after signing in, or after the password once more, one may change one's passkeys."""
SEEN_EVERY: Final = timedelta(minutes=1)
"""How exact "last seen" is; a write for each request would buy nothing."""


@dataclass(frozen=True)
class Tries:
    """What an account remembers of wrong passwords."""

    failed: int = 0
    locked_until: datetime | None = None
    locks: int = 0
    """How often it was locked since the last right password."""


@dataclass(frozen=True)
class Span:
    """The times of a session that decide whether it still holds."""

    expires_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class Desk:
    """A member of staff who sits at a desk; `seen_at`: the last request of their browser."""

    staff_id: str
    name: str
    room: str
    since: datetime
    seen_at: datetime


def locked(tries: Tries, now: datetime) -> bool:
    return tries.locked_until is not None and now < tries.locked_until


def after_wrong(tries: Tries, now: datetime) -> Tries:
    """One more wrong password; the fifth locks, and the count begins anew when the lock ends."""
    if locked(tries, now):
        return tries
    failed = 1 if tries.locked_until is not None else tries.failed + 1
    if failed < WRONG_TRIES:
        return Tries(failed, None, tries.locks)
    return Tries(failed, now + LOCKS[min(tries.locks, len(LOCKS) - 1)], tries.locks + 1)


def alive(span: Span, now: datetime) -> bool:
    """Whether a session still holds: at most 10 hours in all and 60 minutes without a request."""
    return now < span.expires_at and now < span.last_seen_at + IDLE_LASTS


def proved(at: datetime | None, now: datetime) -> bool:
    """Whether it is sure that the person still sits there, and no passer-by."""
    return at is not None and at <= now < at + PROOF_HOLDS


def may_sign_in(host: str, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a sign-in comes from our own page or from a program, not from a foreign page.

    Browsers send `Origin` and `Sec-Fetch-Site` with each POST (Fetch standard, Fetch Metadata);
    programs send neither. A page of another origin could sign a visitor in as somebody else.
    """
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == host
