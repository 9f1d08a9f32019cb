"""Presence over HTTP: who may what, by page and by program, on both databases."""

import asyncio
from collections.abc import Callable

import pytest

from tests.hub.reception.test_http import HTMX, Desk
from tests.hub.streams import opened
from tests.pages.databases import KINDS
from tests.pages.office import Office, fill


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    return offices(request.param)


def put(desk: Desk, path: str, body: object) -> int:
    return desk.http.put(f"/api/v1{path}", json=body, headers=desk.headers).status_code


def form(desk: Desk, path: str, **fields: str) -> int:
    return desk.http.post(path, data=fields | {"csrf": desk.token}).status_code


def test_an_adviser_notes_who_left_and_ticks_off_without_the_list(small: Office) -> None:
    """Who may use which route is the table's; what follows from it is seen here."""
    small.walk_in()
    small.walk_in()
    adviser = Desk(small, "brandt")
    assert adviser.http.get("/presence").status_code == 403
    assert adviser.api("/presence/leave", {"number": "W001"})[0] == 200
    answer = adviser.http.post("/presence/leave", data={"number": "w 002", "csrf": adviser.token})
    assert answer.headers["location"] == "/reception"
    wrong = adviser.http.post("/presence/leave", data={"number": "w 002", "csrf": adviser.token})
    assert wrong.status_code == 303
    unknown = adviser.http.post("/presence/leave", data={"number": "x", "csrf": adviser.token})
    assert unknown.status_code == 404
    assert "Wartezone" not in unknown.text
    assert form(adviser, "/presence/evacuation") == 303
    assert 'href="/presence"' not in adviser.http.get("/presence/evacuation").text


def test_the_office_sets_rule_and_keepers_in_pages(small: Office) -> None:
    manager, technician, desk = Desk(small, "peters"), Desk(small, "lang"), Desk(small)
    assert form(manager, "/presence/rule", minutes="45") == 303
    assert "45 Minuten nach Schließung" in desk.http.get("/presence").text
    assert form(manager, "/presence/rule", minutes="") == 303
    assert "zählt niemand von selbst" in desk.http.get("/presence").text
    assert form(technician, "/presence/keepers", device="kiosk-01", keeps="true") == 303
    assert "behält die Liste" in desk.http.get("/presence").text


def test_a_stranger_and_a_forged_form_get_nothing(small: Office) -> None:
    desk = Desk(small)
    desk.token = desk.headers["X-CSRF-Token"] = "falsch"
    assert form(desk, "/presence/evacuation") == 403
    assert desk.api("/presence/leave", {"number": "W001"})[0] == 403
    desk.http.cookies.clear()
    assert desk.http.get("/api/v1/presence").status_code == 401
    assert desk.http.get("/presence").headers["location"] == "/login"


def test_the_page_and_the_program_say_the_same_and_name_no_visitor(small: Office) -> None:
    fill(small)
    desk = Desk(small, room="S3")
    said = desk.http.get("/api/v1/presence").json()
    page = desk.http.get("/presence").text
    assert said["persons"] == 7
    assert said["uncertain"] == 1
    assert {one["number"] for one in said["stays"]} == {
        "T001", "T002", "T003", "W002", "W003", "W004", "W005", "W006",
    }  # fmt: skip
    for one in said["stays"]:
        assert one["number"] in page
        assert one["place"] in page
    assert said["colleagues"][0]["name"] == "A. Yılmaz"
    for person in ("Popescu", "Kovalenko", "Weber", "Öztürk"):
        assert person not in page
    assert "<strong>7</strong> Personen im Haus" in page


def test_a_number_that_is_not_here_is_answered_with_a_sentence(small: Office) -> None:
    desk = Desk(small)
    answer = desk.http.post("/presence/leave", data={"number": "T999", "csrf": desk.token})
    assert answer.status_code == 404
    assert "nicht im Haus" in answer.text
    assert desk.api("/presence/leave", {})[1]["key"] == "unknown_visit"
    assert desk.api("/presence/leave", {"ticket_id": "01ANDERSWO"})[0] == 404


def test_while_the_house_is_cleared_every_page_says_how_many_are_missing(small: Office) -> None:
    small.walk_in()
    desk, publisher = Desk(small), Desk(small, "vogel")
    assert "Räumung läuft" not in desk.page()
    desk.api("/evacuation")
    for one in (desk, publisher):
        assert "noch nicht gesehen: <strong>1</strong>" in one.page()
    subject = f"visit:{small.tickets['W001']}"
    desk.http.post(
        "/presence/evacuation/marks", headers=HTMX,
        data={"subject": subject, "seen": "true", "csrf": desk.token},
    )  # fmt: skip
    assert "noch nicht gesehen: <strong>0</strong>" in publisher.page()
    assert desk.api("/evacuation/end")[1]["missing"] == 0
    assert "Räumung läuft" not in desk.page()


@pytest.mark.parametrize("minutes", [-1, 601, "x"])
def test_a_rule_out_of_bounds_is_refused(small: Office, minutes: object) -> None:
    assert put(Desk(small, "peters"), "/presence/rule", {"evening_minutes": minutes}) == 422


def test_only_kiosks_keep_the_list(small: Office) -> None:
    desk = Desk(small, "lang")
    assert put(desk, "/presence/keepers/display-1", {"keeps": True}) == 404
    assert put(desk, "/presence/keepers/nirgends", {"keeps": True}) == 404
    assert put(desk, "/presence/keepers/kiosk-01", {"keeps": True}) == 200
    assert Desk(small).http.get("/api/v1/presence/keepers").json() == [
        {"device": "kiosk-01", "name": "Kiosk Haupteingang", "keeps": True}
    ]


@pytest.mark.parametrize("path", ["/presence/live", "/presence/evacuation/live"])
def test_a_page_on_which_nothing_happens_hears_each_minute_that_the_hub_is_there(
    offices: Callable[[str], Office], path: str
) -> None:
    """Phones call the connection broken after a minute and a half without a word."""
    office = offices("sqlite")

    async def hears() -> list[str]:
        async with opened(Desk(office), path) as hear:
            first = await hear()
            office.after(seconds=60)
            return [first, await hear()]

    assert all(one.startswith("data: ") for one in asyncio.run(hears()))
