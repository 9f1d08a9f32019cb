"""The layout's arithmetic: nothing overlaps, letters stay readable, every call has its turn."""

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from signage.ui.layout import ROW, STACKED_ROW, Area, Layout, Room, layout, on_page
from signage.ui.theme import CAPITAL_SHARE

PANELS = st.sampled_from(
    [(1920, 1080), (1280, 720), (1024, 600), (3840, 2160), (1080, 1920), (800, 480), (480, 800)]
)
Planned = tuple[Layout, tuple[int, int], float, Room]


@st.composite
def plans(draw: DrawFn) -> Planned:
    size, share = draw(PANELS), draw(st.floats(0.02, 0.2))
    room = Room(
        draw(st.integers(0, 12)), draw(st.integers(0, 5)),
        draw(st.sampled_from(["none", "beside", "over"])), draw(st.booleans()), draw(st.booleans()),
    )  # fmt: skip
    return layout(size, share * size[1], room), size, share * size[1], room


def within(area: Area, size: tuple[int, int]) -> bool:
    right, below = area.x + area.width, area.y + area.height
    return min(area.x, area.y, area.width, area.height) >= 0 and (
        right <= size[0] and below <= size[1]
    )


@given(plans())
def test_calls_and_last_calls_have_room_in_their_area(planned: Planned) -> None:
    plan, _size, _capital, room = planned
    assume(plan.fits)
    rows = len(on_page(plan, room.open, 0)) - (1 if plan.hero else 0)
    parts = [plan.hero] * bool(plan.hero) + [plan.row] * rows + [plan.strip] * bool(plan.strip)
    used = sum(parts) + plan.gap * max(0, len(parts) - 1)
    assert used <= plan.calls.height + len(parts) + 1


@given(plans())
def test_stage_and_calls_are_on_the_panel_and_apart(planned: Planned) -> None:
    plan, size, _capital, room = planned
    assert within(plan.calls, size)
    assert within(plan.stage, size)
    if room.stage == "beside":
        beside = plan.stage.x + plan.stage.width <= plan.calls.x
        above = plan.stage.y + plan.stage.height <= plan.calls.y
        assert beside or above
        assert min(plan.stage.width, plan.stage.height) > 0.25 * min(size)
    if room.stage == "over":
        footer = plan.footer if room.guarded else 0
        assert plan.stage == Area(0, 0, size[0], size[1] - footer)


@given(plans())
def test_letters_keep_the_least_height_wherever_it_says_so(planned: Planned) -> None:
    plan, _size, capital, room = planned
    assume(plan.fits and room.open)
    if plan.hero:
        assert plan.hero_room * CAPITAL_SHARE >= 0.98 * capital - 1
        assert plan.hero_number >= 0.98 * plan.hero_room
    if len(on_page(plan, room.open, 0)) > (1 if plan.hero else 0):
        assert plan.row_font * CAPITAL_SHARE >= 0.98 * capital - 1
        assert plan.row >= (STACKED_ROW / CAPITAL_SHARE if plan.stacked else ROW) * capital - 1


@given(plans(), st.integers(0, 1000))
def test_every_call_has_its_turn_and_the_newest_stays(planned: Planned, turn: int) -> None:
    plan, _size, _capital, room = planned
    pages = [on_page(plan, room.open, turn + at) for at in range(plan.pages)]
    assert {place for page in pages for place in page} == set(range(room.open))
    if room.open:
        assert all(page for page in pages)
    if plan.pinned and room.open:
        assert all(page[0] == 0 for page in pages)
    assert on_page(plan, room.open, 0)[:1] == ((0,) if room.open else ())


def test_the_usual_panel_shows_four_calls_at_once_and_more_by_turns() -> None:
    capital = 61 * 1080 / 535
    plans = [layout((1920, 1080), capital, Room(n, 0)) for n in range(9)]
    assert [plan.pages for plan in plans] == [1, 1, 1, 1, 1, 2, 2, 2, 3]
    assert all(plan.fits for plan in plans)


def test_a_panel_that_is_too_small_for_its_distance_says_so() -> None:
    assert not layout((480, 320), 200, Room(1, 0)).fits
