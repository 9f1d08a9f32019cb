"""The floor plan as numbers: the dotted way in straight pieces, and the space around a sign."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.sample import CONFIG
from kiosk.ui.shapes import LegShape, plan_shape
from wire.messages import Plan, PlanRoom, PlanSign

ROOM = PlanRoom(label="1", x=10, y=2, w=4, h=4)


def around(x: float, y: float, *rooms: PlanRoom) -> float:
    """The space around a sign at (x, y), in metres to each side."""
    sign = PlanSign(zone="A", x=x, y=y)
    plan = Plan(width=20, height=10, rooms=rooms, signs=(sign,), here=(1, 1))
    return plan_shape(plan, "A", ()).sign_air


def test_points_on_a_straight_piece_make_no_piece_of_their_own() -> None:
    line = ((0.0, 9.0), (0.0, 5.0), (0.0, 3.0), (4.0, 3.0), (6.0, 3.01))
    assert plan_shape(CONFIG.plan, "A", line).legs == (
        LegShape(0, 9, 0, 3),
        LegShape(0, 3, 6, 3.01),
    )


def test_a_way_on_another_floor_has_no_pieces() -> None:
    assert plan_shape(CONFIG.plan, "A", ()).legs == ()


def test_a_sign_has_air_to_the_nearest_room_or_to_the_edge() -> None:
    assert around(8, 4, ROOM) == 2
    assert around(12, 9, ROOM) == 3
    assert around(12, 4, ROOM) == 0
    assert around(4, 5) == 4


@given(st.floats(1, 19), st.floats(1, 9))
def test_a_square_as_large_as_the_air_touches_no_room(x: float, y: float) -> None:
    air = around(x, y, ROOM)
    beside = x + air <= ROOM.x + 1e-9 or x - air >= ROOM.x + ROOM.w - 1e-9
    above = y + air <= ROOM.y + 1e-9 or y - air >= ROOM.y + ROOM.h - 1e-9
    assert air == 0 or beside or above
