"""Which role may do what: the one table that every route is judged by. Pure."""

from collections.abc import Mapping
from typing import Final, Literal

from hub.kit.permissions import Permission

Role = Literal["reception", "adviser", "technician", "publisher", "manager", "admin"]
ROLES: Final[tuple[Role, ...]] = (
    "reception", "adviser", "technician", "publisher", "manager", "admin",
)  # fmt: skip
ROLE_NAMES: Final[Mapping[str, str]] = {
    "reception": "Empfang", "adviser": "Beratung", "technician": "Technik",
    "publisher": "Redaktion", "manager": "Leitung", "admin": "Verwaltung der Zugänge",
}  # fmt: skip
EVERYBODY: Final[frozenset[Permission]] = frozenset(
    # The floor without names, and whoever sees the fire first presses the button.
    {"self", "floor.see", "help.call", "alarm.see", "alarm.raise"}
)
_VISITORS: Final[frozenset[Permission]] = frozenset(
    {
        "names.see", "queue.issue", "queue.check_in", "queue.call", "queue.move", "rooms.close",
        "papers.see", "feedback.see",
    }
)  # fmt: skip
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    "reception": EVERYBODY | _VISITORS | {
        "presence.see", "presence.note", "presence.warden", "help.answer", "devices.see",
        "devices.ask", "content.announce", "alarm.end",
    },
    "adviser": EVERYBODY | _VISITORS | {"presence.note", "presence.warden", "help.answer"},
    "technician": EVERYBODY | {
        "devices.see", "devices.ask", "devices.restart", "devices.change", "devices.pair",
        "devices.serve", "content.announce", "content.publish", "alarm.end", "presence.warden",
        "help.answer",
    },
    "publisher": EVERYBODY | {"content.announce", "content.publish"},
    # Figures, the house and who is in it; no names of visitors: nobody leads by them.
    "manager": EVERYBODY | {
        "presence.see", "presence.warden", "help.answer", "feedback.see", "figures.see",
        "devices.see", "content.announce", "alarm.end", "office.change", "audit.read",
        "approvals.decide", "privacy.work",
    },
    # Of a site that has just been opened, the only person: who can raise must be able to end.
    "admin": EVERYBODY | {
        "alarm.end", "office.change", "staff.manage", "tokens.manage", "audit.read",
        "approvals.decide",
    },
}  # fmt: skip


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role may do; a role that nobody knows may do nothing."""
    return next((PERMISSIONS[one] for one in ROLES if one == role), frozenset())
