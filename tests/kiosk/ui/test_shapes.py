"""The floor plan as numbers: the dotted way in straight pieces, and the space around a sign."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.sample import CONFIG
from kiosk.ui.shapes import LegShape, plan_shape
from wire.messages import Plan, PlanRoom, PlanSign

ROOM = PlanRoom(label="1", x=10, y=2, w=4, h=4)


def around(x: float, y: float, *rooms: PlanRoom) -> tuple[float, float]:
    """The space around a sign at (x, y), in metres to each side and above and below."""
    sign = PlanSign(zone="A", x=x, y=y)
    plan = Plan(width=20, height=10, rooms=rooms, signs=(sign,), here=(1, 1))
    shape = plan_shape(plan, "A", ())
    return shape.air_across, shape.air_down


def test_points_on_a_straight_piece_make_no_piece_of_their_own() -> None:
    line = ((0.0, 9.0), (0.0, 5.0), (0.0, 3.0), (4.0, 3.0), (6.0, 3.01))
    assert plan_shape(CONFIG.plan, "A", line).legs == (
        LegShape(0, 9, 0, 3),
        LegShape(0, 3, 6, 3.01),
    )


def test_a_way_on_another_floor_has_no_pieces() -> None:
    assert plan_shape(CONFIG.plan, "A", ()).legs == ()


def test_a_sign_has_air_to_the_nearest_room_or_to_the_edge() -> None:
    assert around(8, 4, ROOM) == (2, 4)
    assert around(12, 9, ROOM) == (8, 1)
    assert around(12, 7, ROOM) == (8, 1)
    assert around(12, 4, ROOM) == (8, 0)
    assert around(4, 5) == (4, 5)


@given(st.floats(1, 19), st.floats(1, 9), st.floats(0.1, 9), st.floats(0.1, 9))
def test_a_square_within_the_air_touches_no_room_however_the_plan_is_drawn_out(
    x: float, y: float, across: float, down: float
) -> None:
    free = around(x, y, ROOM)
    half = min(free[0] * across, free[1] * down)
    wide, high = half / across - 1e-9, half / down - 1e-9
    beside = x + wide <= ROOM.x or x - wide >= ROOM.x + ROOM.w
    above = y + high <= ROOM.y or y - high >= ROOM.y + ROOM.h
    assert half == 0 or beside or above
