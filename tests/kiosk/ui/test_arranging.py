"""Blocks and tiles: whatever comes, nothing is cut, nothing overlaps, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.arranging import (
    Block,
    Frame,
    Place,
    Tile,
    arrange,
    bare_buttons,
    column_width,
    tile,
    tiles_height,
)

heights = st.floats(1, 300)
blocks = st.lists(
    st.builds(
        Block,
        height=heights,
        stretch=st.sampled_from([0.0, 1.0, 3.0]),
        most=st.sampled_from([200.0, 400.0, float("inf")]),
        touch=st.booleans(),
        aside=st.booleans(),
        extra=st.booleans(),
    ),
    max_size=12,
)
frames = st.builds(
    Frame,
    width=st.floats(300, 2000),
    height=st.floats(450, 2000),
    gap=st.floats(2, 40),
    columns=st.sampled_from([1, 2]),
    reach=st.sampled_from([0.0, 100.0, 400.0]),
    more=st.floats(50, 120),
)


@given(blocks, frames)
def test_every_block_stands_within_the_frame(some: list[Block], frame: Frame) -> None:
    for place in arrange(some, frame).places:
        assert place.y >= 0
        assert place.y + place.height <= frame.height + 1
        assert 0 <= place.x <= frame.width - place.width + 1
        assert place.height >= some[place.index].height - 1e-6


@given(blocks, frames)
def test_no_block_lies_on_another(some: list[Block], frame: Frame) -> None:
    places = arrange(some, frame).places
    for one in places:
        for other in places:
            if one.index < other.index and (one.page, one.x) == (other.page, other.x):
                assert one.y + one.height <= other.y + 1e-6


@given(blocks, frames)
def test_only_extras_are_left_out_and_only_when_there_is_no_room(
    some: list[Block], frame: Frame
) -> None:
    found = arrange(some, frame)
    missing = {*range(len(some))} - {place.index for place in found.places}
    assert all(some[index].extra for index in missing)
    assert found.pages == 1 or missing == {n for n, block in enumerate(some) if block.extra}


@given(blocks, frames)
def test_the_order_is_that_of_the_screen(some: list[Block], frame: Frame) -> None:
    places = arrange(some, frame).places
    for x in {place.x for place in places}:
        column = [place for place in places if place.x == x]
        assert [place.index for place in column] == sorted(place.index for place in column)
        assert [place.page for place in column] == sorted(place.page for place in column)


def test_what_is_left_over_is_shared_out_up_to_the_most() -> None:
    some = [Block(100), Block(100, stretch=1, most=150), Block(0, stretch=1)]
    places = arrange(some, Frame(500, 1000, gap=10)).places
    assert [(place.y, place.height) for place in places] == [(0, 100), (110, 150), (270, 730)]


def test_what_is_touched_stands_within_reach() -> None:
    some = [Block(100), Block(100, touch=True), Block(100, touch=True)]
    places = arrange(some, Frame(500, 1000, gap=10, reach=400)).places
    assert [place.y for place in places] == [0, 400, 510]


def test_what_does_not_fit_stands_on_the_next_page_above_the_button() -> None:
    frame = Frame(500, 500, gap=10, more=100)
    places = arrange([Block(300), Block(300)], frame).places
    assert [(place.page, place.y) for place in places] == [(0, 0), (1, 0)]
    assert all(place.y + place.height <= 400 for place in places)


def test_what_is_too_much_for_the_first_column_stands_above_the_second() -> None:
    some = [Block(300), Block(300), Block(100, aside=True), Block(300, aside=True, extra=True)]
    frame = Frame(1020, 500, gap=10, columns=2, more=60)
    found = arrange(some, frame)
    assert found.pages == 1
    assert [(place.index, place.x, place.y) for place in found.places] == [
        (0, 0, 0), (1, 520, 0), (2, 520, 310),
    ]  # fmt: skip


def test_what_is_too_much_for_the_second_column_stands_below_the_first() -> None:
    some = [Block(100), Block(300, aside=True), Block(300, aside=True)]
    found = arrange(some, Frame(1020, 500, gap=10, columns=2, more=60))
    assert found.pages == 1
    assert [(place.index, place.x, place.y) for place in found.places] == [
        (0, 0, 0), (2, 0, 110), (1, 520, 0),
    ]  # fmt: skip


def test_rows_of_tiles_are_alike_where_there_is_room() -> None:
    some = [Tile(100), Tile(60), Tile(60), Tile(60)]
    roomy, tight = Frame(1000, 300, 10, 2), Frame(1000, 180, 10, 2)
    assert {place.height for place in tile(some, roomy).places} == {145}
    assert [place.height for place in tile(some, tight).places] == [105, 105, 65, 65]


@given(
    st.lists(st.builds(Tile, heights, st.sampled_from([1, 1, 2])), min_size=1, max_size=14),
    st.integers(2, 6),
    st.floats(2, 30),
    st.floats(0, 500),
)
def test_tiles_stand_in_rows(some: list[Tile], columns: int, gap: float, more: float) -> None:
    frame = Frame(1000, 0, gap, columns)
    needed = tiles_height(some, frame)
    places = tile(some, Frame(1000, needed + more, gap, columns)).places
    assert len(places) == len(some)
    for one, place in zip(some, places, strict=True):
        assert place.height >= one.height - 1e-6
        assert place.x + place.width <= 1000 + 1e-6
        assert place.y + place.height <= needed + more + 1e-6
    assert not [(a, b) for a in places for b in places if a.index < b.index and _overlap(a, b)]


def _overlap(one: Place, other: Place) -> bool:
    across = one.x < other.x + other.width - 1e-6 and other.x < one.x + one.width - 1e-6
    return across and one.y < other.y + other.height - 1e-6 and other.y < one.y + one.height - 1e-6


def test_two_columns_have_the_same_width() -> None:
    frame = Frame(1000, 500, gap=20, columns=2)
    left, right = arrange([Block(10), Block(10, aside=True)], frame).places
    assert left.width == right.width == column_width(frame) == 480
    assert right.x == 520


def test_buttons_lose_their_words_one_by_one_and_no_more_than_must() -> None:
    saved = [40.0, 0.0, 30.0]
    assert [bare_buttons(over, saved, 200) for over in (0, 1, 40, 41, 70)] == [0, 1, 1, 3, 3]
    assert bare_buttons(71, saved, 200) == 0
    assert bare_buttons(230, saved, 200) == 1
