"""Each night the house forgets whose the past was, once, and says how much it forgot."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import SQLModel, select

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.bridge.housekeeping import STEPS, all_jobs
from hub.identity import service as identity
from hub.identity.tables import (
    FourEyes,
    OidcStep,
    SignInStep,
    StaffEvent,
    StaffSession,
    SystemToken,
)
from hub.kit import jobs
from hub.kit.jobs import Jobs, Report
from hub.pairing import service as pairing
from hub.pairing.schemas import Player
from hub.pairing.tables import PairingRow
from hub.privacy.service import NIGHT
from hub.sites import service as sites
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from tests.people import person
from wire.ids import ConcernId

PLAYER = Player(model="Testgerät", version="0.1.0", width=1920, height=1080)


def _night(office: Office) -> list[Report]:
    """What a hub does that looks now."""
    return Jobs(office.database, office.site, all_jobs(HOUSE.site.id)).look()


def test_the_night_is_that_of_the_sites_clock_as_it_is_set_up_now(office: Office) -> None:
    """An office that is set up in pages names its time zone long after the hub's start."""
    jobs_of_hub = Jobs(office.database, office.site, all_jobs(office.site))
    [before] = jobs_of_hub.look()
    assert before.period == "2026-11-23"
    with office.database.change(office.site) as change:
        house = sites.house(change.session, office.site)
        there = replace(house.site, timezone="Pacific/Kiritimati")
        sites.rebuild(change, replace(house, site=there), ())
    office.watch.wait(hours=5)  # 14:00 in Berlin, and 03:00 of the next day there
    assert [one.period for one in jobs_of_hub.look()] == ["2026-11-24"]


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
        kept = jobs.reports(session, office.site, NIGHT)
    assert [one.started_at for one in kept] == [office.watch.now]


def test_it_forgets_sign_ins_that_are_over_and_old_records_of_accounts(office: Office) -> None:
    now, database = office.watch.now, office.database
    staff = identity.add_staff(
        database, site=office.site, login="konrad", name="M. Konrad", role="admin",
        password="ein langes Passwort", now=now,
    )  # fmt: skip
    identity.admit(database, staff, now)
    admin = person("konrad", "M. Konrad", "admin", office.site)
    identity.ask(database, admin, "audit.staff", "weber", "Eine Beschwerde", now=now)
    identity.give_token(database, admin, name="Tafel", scopes=("floor.see",), days=9, now=now)
    with database.write() as session:
        session.add(OidcStep(state_hash="x", nonce="", verifier="", expires_at=now))
        session.add(SignInStep(token_hash="x", staff_id=staff, challenge=b"", expires_at=now))
    over = (StaffSession, SignInStep, OidcStep)
    records = (FourEyes, SystemToken, StaffEvent)
    office.watch.wait(days=1)
    _night(office)
    assert _filled(office, *over) == set()
    assert _filled(office, *records) == set(records)
    office.watch.wait(days=410)
    _night(office)
    assert _filled(office, *records) == set()


def _filled(office: Office, *tables: type[SQLModel]) -> set[type[SQLModel]]:
    with office.database.read() as session:
        return {one for one in tables if session.exec(select(one)).first() is not None}
