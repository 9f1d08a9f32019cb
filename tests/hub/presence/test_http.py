"""Presence over HTTP: who may what, by page and by program, on both databases."""

from collections.abc import Callable

import pytest

from tests.hub.reception.test_http import HTMX, Desk
from tests.pages.databases import KINDS
from tests.pages.office import Office, fill

LOGINS = {"yilmaz": "reception", "brandt": "adviser", "lang": "technician", "vogel": "publisher"}
MAY = {
    "read": {"reception", "adviser", "technician"},
    "leave": {"reception", "adviser"},
    "warden": {"reception", "adviser", "technician"},
    "rule": {"technician"},
}
CELLS = [(login, act) for login in LOGINS for act in MAY]


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    return offices(request.param)


def put(desk: Desk, path: str, body: object) -> int:
    return desk.http.put(f"/api/v1{path}", json=body, headers=desk.headers).status_code


def form(desk: Desk, path: str, **fields: str) -> int:
    return desk.http.post(path, data=fields | {"csrf": desk.token}).status_code


@pytest.mark.parametrize(("login", "act"), CELLS)
def test_each_role_may_what_the_table_says_by_page_and_by_program(
    small: Office, login: str, act: str
) -> None:
    desk, may = Desk(small, login), LOGINS[login] in MAY[act]
    small.walk_in()
    small.walk_in()
    ok, made, gone = (200, 201, 303) if may else (403, 403, 403)
    if act == "read":
        for path in ("/api/v1/presence", "/api/v1/presence/rule", "/api/v1/presence/keepers",
                     "/presence"):  # fmt: skip
            assert desk.http.get(path).status_code == ok
    elif act == "leave":
        assert desk.api("/presence/leave", {"number": "W001"})[0] == ok
        assert form(desk, "/presence/leave", number="W002") == gone
    elif act == "rule":
        assert put(desk, "/presence/rule", {"evening_minutes": 45}) == ok
        assert put(desk, "/presence/keepers/kiosk-01", {"keeps": True}) == ok
        assert form(desk, "/presence/rule", minutes="50") == gone
        assert form(desk, "/presence/keepers", device="kiosk-01", keeps="false") == gone
    else:
        Desk(small).api("/evacuation")
        subject = f"visit:{small.tickets['W001']}"
        assert desk.api("/evacuation")[0] == made
        assert desk.http.get("/api/v1/evacuation").status_code == ok
        assert desk.http.get("/presence/evacuation").status_code == ok
        assert desk.api("/evacuation/marks", {"subject": subject})[0] == ok
        assert form(desk, "/presence/evacuation/marks", subject=subject, seen="false") == gone
        assert desk.http.get("/presence/evacuation/end").status_code == ok
        assert form(desk, "/presence/evacuation/end") == gone
        assert form(desk, "/presence/evacuation") == gone
        assert desk.api("/evacuation/end")[0] == ok


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
    assert put(Desk(small, "lang"), "/presence/rule", {"evening_minutes": minutes}) == 422


def test_only_kiosks_keep_the_list(small: Office) -> None:
    desk = Desk(small, "lang")
    assert put(desk, "/presence/keepers/display-1", {"keeps": True}) == 404
    assert put(desk, "/presence/keepers/nirgends", {"keeps": True}) == 404
    assert put(desk, "/presence/keepers/kiosk-01", {"keeps": True}) == 200
    assert desk.http.get("/api/v1/presence/keepers").json() == [
        {"device": "kiosk-01", "name": "Kiosk Haupteingang", "keeps": True}
    ]
