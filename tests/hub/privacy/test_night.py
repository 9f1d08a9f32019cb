"""After the night nothing stands whose time is over, and everything whose time is not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Date, select, update

from hub.bridge.housekeeping import all_jobs
from hub.identity import service as identity
from hub.identity.rules import Role
from hub.kit.database import Change
from hub.kit.jobs import Job, Jobs, Report
from hub.migrations import METADATA
from hub.privacy import service
from hub.privacy.rules import ENDING, Holding
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from tests.hub.privacy.marks import fill, found, mark
from tests.people import person

AGES = (0, 1, 3, 15, 32, 366, 401, 1100)
"""Days; between any two of them some period of the register ends."""
ENDS = {one.since.kept.days for one in ENDING}


def _night(office: Office) -> list[Report]:
    return Jobs(office.database, office.site, all_jobs(HOUSE.site.id)).look()


def _fill(office: Office, at: datetime) -> set[tuple[str, str]]:
    return fill(office.database, office.site, ENDING, at, HOUSE.site.day(at))


def _over(office: Office, one: Holding, at: datetime) -> bool:
    table = METADATA.tables[one.since.table or one.table]
    if isinstance(table.c[one.since.column].type, Date):
        return HOUSE.site.day(at) + one.since.kept <= HOUSE.site.day(office.watch.now)
    return at + one.since.kept < office.watch.now


def test_the_ages_fall_between_all_periods() -> None:
    between = list(zip(AGES, (*AGES[1:], 10_000), strict=True))
    assert [one for one in ENDS if not any(a <= one < b for a, b in between)] == []
    assert len({next(i for i, (a, b) in enumerate(between) if a <= one < b) for one in ENDS}) >= 7


@pytest.mark.parametrize("age", AGES)
def test_the_night_ends_exactly_what_the_register_says(office: Office, age: int) -> None:
    at = office.watch.now - timedelta(days=age, hours=2)
    marked = _fill(office, at)
    assert found(office.database) == marked
    [report] = _night(office)
    gone = {one.table for one in ENDING if one.then == "deleted" and _over(office, one, at)}
    left = {
        (one.table, column) for one in ENDING for column in one.columns
        if not _over(office, one, at) and one.table not in gone
    }  # fmt: skip
    assert report.fault == ""
    assert found(office.database) == marked & left
    with office.database.read() as session:
        due = service.due_soon(session, office.site, office.watch.now)
    assert [one for one in due if one.now] == []


def test_what_is_due_soon_is_told_by_table(office: Office) -> None:
    _fill(office, office.watch.now - timedelta(days=10))
    with office.database.read() as session:
        told = {
            (one.table, one.step): (one.now, one.soon)
            for one in service.due_soon(session, office.site, office.watch.now)
        }
    assert told["ticket_note", "visits"] == (0, 1)
    assert told["appointment", "people"] == (0, 1)
    assert told["presence_sign", "presence"] == (1, 0)
    assert told["staff_event", "accounts"] == (0, 0)


def test_the_report_says_how_much_of_what_and_how_long(office: Office) -> None:
    _fill(office, office.watch.now - timedelta(days=30))
    _night(office)
    with office.database.read() as session:
        [report] = service.nights(session, office.site)
    assert (report.steps["papers"].deleted, report.steps["papers"].changed) == (1, 0)
    assert (report.steps["visits"].deleted, report.steps["visits"].changed) == (1, 2)
    assert set(report.steps) == set(report.counts)
    assert all(0 <= one.ms < 60_000 for one in report.steps.values())
    assert report.started_at == report.ended_at == office.watch.now


@pytest.mark.warns("job_step_failed", "job_unfinished")
def test_a_step_that_fails_is_told_and_leaves_the_others_and_nothing_half_done(
    office: Office,
) -> None:
    _fill(office, office.watch.now - timedelta(days=30))
    [night] = all_jobs(HOUSE.site.id)

    def broken(change: Change, now: datetime) -> None:
        night.steps["visits"](change, now)
        raise OSError("no disk")

    half = Job(night.name, night.period, {**night.steps, "visits": broken})
    [report] = Jobs(office.database, office.site, [half]).look()
    assert report.fault == "visits: OSError"
    assert report.ended_at is None
    assert "visits" not in report.counts
    assert ("ticket_note", "text") in found(office.database)
    assert ("receipt", "code") not in found(office.database)
    office.watch.wait(minutes=11)
    [report] = _night(office)
    assert (report.fault, report.tries) == ("", 2)
    assert ("ticket_note", "text") not in found(office.database)


def test_an_account_that_was_shut_long_ago_is_gone_with_all_that_hangs_on_it(
    office: Office,
) -> None:
    def add(login: str, role: Role = "adviser") -> str:
        return identity.add_staff(
            office.database, site=office.site, login=login, name="A. B.", role=role,
            password="ein langes Passwort", now=office.watch.now,
        )  # fmt: skip

    ids = {login: add(login) for login in ("geht", "kommt", "bleibt")}
    admin = replace(
        person("konrad", "M. Konrad", "admin", office.site), staff_id=add("konrad", "admin")
    )
    for login in ("geht", "kommt"):
        identity.shut_out(office.database, admin, ids[login], office.watch.now)
    identity.let_in_again(office.database, admin, ids["kommt"], office.watch.now)
    office.watch.wait(days=399)
    _night(office)
    assert _logins(office) == {"geht", "kommt", "bleibt", "konrad"}
    office.watch.wait(days=2)
    _night(office)
    assert _logins(office) == {"kommt", "bleibt", "konrad"}
    roles = METADATA.tables["staff_role"]
    with office.database.read() as session:
        left = set(session.connection().execute(select(roles.c.staff_id)).scalars())
    assert left == {ids["kommt"], ids["bleibt"], admin.staff_id}


def _logins(office: Office) -> set[str]:
    staff = METADATA.tables["staff"]
    with office.database.read() as session:
        return set(session.connection().execute(select(staff.c.login)).scalars())


def test_a_letter_of_old_leads_to_nothing_and_the_visit_stays_a_figure(office: Office) -> None:
    fill(office.database, office.site, ENDING, office.watch.now - timedelta(days=402),
         HOUSE.site.day(office.watch.now) - timedelta(days=402))  # fmt: skip
    tickets, booked = METADATA.tables["ticket"], METADATA.tables["appointment"]
    old = mark("appointment", "id")
    with office.database.write() as session:
        session.connection().execute(update(tickets).values(appointment_id=old, letter=old))
    _night(office)
    with office.database.read() as session:
        [ids] = session.connection().execute(select(tickets.c.appointment_id, tickets.c.letter))
        [new] = session.connection().execute(select(booked.c.id)).scalars()
    assert set(ids) == {new} != {old}
