"""How long a code holds, what may become of a pairing, and what a display may be called. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError
from wire.qr import SHORT_ALPHABET

CODE_LENGTH: Final = 6
LIVES: Final = timedelta(minutes=10)
"""How long a code may be typed, and then again how long the player may fetch its identity."""
KEPT: Final = timedelta(hours=1)
"""How long the hub remembers a code that is over, to say so."""
MOST_PENDING: Final = 60
MOST_OF_ADDRESS: Final = 12
"""Players that wait at one time, in all and behind one address."""
POLL_S: Final = 2

State = Literal["asked", "claimed", "told", "taken"]
"""Shows its code; somebody has said where it hangs; it was told; it has kept what it was told."""
Step = Literal["claim", "tell", "take"]
TRANSITIONS: Final[Mapping[tuple[State, Step], State]] = {
    ("asked", "claim"): "claimed",
    ("claimed", "tell"): "told",
    ("told", "tell"): "told",  # the answer was lost: a fresh password takes the lost one's place
    ("told", "take"): "taken",
    ("taken", "take"): "taken",
}


class TooManyPairings(HouseError):
    """As many players wait as the hub cares to remember; an older code must end first."""

    key = "too_many_pairings"
    status = 429


class UnknownPairing(HouseError):
    """Nobody asked under this id and secret, or so long ago that it is forgotten."""

    key = "unknown_pairing"
    status = 404


class UnknownCode(HouseError):
    """No player shows this code."""

    key = "unknown_code"
    status = 404


class CodeExpired(HouseError):
    """The code was shown for ten minutes; the player shows another one now."""

    key = "code_expired"
    status = 410


class CodeUsed(HouseError):
    """Somebody has paired the player of this code already."""

    key = "code_used"
    status = 409


class NotADisplay(HouseError):
    """Only a display can be replaced by a player."""

    key = "not_a_display"
    status = 409


class Misplaced(HouseError):
    """The display would hang nowhere; `wrong` is as `hub.sites.rules.Misplacement` has it."""

    key = "misplaced"
    status = 422


class ChangedMeanwhile(HouseError):
    """Somebody else has changed it since this page was opened; nothing was written."""

    key = "changed_meanwhile"
    status = 409


class PairingOver(HouseError):
    """The player's password is void: it was paired anew or taken down."""

    key = "pairing_over"
    status = 410


def step(state: State, what: Step) -> State:
    """Raises CodeUsed for a second claim, UnknownPairing for what cannot follow."""
    after = TRANSITIONS.get((state, what))
    if after is None:
        raise CodeUsed if what == "claim" else UnknownPairing
    return after


def over(expires_at: datetime, now: datetime) -> bool:
    return now >= expires_at


def typed(code: str) -> str:
    """A code as it is kept, however it was typed: spaces, dashes and small letters are fine."""
    plain = "".join(code.split()).replace("-", "").upper()
    good = len(plain) == CODE_LENGTH and all(one in SHORT_ALPHABET for one in plain)
    return plain if good else ""


def shown(code: str) -> str:
    """A code as it is read: two groups of three."""
    return f"{code[:3]} {code[3:]}"
