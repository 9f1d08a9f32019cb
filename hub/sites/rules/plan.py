"""The floors of a house as they are drawn: cut to what stands on them, in metres."""

from dataclasses import dataclass
from typing import Final

from hub.sites.rules.parts import Node, Room
from hub.sites.rules.ways import House

MARGIN: Final = 1.5
"""Metres of free space around all that is drawn."""
LEAST: Final = 8.0
"""Metres that a plan shows at least: a single counter does not fill the page."""


@dataclass(frozen=True)
class Drawn:
    """One floor; `size` is the height of its letters. `lines` are ways on this floor."""

    level: int
    name: str
    left: float
    top: float
    width: float
    height: float
    size: float
    rooms: tuple[Room, ...]
    nodes: tuple[Node, ...]
    lines: tuple[tuple[Node, Node], ...]


def drawn(house: House) -> tuple[Drawn, ...]:
    """The floors on which something stands or that have a name, the lowest first."""
    levels = {one.level for one in house.floors} | {one.floor for one in house.rooms}
    return tuple(_floor(house, level) for level in sorted(levels))


def floor_name(house: House, level: int) -> str:
    """As the office calls it, else by counting."""
    found = next((one.name for one in house.floors if one.level == level and one.name), "")
    if found:
        return found
    if level == 0:
        return "Erdgeschoss"
    return f"{level}. Obergeschoss" if level > 0 else f"{-level}. Untergeschoss"


def _floor(house: House, level: int) -> Drawn:
    rooms = tuple(one for one in house.rooms if one.floor == level)
    nodes = tuple(one for one in house.nodes if one.floor == level)
    known = {one.id: one for one in nodes}
    lines = tuple((known[a], known[b]) for a, b in house.edges if a in known and b in known)
    across = [one.x for one in nodes] + [x for one in rooms for x in (one.x, one.x + one.w)]
    down = [one.y for one in nodes] + [y for one in rooms for y in (one.y, one.y + one.h)]
    left, top = min(across, default=0) - MARGIN, min(down, default=0) - MARGIN
    width = max(max(across, default=0) + MARGIN - left, LEAST)
    height = max(max(down, default=0) + MARGIN - top, LEAST / 2)
    return Drawn(
        level, floor_name(house, level), round(left, 2), round(top, 2), round(width, 2),
        round(height, 2), round(width * 0.026, 2), rooms, nodes, lines,
    )  # fmt: skip
