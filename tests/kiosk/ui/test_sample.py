"""In the sample office, arrow, words and drawn line of each way say the same."""

from itertools import pairwise
from math import atan2, degrees, hypot

import pytest

from kiosk.ui.sample import CONFIG, HOUSE
from wire.messages import Way

TURNS = {0: "straight", 90: "right", 180: "back", 270: "left"}
ROUND_M = 5
WAYS = {**CONFIG.zone_ways, **{card.label: card.way for card in HOUSE.rooms}}
DRAWN = {goal: way for goal, way in WAYS.items() if way.line}


def walked(way: Way) -> list[tuple[str, int]]:
    """What the line asks of someone who looks up the plan: turns, and metres as the hub rounds."""
    legs, heading = [], 0
    for (x, y), (to_x, to_y) in pairwise(way.line):
        bearing = round(degrees(atan2(to_x - x, y - to_y))) % 360
        metres = hypot(to_x - x, to_y - y)
        legs.append((TURNS[(bearing - heading) % 360], ROUND_M * round(metres / ROUND_M)))
        heading = bearing
    return legs


@pytest.mark.parametrize("goal", DRAWN)
def test_a_drawn_way_is_the_one_in_words(goal: str) -> None:
    way = DRAWN[goal]
    said = [(leg.turn, leg.metres) for leg in way.legs]
    assert [(turn, max(ROUND_M, metres)) for turn, metres in walked(way)] == said
    assert way.arrow == said[0][0]


@pytest.mark.parametrize("goal", sorted(WAYS))
def test_a_way_without_a_line_leads_to_another_floor(goal: str) -> None:
    way = WAYS[goal]
    assert (way.line == ()) == any(leg.floors for leg in way.legs)


@pytest.mark.parametrize("goal", DRAWN)
def test_a_drawn_way_begins_here_and_ends_at_its_goal(goal: str) -> None:
    line, plan = DRAWN[goal].line, HOUSE.plan
    assert line[0] == plan.here
    signs = {sign.zone: (sign.x, sign.y) for sign in plan.signs}
    if goal in signs:
        assert hypot(line[-1][0] - signs[goal][0], line[-1][1] - signs[goal][1]) < 2
        return
    room = next(room for room in plan.rooms if room.label == goal)
    assert room.x <= line[-1][0] <= room.x + room.w + 1e-9
    assert room.y <= line[-1][1] <= room.y + room.h + 1e-9
