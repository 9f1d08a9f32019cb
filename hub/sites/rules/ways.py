"""The ways through a house (Dijkstra), and who on them sees which calls."""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Literal, NamedTuple, Protocol

from hub.sites.rules.parts import Concern, Floor, Node, NodeKind, Room, Site, Zone
from wire.ids import RoomId, ZoneId
from wire.messages import Arrow, DisplayRole, Leg, Sight, Way

METRES_PER_FLOOR = 15.0
"""What a floor of climbing costs a way, so that no way climbs without need."""
ROUND_M = 5
STRAIGHT_DEG = 22.5
"""Half of an eighth of a turn: nearer than this to straight ahead is straight ahead."""
BESIDE_M = 2.0
"""Who walks past a display no farther off than this can read it; corridors are 2 to 4 m wide."""
_HAIR = BESIDE_M + 0.001


@dataclass(frozen=True)
class House:
    """A site with all that stands in it."""

    site: Site
    zones: tuple[Zone, ...]
    concerns: tuple[Concern, ...]
    rooms: tuple[Room, ...]
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    floors: tuple[Floor, ...] = ()

    @cached_property
    def ground(self) -> "_Ground":
        """What is worked out of the house once, as long as this very house is looked at."""
        return _Ground(self)


Path = list[Node]


@dataclass(frozen=True)
class _Stretch:
    """A piece of the shortest ways on one floor, and the calls whose visitors walk it."""

    a: Node
    b: Node
    calls: set[tuple[ZoneId, RoomId]]

    def is_beside(self, here: Node) -> bool:
        return (
            # First by the box around it, which is soon done; a hair wider than what counts.
            min(self.a.x, self.b.x) - _HAIR <= here.x <= max(self.a.x, self.b.x) + _HAIR
            and min(self.a.y, self.b.y) - _HAIR <= here.y <= max(self.a.y, self.b.y) + _HAIR
            and _apart(here, self.a, self.b) <= BESIDE_M
        )


class _Ground:
    """The points of a house by name, their neighbours, and the ways that visitors walk."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.nodes = {node.id: node for node in house.nodes}
        self.neighbours: dict[str, list[tuple[str, float]]] = {name: [] for name in self.nodes}
        for a, b in house.edges:
            metres = _cost(self.nodes[a], self.nodes[b])
            self.neighbours[a].append((b, metres))
            self.neighbours[b].append((a, metres))
        self._routes: dict[str, dict[str, Path]] = {}

    def paths(self, start: str, goals: Collection[str]) -> dict[str, Path]:
        """The shortest paths from one point to others, as far as any lead there (Dijkstra).

        Of paths of one length the first by name, so that all hubs say the same.
        """
        if start not in self.nodes:
            return {}
        left = set(goals) & self.nodes.keys()
        found: dict[str, Path] = {}
        ahead: list[tuple[float, str, tuple[str, ...]]] = [(0.0, start, (start,))]
        least = {start: 0.0}
        done: set[str] = set()
        while ahead and left:
            cost, here, path = heapq.heappop(ahead)
            if here in done:
                continue
            done.add(here)
            if here in left:
                left.remove(here)
                found[here] = [self.nodes[name] for name in path]
            for there, metres in self.neighbours[here]:
                step = cost + metres
                # Most points are dead ends, doors and screens, that lead to nothing else.
                leads = len(self.neighbours[there]) > 1 or there in left
                if leads and there not in done and step <= least.get(there, step):
                    least[there] = step
                    heapq.heappush(ahead, (step, there, (*path, there)))
        return found

    def routes(self, zone: str) -> Mapping[str, Path]:
        """The shortest way from where a zone waits to each room, by the room's label."""
        if zone not in self._routes:
            self._routes[zone] = self._walked(zone)
        return self._routes[zone]

    def _walked(self, zone: str) -> dict[str, Path]:
        goals = {node.id: node.ref for node in _of(self._house, "room")}
        starts = [node.id for node in _of(self._house, "zone") if node.ref == zone]
        best: dict[str, Path] = {}
        for found in [self.paths(start, goals) for start in starts]:
            for goal, label in goals.items():
                path = found.get(goal)
                if path and (label not in best or _length(path) < _length(best[label])):
                    best[label] = path
        return best

    @cached_property
    def _stretches(self) -> dict[int, list[_Stretch]]:
        """All that visitors walk, by floor; each piece once, however many ways lead along it."""
        known: dict[tuple[str, str], _Stretch] = {}
        for zone in self._house.zones:
            routes = self.routes(zone.id)
            for room in self._house.rooms:
                for a, b in _pieces(routes.get(room.label, ())):
                    piece = known.setdefault((a.id, b.id), _Stretch(a, b, set()))
                    piece.calls.add((zone.id, room.label))
        by_floor: dict[int, list[_Stretch]] = {}
        for one in known.values():
            by_floor.setdefault(one.a.floor, []).append(one)
        return by_floor

    def calls_past(self, node_id: str) -> set[tuple[ZoneId, RoomId]]:
        """The calls, by zone and room, whose visitors come by the point."""
        here = self.nodes.get(node_id)
        found: set[tuple[ZoneId, RoomId]] = set()
        for one in self._stretches.get(here.floor, ()) if here else ():
            if not one.calls <= found and here and one.is_beside(here):
                found |= one.calls
        return found


