"""Each night the house forgets whose the past was, once, and says how much it forgot."""

from datetime import timedelta

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.bridge.housekeeping import NAME, STEPS, all_jobs
from hub.kit import jobs
from hub.kit.jobs import Jobs, Report
from hub.pairing import service as pairing
from hub.pairing.schemas import Player
from hub.pairing.tables import PairingRow
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from wire.ids import ConcernId

PLAYER = Player(model="Testgerät", version="0.1.0", width=1920, height=1080)


def _night(office: Office) -> list[Report]:
    """What a hub does that looks now."""
    return Jobs(office.database, office.site, all_jobs(HOUSE.site)).look()


def test_it_forgets_whose_the_old_days_were(office: Office) -> None:
    new = NewAppointment(office.watch.now, 30, ConcernId("umzug"), None, "A", "Weber, H.")
    with office.database.change(office.site) as change:
        booked = appointments.book(change, new)
    asked = pairing.ask(
        office.database, office.site, PLAYER, address="10.0.0.1", now=office.watch.now
    )
    _night(office)
    with office.database.read() as session:
        found = appointments.find(session, office.site, booked.id)
        assert session.get(PairingRow, asked.id) is not None
    assert found is not None
    assert found.person == "Weber, H."
    office.watch.wait(days=15)
    [report] = _night(office)
    with office.database.read() as session:
        found = appointments.find(session, office.site, booked.id)
        assert session.get(PairingRow, asked.id) is None
    assert found is not None
    assert found.person == ""
    assert (report.counts["people"], report.counts["players"]) == (1, 1)
    assert set(report.counts) == set(STEPS)
    assert report.ended_at == office.watch.now


def test_a_night_begins_at_two_by_the_clock_of_the_site(office: Office) -> None:
    assert [one.period for one in _night(office)] == ["2026-11-23"]
    office.watch.wait(hours=16, minutes=59)
    assert _night(office) == []
    office.watch.wait(minutes=2)
    assert [one.period for one in _night(office)] == ["2026-11-24"]


def test_its_reports_are_forgotten_after_a_year_and_more(office: Office) -> None:
    _night(office)
    office.watch.now += jobs.KEPT + timedelta(hours=1)
    _night(office)
    with office.database.read() as session:
        kept = jobs.reports(session, office.site, NAME)
    assert [one.started_at for one in kept] == [office.watch.now]
