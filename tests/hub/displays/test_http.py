"""Displays over HTTP: who may what, cell by cell, by page and by program, on both databases."""

import re
from collections.abc import Callable

import pytest

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.displays import service as displays
from hub.displays.rules import Act
from tests.hub.reception.test_http import Desk
from tests.pages.databases import KINDS
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice
from wire.ids import DeviceId
from wire.messages import DeviceState, DisplayReport

ROLES = {"yilmaz": "reception", "brandt": "adviser", "lang": "technician"}
TABLE = {
    "reception": {"look", "picture", "identify"},
    "adviser": set[str](),
    "technician": {"look", "picture", "identify", "restart", "change"},
}
"""As it was agreed, for what only the order decides."""
READS = ("/displays", "/displays/display-1", "/api/v1/displays", "/api/v1/displays/display-1",
         "/api/v1/displays/display-1/orders")  # fmt: skip


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


def patch(desk: Desk, path: str, body: object) -> int:
    return desk.http.patch(f"/api/v1{path}", json=body, headers=desk.headers).status_code


def form(desk: Desk, path: str, **fields: str) -> int:
    return desk.http.post(path, data=fields | {"csrf": desk.token}).status_code


@pytest.mark.parametrize("login", ROLES)
def test_each_role_may_what_the_table_says(small: SmallOffice, login: str) -> None:
    role, desk = ROLES[login], Desk(small, login)

    def expected(act: Act, good: int) -> int:
        return good if act in TABLE[role] else 403

    for path in READS:
        assert desk.http.get(path).status_code == expected("look", 200), path
    acts: tuple[Act, ...] = ("picture", "identify", "restart")
    for act in acts:
        order = {"action": act}
        assert desk.api("/displays/display-1/orders", order)[0] == expected(act, 201), act
        assert desk.api("/displays/orders", order | {"zone": "A"})[0] == expected(act, 201), act
        assert form(desk, "/displays/display-1/orders", action=act) == expected(act, 303), act
        assert form(desk, "/displays", to="zone:A", what=act) == expected(act, 200), act
    change = {"layout": "whole"}
    assert patch(desk, "/displays/display-1", change) == expected("change", 200)
    assert patch(desk, "/displays", {"zone": "A", "changes": change}) == expected("change", 200)
    assert form(desk, "/displays/display-1", layout="whole") == expected("change", 303)
    assert form(desk, "/displays", to="zone:A", what="whole") == expected("change", 200)


