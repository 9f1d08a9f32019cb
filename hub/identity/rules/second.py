"""The second factor: how long a started sign-in waits for it, and codes for a lost key. Pure."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from hub.kit.errors import HouseError
from hub.kit.permissions import Permission

STEP_HOLDS: Final = timedelta(minutes=5)
"""How long the browser may take over the key, after the right password."""
STEP_TRIES: Final = 5
RECOVERY_CODES: Final = 8
MOST_KEYS: Final = 10
LONGEST_NAME: Final = 40
CODE_GROUPS: Final = (5, 5)
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is read for something else."""


TO_ENROL: Final[frozenset[Permission]] = frozenset({"self"})
"""What somebody may do who needs a passkey and has none: make one."""


def must_enrol(role: str, compulsory: Collection[str], *, has_key: bool) -> bool:
    """Whether a passkey is to be made before anything else."""
    return role in compulsory and not has_key


class SecondFactorNeeded(HouseError):
    """The password was right; the account wants its passkey, which only a browser can show."""

    key = "second_factor_needed"
    status = 401


class StepOver(HouseError):
    """The sign-in was begun too long ago, tried too often, or never begun."""

    key = "step_over"
    status = 401


class KeyRefused(HouseError):
    """The passkey is none of this account, or its answer is not to our question."""

    key = "key_refused"
    status = 422


class OwnKeyFirst(HouseError):
    """Whoever makes passkeys compulsory for their own role would shut themselves out."""

    key = "own_key_first"
    status = 409


class UnknownKey(HouseError):
    """No such passkey of this person."""

    key = "unknown_key"
    status = 404


def read_code(typed: str) -> str:
    """A code as it was typed, as it was written."""
    plain = "".join(one for one in typed.lower() if one in ALPHABET)
    first = CODE_GROUPS[0]
    return f"{plain[:first]}-{plain[first:]}"
