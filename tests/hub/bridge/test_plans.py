"""On the plan of a device lies above what lies straight ahead of whoever reads it."""

from dataclasses import replace
from itertools import pairwise
from math import atan2, degrees, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.bridge.plans import Chart, chart, turned
from hub.devices.demo import PLACES
from hub.devices.rules import Place
from hub.sites.demo import HOUSE
from wire.messages import Way

AHEAD = {
    "straight": 0, "half_right": 45, "right": 90, "back": 180, "left": 270, "half_left": 315,
}  # fmt: skip
"""Degrees clockwise from the top of the plan."""
WIDTH = {"back": 67.5}
"""How far from its arrow a way may lead; 22.5 elsewhere."""
FACING = st.integers(0, 359)
HANGS = st.sampled_from(PLACES)


def seen(place: Place, facing: float) -> Chart:
    return chart(HOUSE, replace(place, facing_deg=facing))


def lines(one: Chart) -> list[Way]:
    return [way for way in (*one.zones.values(), *one.rooms.values()) if way.arrow != "here"]


def off(way: Way) -> float:
    """Degrees between the first stretch as drawn and the arrow, beyond what the arrow allows."""
    a, b = next((a, b) for a, b in pairwise(way.line) if hypot(b[0] - a[0], b[1] - a[1]) > 0.1)
    drawn = degrees(atan2(b[0] - a[0], a[1] - b[1]))
    apart = abs((drawn - AHEAD[way.arrow] + 180) % 360 - 180)
    return max(0.0, apart - WIDTH.get(way.arrow, 22.5))


@pytest.mark.parametrize("facing", [0, 90, 180, 270])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_arrow_and_plan_say_the_same(place: Place, facing: float) -> None:
    assert {way.arrow: off(way) for way in lines(seen(place, facing)) if off(way)} == {}


@given(HANGS, FACING)
def test_a_device_that_hangs_askew_is_off_by_less_than_an_eighth_of_a_turn(
    place: Place, facing: int
) -> None:
    assert all(off(way) <= 45.1 for way in lines(seen(place, facing)))


@given(HANGS, FACING)
def test_four_quarter_turns_are_none(place: Place, facing: int) -> None:
    once = seen(place, facing)
    assert turned(turned(turned(turned(once)))) == once


@given(HANGS, FACING)
def test_nothing_falls_out_of_the_plan(place: Place, facing: int) -> None:
    one = seen(place, facing)
    points = [
        one.plan.here,
        *((room.x, room.y) for room in one.plan.rooms),
        *((room.x + room.w, room.y + room.h) for room in one.plan.rooms),
        *((sign.x, sign.y) for sign in one.plan.signs),
        *(point for way in lines(one) for point in way.line),
    ]
    assert all(0.99 <= x <= one.plan.width - 0.99 for x, _ in points)
    assert all(0.99 <= y <= one.plan.height - 0.99 for _, y in points)


@given(HANGS, FACING)
def test_each_way_leads_from_here_to_its_goal(place: Place, facing: int) -> None:
    one = seen(place, facing)
    rooms = {room.label: room for room in one.plan.rooms}
    signs = {sign.zone: (sign.x, sign.y) for sign in one.plan.signs}
    for zone, way in one.zones.items():
        assert way.arrow == "here" or (way.line[0], way.line[-1]) == (one.plan.here, signs[zone])
    for label, way in one.rooms.items():
        x, y = way.line[-1]
        room = rooms[label]
        assert way.line[0] == one.plan.here
        assert -0.01 <= x - room.x <= room.w + 0.01
        assert -0.01 <= y - room.y <= room.h + 0.01
