"""Who may do what to displays, what became of an order, and who shows an old state. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.devices.rules import Place
from hub.kit.errors import HouseError
from hub.kit.permissions import Permission
from wire.messages import Action, DisplayReport, DisplayRole, Level

Act = Literal["look", "picture", "identify", "restart", "change"]
"""See how they are; ask for a picture; have one show its name; begin anew; how it is used."""
NEEDS: Final[Mapping[Act, Permission]] = {
    "look": "devices.see",
    "picture": "devices.ask",
    "identify": "devices.ask",
    "restart": "devices.restart",
    "change": "devices.change",
}
AS_ZONE: Final = "zone"
"""The volume of a display that is as loud as its waiting zone."""
ORDER_HOLDS: Final = timedelta(seconds=120)
"""As `wire.topics.COMMAND` expires: whoever comes later carries nothing out."""
PICTURE_KEPT: Final = timedelta(minutes=5)
ORDERS_KEPT: Final = timedelta(days=14)
OLD_AFTER: Final = timedelta(seconds=5)
"""A display that has not drawn by then what it was told shows an old state."""

OrderState = Literal["asked", "done", "failed", "silent"]
LEVELS: Final[Mapping[Level, str]] = {
    "emergency": "Notfall", "call": "Aufruf", "notice": "Hinweis", "programme": "Programm",
    "rest": "Ruhebild",
}  # fmt: skip
ACTIONS: Final[Mapping[Action, str]] = {
    "restart": "Neu starten", "identify": "Namen zeigen", "picture": "Bild holen",
}  # fmt: skip
ROLES: Final = {"zone": "Wartezone", "way": "Wegweiser", "door": "Türschild"}
PARTS: Final = {
    "config": "Einstellungen", "board": "Aufrufe", "door": "Türschild", "programme": "Programm",
    "emergency": "Notfall",
}  # fmt: skip


class NoDisplay(HouseError):
    """No such display at this site."""

    key = "unknown_display"
    status = 404


class ChangedMeanwhile(HouseError):
    """Somebody else has changed it since this page was opened; nothing was written."""

    key = "changed_meanwhile"
    status = 409


class NoPicture(HouseError):
    """No picture of this display is there, or it is older than it is kept."""

    key = "no_picture"
    status = 404


class UnknownOrder(HouseError):
    """No such order was given to this display."""

    key = "unknown_order"
    status = 404


class NobodyMeant(HouseError):
    """No display is of that group, zone or role, or bears that tag."""

    key = "nobody_meant"
    status = 409


@dataclass(frozen=True)
class Order:
    """Something that a display was asked to do once."""

    id: str
    device: str
    action: Action
    by: str
    at: datetime
    outcome: str | None = None
    detail: str = ""
    done_at: datetime | None = None

    def state(self, now: datetime) -> OrderState:
        """A late answer is an answer; without one, nobody carries it out any more."""
        if self.outcome is not None:
            return "done" if self.outcome == "done" else "failed"
        return "asked" if now < self.at + ORDER_HOLDS else "silent"


@dataclass(frozen=True)
class Part:
    """One thing that a display is told: the revision it was told and the one it has drawn."""

    what: str
    told: int
    told_at: datetime
    shown: int | None

    def is_old(self, now: datetime) -> bool:
        behind = self.shown is None or self.shown < self.told
        return behind and now - self.told_at > OLD_AFTER


@dataclass(frozen=True)
class Reach:
    """How many displays a choice means, and how many of them are connected."""

    displays: int
    online: int


@dataclass(frozen=True)
class Choice:
    """Which displays are meant; what is None does not matter."""

    zone: str | None = None
    group: str | None = None
    tag: str | None = None
    role: DisplayRole | None = None
    everyone: bool = False
    """Said aloud, so that a choice in which nothing was chosen means nobody."""

    @property
    def is_wide(self) -> bool:
        """Whether it reaches through the whole house: then people are asked first."""
        return not (self.zone or self.group or self.tag)

    def means(self, place: Place) -> bool:
        return (
            (self.zone is None or place.zone == self.zone)
            and (self.group is None or place.group == self.group)
            and (self.tag is None or self.tag in place.tags)
            and (self.role is None or place.role == self.role)
        )


def require_drawn(drawn: str, present: str) -> None:
    """A form that bears a version bears the present one. Raises ChangedMeanwhile."""
    if drawn not in ("", present):
        raise ChangedMeanwhile


def parts(
    told: Mapping[str, tuple[int, datetime]], report: DisplayReport | None
) -> tuple[Part, ...]:
    """What a display was told, by "config", "board A" …, beside what it says it has drawn."""
    seen = report or DisplayReport()
    drawn: dict[str, int | None] = {
        "config": seen.config_rev, "door": seen.door_rev, "programme": seen.programme_rev,
        "emergency": seen.emergency_rev,
        **{f"board {zone}": revision for zone, revision in seen.boards.items()},
    }  # fmt: skip
    return tuple(Part(what, rev, at, drawn.get(what)) for what, (rev, at) in told.items())
