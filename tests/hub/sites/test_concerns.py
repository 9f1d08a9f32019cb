"""When numbers are given out for a concern, and what a group of concerns is."""

from datetime import UTC, datetime

import pytest

from hub.sites import service
from hub.sites.demo import CONCERNS
from hub.sites.rules import Concern, groups, leaf
from tests.hub.conftest import Office
from wire.ids import ConcernId, ZoneId
from wire.messages import Hours

MORNING = Hours(weekday=0, opens=8 * 60, closes=12 * 60)
EVENING = Hours(weekday=0, opens=14 * 60, closes=1440)


def concern(*hours: Hours, is_open: bool = True) -> Concern:
    return Concern(ConcernId("umzug"), {}, {}, ZoneId("B"), 5, is_open, hours=hours)


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "takes"),
    [
        (monday(7, 59), False),
        (monday(8), True),
        (monday(11, 59), True),
        (monday(12), False),
        (monday(14), True),
        (monday(23, 59), True),
        (monday(8).replace(day=24), False),
    ],
)
def test_numbers_are_given_out_within_the_hours(at: datetime, takes: bool) -> None:
    assert concern(MORNING, EVENING).takes(at) is takes
    assert not concern(MORNING, EVENING, is_open=False).takes(at)


def test_without_hours_only_closing_counts() -> None:
    assert concern().takes(monday(3))
    assert not concern(is_open=False).takes(monday(3))


def test_a_group_leads_to_its_first_concern_and_is_none_itself() -> None:
    assert groups(CONCERNS) == {"geld"}
    for wanted, found in (
        ("umzug", "umzug"), ("geld", "erstantrag"), ("kaffee", "erstantrag"), (None, "erstantrag"),
    ):  # fmt: skip
        one = leaf(CONCERNS, wanted)
        assert one is not None
        assert one.id == found
    assert leaf((), "umzug") is None


def test_the_office_counts_by_its_own_clock(office: Office) -> None:
    """Numbers for "ausbildung" from eight to twelve; on a Monday in winter Berlin is an hour on."""
    with office.database.read() as session:
        one = service.concern(session, office.site, "ausbildung")
        for hour, takes in ((6, False), (7, True), (10, True), (11, False)):
            now = monday(hour)
            assert service.takes_numbers(session, office.site, one, now) is takes
        closed = service.concern(session, office.site, "bildungspaket")
        assert not service.takes_numbers(session, office.site, closed, monday(9))


def test_the_others_are_known_by_the_number_in_their_letters(office: Office) -> None:
    with office.database.read() as session:
        assert service.other_sites(session, office.site) == {
            "78": "Jobcenter Nebenstadt", "99": "Rennstadt",
        }  # fmt: skip
