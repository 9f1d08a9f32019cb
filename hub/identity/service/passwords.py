"""Passwords as argon2 keeps them."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.identity.rules import PASSWORD_LENGTH, guessable
from hub.kit.errors import HouseError

_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(4)
"""argon2 takes 64 MiB each time: many who sign in at once wait rather than eat the memory."""
_NOBODY = "$argon2id$v=19$m={0.memory_cost},t={0.time_cost},p={0.parallelism}${1}${2}".format(
    _hasher, "A" * 22, "A" * 43
)
"""No password's hash, and as much work: verified against when there is no password.

Written rather than made, which would cost each start of a process a third of a second.
"""


class PasswordTooShort(HouseError):
    """A new password has fewer than `least` characters."""

    key = "password_too_short"
    status = 422


class PasswordGuessable(HouseError):
    """A new password is what somebody who guesses would try first."""

    key = "password_guessable"
    status = 422


def hashed(password: str, *about: str) -> str:
    """As it is kept; `about` the person. Raises PasswordTooShort, PasswordGuessable."""
    if len(password) < PASSWORD_LENGTH:
        raise PasswordTooShort(least=PASSWORD_LENGTH)
    if guessable(password, about):
        raise PasswordGuessable
    with _hashing:
        return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether it is the one; of an account without a password, none is, just as slowly."""
    try:
        with _hashing:
            _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)
