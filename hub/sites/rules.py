"""What a house consists of, the ways through it (Dijkstra), and who on them sees which calls."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from hub.kit.errors import HouseError
from wire.ids import ConcernId, RoomId, SiteId, ZoneId
from wire.messages import Arrow, DisplayRole, Hours, Leg, Sight, Sound, Way

RoomKind = Literal["room", "counter"]
NodeKind = Literal["room", "zone", "device", "corner", "stairs"]
METRES_PER_FLOOR = 15.0
"""What a floor of climbing costs a way, so that no way climbs without need."""
ROUND_M = 5
STRAIGHT_DEG = 22.5
"""Half of an eighth of a turn: nearer than this to straight ahead is straight ahead."""
BESIDE_M = 2.0
"""Who walks past a display no farther off than this can read it; corridors are 2 to 4 m wide."""


class UnknownConcern(HouseError):
    """No such concern (Anliegen) at this site."""

    key = "unknown_concern"
    status = 404


class UnknownZone(HouseError):
    """No such waiting zone (Wartezone) at this site."""

    key = "unknown_zone"
    status = 404


class UnknownRoom(HouseError):
    """No such room (Zimmer, Schalter) at this site."""

    key = "unknown_room"
    status = 404


@dataclass(frozen=True)
class Site:
    """An office building (Standort); `number` stands in the codes of its letters."""

    id: SiteId
    number: int
    name: str
    timezone: str
    early_minutes: int
    """Check-in opens so long before the appointment."""
    late_minutes: int
    """Check-in closes so long after the appointment's beginning."""
    walkin_bound_minutes: int
    """Walk-ins who have waited so long go before appointments."""

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.timezone))

    def day(self, at: datetime) -> date:
        """The local date of a moment: the day on which tickets and letters count."""
        return self.local(at).date()

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """First moment of the local day and of the next one."""
        zone = ZoneInfo(self.timezone)
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        after = day + timedelta(days=1)
        return start, datetime(after.year, after.month, after.day, tzinfo=zone)


@dataclass(frozen=True)
class Zone:
    """A waiting zone (Wartezone)."""

    id: ZoneId
    name: Mapping[str, str]
    sound: Sound = field(default_factory=Sound)
    """How loud its displays speak and when they keep quiet, unless they have that of their own."""


@dataclass(frozen=True)
class Concern:
    """A concern (Anliegen); `service_minutes` is how long one visitor takes at a desk.

    One that is the `parent` of others is a group: it leads to them, and nobody waits for it.
    """

    id: ConcernId
    name: Mapping[str, str]
    hint: Mapping[str, str]
    zone: ZoneId
    service_minutes: int
    open: bool = True
    """False: no more numbers today (Annahmeschluss)."""
    parent: ConcernId | None = None
    hours: tuple[Hours, ...] = ()
    """When numbers are given out; empty: at any time."""

    def takes(self, local: datetime) -> bool:
        """Whether numbers are given out at this local moment."""
        if not self.hours:
            return self.open
        minute = local.hour * 60 + local.minute
        return self.open and any(
            span.weekday == local.weekday() and span.opens <= minute < span.closes
            for span in self.hours
        )


def groups(concerns: Iterable[Concern]) -> frozenset[ConcernId]:
    """Those that lead to others."""
    return frozenset(one.parent for one in concerns if one.parent is not None)


def leaf(concerns: Sequence[Concern], wanted: str | None) -> Concern | None:
    """The concern itself, of a group the first below it, of an unknown one the house's first."""
    found = next((one for one in concerns if one.id == wanted), None)
    above = groups(concerns)
    if found is not None and found.id in above:
        found = next((one for one in concerns if one.parent == found.id), None)
    return found or next((one for one in concerns if one.id not in above), None)


