"""The layout's arithmetic: everything fits, and honest where it cannot."""

from hypothesis import given
from hypothesis import strategies as st

from signage.ui.theme import CAPITAL_SHARE, ROW, Layout, Room, layout

PANELS = st.sampled_from([(1920, 1080), (1280, 720), (1024, 600), (3840, 2160), (1080, 1920)])


def used(plan: Layout, opened: int) -> int:
    rows = opened - 1 if plan.hero else opened
    parts = [plan.hero] * bool(plan.hero) + [plan.row] * rows + [plan.strip] * bool(plan.strip)
    return sum(parts) + plan.gap * (len(parts) - 1 if parts else 0)


@given(PANELS, st.floats(0.02, 0.2), st.integers(0, 12), st.integers(0, 5))
def test_the_parts_never_overlap(
    size: tuple[int, int], share: float, opened: int, recent: int
) -> None:
    plan = layout(size, share * size[1], Room(opened, recent))
    space = size[1] - plan.header - plan.footer - 2 * plan.gap
    assert used(plan, opened) <= space + opened + 2
    assert plan.row > 0


@given(PANELS, st.floats(0.02, 0.2), st.integers(1, 12), st.integers(0, 5))
def test_letters_keep_the_least_height_wherever_it_says_so(
    size: tuple[int, int], share: float, opened: int, recent: int
) -> None:
    capital = share * size[1]
    plan = layout(size, capital, Room(opened, recent))
    if plan.fits:
        assert plan.row_font * CAPITAL_SHARE >= capital - 1
        assert plan.row >= ROW * capital - 1
    if plan.fits and plan.hero:
        assert plan.hero_room * CAPITAL_SHARE >= capital - 1
        assert plan.hero_number > plan.hero_room


def test_the_usual_panel_fits_four_open_calls_and_says_so_when_it_cannot() -> None:
    capital = 61 * 1080 / 535
    assert [layout((1920, 1080), capital, Room(n, 0)).fits for n in range(7)] == [
        True, True, True, True, True, False, False,
    ]  # fmt: skip
