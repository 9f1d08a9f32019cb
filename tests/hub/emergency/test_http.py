"""Emergencies over HTTP: who may what, by page and by program, in two steps, on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hub.emergency import service
from hub.emergency.schemas import NewAlarm
from hub.sites.service import build
from tests.hub.reception.test_http import Desk
from tests.pages.databases import KINDS
from tests.pages.office import HOUSE
from tests.pages.office import Office as SmallOffice
from tests.people import person
from wire.ids import SiteId

ROLES = {"yilmaz": "reception", "brandt": "adviser", "lang": "technician"}
MAY: dict[tuple[str, str], bool] = {
    ("raise", "reception"): True,
    ("raise", "adviser"): True,
    ("raise", "technician"): True,
    ("all_clear", "reception"): True,
    ("all_clear", "adviser"): False,
    ("all_clear", "technician"): True,
    ("end", "reception"): True,
    ("end", "adviser"): False,
    ("end", "technician"): True,
    ("look", "reception"): True,
    ("look", "adviser"): True,
    ("look", "technician"): True,
}
CELLS = [(login, act) for login in ROLES for act in ("raise", "all_clear", "end", "look")]


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


def raised(desk: Desk, kind: str = "fire") -> str:
    status, alarm = desk.api("/alarms", {"kind": kind})
    assert status == 201
    return str(alarm["alarm"])


def post(desk: Desk, path: str, **fields: str) -> int:
    return desk.http.post(path, data=fields | {"csrf": desk.token}).status_code


@pytest.mark.parametrize(("login", "act"), CELLS)
def test_each_role_may_what_the_table_says_by_page_and_by_program(
    small: SmallOffice, login: str, act: str
) -> None:
    may, desk = MAY[act, ROLES[login]], Desk(small, login)
    alarm = raised(Desk(small))
    if act == "look":
        pages = [
            desk.http.get("/api/v1/alarms").status_code,
            desk.http.get("/emergency").status_code,
        ]
        assert pages == ([200, 200] if may else [403, 403])
    elif act == "end":
        assert desk.http.get(f"/emergency/{alarm}/end").status_code == (200 if may else 403)
        assert desk.api(f"/alarms/{alarm}/end")[0] == (200 if may else 403)
        assert post(desk, f"/emergency/{alarm}/end") == (303 if may else 403)
    else:
        kind = "evacuate" if act == "raise" else act
        address = f"/emergency/confirm?kind={kind}&where=site"
        assert desk.http.get(address).status_code == (200 if may else 403)
        assert desk.api("/alarms", {"kind": kind})[0] == (201 if may else 403)
        where = "A" if act == "raise" else "site"
        assert post(desk, "/emergency", kind=kind, where=where) == (303 if may else 403)


def test_nobody_gets_in_without_signing_in_or_by_a_forged_form(small: SmallOffice) -> None:
    desk = Desk(small)
    desk.token = "falsch"
    assert post(desk, "/emergency", kind="fire", where="site") == 403
    desk.http.cookies.clear()
    assert desk.http.get("/api/v1/alarms").status_code == 401
    assert desk.http.get("/emergency").headers["location"] == "/login"


def test_two_clicks_from_the_page_and_it_stands_above_every_page(small: SmallOffice) -> None:
    desk = Desk(small, "brandt")
    page = desk.http.get("/emergency").text
    assert 'name="kind" value="fire"' in page
    assert "all_clear" not in page
    sure = desk.http.get("/emergency/confirm?where=A&kind=fire").text
    assert "Feuer jetzt auslösen" in sure
    assert "1 Display" in sure
    assert "Notfallmeldungen" not in desk.page()
    assert post(desk, "/emergency", kind="fire", where="A") == 303
    for path in ("/reception", "/papers", "/feedback", "/emergency"):
        assert "auf 0 von 1 Display" in desk.http.get(path).text


def test_the_same_key_is_the_same_alarm_and_another_wish_is_refused(small: SmallOffice) -> None:
    desk, key = Desk(small), {"Idempotency-Key": "one"}
    first = desk.api("/alarms", {"kind": "fire"}, **key)
    desk.api(f"/alarms/{first[1]['alarm']}/end")
    again = desk.api("/alarms", {"kind": "fire"}, **key)
    assert again == first
    assert desk.http.get("/api/v1/alarms").json()["standing"] == []
    assert desk.api("/alarms", {"kind": "medical"}, **key)[0] == 422


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"kind": "flood"}, "invalid_request"),
        ({"kind": "fire", "scope": "zone"}, "unknown_scope"),
        ({"kind": "fire", "scope": "zone", "zones": ["X"]}, "unknown_scope"),
        ({"kind": "fire", "scope": "house", "zones": ["A"]}, "unknown_scope"),
    ],
)
def test_what_is_no_alarm_is_refused(small: SmallOffice, body: object, key: str) -> None:
    status, problem = Desk(small).api("/alarms", body)
    assert (status, problem["key"]) == (422, key)


def test_an_alarm_that_is_over_says_who_ended_it(small: SmallOffice) -> None:
    desk = Desk(small)
    alarm = raised(desk)
    post(desk, f"/emergency/{alarm}/end")
    assert "hat yilmaz um 09:00:00 beendet" in desk.http.get(f"/emergency/{alarm}/end").text
    assert desk.http.get("/emergency/keine/end").status_code == 404
    assert desk.api("/alarms/keine/end")[0] == 404


def test_an_all_clear_that_does_not_cover_says_what_still_stands(small: SmallOffice) -> None:
    desk = Desk(small)
    assert desk.api("/alarms", {"kind": "fire", "scope": "house"})[0] == 201
    words = "Es steht noch: Feuer, alle Standorte."
    sure = desk.http.get("/emergency/confirm?where=site&kind=all_clear")
    assert (sure.status_code, words in sure.text) == (409, True)
    fields = {"kind": "all_clear", "where": "site", "csrf": desk.token}
    answer = desk.http.post("/emergency", data=fields)
    assert (answer.status_code, words in answer.text) == (409, True)
    status, problem = desk.api("/alarms", {"kind": "all_clear"})
    assert (status, problem["key"]) == (409, "still_standing")
    assert [one["kind"] for one in desk.http.get("/api/v1/alarms").json()["standing"]] == ["fire"]


@pytest.mark.parametrize(
    ("kind", "where", "kiosks", "bars", "all_phones"),
    [
        ("fire", "B", True, True, True),
        ("shelter", "B", True, True, True),
        ("closed", "B", False, True, False),
        ("medical", "B", False, False, False),
        ("closed", "site", True, True, True),
        ("medical", "site", True, False, True),
        ("evacuate", "house", True, True, True),
    ],
)
def test_the_question_names_kiosks_and_phones_as_they_are_reached(
    small: SmallOffice, kind: str, where: str, *, kiosks: bool, bars: bool, all_phones: bool
) -> None:
    sure = Desk(small).http.get(f"/emergency/confirm?where={where}&kind={kind}").text
    assert ("Kioske zeigen es nicht" in sure) == (not kiosks)
    assert ("niemand anmelden" in sure) == (kiosks and bars)
    assert ("bis Besucher dort weitergehen" in sure) == (kiosks and not bars)
    assert ("liest es anstelle von Aufruf" in sure) == bars
    assert ("Besucher anderer Wartezonen lesen es nicht" in sure) == (not all_phones)
    narrow = "Displays anderer Wartezonen zeigen es nicht, alle Kioske und Telefone aber schon."
    assert (narrow in sure) == (where == "B" and kiosks)


def test_the_question_names_what_ends(small: SmallOffice) -> None:
    desk = Desk(small)
    calm = desk.http.get("/emergency/confirm?where=site&kind=all_clear").text
    assert "Dort steht keine Meldung, die damit endet." in calm
    desk.api("/alarms", {"kind": "fire", "scope": "zone", "zones": ["A"]})
    for kind in ("fire", "all_clear"):
        sure = desk.http.get(f"/emergency/confirm?where=site&kind={kind}").text
        assert "Damit endet: Feuer, Wartezone A." in sure


def test_the_question_for_all_sites_names_what_ends_at_each(small: SmallOffice) -> None:
    desk, there = Desk(small), replace(HOUSE.site, id=SiteId("dorf"), number=78, name="Dorf")
    build(small.database, replace(HOUSE, site=there))
    desk.api("/alarms", {"kind": "medical"})
    who = person("chef", "Chef", "reception", there.id)
    with small.database.change(there.id) as change:
        given = NewAlarm(kind="fire", scope="zone", zones=("A",))
        service.raise_alarm(change, who, given, now=small.now)
    sure = desk.http.get("/emergency/confirm?where=house&kind=all_clear").text
    both = "Medizinischer Notfall, ganzer Standort; Feuer, Wartezone A (Dorf)"
    assert f"Damit enden: {both}." in sure
    sure = desk.http.get("/emergency/confirm?where=house&kind=fire").text
    assert "Damit endet: Feuer, Wartezone A (Dorf)." in sure
    assert "Dorf)" not in desk.http.get("/emergency/confirm?where=site&kind=all_clear").text


def test_who_is_refused_for_all_sites_learns_which_one_is_full(small: SmallOffice) -> None:
    desk, there = Desk(small), replace(HOUSE.site, id=SiteId("dorf"), number=78, name="Dorf")
    build(small.database, replace(HOUSE, site=there))
    who = person("chef", "Chef", "reception", there.id)
    wishes = [
        NewAlarm.model_validate({"kind": kind, "scope": "zone", "zones": [zone]})
        for kind in ("fire", "evacuate", "shelter", "medical")
        for zone in "AB"
    ]
    with small.database.change(there.id) as change:
        for given in wishes:
            service.raise_alarm(change, who, given, now=small.now)
    words = "Am Standort Dorf stehen schon acht Meldungen."
    sure = desk.http.get("/emergency/confirm?where=house&kind=closed")
    assert (sure.status_code, words in sure.text) == (409, True)
    fields = {"kind": "closed", "where": "house", "csrf": desk.token}
    answer = desk.http.post("/emergency", data=fields)
    assert (answer.status_code, words in answer.text) == (409, True)
    sure = desk.http.get("/emergency/confirm?where=house&kind=shelter")
    assert "Im Haus bleiben jetzt auslösen" in sure.text


def test_a_zone_is_given_no_all_clear_by_no_way(small: SmallOffice) -> None:
    """Displays of several zones would say that it burns and that it is over."""
    desk = Desk(small)
    desk.api("/alarms", {"kind": "fire", "scope": "zone", "zones": ["A"]})
    words = "Entwarnung gibt es nur für den ganzen Standort"
    sure = desk.http.get("/emergency/confirm?where=B&kind=all_clear")
    assert (sure.status_code, words in sure.text) == (422, True)
    assert post(desk, "/emergency", kind="all_clear", where="B") == 422
    for zone in "AB":
        body = {"kind": "all_clear", "scope": "zone", "zones": [zone]}
        status, problem = desk.api("/alarms", body)
        assert (status, problem["key"]) == (422, "all_clear_for_zones")
    page = desk.http.get("/emergency").text
    assert '<button class="kind clear" type="submit" name="where" value="site">' in page
    assert 'name="kind" value="all_clear"><svg' not in page
    assert [one["kind"] for one in desk.http.get("/api/v1/alarms").json()["standing"]] == ["fire"]


def test_what_is_refused_is_said_on_the_page_of_emergencies(small: SmallOffice) -> None:
    answer = Desk(small).http.get("/emergency/keine/end")
    assert "Diese Meldung gibt es nicht mehr." in answer.text
    assert "Meldung auf alle Displays bringen" in answer.text
    answer = Desk(small, "brandt").http.get("/emergency/confirm?kind=all_clear")
    assert "kein Recht" in answer.text
