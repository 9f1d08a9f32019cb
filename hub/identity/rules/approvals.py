"""Two pairs of eyes: what one person asks, another decides, for a while. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError

Act = Literal[
    "audit.staff", "audit.person", "privacy.export", "privacy.erase", "tokens.show",
    "figures.least",
]  # fmt: skip
ACT_NAMES: Final[Mapping[Act, str]] = {
    "audit.staff": "Einsicht: was hat diese Person aus dem Amt angesehen",
    "audit.person": "Einsicht: wer hat die Daten dieser Person angesehen",
    "privacy.export": "Ausgabe aller Daten einer Person",
    "privacy.erase": "Löschung aller Daten einer Person",
    "tokens.show": "Ein anderes System darf",
    "figures.least": "Kennzahlen von Beschäftigten schon ab so vielen Personen",
}
ACTS: Final[tuple[Act, ...]] = (
    "audit.staff", "audit.person", "privacy.export", "privacy.erase", "tokens.show",
    "figures.least",
)  # fmt: skip
ASKED_HOLDS: Final = timedelta(days=7)
GRANT_HOLDS: Final = timedelta(hours=24)
LEAST_WHY: Final = 10
MOST_WHY: Final = 500
State = Literal["asked", "granted", "refused", "over"]
STATE_NAMES: Final[Mapping[State, str]] = {
    "asked": "wartet auf Zustimmung", "granted": "zugestimmt", "refused": "abgelehnt",
    "over": "abgelaufen",
}  # fmt: skip


class UnknownApproval(HouseError):
    """No such request at this site, or none that this person may use."""

    key = "unknown_approval"
    status = 404


class NeedsApproval(HouseError):
    """A second person must agree first."""

    key = "needs_approval"
    status = 403


class NotOnesOwn(HouseError):
    """Nobody decides their own request."""

    key = "not_ones_own"
    status = 403


class NotApart(HouseError):
    """The second person is not apart enough from the first; `why` is subject, role or maker."""

    key = "not_apart"
    status = 403


class Decided(HouseError):
    """Somebody has decided it already, or it is too old."""

    key = "already_decided"
    status = 409


class WrongReason(HouseError):
    """The reason is missing, too short or too long, or nothing is named that it is about."""

    key = "wrong_reason"
    status = 422


@dataclass(frozen=True)
class Approval:
    """What somebody asked for; `subject` is a login, or an appointment's or ticket's id."""

    id: str
    act: str
    subject: str
    why: str
    asked_by: str
    asked_login: str
    asked_at: datetime
    decided_login: str | None
    decided_at: datetime | None
    granted: bool | None

    def state(self, now: datetime) -> State:
        if self.decided_at is None:
            return "asked" if now < self.asked_at + ASKED_HOLDS else "over"
        if not self.granted:
            return "refused"
        return "granted" if now < self.decided_at + GRANT_HOLDS else "over"


def require_reason(subject: str, why: str) -> None:
    """Raises WrongReason."""
    if not subject or not LEAST_WHY <= len(why.strip()) <= MOST_WHY:
        raise WrongReason(least=LEAST_WHY, most=MOST_WHY)


def require_open(one: Approval, decider: str, now: datetime) -> None:
    """Whether this person may decide it now. Raises NotOnesOwn, Decided."""
    if one.asked_by == decider:
        raise NotOnesOwn
    if one.state(now) != "asked":
        raise Decided


def require_apart(
    one: Approval, login: str, role: str, asker_role: str, makers: Collection[str]
) -> None:
    """Whether who decides with this login and role stands apart from who asked.

    `makers`: logins of those who have given the decider a link to set their password by. Raises
    NotApart.
    """
    if one.subject == login:
        raise NotApart(why="subject")
    if role == asker_role:
        raise NotApart(why="role")
    if one.asked_login in makers:
        raise NotApart(why="maker")
