"""Figures by page and by program: who may see them, what cannot be had, and the files."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from hub.insights import repository
from hub.sites import service as sites
from tests.hub.reception.test_http import Desk
from tests.pages.databases import KINDS
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice

API = "/api/v1/insights"


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


@pytest.fixture
def office(offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices("sqlite")


def served(office: SmallOffice, room: str, minutes: int, concern: str = "unterlagen") -> None:
    """One visit: ten minutes of waiting, then a conversation."""
    ticket = office.walk_in(concern)
    office.after(minutes=10)
    office.call(ticket, room, shown_on="display-1")
    office.act("start", ticket)
    office.after(minutes=minutes)
    office.act("finish", ticket)


def test_a_day_in_numbers(small: SmallOffice) -> None:
    served(small, "S1", 6)
    left = small.walk_in("bescheid")
    small.after(minutes=45)
    small.act("leave", left)
    missed = small.book(30, "Weber, H.", "erstantrag", None)
    small.after(hours=3)
    desk = Desk(small, "peters")
    found = desk.http.get(f"{API}/figures", params={"first": "2026-11-23"}).json()
    assert (found["first"], found["last"], found["promise_minutes"]) == (
        "2026-11-23", "2026-11-23", 30,
    )  # fmt: skip
    waits = found["total"]["waits"]
    assert (waits["count"], waits["median"], waits["kept"]) == (1, 600, 1)
    assert found["total"]["talks"] is None
    counts = found["counts"]
    assert (counts["done"], counts["first_contact"], counts["abandoned"]) == (1, 1, 1)
    assert found["gave_up_after"]["median"] == 2700
    assert found["appointments"]["never"] == 1
    assert missed.person not in desk.http.get(f"{API}/figures").text
    page = desk.http.get("/insights").text
    for text in (
        "Halten wir unser Versprechen?",
        "Erst eine Person wurde aufgerufen",
        "Gegangen, ohne aufgerufen",
    ):
        assert text in page


@pytest.mark.parametrize(
    ("params", "status", "key"),
    [
        ({"first": "2026-11-23", "last": "2026-11-01"}, 422, "range_reversed"),
        ({"first": "2021-01-01", "last": "2026-11-23"}, 422, "range_too_long"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, 422, "range_too_early"),
        ({"first": "2026-11-20", "last": "2027-01-01"}, 422, "range_in_future"),
        ({"first": "gestern"}, 422, "invalid_request"),
        ({"concern": "gibt-es-nicht"}, 404, "unknown_concern"),
        ({"concern": "<script>"}, 404, "unknown_concern"),
    ],
)
def test_what_cannot_be_had_is_said_to_programs_and_people(
    office: SmallOffice, params: dict[str, str], status: int, key: str
) -> None:
    desk = Desk(office, "peters")
    answer = desk.http.get(f"{API}/figures", params=params)
    assert (answer.status_code, answer.json()["key"]) == (status, key)
    page = desk.http.get("/insights", params=params)
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert "<script>" not in page.text
    assert params.get("first", "") in page.text


def test_days_are_understood_as_people_write_them(office: SmallOffice) -> None:
    desk = Desk(office, "peters")
    page = desk.http.get("/insights", params={"first": "20.11.2026", "last": "23.11.2026"})
    assert page.status_code == 200
    assert "20.11.2026 bis 23.11.2026" in page.text
    wrong = desk.http.get("/insights", params={"first": "31.2.2026"})
    assert (wrong.status_code, "Das ist kein Datum" in wrong.text) == (422, True)


def test_files_as_programs_and_as_excel_want_them(office: SmallOffice) -> None:
    served(office, "S1", 6)
    desk = Desk(office, "peters")
    plain = desk.http.get(f"{API}/tables/concern.csv")
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    assert "zahlen-concern-2026-10-27-2026-11-23.csv" in plain.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(plain.text, newline="")))
    assert plain.text.count("\r\n") == len(rows) == 2
    assert dict(zip(*rows, strict=True))["Wartezeit Mitte (s)"] == "600"
    excel = desk.http.get(f"{API}/tables/concern.csv", params={"style": "excel"})
    assert excel.content.startswith(b"\xef\xbb\xbfvon;bis;Anliegen;")
    tables = ("hour", "weekday", "group", "appointment", "origin", "language", "days", "heat")
    for table in (*tables, "counts"):
        answer = desk.http.get(f"{API}/tables/{table}.csv")
        assert answer.status_code == 200
        assert {len(row) for row in csv.reader(io.StringIO(answer.text))} != {0}
    assert desk.http.get(f"{API}/tables/staff.csv").status_code == 422


@pytest.mark.parametrize("name", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1"])
def test_no_name_becomes_a_formula(office: SmallOffice, name: str) -> None:
    served(office, "S1", 6)
    with office.database.change(SITE) as change:
        house = sites.house(change.session, SITE)
        renamed = [
            replace(one, name={"de": name, "en": name}) if one.id == "unterlagen" else one
            for one in house.concerns
        ]
        sites.rebuild(change, replace(house, concerns=tuple(renamed)), ())
    text = Desk(office, "peters").http.get(f"{API}/tables/concern.csv").text
    assert f"'{name}" in text
    assert f",{name}" not in text


def test_the_smallest_group_is_agreed_on_once(office: SmallOffice) -> None:
    for room, minutes in (("S1", 5), ("S2", 7), ("S3", 9)):
        served(office, room, minutes)
    desk = Desk(office, "peters")
    assert desk.http.get(f"{API}/settings").json() == {"least_group": 5}

    def put(least: int, was: int) -> tuple[int, str]:
        body = {"least_group": least, "was": was}
        answer = desk.http.put(f"{API}/settings", json=body, headers=desk.headers)
        return answer.status_code, answer.json().get("key", "")

    assert put(2, 5) == (422, "invalid_request")
    assert put(7, 5) == (200, "")
    assert put(3, 5) == (409, "changed_meanwhile")
    form = {"least_group": "4", "was": "5", "csrf": desk.token}
    stale = desk.http.post("/insights/settings", data=form)
    assert (stale.status_code, "inzwischen auf 7 gesetzt" in stale.text) == (409, True)
    for wrong in ("", "0", "2", "51", "drei", "²"):
        form = {"least_group": wrong, "was": "7", "csrf": desk.token}
        assert desk.http.post("/insights/settings", data=form).status_code == 422
    form = {"least_group": "12", "was": "7", "csrf": desk.token}
    assert desk.http.post("/insights/settings", data=form).status_code == 303
    assert "12 Personen" in desk.http.get("/insights").text
    forged = desk.http.post("/insights/settings", data={"least_group": "3", "was": "12"})
    assert forged.status_code == 403


def test_a_smaller_group_needs_a_second_person(office: SmallOffice) -> None:
    manager, admin = Desk(office, "peters"), Desk(office, "konrad")
    form = {"least_group": "4", "was": "5", "csrf": manager.token}
    refused = manager.http.post("/insights/settings", data=form)
    assert (refused.status_code, "braucht die Zustimmung" in refused.text) == (422, True)
    form["why"] = "Mit der Personalvertretung am 12. vereinbart."
    asked = manager.http.post("/insights/settings", data=form)
    assert asked.headers["location"] == "/approvals?done=asked"
    assert manager.http.get(f"{API}/settings").json() == {"least_group": 5}
    [request] = admin.http.get("/api/v1/approvals").json()["approvals"]
    assert manager.api(f"/approvals/{request['id']}/approve")[0] == 403, "not oneself"
    assert admin.api(f"/approvals/{request['id']}/approve")[0] == 200
    body = {"least_group": 3, "was": 5}
    other = manager.http.put(f"{API}/settings", json=body, headers=manager.headers)
    assert (other.status_code, other.json()["key"]) == (403, "needs_approval")
    assert manager.http.post("/insights/settings", data=form).status_code == 303
    assert manager.http.get(f"{API}/settings").json() == {"least_group": 4}


def test_two_looks_before_and_after_a_desk_changes_its_group_show_no_desk(
    office: SmallOffice,
) -> None:
    """The difference of both would be what happened at that desk, and so one person's work."""
    for room, minutes in (("S1", 5), ("S2", 7), ("S3", 9)):
        served(office, room, minutes)
    with office.database.change(SITE) as change:
        repository.set_least_group(change.session, SITE, 1)
    desk = Desk(office, "peters")

    def told() -> dict[str, int]:
        asked = {"first": "2026-11-23", "last": f"{office.now:%Y-%m-%d}"}
        found = desk.http.get(f"{API}/figures", params=asked).json()
        table = next(one for one in found["tables"] if one["dimension"] == "group")
        return {one["name"]: one["talks"]["count"] for one in table["parts"] if one["talks"]}

    assert told() == {"Wartezone A Erdgeschoss": 3}
    path = "/api/v1/office/things/room/S1"
    thing = desk.http.get(path).json()
    body = {"fields": thing["fields"] | {"team": "Schnell"}, "version": thing["version"]}
    assert desk.http.put(path, json=body, headers=desk.headers).status_code == 200
    assert told() == {"frühere Plätze und Gruppen": 3}, "the day on which it changed, and before"
    office.after(days=1)
    desk = Desk(office, "peters")
    served(office, "S1", 5)
    served(office, "S2", 5)
    assert told() == {"frühere Plätze und Gruppen": 3, "Schnell": 1, "Wartezone A Erdgeschoss": 1}


def test_nobody_is_named_anywhere(office: SmallOffice) -> None:
    """Who called and who came stand in no figure, however small the office has set the group."""
    served(office, "S1", 6)
    came = office.book(5, "Öztürk, S.", "erstantrag", "2.14")
    office.arrive(came)
    desk = Desk(office, "peters")
    with office.database.change(SITE) as change:
        repository.set_least_group(change.session, SITE, 3)
    texts = [desk.http.get(f"{API}/figures").text]
    texts += [desk.http.get(f"{API}/tables/{one}.csv").text for one in ("group", "counts")]
    for said in texts:
        assert not any(name in said for name in ("Öztürk", "yilmaz", "Brandt", '"test"', came.id))


def test_the_glossary_is_read_by_programs(office: SmallOffice) -> None:
    terms = Desk(office, "peters").http.get(f"{API}/glossary").json()
    assert {"waits", "first_contact", "busy"} <= {one["key"] for one in terms}
