"""Tokens of other systems: what they may be permitted, how long they hold. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hub.kit.errors import HouseError
from hub.kit.permissions import MEANINGS, Permission

PREFIX: Final = "ezt_"
"""So that people and tools that look for lost secrets know what they have found."""
PEOPLE_ONLY: Final[frozenset[Permission]] = frozenset(
    {"self", "staff.manage", "tokens.manage", "audit.read", "approvals.decide", "privacy.work"}
)
SCOPES: Final[tuple[Permission, ...]] = tuple(one for one in MEANINGS if one not in PEOPLE_ONLY)
"""What a system may be permitted: nothing that makes accounts or needs a person to answer for."""
SHOWING: Final[frozenset[Permission]] = frozenset(
    {"names.see", "papers.see", "presence.see", "presence.warden", "feedback.see", "figures.see"}
)
"""What shows people or figures."""
MOST_DAYS: Final = 365
USUAL_DAYS: Final = 90
USED_EVERY: Final = timedelta(minutes=1)
"""How exact "last used" is."""
LONGEST_NAME: Final = 60


class WrongToken(HouseError):
    """The token cannot be so; `wrong` names the field: name, scopes or days."""

    key = "wrong_token"
    status = 422


class UnknownToken(HouseError):
    """No such token at this site."""

    key = "unknown_token"
    status = 404


@dataclass(frozen=True)
class Token:
    """A system's token, without the token."""

    id: str
    site: str
    name: str
    scopes: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    def holds(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    @property
    def permissions(self) -> frozenset[Permission]:
        """What it may do today: a scope that there is no more permits nothing."""
        return frozenset(one for one in SCOPES if one in self.scopes)


def giveable(
    own: frozenset[Permission], agreed: frozenset[str] = frozenset()
) -> tuple[Permission, ...]:
    """The scopes that somebody with these permissions may give.

    One's own; and whoever manages accounts may let a program act, as they may let a person act.
    Nobody reads by a program what they may not read themselves, unless a second person has
    `agreed` to what it is shown.
    """
    acts = "staff.manage" in own
    return tuple(
        one for one in SCOPES
        if one in own or (acts and one not in SHOWING) or (one in agreed and one in SHOWING)
    )  # fmt: skip


def shown_subject(scopes: Iterable[str]) -> str:
    """What a second person is asked to agree to. Raises WrongToken where it shows nothing."""
    wanted = set(scopes)
    if not wanted or not wanted <= SHOWING:
        raise WrongToken(wrong="scopes")
    return " ".join(sorted(wanted))


def check(
    name: str, scopes: Iterable[str], days: int, own: frozenset[Permission],
    agreed: frozenset[str] = frozenset(),
) -> None:  # fmt: skip
    """`own` is what the giver may do at the site. Raises WrongToken."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongToken(wrong="name")
    wanted = set(scopes)
    if not wanted or not wanted <= set(giveable(own, agreed)):
        raise WrongToken(wrong="scopes")
    if not 1 <= days <= MOST_DAYS:
        raise WrongToken(wrong="days")