def _pieces(path: Sequence[Node]) -> Iterable[tuple[Node, Node]]:
    """The points of a way, and the stretches between two on one floor."""
    yield from ((one, one) for one in path)
    yield from ((a, b) for a, b in pairwise(path) if a.floor == b.floor)


class _Straight(NamedTuple):
    """A straight piece of the way; `turn` is what one does before walking it."""

    turn: Arrow
    metres: float
    floors: int


class _Walk(NamedTuple):
    """A way so far: its straight pieces, and where one looks at its end."""

    pieces: tuple[_Straight, ...]
    heading: float


def way(house: House, start: str, goal: str, facing_deg: float) -> Way | None:
    """The shortest way from node `start` to node `goal`, or None when no way leads there.

    `facing_deg` is where the device's front looks, clockwise from the top of the plan; whoever
    reads it looks the other way. A way of less than a metre is "here".
    """
    path = house.ground.paths(start, (goal,)).get(goal)
    return _described(path, _begun(start, facing_deg)) if path else None


def _begun(start: str, facing_deg: float) -> dict[str, _Walk]:
    return {start: _Walk((), (facing_deg + 180) % 360)}


def _described(path: Path, known: dict[str, _Walk]) -> Way:
    if _is_here(path):
        return Way(arrow="here")
    pieces = _walk(path, known).pieces
    legs = tuple(_leg(one.turn, _rounded(one.metres), one.floors) for one in pieces)
    line = tuple([(node.x, node.y) for node in path if node.floor == path[0].floor])
    return Way(arrow=legs[0].turn, legs=legs, line=line)


def _is_here(path: Path) -> bool:
    """Whether it is shorter than a metre; a long one is not measured to its end."""
    metres = 0.0
    for a, b in pairwise(path):
        metres += _cost(a, b)
        if metres >= 1:
            return False
    return True


def ways(house: House, start: str, kind: NodeKind, facing_deg: float) -> dict[str, Way]:
    """The ways from `start` to all places of one kind, by the name of the place."""
    goals = {node.id: node.ref for node in _of(house, kind)}
    found = house.ground.paths(start, goals)
    known = _begun(start, facing_deg)
    return {ref: _described(found[one], known) for one, ref in goals.items() if one in found}


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
    past = house.ground.calls_past(view.node) if view.role == "way" else set()
    seen = {
        zone.id: tuple(
            one.label
            for one in house.rooms
            if (one.label == view.room if view.role == "door" else (zone.id, one.label) in past)
        )
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
    if view.node not in house.ground.nodes:
        return ("no_point",)
    if sights(house, view):
        return ()
    wrong: dict[DisplayRole, Misplacement] = {"zone": "no_zone", "door": "no_room", "way": "no_way"}
    return (wrong[view.role],)


def shortest(house: House, zone: str, room: str) -> Sequence[Node]:
    """The points of the shortest way from where `zone` waits to `room`; none: it leads nowhere."""
    return house.ground.routes(zone).get(room, ())


def passes(house: House, path: Sequence[Node], node_id: str) -> bool:
    """Whether who walks along `path` comes by the node, or within reading distance of it."""
    here = house.ground.nodes.get(node_id)
    if here is None:
        return False
    pieces = ((a, b) for a, b in _pieces(path) if a.floor == here.floor)
    return any(_apart(here, a, b) <= BESIDE_M for a, b in pieces)


def _apart(here: Node, a: Node, b: Node) -> float:
    """Metres from a point to the stretch between two others of its floor."""
    dx, dy = b.x - a.x, b.y - a.y
    square = dx * dx + dy * dy
    share = ((here.x - a.x) * dx + (here.y - a.y) * dy) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(here.x - a.x - share * dx, here.y - a.y - share * dy)


def _of(house: House, kind: NodeKind) -> Iterable[Node]:
    return (node for node in house.nodes if node.kind == kind)


def _length(path: Path) -> float:
    return sum(_cost(a, b) for a, b in pairwise(path))


def _cost(a: Node, b: Node) -> float:
    return hypot(b.x - a.x, b.y - a.y) + METRES_PER_FLOOR * abs(b.floor - a.floor)


def _walk(path: Path, known: dict[str, _Walk]) -> _Walk:
    """Along the path; `known` holds what paths from the same start have in common, by its end."""
    begin = next(n for n in range(len(path) - 1, -1, -1) if path[n].id in known)
    walked = known[path[begin].id]
    for a, b in pairwise(path[begin:]):
        walked = known[b.id] = _on(walked, a, b)
    return walked


def _on(walked: _Walk, a: Node, b: Node) -> _Walk:
    """One point further."""
    pieces, heading = walked
    metres, floors = hypot(b.x - a.x, b.y - a.y), b.floor - a.floor
    bearing = degrees(atan2(b.x - a.x, a.y - b.y)) % 360 if metres > 0.1 else heading
    turn: Arrow = _turn(bearing - heading)
    if floors:
        turn = "stairs_up" if floors > 0 else "stairs_down"
    last = pieces[-1] if pieces else None
    if last and ((turn == "straight" and not last.floors) or (floors and last.turn == turn)):
        longer = _Straight(last.turn, last.metres + metres, last.floors + floors)
        return _Walk((*pieces[:-1], longer), bearing)
    return _Walk((*pieces, _Straight(turn, metres, floors)), bearing)


@lru_cache(maxsize=1024)
def _leg(turn: Arrow, metres: int, floors: int) -> Leg:
    """Each only once: a large house has many thousand, and few that differ."""
    return Leg(turn=turn, metres=metres, floors=floors)


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
