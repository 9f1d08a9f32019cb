"""The floors of a house with the displays that hang on them, as the wall draws them as a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final, Literal

from hub.displays.schemas import Display
from hub.sites.rules import House, Node, Room

State = Literal["fine", "trouble", "away"]
MARGIN: Final = 0.06
"""Free space around all that is drawn, as a share of its width, beside one metre."""
SHARE: Final = 0.021
"""Half a mark's height as a share of the plan's width: a finger meets it on 640 pixels."""
APART: Final = 2.4
"""How far marks stand from each other at least, in halves of their height."""


@dataclass(frozen=True)
class Mark:
    """A display on the plan; `number` leads from the mark to its line in the list."""

    number: int
    display: Display
    state: State
    x: float
    y: float


@dataclass(frozen=True)
class Floor:
    """One floor, in metres, cut to what stands on it; `half` is half the height of a mark."""

    level: int
    left: float
    top: float
    width: float
    height: float
    half: float
    rooms: tuple[Room, ...]
    zones: tuple[Node, ...]
    marks: tuple[Mark, ...]


def floors(house: House, displays: Sequence[Display]) -> tuple[Floor, ...]:
    """The floors on which displays hang, the lowest first; numbered through the house."""
    at = {one.device: house.ground.nodes.get(one.node) for one in displays}
    found: list[Floor] = []
    for level in sorted({node.floor for node in at.values() if node}):
        here = [(one, node) for one in displays if (node := at[one.device]) and node.floor == level]
        found.append(_floor(house, level, here, first=1 + sum(len(one.marks) for one in found)))
    return tuple(found)


def off_plan(house: House, displays: Sequence[Display]) -> tuple[Display, ...]:
    """Those that hang at no point of the plan."""
    return tuple(one for one in displays if one.node not in house.ground.nodes)


def state(one: Display) -> State:
    """Who is away is that first: what it said before is no longer known to be so."""
    if not one.online:
        return "away"
    return "trouble" if one.trouble or one.misplaced else "fine"


def _floor(house: House, level: int, here: Sequence[tuple[Display, Node]], *, first: int) -> Floor:
    rooms = tuple(one for one in house.rooms if one.floor == level)
    nodes = [one for one in house.nodes if one.floor == level]
    across = [one.x for one in nodes] + [x for one in rooms for x in (one.x, one.x + one.w)]
    down = [one.y for one in nodes] + [y for one in rooms for y in (one.y, one.y + one.h)]
    margin = 1 + (max(across) - min(across)) * MARGIN
    left, top = min(across) - margin, min(down) - margin
    width = max(across) + margin - left
    half = width * SHARE
    spots = _spread([(node.x, node.y) for _, node in here], half * APART, left + width - half)
    marks = tuple(
        Mark(first + index, one, state(one), x, y)
        for index, ((one, _), (x, y)) in enumerate(zip(here, spots, strict=True))
    )
    zones = tuple(one for one in nodes if one.kind == "zone")
    height = max(*down, *(mark.y for mark in marks)) + margin - top
    return Floor(level, left, top, width, height, half, rooms, zones, marks)


def _spread(
    points: Iterable[tuple[float, float]], apart: float, right: float
) -> list[tuple[float, float]]:
    """The points, moved to the right and then down where one would lie upon another."""
    taken: list[tuple[float, float]] = []
    for x, y in points:
        spot = (x, y)
        # A hair less, so that the neighbour at just this distance is none that lies upon it.
        while any(hypot(spot[0] - a, spot[1] - b) < apart * 0.99 for a, b in taken):
            spot = (spot[0] + apart, spot[1])
            if spot[0] > right:
                spot = (x, spot[1] + apart)
        taken.append(spot)
    return taken
