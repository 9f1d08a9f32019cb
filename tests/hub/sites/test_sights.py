"""Which display shows which call, in any house: who waits, who walks, who stands at the door."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from hub.sites.demo import HOUSE
from hub.sites.rules import House, Node, Room, Site, Zone, misplaced, sees, shortest, sights
from wire.ids import RoomId, SiteId, ZoneId
from wire.messages import DisplayConfig, DisplayRole

SITE = Site(SiteId("testhaus"), 1, "Testhaus", "Europe/Berlin", 60, 30)
SLACK = (-0.001, 0.001)
"""Metres by which stopping now and then may miss the nearest point."""
ZONES, LABELS = ("A", "B", "C"), ("1.01", "1.02", "1.03")


@dataclass(frozen=True)
class View:
    role: DisplayRole
    node: str = ""
    zone: ZoneId | None = None
    room: RoomId | None = None


@st.composite
def houses(draw: st.DrawFn) -> House:
    """Zones, rooms, corners and screens anywhere on two floors, joined by some of the ways."""
    names = [*(f"z{zone}" for zone in ZONES), *LABELS, "corner", "screen-1", "screen-2"]
    at = st.tuples(st.integers(0, 1), st.floats(0, 40), st.floats(0, 20))
    nodes = []
    for name in names:
        floor, x, y = draw(at)
        if name in LABELS:
            nodes.append(Node(name, floor, x, y, "room", name))
        elif name.startswith("z"):
            nodes.append(Node(name, floor, x, y, "zone", name[1:]))
        else:
            nodes.append(Node(name, floor, x, y, "corner"))
    pairs = [(a, b) for nth, a in enumerate(names) for b in names[:nth]]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14))
    rooms = tuple(
        Room(RoomId(label), {"de": label}, ZoneId("A"), "room", (), 0, 0, 0, 1, 1)
        for label in LABELS
    )
    zones = tuple(Zone(ZoneId(zone), {"de": zone}) for zone in ZONES)
    return House(SITE, zones, (), rooms, tuple(nodes), tuple(edges))


VIEWS = st.one_of(
    st.builds(View, st.just("zone"), zone=st.sampled_from([*map(ZoneId, "ABCZ"), None])),
    st.builds(View, st.just("door"), room=st.sampled_from([*map(RoomId, LABELS), None])),
    st.builds(View, st.just("way"), node=st.sampled_from(["screen-1", "screen-2", "nowhere"])),
)
CALLS = [(zone, room) for zone in ZONES for room in LABELS]


def config(house: House, view: View) -> DisplayConfig:
    """As a player has it: what it shows is what its configuration covers."""
    return DisplayConfig(
        rev=1, name="", timezone="Europe/Berlin", reading_distance_m=5, panel_height_mm=500,
        room_ways={}, sees=sights(house, view),
    )  # fmt: skip


@given(houses(), VIEWS)
def test_a_display_shows_exactly_the_calls_that_are_addressed_to_it(
    house: House, view: View
) -> None:
    told = config(house, view)
    for zone, room in CALLS:
        assert told.covers(zone, room) == sees(house, view, zone, room)


@given(houses())
def test_each_call_is_seen_in_its_zone_and_in_no_other(house: House) -> None:
    for zone, room in CALLS:
        seen = [one for one in ZONES if sees(house, View("zone", zone=ZoneId(one)), zone, room)]
        assert seen == [zone]


@given(houses())
def test_the_sign_at_a_door_shows_calls_to_its_room_from_any_zone(house: House) -> None:
    for zone, room in CALLS:
        at = [one for one in LABELS if sees(house, View("door", room=RoomId(one)), zone, room)]
        assert at == [room]


@given(houses(), st.sampled_from(["screen-1", "screen-2"]))
def test_a_display_on_the_way_shows_a_call_exactly_if_the_shortest_way_passes_it(
    house: House, screen: str
) -> None:
    nodes = {node.id: node for node in house.nodes}
    for zone, room in CALLS:
        ways = _all_ways(house, f"z{zone}", room)
        least = min(map(_metres, ways), default=0.0)
        best = [way for way in ways if _metres(way) <= least + 1e-9]
        verdicts = {_nearest(way, nodes[screen]) <= 2 + slack for way in best for slack in SLACK}
        assert sees(house, View("way", node=screen), zone, room) in (verdicts or {False})


@given(houses())
def test_the_shortest_way_leads_from_zone_to_room_along_the_ways_of_the_house(
    house: House,
) -> None:
    joined = {frozenset(edge) for edge in house.edges}
    for zone, room in CALLS:
        path = [node.id for node in shortest(house, zone, room)]
        assert bool(path) == bool(_all_ways(house, f"z{zone}", room))
        if path:
            assert (path[0], path[-1]) == (f"z{zone}", room)
            assert all(frozenset(pair) in joined for pair in pairwise(path))


@given(houses(), VIEWS)
def test_whoever_shows_nothing_hangs_wrongly(house: House, view: View) -> None:
    somewhere = replace(view, node=view.node or "screen-1")
    wrong = misplaced(house, somewhere)
    assert bool(sights(house, somewhere)) or wrong
    assert wrong in ((), ("no_point",)) or not sights(house, somewhere)


def test_beside_the_way_is_on_the_way_and_above_it_is_not() -> None:
    nodes = [
        Node("zA", 0, 0, 0, "zone", "A"), Node("1.01", 0, 20, 0, "room", "1.01"),
        Node("wall", 0, 10, 2, "device"), Node("far", 0, 10, 2.01, "device"),
        Node("above", 1, 10, 0, "device"), Node("behind", 0, 22.1, 0, "device"),
    ]  # fmt: skip
    house = House(SITE, (Zone(ZoneId("A"), {}),), (), (), tuple(nodes), (("zA", "1.01"),))
    seen = [one.id for one in nodes[2:] if sees(house, View("way", node=one.id), "A", "1.01")]
    assert seen == ["wall"]


def test_the_sample_houses_corridor_is_walked_from_two_zones() -> None:
    found = {one.zone: one.rooms for one in sights(HOUSE, View("way", node="display-3"))}
    assert found["B"] == found["C"] == ("2.14", "2.16", "2.18", "2.20")
    assert sees(HOUSE, View("zone", zone=ZoneId("C")), "C", "2.14")
    assert not sees(HOUSE, View("way", node="display-4"), "B", "2.14")


def _all_ways(house: House, start: str, goal: str) -> list[list[Node]]:
    """Each way without a loop, found by walking them all."""
    nodes = {node.id: node for node in house.nodes}
    joined: dict[str, set[str]] = {name: set() for name in nodes}
    for a, b in house.edges:
        joined[a].add(b)
        joined[b].add(a)
    found, ahead = [], [[start]]
    while ahead:
        path = ahead.pop()
        if path[-1] == goal:
            found.append([nodes[name] for name in path])
            continue
        ahead += [[*path, after] for after in joined[path[-1]] if after not in path]
    return found


def _metres(path: list[Node]) -> float:
    return sum(
        hypot(b.x - a.x, b.y - a.y) + 15.0 * abs(b.floor - a.floor) for a, b in pairwise(path)
    )


def _nearest(path: list[Node], screen: Node) -> float:
    """How near somebody comes to the screen who stops every 5 centimetres."""
    stops = [(one.x, one.y) for one in path if one.floor == screen.floor]
    for a, b in pairwise(path):
        if a.floor == b.floor == screen.floor:
            steps = max(1, round(hypot(b.x - a.x, b.y - a.y) * 20))
            stops += [
                (a.x + (b.x - a.x) * n / steps, a.y + (b.y - a.y) * n / steps)
                for n in range(steps + 1)
            ]
    return min((hypot(x - screen.x, y - screen.y) for x, y in stops), default=99.0)
