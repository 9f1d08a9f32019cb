"""Privacy over HTTP: what a program is told, and the way of a request over two people."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from hub.migrations import METADATA
from tests.hub.reception.test_http import Desk
from tests.pages.office import Office

WHY = "Antrag der Person vom 20. November"
NAME = "Seltsam, Quirin"


@dataclass
class Visit:
    """A visitor with an unusual name, reason and note, who has left."""

    appointment: str
    ticket: str


@pytest.fixture
def visit(office: Office) -> Visit:
    booked = office.book(5, NAME, "erstantrag", "2.14", "Frau Kenntlich")
    ticket = office.arrive(booked)
    desk = Desk(office, room="S1")
    needs = {"needs": ["wheelchair"], "reason": "Grundangabe"}
    assert desk.api(f"/tickets/{ticket}/needs", needs, **{"Idempotency-Key": "n1"})[0] == 200
    assert desk.api(f"/tickets/{ticket}/notes", {"text": "Vermerktext"})[0] == 201
    assert desk.api(f"/tickets/{ticket}/park", {"reason": "Parkgrund"})[0] == 200
    return Visit(booked.id, ticket)


def leave(office: Office, visit: Visit) -> None:
    office.act("leave", visit.ticket)


def everything(office: Office) -> str:
    with office.database.read() as session:
        return "\n".join(
            str(tuple(row))
            for table in METADATA.sorted_tables
            for row in session.connection().execute(select(table))
        )


def grant(office: Office, act: str, person: str) -> None:
    asked = Desk(office, "peters").api(
        f"/privacy/people/{person}/requests", {"act": act, "why": WHY}
    )
    assert asked[0] == 201
    assert Desk(office, "konrad").api(f"/approvals/{asked[1]['id']}/approve")[0] == 200


def test_a_program_reads_the_register_the_nights_and_what_is_due(office: Office) -> None:
    http = Desk(office, "peters").http
    register = http.get("/api/v1/privacy/register").json()
    person = next(one for one in register if "person" in one["columns"])
    assert person["columns"]["person"] == "Name"
    assert person["until"] == "14 Tage nach dem Termin"
    assert http.get("/api/v1/privacy/nights").json() == []
    assert {"table", "now", "soon"} <= http.get("/api/v1/privacy/due").json()[0].keys()
    assert http.get("/api/v1/privacy/erasures").json() == []


def test_who_is_found_is_told_without_a_name_and_written_down(office: Office, visit: Visit) -> None:
    desk = Desk(office, "peters")
    status, hits = desk.api("/privacy/people", {"typed": "seltsam", "day": str(office.now.date())})
    assert status == 200
    assert [one["id"] for one in hits] == [visit.appointment]  # type: ignore[index]
    assert "Seltsam" not in str(hits)
    assert desk.api("/privacy/people", {"typed": "seltsam"})[1]["key"] == "nothing_sought"
    views = Desk(office, "peters").http.get("/api/v1/audit?kind=search").json()["views"]
    assert [one["subject"] for one in views] == [visit.appointment]
    assert "Seltsam" not in str(views)


def test_a_visit_without_appointment_is_found_by_its_number_and_day(office: Office) -> None:
    ticket, desk = office.walk_in(), Desk(office, "peters")
    found = [desk.api("/privacy/people", {"typed": said})[1] for said in ("w 1", "W001", ticket)]
    assert [[one["id"] for one in hits] for hits in found] == [[ticket]] * 3  # type: ignore[index]
    day = str(office.now.date())
    office.after(hours=30)
    desk = Desk(office, "peters")
    assert len(desk.api("/privacy/people", {"typed": "W001"})[1]) == 0
    assert len(desk.api("/privacy/people", {"typed": "W001", "day": day})[1]) == 1
    held = desk.http.get(f"/api/v1/privacy/people/{ticket}").json()
    assert (held["appointments"], held["visits"], held["open"]) == (0, 1, ["W001"])


def test_numbers_that_became_one_are_one_person_s(office: Office) -> None:
    other, booked = office.walk_in(), office.book(5, NAME, "erstantrag", "2.14")
    kept = office.arrive(booked)
    office.walk_in()
    status, _ = Desk(office, room="S1").api(f"/tickets/{kept}/merge", {"other": other})
    assert status == 200
    for found in (other, kept, booked.id):
        held = Desk(office, "peters").http.get(f"/api/v1/privacy/people/{found}").json()
        assert (held["appointments"], held["visits"]) == (1, 2)


def test_a_whole_way_from_the_request_to_nothing_left(office: Office, visit: Visit) -> None:
    desk = Desk(office, "peters")
    people = f"/privacy/people/{visit.appointment}"
    marks = ("Seltsam", "Grundangabe", "Vermerktext", "Parkgrund", "Kenntlich", "wheelchair")
    assert [one for one in marks if one not in everything(office)] == []
    assert desk.api(f"{people}/erase", {"sure": True})[1]["key"] == "needs_approval"
    grant(office, "privacy.erase", visit.appointment)
    status, refused = desk.api(f"{people}/erase", {"sure": True})
    assert (status, refused["key"]) == (409, "visit_still_open")
    leave(office, visit)
    assert desk.api(f"{people}/erase", {})[1]["key"] == "not_sure"
    figures = _figures(desk)
    status, proof = desk.api(f"{people}/erase", {"sure": True})
    assert (status, proof["visits"], proof["granted_by"]) == (200, 2, "konrad")
    left = everything(office)
    assert [one for one in marks if one in left] == []
    assert visit.appointment not in left.replace(*_views(office, visit))
    assert desk.api(f"{people}/erase", {"sure": True})[0] == 404
    assert _figures(desk) == figures


def _figures(desk: Desk) -> object:
    """What is told of the day in numbers."""
    told = desk.http.get("/api/v1/insights/figures").json()
    assert told["total"]["arrivals"] == 1
    return told["total"], told["tables"]


def _views(office: Office, visit: Visit) -> tuple[str, str]:
    """Who has seen the person stays for a year, by the id that leads to nobody any more."""
    views = METADATA.tables["personal_view"]
    with office.database.read() as session:
        rows = session.connection().execute(select(views.c.subject)).scalars().all()
    assert set(rows) <= {visit.appointment, visit.ticket, "*"}
    return visit.appointment if visit.appointment in rows else "-", ""


def test_the_pages_lead_the_same_way(office: Office, visit: Visit) -> None:
    leave(office, visit)
    desk, people = Desk(office, "peters"), f"/privacy/people/{visit.appointment}"
    form = {"typed": "Seltsam", "day": office.now.strftime("%d.%m.%Y"), "csrf": desk.token}
    found = desk.http.post("/privacy/people", data=form)
    assert people in found.text
    assert 'value="Seltsam"' in found.text
    for act in ("privacy.export", "privacy.erase"):
        wish = {"act": act, "why": WHY, "csrf": desk.token}
        answer = desk.http.post(f"{people}/requests", data=wish)
        assert answer.headers["location"] == f"{people}?done=asked"
    waiting = desk.http.get(people).text
    assert waiting.count("wartet auf Zustimmung") == 2
    assert desk.http.get(f"{people}/export").status_code == 403
    other = Desk(office, "konrad")
    for request in re.findall(r"/approvals/(\w+)/approve", other.http.get("/approvals").text):
        other.http.post(f"/approvals/{request}/approve", data={"csrf": other.token})
    printed = desk.http.get(f"{people}/export").text
    for said in (NAME, "Vermerktext", "Parkgrund", "zurückgestellt", "§ 83 SGB X"):
        assert said in printed
    assert "yilmaz" not in printed
    file = desk.http.get(f"{people}/export.json")
    assert file.headers["content-disposition"].endswith('.json"')
    assert file.json()["parts"][0]["name"] == "Termine"
    unsure = desk.http.post(f"{people}/erase", data={"csrf": desk.token})
    assert (unsure.status_code, "endgültig" in unsure.text) == (422, True)
    done = desk.http.post(f"{people}/erase", data={"csrf": desk.token, "sure": "yes"})
    assert done.headers["location"] == "/privacy?done=erased"
    assert "konrad" in desk.http.get("/privacy?done=erased").text
    assert desk.http.get(people).status_code == 404


def test_a_day_that_no_calendar_has_finds_nobody_and_says_so(office: Office) -> None:
    desk = Desk(office, "peters")
    for day in ("31.02.2026", "gestern"):
        form = {"typed": "Weber", "day": day, "csrf": desk.token}
        answer = desk.http.post("/privacy/people", data=form)
        assert answer.status_code == 422
        assert "Ein Name braucht den Geburtstag" in answer.text
