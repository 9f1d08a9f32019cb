"""When an office is open, and that a device told for a week says the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.sites.demo import CONCERNS, HOUSE
from hub.sites.rules import LANDS, Concern, Site, Span, SpecialDay, is_open, opening, week_ahead
from wire.messages import Hours

MORNINGS = tuple(Hours(weekday=day, opens=480, closes=720) for day in range(5))
SITE = replace(HOUSE.site, hours=MORNINGS, land="SN")
CHRISTMAS, REPENTANCE = date(2026, 12, 25), date(2026, 11, 18)


def test_without_hours_the_office_is_always_open() -> None:
    assert is_open(HOUSE.site, datetime(2026, 12, 25, 3, tzinfo=UTC))


def test_weekdays_holidays_of_the_land_and_special_days() -> None:
    assert opening(SITE, date(2026, 11, 23)) == (Span(480, 720),)
    assert opening(SITE, date(2026, 11, 22)) == ()
    assert opening(SITE, CHRISTMAS) == ()
    assert opening(SITE, REPENTANCE) == ()
    assert opening(replace(SITE, land="BW"), REPENTANCE) == (Span(480, 720),)
    assert opening(replace(SITE, closed_on_holidays=False), CHRISTMAS) == (Span(480, 720),)
    all_hands = replace(SITE, days=(SpecialDay(CHRISTMAS, "Notdienst", (Span(600, 660),)),))
    assert opening(all_hands, CHRISTMAS) == (Span(600, 660),)
    outing = replace(HOUSE.site, days=(SpecialDay(date(2026, 11, 23), "Betriebsausflug"),))
    assert opening(outing, date(2026, 11, 23)) == ()


minutes = st.integers(0, 24).map(lambda hour: hour * 60)
spans = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])
week = st.lists(
    st.builds(
        lambda day, span: Hours(weekday=day, opens=span[0], closes=span[1]),
        st.integers(0, 6), spans,
    ),
    max_size=6,
).map(tuple)  # fmt: skip
FIRST = date(2026, 12, 21)
special = st.lists(
    st.builds(
        lambda ahead, some: SpecialDay(
            FIRST + timedelta(days=ahead), "x", tuple(Span(*one) for one in some)
        ),
        st.integers(0, 9), st.lists(spans, max_size=2),
    ),
    max_size=3, unique_by=lambda one: one.day,
).map(tuple)  # fmt: skip
sites = st.builds(
    lambda hours, days, land, closed: replace(
        HOUSE.site, hours=hours, days=days, land=land, closed_on_holidays=closed
    ),
    week, special, st.sampled_from(sorted(LANDS)), st.booleans(),
)  # fmt: skip
concerns = st.builds(
    lambda hours, is_open: replace(CONCERNS[1], hours=hours, open=is_open), week, st.booleans()
)


@given(sites, concerns, st.integers(0, 7))
def test_a_device_told_for_a_week_gives_out_numbers_when_the_hub_does(
    site: Site, one: Concern, begins: int
) -> None:
    today = FIRST + timedelta(days=begins)
    taken, hours = week_ahead(site, one, today)
    told = replace(one, open=taken, hours=hours)
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    for step in range(7 * 24):
        local = midnight + timedelta(minutes=60 * step + 30)
        assert told.takes(local) == (is_open(site, local) and one.takes(local))
