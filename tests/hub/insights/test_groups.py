"""No figure of too few people is told, and none can be had by taking away."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.insights.rules import (
    DIMENSIONS,
    FORMER,
    NOT_CALLED,
    Frame,
    Partition,
    People,
    Range,
    figures,
    gather,
    partition,
)
from hub.queue.rules import Facts, Talk, Visit

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
STAFF = st.sampled_from("abcdefgh")
PEOPLE = st.builds(
    People, st.frozensets(STAFF, max_size=7), st.frozensets(st.sampled_from("1234"), max_size=4)
)
PARTS = st.dictionaries(st.sampled_from("ABCDEF"), PEOPLE, max_size=6)
LEAST = st.integers(1, 6)


def together(some: list[People]) -> int:
    found = People()
    for one in some:
        found |= one
    return found.count


@given(PARTS, LEAST)
def test_whatever_is_left_of_the_whole_is_of_enough_people(
    parts: dict[str, People], least: int
) -> None:
    told = partition(parts, least)
    cells = [[parts[name]] for name in told.alone]
    cells += [[parts[name] for name in told.together]] if told.together else []
    for size in range(1, len(cells) + 1):
        for some in combinations(cells, size):
            assert together([one for cell in some for one in cell]) >= least


@given(PARTS, LEAST)
def test_every_part_is_told_once_or_none_is(parts: dict[str, People], least: int) -> None:
    told = partition(parts, least)
    if told == Partition():
        assert together(list(parts.values())) < least or not parts
    else:
        assert sorted((*told.alone, *told.together)) == sorted(parts)


def test_a_small_group_takes_one_along_that_it_may_not_be_reckoned_from() -> None:
    parts = {
        "big": People(frozenset("abcdefg")),
        "middle": People(frozenset("hijkl")),
        "small": People(frozenset("m")),
    }
    assert partition(parts, 5) == Partition(("big",), ("middle", "small"))


@st.composite
def served(draw: st.DrawFn) -> list[Visit]:
    """Visits with conversations by staff, in rooms of three groups, for three concerns."""
    found = []
    for minute in range(draw(st.integers(0, 30))):
        at = NINE + timedelta(minutes=minute * 17)
        concern, room = draw(st.sampled_from("XYZ")), draw(st.sampled_from("123456"))
        known = draw(st.booleans())
        talk = Talk(
            room, concern, at, timedelta(minutes=draw(st.integers(1, 40))),
            draw(STAFF) if known else "",
        )  # fmt: skip
        facts = Facts(
            at.date(), "A", draw(st.sampled_from(("de", "tr"))), "reception", False, None, False
        )
        found.append(
            Visit(facts, concern, at, "done", "finish", at, room, timedelta(), timedelta(),
                  (talk,), 0, 0, 0, 0)
        )  # fmt: skip
    return found


GROUPS = {"1": "G", "2": "G", "3": "H", "4": "H", "5": "K", "6": "K"}


@settings(max_examples=40)
@given(served(), LEAST, st.sampled_from((None, "X", "Y")))
def test_told_conversations_are_of_enough_people_in_every_table(
    visits: list[Visit], least: int, concern: str | None
) -> None:
    frame = Frame(lambda at: at, GROUPS, concern)
    gathered = gather(visits, frame)
    found = figures(gathered, frame, 30, least)
    for table in found.tables:
        cells = gathered.cells[table.dimension]
        told = [cells[one.key].people for one in table.parts if one.talks is not None]
        assert all(one.count >= least for one in told)
        assert all(one.busy is None or one.talks is not None for one in table.parts)
        if table.rest is not None:
            assert together([cells[key].people for key in table.together]) >= least
            assert table.rest.talks is not None
            counts = sum(one.talks.count for one in table.parts if one.talks)
            assert counts + table.rest.talks.count == len(visits)
    if found.total.talks is None:
        assert found.total.busy is None


@settings(max_examples=40)
@given(served(), LEAST)
def test_the_rest_of_a_concern_that_is_told_alone_is_of_enough_people(
    visits: list[Visit], least: int
) -> None:
    """Asking for each concern alone, and for all, tells no more than the table of concerns."""
    alone = {}
    for concern in "XYZ":
        frame = Frame(lambda at: at, GROUPS, concern)
        if figures(gather(visits, frame), frame, 30, least).total.talks is not None:
            alone[concern] = concern
    others = [one for one in visits if one.concern not in alone and alone]
    staff = {talk.staff for one in others for talk in one.talks if talk.staff}
    desks = {talk.room for one in others for talk in one.talks if not talk.staff}
    assert not others or max(len(staff), len(desks)) >= least


@settings(max_examples=40)
@given(served(), LEAST, st.dictionaries(st.sampled_from("123456"), st.sampled_from("GHK")))
def test_days_of_other_groups_are_told_as_one_part(
    visits: list[Visit], least: int, moved: dict[str, str]
) -> None:
    frame = Frame(lambda at: at, GROUPS | moved, grouped_on=(NINE + timedelta(hours=9)).date())
    table = figures(gather(visits, frame), frame, 30, least).table("group")
    assert {one.key for one in table.parts} | set(table.together) <= {FORMER, NOT_CALLED}


@settings(max_examples=40)
@given(served(), LEAST)
def test_no_longest_conversation_is_told(visits: list[Visit], least: int) -> None:
    frame = Frame(lambda at: at, GROUPS)
    found = figures(gather(visits, frame), frame, 30, least)
    parts = [one for table in found.tables for one in (*table.parts, table.rest) if one]
    assert all(one.talks is None or one.talks.longest is None for one in (*parts, found.total))
    assert len(found.tables) == len(DIMENSIONS)
    assert Range(NINE.date(), NINE.date()).days == 1
