"""The wall's plan: each display at its point, in its state, none upon another. Pure."""

from math import dist

import pytest

from hub.displays.schemas import Display
from hub.displays.service.plan import APART, State, floors, off_plan, state
from hub.sites.demo import HOUSE


def hung(device: str, node: str, **how: object) -> Display:
    """A display of the sample house that is well, unless said otherwise."""
    well = {"online": True, "old": False, "programme_too_large": False}
    given = well | {"troubles": (), "misplaced": None} | how
    return Display.model_construct(device=device, node=node, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ({}, "fine"),
        ({"old": True}, "trouble"),
        ({"programme_too_large": True}, "trouble"),
        ({"troubles": ("board.hot",)}, "trouble"),
        ({"misplaced": "no_way"}, "trouble"),
        ({"online": False}, "away"),
        ({"online": False, "troubles": ("board.hot",)}, "away"),
    ],
)
def test_each_state_has_a_shape(how: dict[str, object], wanted: State) -> None:
    assert state(hung("display-1", "display-1", **how)) == wanted


def test_each_display_stands_at_its_point_and_within_the_plan() -> None:
    names = ("display-1", "display-2", "display-3", "door-214")
    (floor,) = floors(HOUSE, [hung(name, name) for name in names])
    assert floor.level == 2
    assert [mark.number for mark in floor.marks] == [1, 2, 3, 4]
    for mark in floor.marks:
        node = HOUSE.ground.nodes[mark.display.node]
        assert (mark.x, mark.y) == (node.x, node.y)
        assert floor.left < mark.x < floor.left + floor.width
        assert floor.top < mark.y < floor.top + floor.height
    assert {room.label for room in floor.rooms} == {room.label for room in HOUSE.rooms}


def test_no_mark_lies_upon_another_though_they_hang_at_one_point() -> None:
    (floor,) = floors(HOUSE, [hung(f"display-{n}", "display-1") for n in range(40)])
    spots = [(mark.x, mark.y) for mark in floor.marks]
    apart = min(dist(a, b) for at, a in enumerate(spots) for b in spots[:at])
    assert dist(spots[0], spots[1]) == pytest.approx(floor.half * APART), "no farther than needed"
    assert apart >= floor.half * APART - 1e-9
    for x, y in spots:
        assert x + floor.half <= floor.left + floor.width + 1e-9
        assert y + floor.half <= floor.top + floor.height


def test_a_display_that_hangs_nowhere_is_named_beside_the_plan() -> None:
    well, lost = hung("display-1", "display-1"), hung("display-9", "nirgends")
    assert off_plan(HOUSE, [well, lost]) == (lost,)
    assert [mark.display for floor in floors(HOUSE, [lost, well]) for mark in floor.marks] == [well]
    assert floors(HOUSE, [lost]) == ()
