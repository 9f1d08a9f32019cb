"""The fast ways and sights are those that are worked out plainly, in any house."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hub.sites.rules import House, Node, Room, Zone, sees, shortest, sights, way, ways
from tests.hub.sites import plainly
from tests.hub.sites.test_sights import SITE, View
from wire.ids import RoomId, ZoneId

ZONES, LABELS, SCREENS = ("A", "B"), ("1.01", "1.02", "1.03"), ("s1", "s2", "s3")


@st.composite
def houses(draw: st.DrawFn) -> House:
    """On a coarse grid, so that many ways are equally long; places may have two points."""
    names = [f"n{n}" for n in range(draw(st.integers(3, 9)))]
    at = st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(0, 4))
    what = st.one_of(
        st.just(("corner", "")),
        st.tuples(st.just("zone"), st.sampled_from(ZONES)),
        st.tuples(st.just("room"), st.sampled_from(LABELS)),
    )
    scale = draw(st.sampled_from([0.3, 1.0, 2.5]))
    nodes = []
    for name in (*names, *SCREENS):
        (floor, x, y), (kind, ref) = draw(at), draw(what)
        nodes.append(Node(name, floor, x * scale, y * scale, kind, ref))  # type: ignore[arg-type]
    every = [*names, *SCREENS]
    pairs = [(a, b) for nth, a in enumerate(every) for b in every[: nth + 1]]
    edges = draw(st.lists(st.sampled_from(pairs), max_size=20))
    rooms = tuple(
        Room(RoomId(label), {"de": label}, ZoneId("A"), "room", (), 0, 0, 0, 1, 1)
        for label in LABELS
    )
    zones = tuple(Zone(ZoneId(zone), {"de": zone}) for zone in ZONES)
    return House(SITE, zones, (), rooms, tuple(nodes), tuple(edges))


PLACES = st.sampled_from([*SCREENS, "n0", "nowhere"])
VIEWS = st.one_of(
    st.builds(View, st.just("zone"), PLACES, zone=st.sampled_from([*map(ZoneId, "ABZ"), None])),
    st.builds(View, st.just("door"), PLACES, room=st.sampled_from([*map(RoomId, LABELS), None])),
    st.builds(View, st.just("way"), PLACES),
)
TURNS = st.sampled_from([0.0, 10.0, 90.0, 200.5])


@given(houses(), st.lists(VIEWS, min_size=1, max_size=4))
def test_sights_are_the_plain_ones(house: House, views: list[View]) -> None:
    for view in views:
        assert sights(house, view) == plainly.sights(house, view)
        for zone in ZONES:
            for room in LABELS:
                assert sees(house, view, zone, room) == plainly.sees(house, view, zone, room)


@given(houses(), PLACES, TURNS)
def test_ways_are_the_plain_ones(house: House, start: str, facing: float) -> None:
    for kind in ("room", "zone"):
        found = ways(house, start, kind, facing)
        assert found == plainly.ways(house, start, kind, facing)
    for node in house.nodes:
        one = way(house, start, node.id, facing)
        assert one == plainly.way(house, start, node.id, facing)
    for zone in ZONES:
        for room in LABELS:
            assert list(shortest(house, zone, room)) == plainly.shortest(house, zone, room)


def test_a_house_that_was_altered_has_ways_of_its_own() -> None:
    ends = (Node("z", 0, 0, 0, "zone", "A"), Node("r", 0, 9, 0, "room", "1.01"))
    rooms = (Room(RoomId("1.01"), {"de": "1"}, ZoneId("A"), "room", (), 0, 0, 0, 1, 1),)
    house = House(SITE, (Zone(ZoneId("A"), {"de": "A"}),), (), rooms, ends, (("z", "r"),))
    view = View("way", "z")
    assert sights(house, view)
    assert not sights(replace(house, edges=()), view)


def test_hundreds_of_displays_know_within_a_moment_what_they_show() -> None:
    """Each worked out by itself, these took a minute."""
    nodes, edges, rooms = [], [], []
    for n in range(80):
        nodes.append(Node(f"c{n}", 0, 4.0 * n, 0.0, "corner"))
        nodes.append(Node(f"r{n}", 0, 4.0 * n, 3.0, "room", f"0.{n:02}"))
        edges += [(f"c{n}", f"r{n}"), (f"c{n}", f"c{max(n - 1, 0)}")]
        rooms.append(Room(RoomId(f"0.{n:02}"), {}, ZoneId("A"), "room", (), 0, 0, 0, 1, 1))
    for n in range(500):
        nodes.append(Node(f"s{n}", 0, 0.6 * n, 1.0, "device"))
        edges.append((f"s{n}", f"c{n % 80}"))
    nodes += [Node(zone, 0, 160.0, 1.0, "zone", zone) for zone in ZONES]
    edges += [(zone, "c40") for zone in ZONES]
    zones = tuple(Zone(ZoneId(zone), {}) for zone in ZONES)
    house = House(SITE, zones, (), tuple(rooms), tuple(nodes), tuple(edges))
    begun = time.process_time()
    for n in range(500):
        assert sights(house, View("way", f"s{n}"))
        assert len(ways(house, f"s{n}", "room", 0)) == 80
    assert time.process_time() - begun < 10
