"""Figures are those that a second count of the events gives, on both databases."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from hub.bridge.housekeeping import all_jobs
from hub.insights import repository, schemas, service
from hub.insights.rules import Range
from hub.kit.jobs import Jobs
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from tests.hub.insights.days import Days
from tests.hub.insights.recount import Counted, at_most, recount

PROMISE_S = 30 * 60
HALF, NINE = Fraction(1, 2), Fraction(9, 10)
RANGE = Range(date(2026, 10, 24), date(2026, 10, 26))
BY = ("concern", "hour", "weekday", "appointment", "origin", "language")


def figures(office: Office, days: Range = RANGE, concern: str | None = None) -> schemas.Figures:
    with office.database.read() as session:
        return service.figures(session, office.site, days, concern=concern, now=office.watch.now)


def counted(office: Office) -> Counted:
    with office.database.engine.connect() as connection:
        return recount(connection, office.site, office.watch.now)


def same_waits(told: schemas.Spread, seconds: list[float]) -> None:
    assert told.count == len(seconds)
    assert told.median == at_most(seconds, HALF)
    assert told.p90 == at_most(seconds, NINE)
    assert told.longest == (int(max(seconds)) if seconds else None)
    assert told.kept == sum(one <= PROMISE_S for one in seconds)


def tell_everything(office: Office) -> None:
    """So that the count of conversations can be compared part by part."""
    with office.database.change(office.site) as change:
        repository.set_least_group(change.session, change.site, 1)


def test_figures_agree_with_a_recount_of_the_events(office: Office) -> None:
    """With undoing, handing on, parking, days that nobody ended, and the hour that comes twice."""
    tell_everything(office)
    Days(office, seed=1 if office.database.sqlite else 4).live()
    agree(office)
    every_visit_has_one_ending(office)
    one_concern_alone_has_the_figures_of_its_part(office)
    days_add_up_by_their_values(office)


def test_nights_take_the_persons_and_leave_the_figures(office: Office) -> None:
    tell_everything(office)
    Days(office, seed=3).live()
    office.watch.wait(days=1)
    before = figures(office)
    office.watch.wait(days=410)
    [report] = Jobs(office.database, office.site, all_jobs(HOUSE.site.id)).look()
    assert report.counts["visits"] > 20
    after = figures(office)
    assert after.total == before.total
    agree(office)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 130))
def test_figures_agree_with_a_recount_of_many_days(office: Office, seed: int) -> None:
    tell_everything(office)
    Days(office, seed).live(steps=400)
    agree(office)


def agree(office: Office) -> None:
    told, mine = figures(office), counted(office)
    assert told.total.arrivals == mine.arrivals["all="] > 20
    same_waits(told.total.waits, mine.waits["all="])
    assert told.total.talks is not None
    assert told.total.talks.count == len(mine.talks["all="]) > 5
    for table in (one for one in told.tables if one.dimension in BY):
        keys = {key for key in mine.arrivals | mine.talks if key.startswith(f"{table.dimension}=")}
        assert {f"{table.dimension}={one.key}" for one in table.parts} == keys
        for part in table.parts:
            key = f"{table.dimension}={part.key}"
            assert part.arrivals == mine.arrivals.get(key, 0)
            same_waits(part.waits, mine.waits[key])
            talks = mine.talks[key]
            shown = part.talks or schemas.Spread(
                count=0, median=None, p90=None, longest=None, kept=None, share_kept=None
            )
            assert (shown.count, shown.median, shown.p90) == (
                len(talks), at_most(talks, HALF), at_most(talks, NINE),
            )  # fmt: skip
    said = told.counts.model_dump() | told.appointments.model_dump()
    for name, count in mine.counts.items():
        assert (name, said[name]) == (name, count)
    assert told.waits_again.count == len(mine.again)
    assert told.waits_again.median == at_most(mine.again, HALF)
    assert told.gave_up_after.median == at_most(mine.patience, HALF)


def every_visit_has_one_ending(office: Office) -> None:
    told = figures(office)
    ends = ("done", "no_show", "abandoned", "broken_off", "open", "told_late")
    assert sum(getattr(told.counts, one) for one in ends) == told.total.arrivals
    assert sum(one.waits.count for one in told.heat) == told.total.waits.count


def one_concern_alone_has_the_figures_of_its_part(office: Office) -> None:
    part = next(one for one in figures(office).tables if one.dimension == "concern").parts[0]
    alone = figures(office, concern=part.key)
    assert (alone.total.arrivals, alone.total.waits) == (part.arrivals, part.waits)


def days_add_up_by_their_values(office: Office) -> None:
    """Counts of days are summed; percentiles are read from the values of all days."""
    days = [figures(office, Range(day, day)) for day in RANGE]
    whole = figures(office)
    assert whole.total.arrivals == sum(one.total.arrivals for one in days)
    assert whole.total.waits.kept == sum(one.total.waits.kept or 0 for one in days)
    night = next(one for one in days[1].tables if one.dimension == "hour")
    assert "2" in {one.key for one in night.parts}
    assert (days[1].total.waits.longest or 0) <= timedelta(hours=7).total_seconds()