def test_nobody_changes_anything_by_a_forged_form(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    desk.token = "falsch"
    for path in ("/displays", "/displays/display-1", "/displays/display-1/orders"):
        assert form(desk, path, action="restart", to="zone:A", what="restart") == 403
    desk.http.cookies.clear()
    assert desk.http.get("/api/v1/displays").status_code == 401


def test_reception_finds_no_button_that_it_may_not_press(small: SmallOffice) -> None:
    page = Desk(small).http.get("/displays/display-1").text
    assert "Namen zeigen" in page
    for word in ("Neu starten", "Übernehmen", "Abbauen", "Koppeln"):
        assert word not in page
    assert "Mehrere Displays" not in Desk(small).http.get("/displays").text


def test_the_wall_shows_those_that_are_chosen(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    patch(desk, "/displays/display-2", {"group": "foyer", "tags": ["hochkant"]})
    for query, there in (
        ("zone=A", "display-1"), ("group=foyer", "display-2"), ("tag=hochkant", "display-2"),
    ):  # fmt: skip
        page = desk.http.get(f"/displays?{query}").text
        tiles = [name for name in ("display-1", "display-2") if f'id="tile-{name}"' in page]
        assert tiles == [there]
    small.trouble("display-1", "board.hot")
    page = desk.http.get("/displays?state=trouble").text
    assert 'id="tile-display-1"' in page
    assert "Gerät ist zu heiß" in page
    assert 'id="tile-display-2"' not in page
    patch(desk, "/displays/display-2", {"speaks": False})
    assert 'id="tile-display-2"' not in desk.http.get("/displays?state=trouble").text
    assert desk.http.get("/displays").text.count("Wartezone B: niemand spricht") == 1
    assert "Kein Display passt" in desk.http.get("/displays?tag=nie").text


def test_the_plan_leads_to_each_display_and_keeps_what_was_chosen(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    small.trouble("display-1", "board.hot")
    page = desk.http.get("/displays?view=plan").text
    for words in ("Display 1: gestört", "Display 2: in Ordnung"):
        assert f'aria-label="{words}"' in page
    assert page.count('href="/displays/display-1"') == 2, "in the list and on the plan"
    assert 'id="tile-display-1"' not in page
    page = desk.http.get("/displays?view=plan&state=trouble").text
    assert "Display 2" not in page
    assert 'href="/displays?zone=&amp;group=&amp;tag=&amp;state=trouble&amp;view="' in page
    assert '<input type="hidden" name="view" value="plan">' in page
    assert "Kein Display passt" in desk.http.get("/displays?view=plan&tag=nie").text
    assert "<svg viewBox" not in desk.http.get("/displays").text


def test_the_form_says_what_is_wrong_and_changes_nothing(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    fields = {"csrf": desk.token, "volume": "500", "group": "foyer"}
    answer = desk.http.post("/displays/display-1", data=fields)
    assert (answer.status_code, "0 bis 100" in answer.text) == (422, True)
    answer = desk.http.post("/displays/display-1", data=fields | {"volume": "", "tags": "Ä, b"})
    assert "Schlagworte: je 3 bis 32" in answer.text
    answer = desk.http.post("/displays", data={"csrf": desk.token, "to": "", "what": "restart"})
    assert (answer.status_code, "ist kein Display gemeint" in answer.text) == (409, True)
    with small.database.read() as session:
        assert devices.device(session, SITE, DeviceId("display-1")).place.group is None


def test_a_program_reads_what_plays_and_what_is_old(small: SmallOffice) -> None:
    said = DisplayReport(level="programme", item="plan-1", next_item="plan-2", volume=70)
    small.app.state.item_names = lambda _session, _site: {"plan-1": "Öffnungszeiten"}
    with small.database.write() as session:
        displays.note_report(session, SITE, DeviceId("display-1"), said, small.now)
    found = Desk(small).http.get("/api/v1/displays/display-1").json()
    assert (found["level"], found["item"], found["next_item"]) == (
        "programme", "Öffnungszeiten", "plan-2",
    )  # fmt: skip
    assert Desk(small).http.get("/api/v1/displays/display-1/picture").status_code == 404
    assert Desk(small).http.get("/api/v1/displays/kiosk-01").status_code == 404


def test_a_form_says_how_many_it_has_really_changed(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    patch(desk, "/displays/display-1", {"speaks": True})

    def said(**fields: str) -> str:
        data = fields | {"csrf": desk.token, "to": "zone:A"}
        return desk.http.post("/displays", data=data).text

    assert "Geben Sie die Lautstärke an" in said(what="volume", volume="")
    assert "1 Display geändert." in said(what="volume", volume="35")
    assert "Kein Display geändert." in said(what="volume", volume="35")
    said(what="whole", volume="99")
    assert desk.http.get("/api/v1/displays/display-1").json()["volume"] == 35


def test_nothing_is_asked_of_the_whole_house_before_somebody_means_it(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    with small.database.change(SITE) as change:
        at_door = Place(DeviceId("door-s1"), "display", "Schalter 1", "counter-2", 0, role="door")
        devices.hang(change, at_door)
        state = DeviceState(online=True, bd=9, at=small.now, kind="display", version="1")
        devices.note_state(change, DeviceId("display-1"), state, boot="b", now=small.now)
        away = DeviceState(online=False, bd=9, at=small.now, kind="display", version="1")
        devices.note_state(change, DeviceId("display-2"), away, boot="b", now=small.now)

    def post(**fields: str) -> str:
        return desk.http.post("/displays", data=fields | {"csrf": desk.token}).text

    def dark() -> list[str]:
        found = desk.http.get("/api/v1/displays").json()["displays"]
        return [one["device"] for one in found if not one["screen_on"]]

    page = post(to="all", what="screen_off")
    assert "<strong>3 Displays</strong>" in page
    assert "2 davon sind nicht verbunden und übernehmen es, sobald" in page
    assert dark() == []
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', page))
    assert "3 Displays geändert." in post(**fields)
    assert len(dark()) == 3
    assert "1 Display geändert." in post(to="role:door", what="screen_on", sure="1")
    assert len(dark()) == 2
    page = post(to="role:door", what="restart")
    assert "Es ist nicht verbunden und tut es nur, wenn es sich innerhalb von zwei Minuten" in page
    assert "ist kein Display gemeint" in post(to="role:way", what="restart")
    assert "Geben Sie die Lautstärke an" in post(to="all", what="volume", volume="")
    assert form(Desk(small), "/displays", to="all", what="restart") == 403


def test_a_program_orders_from_all_or_those_of_a_role_and_says_so(small: SmallOffice) -> None:
    desk, path = Desk(small, "lang"), "/displays/orders"
    given = desk.api(path, {"action": "restart", "all": True})[1]["orders"]
    assert isinstance(given, list)
    assert [one["device"] for one in given] == ["display-1", "display-2"]
    assert len(desk.api(path, {"action": "restart", "role": "zone"})[1]["orders"]) == 2  # type: ignore[arg-type]
    assert desk.api(path, {"action": "restart", "role": "door"})[1]["key"] == "nobody_meant"
    assert desk.api(path, {"action": "restart"})[1]["key"] == "nobody_meant"


def test_only_a_volume_speaks_of_displays_that_are_silent(small: SmallOffice) -> None:
    desk = Desk(small, "lang")

    def said(**fields: str) -> str:
        data = fields | {"csrf": desk.token, "to": "zone:B"}
        return desk.http.post("/displays", data=data).text

    patch(desk, "/displays/display-2", {"screen_on": False, "speaks": False})
    assert "Es ist schon alles so." in said(what="screen_off")
    assert "Es ist schon alles so." in said(what="silent")
    assert "Es ist schon alles so, oder sie sprechen nicht." in said(what="volume", volume="35")


def test_the_sound_of_a_zone_is_set_by_page_and_by_program(small: SmallOffice) -> None:
    desk, path = Desk(small, "lang"), "/api/v1/zones/A/sound"
    assert form(desk, "/displays/zones/A/sound", volume="40", quiet_0="12:00–13:00, 18-24") == 200
    assert desk.http.get(path).json() == {
        "volume": 40,
        "quiet": [
            {"weekday": 0, "opens": 720, "closes": 780},
            {"weekday": 0, "opens": 1080, "closes": 1440},
        ],
    }
    assert 'value="12:00–13:00, 18:00–24:00"' in desk.http.get("/displays").text
    for wrong in ("13-12", "mittags", "12:00", "12:70-13", "20-25"):
        assert form(desk, "/displays/zones/A/sound", volume="40", quiet_0=wrong) == 422, wrong
    body = {"volume": 55, "quiet": []}
    assert desk.http.put(path, json=body, headers=desk.headers).json() == body
    missing = desk.http.put("/api/v1/zones/Q/sound", json=body, headers=desk.headers)
    assert (missing.status_code, missing.json()["key"]) == (404, "unknown_zone")
    others = Desk(small)
    assert others.http.put(path, json=body, headers=others.headers).status_code == 403
    assert form(others, "/displays/zones/A/sound", volume="40") == 403
    assert "Ruhezeiten" not in others.http.get("/displays").text


def test_the_form_of_a_display_that_is_saved_as_it_was_pins_no_volume(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    patch(desk, "/displays/display-1", {"speaks": True})
    form(desk, "/displays/display-1", speaks="yes", volume_shown="1", volume="")
    form(desk, "/displays/zones/A/sound", volume="15")
    assert desk.http.get("/api/v1/displays/display-1").json()["volume"] == 15
    form(desk, "/displays/display-1", speaks="yes", volume_shown="1", volume="60")
    assert desk.http.get("/api/v1/displays/display-1").json()["own_volume"] == 60
    form(desk, "/displays/display-1", speaks="yes", volume_shown="1", volume="")
    assert desk.http.get("/api/v1/displays/display-1").json()["own_volume"] is None


def test_an_old_form_undoes_nothing_and_keeps_what_was_typed(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    page = desk.http.get("/displays/display-1").text
    found = re.search(r'name="drawn" value="(\w+)"', page)
    assert found
    patch(desk, "/displays/display-1", {"screen_on": False, "group": "foyer", "tags": ["eingang"]})
    fields = {"csrf": desk.token, "drawn": found[1], "screen": "on", "group": "", "tags": "",
              "volume_shown": "1", "volume": "37"}  # fmt: skip
    answer = desk.http.post("/displays/display-1", data=fields)
    assert (answer.status_code, "das inzwischen geändert" in answer.text) == (409, True)
    assert 'value="37"' in answer.text
    now = desk.http.get("/api/v1/displays/display-1").json()
    assert (now["screen_on"], now["group"], now["tags"]) == (False, "foyer", ["eingang"])
    fresh = re.search(r'name="drawn" value="(\w+)"', desk.http.get("/displays/display-1").text)
    assert fresh
    assert form(desk, "/displays/display-1", drawn=fresh[1], group="halle") == 303
