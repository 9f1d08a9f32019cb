"""Percentiles of raw values, days that can be asked for, and the first answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.appointments.rules import Booking
from hub.insights import schemas
from hub.insights.rules import (
    GLOSSARY,
    Came,
    Frame,
    Part,
    Range,
    RangeInFuture,
    RangeReversed,
    RangeTooEarly,
    RangeTooLong,
    Spread,
    came,
    chosen,
    figures,
    gather,
    preset,
    spread,
    verdict,
    weakest,
)
from hub.insights.schemas import Appointments, Counts
from hub.kit.errors import HouseError
from hub.queue.rules import Entry, Facts, visit
from wire.ids import ConcernId

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@given(st.lists(st.integers(0, 20_000), min_size=1))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[int]) -> None:
    found = spread(values, 1800)
    for value, share in ((found.median, 0.5), (found.p90, 0.9)):
        assert value in values
        assert sum(one <= value for one in values) >= share * len(values)
        assert sum(one < value for one in values) < share * len(values)
    assert found.longest == max(values)
    assert found.kept == sum(one <= 1800 for one in values)


def test_ten_quick_mornings_do_not_hide_one_slow_one() -> None:
    """Means of means would: ten days of one visit each weigh as much as a hundred on one day."""
    quick, slow = [60] * 10, [3600] * 100
    assert spread(quick + slow).median == 3600


def test_of_nothing_nothing_is_said() -> None:
    assert spread([], 1800) == Spread(0, None, None, None, 0)
    assert spread([], 1800).share_kept is None


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", date(2026, 11, 25), TODAY),
        ("yesterday", date(2026, 11, 24), date(2026, 11, 24)),
        ("week", date(2026, 11, 23), TODAY),
        ("four_weeks", date(2026, 10, 29), TODAY),
    ],
)
def test_what_the_buttons_stand_for(name: str, first: date, last: date) -> None:
    assert preset(name, TODAY) == Range(first, last)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), RangeReversed),
        (date(2016, 11, 24), TODAY, RangeTooEarly),
        (date(2026, 1, 1), TODAY, RangeTooLong),
        (TODAY, date(2026, 11, 26), RangeInFuture),
        (date(2030, 1, 1), None, RangeInFuture),
        (date.min, date.min, RangeTooEarly),
        (None, date.min, RangeTooEarly),
        (date.max, date.max, RangeInFuture),
    ],
)
def test_what_cannot_be_asked(
    first: date | None, last: date | None, fault: type[HouseError]
) -> None:
    with pytest.raises(fault):
        chosen(first, last, TODAY)


def test_what_is_not_named_is_four_weeks() -> None:
    assert chosen(None, None, TODAY) == preset("four_weeks", TODAY)
    assert chosen(None, date(2026, 10, 1), TODAY).days == 28


@pytest.mark.parametrize(
    ("kept", "said"), [(100, "yes"), (90, "yes"), (89, "mostly"), (75, "mostly"), (74, "no")]
)
def test_the_first_answer(kept: int, said: str) -> None:
    assert verdict(Spread(100, 1, 2, 3, kept)) == said
    assert verdict(Spread(0, None, None, None, 0)) == "unknown"
    few = (verdict(Spread(count, 1, 2, 3, 0)) for count in (9, 10))
    assert tuple(few) == ("unknown", "no"), "of few one says nothing in words"


def test_the_weakest_part_is_named_only_where_enough_people_waited() -> None:
    few = Part("few", 9, Spread(9, 1, 2, 3, 0))
    weak = Part("weak", 20, Spread(20, 1, 2, 3, 15))
    fine = Part("fine", 20, Spread(20, 1, 2, 3, 19))
    assert weakest([few, fine, weak]) == weak
    assert weakest([few, fine]) is None


def test_an_appointment_is_missed_when_nobody_came_with_its_letter() -> None:
    now = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    def booked(name: str, hours: float, state: str = "booked") -> Booking:
        at = now + timedelta(hours=hours)
        return Booking(name, at, ConcernId("umzug"), state)  # type: ignore[arg-type]

    all_of_them = [
        booked("a", -3), booked("b", -0.4), booked("c", 2), booked("d", -2, "checked_in"),
        booked("e", -2, "cancelled"), booked("f", -2),
    ]  # fmt: skip
    found = came(all_of_them, {"f": 1}, None, 30, now)
    assert found == Came(booked=5, here=1, never=1, late=1, ahead=2, cancelled=1)
    assert came(all_of_them, {}, "erstantrag", 30, now).booked == 0


def test_the_glossary_knows_each_count_that_the_page_tells_of_visits() -> None:
    known = {one.key for one in GLOSSARY}
    derived = {"parks", "transfers", "recalls", "at_day_end", "abandoned_at_day_end"}
    assert set(Counts.model_fields) - derived <= known
    assert "never" in known & set(Appointments.model_fields)
    assert all(one.meaning.endswith((".", "0.")) for one in GLOSSARY)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(0, 5400)), max_size=20)
)
def test_whoever_is_called_within_the_range_hits_it(told: list[tuple[int, int, int]]) -> None:
    """Least minutes in steps of five, how many steps the range has, seconds until the call."""
    visits = []
    for low, steps, took in told:
        said = (5 * low, 5 * (low + steps))
        facts = Facts(TODAY, "A", "de", "kiosk-07", False, None, False, said)
        begun = datetime(2026, 11, 25, 8, tzinfo=UTC)
        log = [
            Entry("1", "issue", begun, "kiosk-07", "", "waiting", None, "umzug"),
            Entry(
                "2", "call", begun + timedelta(seconds=took), "login", "", "called", "S1", "umzug"
            ),
        ]
        found = visit(facts, log, begun)
        assert found is not None
        visits.append(found)
    frame = Frame(lambda at: at, {})
    accuracy = figures(gather(visits, frame), frame, 30, 5).told
    hits = sum(5 * low <= took / 60 <= 5 * (low + steps) for low, steps, took in told)
    assert (accuracy.count, accuracy.inside) == (len(told), hits)
    assert (accuracy.off_p90 or 0) >= (accuracy.off_median or 0) >= 0


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_page_tells_the_percent_that_is_kept_and_never_more(kept: int, count: int) -> None:
    shown = schemas.Spread(
        count=count, median=1, p90=2, longest=3, kept=kept, share_kept=kept / count
    ).percent_kept
    assert shown is not None
    assert shown * count <= 100 * kept < (shown + 1) * count
