"""The floor plan as the reader of a device sees it: what lies straight ahead of them is above."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.devices.rules import Place
from hub.sites.rules import House, ways
from wire.messages import Plan, PlanRoom, PlanSign, Way

MARGIN_M = 1.0
"""Free space around all that is drawn."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """A plan and the ways that are drawn on it, to zones by letter and to rooms by label."""

    plan: Plan
    zones: dict[str, Way]
    rooms: dict[str, Way]


def chart(house: House, place: Place) -> Chart:
    """The device's floor, cut to what stands on it and turned for whoever reads the device.

    The device's node must be one of the house.
    """
    found = _floor(house, place)
    for _ in range(quarters(place.facing_deg)):
        found = turned(found)
    return found


def quarters(facing_deg: float) -> int:
    """Quarter turns clockwise that bring what the reader looks at to the top of the plan.

    `facing_deg` is where the device's front looks; the reader looks the other way. A device that
    hangs askew gets the nearest quarter, as the walls of the house stay upright.
    """
    return round((180 - facing_deg) / 90) % 4


def turned(one: Chart) -> Chart:
    """All of it a quarter turn clockwise."""
    width, height = one.plan.width, one.plan.height
    return _redrawn(one, lambda point: (height - point[1], point[0]), (height, width))


def _floor(house: House, place: Place) -> Chart:
    here = next(node for node in house.nodes if node.id == place.node)
    rooms = [room for room in house.rooms if room.floor == here.floor]
    nodes = [node for node in house.nodes if node.floor == here.floor]
    across = [node.x for node in nodes] + [x for r in rooms for x in (r.x, r.x + r.w)]
    down = [node.y for node in nodes] + [y for r in rooms for y in (r.y, r.y + r.h)]
    left, top = min(across) - MARGIN_M, min(down) - MARGIN_M
    size = (max(across) + MARGIN_M - left, max(down) + MARGIN_M - top)
    whole = Plan(
        width=size[0],
        height=size[1],
        rooms=tuple(PlanRoom(label=r.label, x=r.x, y=r.y, w=r.w, h=r.h) for r in rooms),
        signs=tuple(PlanSign(zone=n.ref, x=n.x, y=n.y) for n in nodes if n.kind == "zone"),
        here=(here.x, here.y),
    )
    led = Chart(
        whole,
        ways(house, place.node, "zone", place.facing_deg),
        ways(house, place.node, "room", place.facing_deg),
    )
    return _redrawn(led, lambda point: (point[0] - left, point[1] - top), size)


def _redrawn(one: Chart, move: Callable[[Point], Point], size: Point) -> Chart:
    """Everything where `move` takes it, to the centimetre, on a plan of `size`."""

    def moved(point: Point) -> Point:
        x, y = move(point)
        return round(x, 2), round(y, 2)

    def room(old: PlanRoom) -> PlanRoom:
        (a, b), (c, d) = moved((old.x, old.y)), moved((old.x + old.w, old.y + old.h))
        w, h = round(abs(c - a), 2), round(abs(d - b), 2)
        return PlanRoom(label=old.label, x=min(a, c), y=min(b, d), w=w, h=h)

    def sign(old: PlanSign) -> PlanSign:
        x, y = moved((old.x, old.y))
        return PlanSign(zone=old.zone, x=x, y=y)

    def led(old: dict[str, Way]) -> dict[str, Way]:
        return {
            name: way.model_copy(update={"line": tuple(moved(point) for point in way.line)})
            for name, way in old.items()
        }

    plan = Plan(
        width=round(size[0], 2),
        height=round(size[1], 2),
        rooms=tuple(room(each) for each in one.plan.rooms),
        signs=tuple(sign(each) for each in one.plan.signs),
        here=moved(one.plan.here),
    )
    return Chart(plan, led(one.zones), led(one.rooms))
