"""The ways and sights of a house worked out plainly, each by itself, to compare the fast ones."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from hub.sites.rules import House, Node, NodeKind, Viewpoint
from hub.sites.rules.ways import BESIDE_M, METRES_PER_FLOOR, _apart, _rounded, _turn
from wire.messages import Arrow, Leg, Sight, Way


def way(house: House, start: str, goal: str, facing_deg: float) -> Way | None:
    path = _shortest(house, start, goal)
    if path is None:
        return None
    if _length(path) < 1:
        return Way(arrow="here")
    legs = _legs(path, (facing_deg + 180) % 360)
    line = [(node.x, node.y) for node in path if node.floor == path[0].floor]
    return Way(arrow=legs[0].turn, legs=tuple(legs), line=tuple(line))


def ways(house: House, start: str, kind: NodeKind, facing_deg: float) -> dict[str, Way]:
    found = ((node.ref, way(house, start, node.id, facing_deg)) for node in _of(house, kind))
    return {ref: one for ref, one in found if one is not None}


def sights(house: House, view: Viewpoint) -> tuple[Sight, ...]:
    if view.role == "zone":
        return tuple(Sight(zone=one.id) for one in house.zones if one.id == view.zone)
    seen = {
        zone.id: tuple(one.label for one in house.rooms if sees(house, view, zone.id, one.label))
        for zone in house.zones
    }
    return tuple(Sight(zone=zone, rooms=rooms) for zone, rooms in seen.items() if rooms)


def sees(house: House, view: Viewpoint, zone: str, room: str) -> bool:
    if view.role == "zone":
        return zone == view.zone
    if view.role == "door":
        return room == view.room
    return passes(house, shortest(house, zone, room), view.node)


def shortest(house: House, zone: str, room: str) -> list[Node]:
    starts = [node.id for node in _of(house, "zone") if node.ref == zone]
    goals = [node.id for node in _of(house, "room") if node.ref == room]
    found = (_shortest(house, start, goal) for start in starts for goal in goals)
    return min((path for path in found if path), key=_length, default=[])


def passes(house: House, path: Sequence[Node], node_id: str) -> bool:
    here = next((node for node in house.nodes if node.id == node_id), None)
    if here is None:
        return False
    points = ((one, one) for one in path if one.floor == here.floor)
    stretches = ((a, b) for a, b in pairwise(path) if a.floor == b.floor == here.floor)
    return any(_apart(here, a, b) <= BESIDE_M for a, b in (*points, *stretches))


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
