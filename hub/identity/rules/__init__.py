"""Who may do what, when an account is locked, how long a session lasts. Pure."""

from hub.identity.rules.approvals import Approval
from hub.identity.rules.passwords import PASSWORD_LENGTH, guessable
from hub.identity.rules.permissions import (
    PERMISSIONS,
    ROLE_NAMES,
    ROLES,
    Role,
    permissions_of,
)
from hub.identity.rules.sessions import (
    LOCKED_FOR,
    LOCKS,
    SEEN_EVERY,
    SESSION_LASTS,
    WRONG_TRIES,
    Desk,
    Span,
    Tries,
    after_wrong,
    alive,
    locked,
    may_sign_in,
    proved,
)
from hub.kit.idle import IDLE_LASTS

__all__ = [
    "IDLE_LASTS",
    "LOCKED_FOR",
    "LOCKS",
    "PASSWORD_LENGTH",
    "PERMISSIONS",
    "ROLES",
    "ROLE_NAMES",
    "SEEN_EVERY",
    "SESSION_LASTS",
    "WRONG_TRIES",
    "Approval",
    "Desk",
    "Role",
    "Span",
    "Tries",
    "after_wrong",
    "alive",
    "guessable",
    "locked",
    "may_sign_in",
    "permissions_of",
    "proved",
]