@dataclass(frozen=True)
class Room:
    """A room or counter (Zimmer, Schalter); `concerns` are those whose walk-ins it serves.

    The rectangle is in metres; origin top left, y downwards.
    """

    label: RoomId
    name: Mapping[str, str]
    """By language; the German one stands on the door."""
    zone: ZoneId
    kind: RoomKind
    concerns: tuple[ConcernId, ...]
    floor: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Node:
    """A point on a way, in metres; `ref` names the room, zone or device that it stands for."""

    id: str
    floor: int
    x: float
    y: float
    kind: NodeKind
    ref: str = ""


@dataclass(frozen=True)
class House:
    """A site with all that stands in it."""

    site: Site
    zones: tuple[Zone, ...]
    concerns: tuple[Concern, ...]
    rooms: tuple[Room, ...]
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]


def way(house: House, start: str, goal: str, facing_deg: float) -> Way | None:
    """The shortest way from node `start` to node `goal`, or None when no way leads there.

    `facing_deg` is where the device's front looks, clockwise from the top of the plan; whoever
    reads it looks the other way. A way of less than a metre is "here".
    """
    path = _shortest(house, start, goal)
    if path is None:
        return None
    if _length(path) < 1:
        return Way(arrow="here")
    legs = _legs(path, (facing_deg + 180) % 360)
    line = [(node.x, node.y) for node in path if node.floor == path[0].floor]
    return Way(arrow=legs[0].turn, legs=tuple(legs), line=tuple(line))


def ways(house: House, start: str, kind: NodeKind, facing_deg: float) -> dict[str, Way]:
    """The ways from `start` to all places of one kind, by the name of the place."""
    found = ((node.ref, way(house, start, node.id, facing_deg)) for node in _of(house, kind))
    return {ref: one for ref, one in found if one is not None}


class Viewpoint(Protocol):
    """Where a display hangs, as far as its sights depend on it."""

    @property
    def role(self) -> DisplayRole: ...
    @property
    def node(self) -> str: ...
    @property
    def zone(self) -> ZoneId | None: ...
    @property
    def room(self) -> RoomId | None: ...


Misplacement = Literal["no_zone", "no_room", "no_point", "no_way"]
"""Hangs in no zone, at no room's door, at no point of the ways; beside no way to any room."""


def sights(house: House, view: Viewpoint) -> tuple[Sight, ...]:
    """Whose calls a display shows; nobody's when it hangs nowhere.

    In a waiting zone: all calls of the zone. At a door: calls to the room, from any zone. On the
    way: calls whose shortest way from zone to room passes it.
    """
    if view.role == "zone":
        return tuple(Sight(zone=one.id) for one in house.zones if one.id == view.zone)
    seen = {
        zone.id: tuple(one.label for one in house.rooms if _meets(house, view, zone, one))
        for zone in house.zones
    }
    return tuple(Sight(zone=zone, rooms=rooms) for zone, rooms in seen.items() if rooms)


def sees(house: House, view: Viewpoint, zone: str, room: str) -> bool:
    """Whether a display shows the calls of `zone` to `room`: as `sights` has it, for one call."""
    if view.role == "zone":
        return zone == view.zone
    if view.role == "door":
        return room == view.room
    return passes(house, shortest(house, zone, room), view.node)


def misplaced(house: House, view: Viewpoint) -> tuple[Misplacement, ...]:
    """What must be put right before a display is of use; empty: it hangs well."""
    if view.node not in {node.id for node in house.nodes}:
        return ("no_point",)
    if sights(house, view):
        return ()
    wrong: dict[DisplayRole, Misplacement] = {"zone": "no_zone", "door": "no_room", "way": "no_way"}
    return (wrong[view.role],)


def _meets(house: House, view: Viewpoint, zone: Zone, room: Room) -> bool:
    return sees(house, view, zone.id, room.label)


def shortest(house: House, zone: str, room: str) -> list[Node]:
    """The points of the shortest way from where `zone` waits to `room`; none: it leads nowhere."""
    starts = [node.id for node in _of(house, "zone") if node.ref == zone]
    goals = [node.id for node in _of(house, "room") if node.ref == room]
    found = (_shortest(house, start, goal) for start in starts for goal in goals)
    return min((path for path in found if path), key=_length, default=[])


