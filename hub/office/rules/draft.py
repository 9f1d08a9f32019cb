"""A first draft of the ways through a house of which only the rooms are drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Final

from hub.sites.rules import House, Node, NodeKind, Room

ENTRANCE: Final = "eingang"
STEP_M: Final = 1.5
"""So far before a door its point of the corridor lies."""
Spot = tuple[float, float]


def drafted(house: House) -> House:
    """The house with a point for each zone and room that has none, and ways between them.

    Whatever is drawn already stays. New points join the nearest one of their floor, floors are
    joined by stairs, and where no device stands yet there is an entrance for the first one.
    """
    draft = _Draft(house)
    levels = sorted({room.floor for room in house.rooms})
    for level in levels:
        draft.furnish(level)
    if len(levels) > 1 and not any(one.kind == "stairs" for one in house.nodes):
        stairs = [draft.join("stairs", level, draft.corner(level)) for level in levels]
        draft.edges += [(a.id, b.id) for a, b in pairwise(stairs)]
    if levels and not any(one.kind == "device" or one.id == ENTRANCE for one in house.nodes):
        x, y = draft.corner(levels[0])
        draft.join("corner", levels[0], (x - STEP_M, y), name=ENTRANCE)
    return replace(house, nodes=tuple(draft.nodes), edges=tuple(draft.edges))


class _Draft:
    """Points and ways as they grow."""

    def __init__(self, house: House) -> None:
        self.nodes = list(house.nodes)
        self.edges = list(house.edges)
        self._rooms = house.rooms

    def furnish(self, level: int) -> None:
        """Zones whose rooms are on this floor, then the doors."""
        rooms = [one for one in self._rooms if one.floor == level]
        for zone in sorted({one.zone for one in rooms}):
            if not self._has("zone", zone):
                spot = _middle([one for one in rooms if one.zone == zone])
                self.join("zone", level, spot, ref=zone, name=f"wartezone-{zone.lower()}")
        for room in rooms:
            if not self._has("room", room.label):
                before = self.join("corner", level, _before(room), name=f"vor-{_slug(room.label)}")
                name = self._free(f"tuer-{_slug(room.label)}")
                door = Node(name, level, before.x, round(room.y + room.h, 2), "room", room.label)
                self.nodes.append(door)
                self.edges.append((before.id, door.id))

    def join(
        self, kind: NodeKind, level: int, spot: Spot, *, ref: str = "", name: str = ""
    ) -> Node:
        """A new point, linked to the nearest of its floor that one walks along."""
        new = Node(self._free(name or f"treppe-{level}"), level, *spot, kind, ref)
        near = [one for one in self.nodes if one.floor == level and one.kind != "room"]
        if near:
            far = {one.id: hypot(one.x - new.x, one.y - new.y) for one in near}
            self.edges.append((min(far, key=lambda one: (far[one], one)), new.id))
        self.nodes.append(new)
        return new

    def corner(self, level: int) -> Spot:
        """Below what is farthest to the left."""
        rooms = [one for one in self._rooms if one.floor == level]
        x, y = min(one.x for one in rooms), max(one.y + one.h for one in rooms)
        return round(x, 2), round(y + STEP_M, 2)

    def _has(self, kind: NodeKind, ref: str) -> bool:
        return any((one.kind, one.ref) == (kind, ref) for one in self.nodes)

    def _free(self, name: str) -> str:
        """The name, or with the first number that makes it one that no point has."""
        taken = {one.id for one in self.nodes}
        count, found = 1, name
        while found in taken:
            count += 1
            found = f"{name}-{count}"
        return found


def _before(room: Room) -> Spot:
    return round(room.x + room.w / 2, 2), round(room.y + room.h + STEP_M, 2)


def _middle(rooms: Sequence[Room]) -> Spot:
    spots = [_before(one) for one in rooms]
    return _mean(x for x, _ in spots), _mean(y for _, y in spots)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 2)


def _slug(label: str) -> str:
    return "".join(one if one.isalnum() else "-" for one in label.lower())[:20].strip("-")
