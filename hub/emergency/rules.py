"""Which alarm is said already, which one takes another's place, and who may do what. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError
from hub.kit.permissions import Permission
from wire.messages import AlarmKind

Reach = Literal["zone", "site", "house"]
"""Wartezonen, ein Standort, alle Standorte."""
KINDS: Final[tuple[AlarmKind, ...]] = (
    "fire", "evacuate", "shelter", "medical", "closed", "all_clear",
)  # fmt: skip
"""In the order in which the page offers them: the most pressing first."""
LABELS: Final[Mapping[AlarmKind, str]] = {
    "fire": "Feuer",
    "evacuate": "Haus räumen",
    "shelter": "Im Haus bleiben",
    "medical": "Medizinischer Notfall",
    "closed": "Haus schließt",
    "all_clear": "Entwarnung",
}
NEVER_REFUSED: Final[frozenset[AlarmKind]] = frozenset({"fire", "evacuate", "shelter"})
"""Lives are in danger: room is made for these, however many alarms stand."""
KEPT: Final = timedelta(days=365)
"""How long the audit of an ended alarm is kept."""
MOST: Final = 8
"""As many as `wire.messages.Emergency` carries."""
_WIDTH: Final[Mapping[Reach, int]] = {"zone": 0, "site": 1, "house": 2}


class UnknownAlarm(HouseError):
    """No such alarm at this site."""

    key = "unknown_alarm"
    status = 404


class UnknownScope(HouseError):
    """An alarm for zones that the site does not have, or for zones without naming one."""

    key = "unknown_scope"
    status = 422


class TooManyAlarms(HouseError):
    """As many alarms stand at `site` as screens can show in turn; one must be ended first."""

    key = "too_many_alarms"
    status = 409


class AllClearForZones(HouseError):
    """An all-clear for zones: a display that serves others too would show it beside their fire."""

    key = "all_clear_for_zones"
    status = 422


class StillStanding(HouseError):
    """An all-clear where an alarm stands that reaches further: that one must be ended first."""

    key = "still_standing"
    status = 409


@dataclass(frozen=True)
class Scope:
    """Where an alarm is for; `zones` is empty unless `reach` is "zone"."""

    reach: Reach
    zones: tuple[str, ...] = ()

    def covers(self, other: "Scope") -> bool:
        """Whether everybody whom the other reaches is reached by this one too."""
        if self.reach == "zone":
            return other.reach == "zone" and set(other.zones) <= set(self.zones)
        return _WIDTH[self.reach] >= _WIDTH[other.reach]


@dataclass(frozen=True)
class Alarm:
    """One alarm at one site. One that is for the house has the same `id` at all sites."""

    id: str
    kind: AlarmKind
    scope: Scope
    since: datetime
    raised_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None


@dataclass(frozen=True)
class Room:
    """Which alarms end when one is raised, and what takes the place of two of them.

    That is the elder of the two, for the zones of both.
    """

    over: tuple[Alarm, ...]
    joined: Alarm | None = None


def scope(reach: Reach, asked: Iterable[str], zones: Iterable[str]) -> Scope:
    """The scope that is asked for at a site with these zones. Raises UnknownScope."""
    wanted = tuple(sorted(set(asked)))
    if (reach == "zone") != bool(wanted) or not set(wanted) <= set(zones):
        raise UnknownScope(zones=list(wanted))
    return Scope(reach, wanted)


def said_already(kind: AlarmKind, wanted: Scope, standing: Iterable[Alarm]) -> Alarm | None:
    """The standing alarm that says this to everybody whom it should reach."""
    return next((one for one in standing if one.kind == kind and one.scope.covers(wanted)), None)


def said_by_all(kind: AlarmKind, wanted: Scope, standing_at: Iterable[Iterable[Alarm]]) -> bool:
    """Whether all sites say it as one alarm; what some say under another id would end without them.

    One site's alarm may have been displaced by another of that site, or a site may be new.
    """
    said = [said_already(kind, wanted, standing) for standing in standing_at]
    return None not in said and len({one.id for one in said if one}) == 1


def displaced(kind: AlarmKind, wanted: Scope, standing: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """The alarms that end when this one is raised.

    An all-clear ends what it covers; any other alarm ends all-clears, which reach everybody, and
    narrower ones of its own kind.
    """
    return tuple(
        one
        for one in standing
        if (one.kind == kind and wanted.covers(one.scope))
        or (kind == "all_clear" and one.kind != kind and wanted.covers(one.scope))
        or (one.kind == "all_clear" and one.kind != kind)
    )


def with_room(kind: AlarmKind, wanted: Scope, standing: Iterable[Alarm]) -> Room:
    """What makes room for the alarm. Raises TooManyAlarms.

    Danger to life displaces the oldest of those that press less. Where all press as much, two of
    one kind become one: nobody is told less than before, or to stay where they were to leave.
    """
    known = tuple(standing)
    over = displaced(kind, wanted, known)
    staying = sorted((one for one in known if one not in over), key=lambda one: one.since)
    if len(staying) < MOST:
        return Room(over)
    if kind not in NEVER_REFUSED:
        raise TooManyAlarms(most=MOST)
    less = [one for one in staying if one.kind not in NEVER_REFUSED]
    if less:
        return Room((*over, less[0]))
    joined = _joined(staying)
    return Room((*over, *displaced(joined.kind, joined.scope, staying)), joined)


def _joined(standing: Iterable[Alarm]) -> Alarm:
    """The two oldest of a kind that are for zones, as one.

    Each kind stands at most once for all the site or house, so that a full site has such two.
    """
    met: dict[AlarmKind, Alarm] = {}
    for one in standing:
        if one.scope.reach != "zone":
            continue
        if other := met.get(one.kind):
            zones = {*other.scope.zones, *one.scope.zones}
            return replace(other, scope=Scope("zone", tuple(sorted(zones))))
        met[one.kind] = one
    raise TooManyAlarms(most=MOST)


def require_clear(kind: AlarmKind, wanted: Scope, standing: Iterable[Alarm]) -> None:
    """No screen says that the danger is over while it, or another, says fire.

    Displays of several zones show what stands in any of them, so zones get no all-clear of their
    own: their alarm is ended. Raises AllClearForZones, StillStanding.
    """
    if kind != "all_clear":
        return
    if wanted.reach == "zone":
        raise AllClearForZones
    for one in standing:
        if one.kind != kind and not wanted.covers(one.scope):
            raise StillStanding(
                kind=one.kind, scope=one.scope.reach, zones=list(one.scope.zones), alarm=one.id
            )


def raising(kind: AlarmKind) -> Permission:
    """What one must be permitted to raise this: an all-clear ends alarms."""
    return "alarm.end" if kind == "all_clear" else "alarm.raise"
