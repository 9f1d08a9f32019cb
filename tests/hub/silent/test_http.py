"""Silent calls over HTTP: who may what, and what each page shows of a call, on both databases."""

import re
from collections.abc import Callable

import pytest

from hub.silent import service
from tests.hub.reception.test_http import HTMX, Desk
from tests.pages.databases import KINDS
from tests.pages.office import SITE, Office

ROLES = ("yilmaz", "brandt", "lang", "vogel", "peters", "konrad")
ANSWERS = {"yilmaz", "brandt", "lang", "peters"}


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    return offices(request.param)


def called(desk: Desk) -> str:
    status, call = desk.api("/silent-calls")
    assert status == 201
    return str(call["call"])


def form(desk: Desk, path: str, **fields: str) -> int:
    return desk.http.post(path, data=fields | {"csrf": desk.token}).status_code


@pytest.mark.parametrize("login", ROLES)
def test_each_role_may_what_the_table_says_by_page_and_by_program(
    small: Office, login: str
) -> None:
    desk, caller = Desk(small, login), Desk(small, "brandt", room="2.14")
    if login == "brandt":
        caller = Desk(small, "yilmaz", room="S1")
    one = called(caller)
    ok, gone = (200, 303) if login in ANSWERS else (403, 403)
    assert desk.http.get("/silent").status_code == 200
    assert desk.api(f"/silent-calls/{one}/answer")[0] == ok
    assert form(desk, f"/silent/{one}/answer") == gone
    assert desk.http.get(f"/silent/{one}/end").status_code == ok
    assert form(desk, f"/silent/{one}/end", outcome="helped") == gone
    assert desk.api(f"/silent-calls/{one}/end", {"outcome": "exercise"})[0] == ok
    rate = desk.http.get("/api/v1/silent-calls/rate")
    assert rate.status_code == (200 if login == "peters" else 403)
    assert ("Fehlalarme" in desk.http.get("/silent").text) == (login == "peters")
    assert desk.http.get("/silent/sure").status_code == 200
    assert form(desk, "/silent") == 303
    assert desk.api("/silent-calls")[0] == 201


def test_a_call_stands_above_every_page_of_colleagues_and_nowhere_else(small: Office) -> None:
    caller = Desk(small, "brandt", room="2.14")
    one = called(caller)
    for path in ("/reception", "/papers", "/presence", "/emergency", "/silent"):
        page = Desk(small).http.get(path).text
        assert "Stiller Notruf: Zimmer 2.14" in page
        assert "K. Brandt" in page
    assert "Stiller Notruf" not in Desk(small, "vogel").http.get("/content").text
    for path in ("/reception", "/papers", "/silent"):
        page = caller.http.get(path).text
        assert "Stiller Notruf:" not in page
        assert "gesendet · 0 zugesagt" in page
    answer = Desk(small).http.post(
        f"/silent/{one}/answer", headers=HTMX, data={"csrf": ""}, params={}
    )
    assert answer.status_code == 403


def test_a_call_that_is_raised_anew_is_another_one_to_pages_that_ring(small: Office) -> None:
    caller, helper = Desk(small, "brandt", room="2.14"), Desk(small)
    rings = []
    for seconds in (0, 59, 1):
        small.after(seconds=seconds)
        called(caller)
        rings += re.findall(r'id="(silent-\w+-\d+)"', helper.page())
    assert rings[0] == rings[1]
    assert rings[1] != rings[2]


def test_an_answer_is_seen_by_the_caller_as_a_number_and_by_colleagues_by_name(
    small: Office,
) -> None:
    caller, helper = Desk(small, "brandt", room="2.14"), Desk(small)
    one = called(caller)
    answer = helper.http.post(f"/silent/{one}/answer", headers=HTMX, data={"csrf": helper.token})
    assert answer.status_code == 204
    assert "gesendet · 1 zugesagt" in caller.page()
    assert "Yılmaz gehen" not in caller.page()
    other = Desk(small, "lang").page()
    assert "Es gehen hin: A. Yılmaz" in other
    assert "Sie gehen hin." in helper.page()


@pytest.mark.warns("silent_call_unanswered")
def test_a_loud_call_stands_above_the_pages_of_all_roles(small: Office) -> None:
    one = called(Desk(small, "brandt", room="2.14"))
    small.after(seconds=31)
    assert service.escalate(small.database, SITE, now=small.now) == 1
    publisher = Desk(small, "vogel")
    assert "silent-call loud" in publisher.http.get("/content").text
    assert publisher.api(f"/silent-calls/{one}/answer")[0] == 200
    assert "silent-call loud" not in publisher.http.get("/content").text


def test_what_is_over_answers_with_a_sentence(small: Office) -> None:
    desk = Desk(small)
    one = called(Desk(small, "brandt"))
    assert desk.api(f"/silent-calls/{one}/end", {"outcome": "helped", "note": "<b>x</b>"})[0] == 200
    answer = desk.http.post(f"/silent/{one}/answer", data={"csrf": desk.token})
    assert answer.status_code == 409
    assert "schon beendet" in answer.text
    page = desk.http.get("/silent").text
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "Schon beendet" in desk.http.get(f"/silent/{one}/end").text
    assert desk.api("/silent-calls/nein/answer")[0] == 404
    assert desk.http.get("/silent/nein/end").status_code == 404
    long = desk.api(f"/silent-calls/{one}/end", {"outcome": "helped", "note": "x" * 1001})
    assert long[0] == 422


def test_nobody_calls_or_answers_by_a_forged_form(small: Office) -> None:
    one, desk = called(Desk(small, "brandt")), Desk(small)
    desk.token = desk.headers["X-CSRF-Token"] = "falsch"
    assert form(desk, "/silent") == 403
    assert form(desk, f"/silent/{one}/answer") == 403
    assert desk.api("/silent-calls")[0] == 403
    desk.http.cookies.clear()
    assert desk.http.get("/api/v1/silent-calls").status_code == 401
