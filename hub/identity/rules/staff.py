"""What an account may be, who may change whose, and how long a one-time link holds. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hub.identity.rules.permissions import ROLE_NAMES
from hub.kit.errors import HouseError

LINK_HOLDS: Final = timedelta(hours=72)
"""Over a weekend: the person is told of it and sets a password of their own."""
LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_NAME: Final = 80


class UnknownStaff(HouseError):
    """No such account with a role at this site."""

    key = "unknown_staff"
    status = 404


class WrongAccount(HouseError):
    """The account cannot be so; `wrong` names the field: login, name or role."""

    key = "wrong_account"
    status = 422


class NotOneself(HouseError):
    """Nobody shuts themselves out or takes their own role: each site keeps who manages it."""

    key = "not_oneself"
    status = 409


class LastRole(HouseError):
    """An account without any role would sign in nowhere and stand on no list: it is disabled."""

    key = "last_role"
    status = 409


class OtherSitesToo(HouseError):
    """The person works at a site, too, that the admin does not manage."""

    key = "other_sites_too"
    status = 403


class LinkOver(HouseError):
    """The one-time link was used, replaced or is too old; or there never was one."""

    key = "link_over"
    status = 404


class ChangedMeanwhile(HouseError):
    """Somebody else has changed it since this page was opened; nothing was written."""

    key = "changed_meanwhile"
    status = 409


@dataclass(frozen=True)
class Account:
    """A member of staff as the admin sees them; `roles` by site."""

    id: str
    login: str
    name: str
    roles: Mapping[str, str]
    disabled: bool
    locked_until: datetime | None
    version: int
    has_password: bool
    link_until: datetime | None
    seen_at: datetime | None
    """The last sign of life of a session that still holds."""


def check_account(login: str, name: str, roles: Iterable[str]) -> None:
    """Raises WrongAccount."""
    if not LOGIN.fullmatch(login):
        raise WrongAccount(wrong="login")
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongAccount(wrong="name")
    if any(role not in ROLE_NAMES for role in roles):
        raise WrongAccount(wrong="role")


def require_a_role(before: Mapping[str, str], change: Mapping[str, str | None]) -> None:
    """Raises LastRole."""
    if before and not any({**before, **change}.values()):
        raise LastRole


def require_all_ours(account: Account, managed: Iterable[str]) -> None:
    """What concerns the whole account is for who manages all its sites. Raises OtherSitesToo."""
    if not set(account.roles) <= set(managed):
        raise OtherSitesToo
