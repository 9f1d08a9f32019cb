"""The secret by which a phone follows its own ticket."""

import secrets
from datetime import datetime
from typing import Final

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.service.common import site_of

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's 32, which nobody mistakes for each other: five bits each."""
_LENGTH: Final = 26
_SHIFTS: Final = range(0, 5 * _LENGTH, 5)


def new_follow_token() -> str:
    """130 random bits. Kept as it is, because a slip that is printed again bears it again."""
    bits = secrets.randbits(5 * _LENGTH)
    return "".join(_LETTERS[bits >> shift & 31] for shift in _SHIFTS)


def forget_follows(change: Change, *, now: datetime) -> None:
    """The pages of earlier days' tickets are gone for good."""
    repository.forget_follows(change.session, change.site, site_of(change).day(now))