def passes(house: House, path: Sequence[Node], node_id: str) -> bool:
    """Whether who walks along `path` comes by the node, or within reading distance of it."""
    here = next((node for node in house.nodes if node.id == node_id), None)
    if here is None:
        return False
    points = ((one, one) for one in path if one.floor == here.floor)
    stretches = ((a, b) for a, b in pairwise(path) if a.floor == b.floor == here.floor)
    return any(_apart(here, a, b) <= BESIDE_M for a, b in (*points, *stretches))


def _apart(here: Node, a: Node, b: Node) -> float:
    """Metres from a point to the stretch between two others of its floor."""
    dx, dy = b.x - a.x, b.y - a.y
    square = dx * dx + dy * dy
    share = ((here.x - a.x) * dx + (here.y - a.y) * dy) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(here.x - a.x - share * dx, here.y - a.y - share * dy)


def _of(house: House, kind: NodeKind) -> Iterable[Node]:
    return (node for node in house.nodes if node.kind == kind)


def _length(path: list[Node]) -> float:
    return sum(_cost(a, b) for a, b in pairwise(path))


def _cost(a: Node, b: Node) -> float:
    return hypot(b.x - a.x, b.y - a.y) + METRES_PER_FLOOR * abs(b.floor - a.floor)


def _shortest(house: House, start: str, goal: str) -> list[Node] | None:
    nodes = {node.id: node for node in house.nodes}
    if start not in nodes or goal not in nodes:
        return None
    neighbours: dict[str, list[str]] = {name: [] for name in nodes}
    for a, b in house.edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    ahead: list[tuple[float, str, tuple[str, ...]]] = [(0.0, start, (start,))]
    done: set[str] = set()
    while ahead:
        cost, here, path = heapq.heappop(ahead)
        if here == goal:
            return [nodes[name] for name in path]
        if here in done:
            continue
        done.add(here)
        for there in neighbours[here]:
            if there not in done:
                step = cost + _cost(nodes[here], nodes[there])
                heapq.heappush(ahead, (step, there, (*path, there)))
    return None


@dataclass
class _Stretch:
    """A straight piece of the way; `turn` is what one does before walking it."""

    turn: Arrow
    metres: float
    floors: int


def _legs(path: list[Node], heading: float) -> list[Leg]:
    stretches: list[_Stretch] = []
    for a, b in pairwise(path):
        metres, floors = hypot(b.x - a.x, b.y - a.y), b.floor - a.floor
        bearing = degrees(atan2(b.x - a.x, a.y - b.y)) % 360 if metres > 0.1 else heading
        turn: Arrow = _turn(bearing - heading)
        if floors:
            turn = "stairs_up" if floors > 0 else "stairs_down"
        heading = bearing
        last = stretches[-1] if stretches else None
        if last and ((turn == "straight" and not last.floors) or (floors and last.turn == turn)):
            last.metres += metres
            last.floors += floors
        else:
            stretches.append(_Stretch(turn, metres, floors))
    return [Leg(turn=s.turn, metres=_rounded(s.metres), floors=s.floors) for s in stretches]


def _rounded(metres: float) -> int:
    return max(ROUND_M, ROUND_M * round(metres / ROUND_M)) if metres >= 1 else 0


def _turn(difference: float) -> Arrow:
    """The name of a turn by degrees clockwise; eight directions, "back" for the three behind."""
    angle = (difference + 180) % 360 - 180
    side = "right" if angle > 0 else "left"
    size = abs(angle)
    if size <= STRAIGHT_DEG:
        return "straight"
    if size > 5 * STRAIGHT_DEG:
        return "back"
    if size > 3 * STRAIGHT_DEG:
        return "right" if side == "right" else "left"
    return "half_right" if side == "right" else "half_left"
