"""The way through the house, as a person sees it who faces a device."""

import pytest

from hub.sites.demo import HOUSE
from hub.sites.rules import House, Node, Site, way, ways
from wire.ids import SiteId

SITE = Site(SiteId("testhaus"), 1, "Testhaus", "Europe/Berlin", 60, 30)


def house(nodes: list[Node], edges: list[tuple[str, str]]) -> House:
    return House(SITE, (), (), (), tuple(nodes), tuple(edges))


def star(x: float, y: float) -> House:
    """One goal at (x, y) from a device in the origin; y grows downwards."""
    nodes = [Node("device", 0, 0, 0, "device"), Node("goal", 0, x, y, "room", "1.01")]
    return house(nodes, [("device", "goal")])


@pytest.mark.parametrize(
    ("goal", "arrow"),
    [
        ((0, -10), "straight"),
        ((10, -10), "half_right"),
        ((10, 0), "right"),
        ((10, 10), "back"),
        ((0, 10), "back"),
        ((-10, 10), "back"),
        ((-10, 0), "left"),
        ((-10, -10), "half_left"),
        ((0, 0.5), "here"),
    ],
)
def test_a_device_that_looks_down_the_plan_is_read_looking_up(
    goal: tuple[float, float], arrow: str
) -> None:
    found = way(star(*goal), "device", "goal", facing_deg=180)
    assert found is not None
    assert found.arrow == arrow


@pytest.mark.parametrize(
    ("facing", "arrow"), [(0, "back"), (90, "right"), (180, "straight"), (270, "left")]
)
def test_the_same_goal_from_devices_that_look_elsewhere(facing: float, arrow: str) -> None:
    found = way(star(0, -10), "device", "goal", facing)
    assert found is not None
    assert found.arrow == arrow


def test_straight_pieces_are_one_leg_and_metres_are_rounded() -> None:
    nodes = [
        Node("device", 0, 0, 0, "device"),
        Node("a", 0, 0, -4, "corner"),
        Node("b", 0, 0, -9, "corner"),
        Node("goal", 0, -18, -9, "room", "1.01"),
    ]
    found = way(house(nodes, [("device", "a"), ("a", "b"), ("b", "goal")]), "device", "goal", 180)
    assert found is not None
    assert [(leg.turn, leg.metres) for leg in found.legs] == [("straight", 10), ("left", 20)]
    assert found.line == ((0, 0), (0, -4), (0, -9), (-18, -9))


@pytest.mark.parametrize(("floors", "turn"), [(1, "stairs_up"), (-1, "stairs_down")])
def test_stairs_are_a_leg_of_their_own_and_the_line_ends_there(floors: int, turn: str) -> None:
    nodes = [
        Node("device", 0, 0, 0, "device"),
        Node("foot", 0, 10, 0, "stairs"),
        Node("head", floors, 14, 0, "stairs"),
        Node("goal", floors, 14, -6, "room", "1.01"),
    ]
    edges = [("device", "foot"), ("foot", "head"), ("head", "goal")]
    found = way(house(nodes, edges), "device", "goal", 180)
    assert found is not None
    legs = [(leg.turn, leg.metres, leg.floors) for leg in found.legs]
    assert legs == [("right", 10, 0), (turn, 5, floors), ("left", 5, 0)]
    assert found.line == ((0, 0), (10, 0))


def test_stairs_are_climbed_only_where_they_save_a_real_detour() -> None:
    nodes = [
        Node("device", 0, 0, 0, "device"),
        Node("up", 1, 0, -1, "stairs"),
        Node("level", 0, 10, 0, "corner"),
        Node("goal", 0, 0, -10, "room", "1.01"),
    ]
    edges = [("device", "up"), ("up", "goal"), ("device", "level"), ("level", "goal")]
    found = way(house(nodes, edges), "device", "goal", 180)
    assert found is not None
    assert all(leg.floors == 0 for leg in found.legs)


def test_there_is_no_way_to_what_is_not_connected() -> None:
    nodes = [Node("device", 0, 0, 0, "device"), Node("goal", 0, 5, 0, "room", "1.01")]
    assert way(house(nodes, []), "device", "goal", 0) is None
    assert way(house(nodes, []), "device", "nowhere", 0) is None
    assert ways(house(nodes, []), "device", "room", 0) == {}


def test_the_sample_house_differs_by_where_one_stands() -> None:
    from_a = ways(HOUSE, "display-1", "room", 0)
    from_b = ways(HOUSE, "display-2", "room", 180)
    assert {room.label for room in HOUSE.rooms} == set(from_a) == set(from_b)
    assert (from_a["Schalter 1"].arrow, from_a["Schalter 3"].arrow) == ("right", "left")
    assert (from_b["2.10"].arrow, from_b["2.16"].arrow) == ("left", "right")
