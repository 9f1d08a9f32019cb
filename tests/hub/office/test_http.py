"""The pages and programs of the set-up, as somebody uses them who sets an office up."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from hub.devices import service as devices
from hub.identity import service as identity
from hub.office.routes.common import STEPS
from hub.office.routes.fields import FORMS
from hub.office.routes.things import slug
from hub.sites import service as sites
from hub.sites.rules import Floor, House, Site
from tests.pages.office import PASSWORD, SITE, Office, sign_in
from wire.ids import SiteId

TREE = "/office/list/concern"


@dataclass
class Leader:
    """Somebody of the house's leadership, signed in with a browser."""

    office: Office
    login: str = "peters"

    def __post_init__(self) -> None:
        self.http = TestClient(self.office.app, base_url="http://hub.local", follow_redirects=False)
        self.headers = sign_in(self.http, self.login)
        self.token = self.headers["X-CSRF-Token"]

    def page(self, path: str, status: int = 200) -> str:
        answer = self.http.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, path: str, **fields: Any) -> Response:  # noqa: ANN401  as forms are
        data = {name.replace("__", ":"): value for name, value in fields.items()}
        return self.http.post(path, data={"csrf": self.token, **data})

    def form(self, path: str) -> dict[str, Any]:
        """The fields of the page's form as a browser would send them."""
        text = self.page(path)
        text = text[text.index('<form class="fields"') :]
        text = text[: text.index("</form>")]
        found: dict[str, Any] = {}
        for tag in re.findall(r"<input[^>]*>", text):
            name, kind = _of(tag, "name"), _of(tag, "type")
            if kind == "checkbox":
                if " checked" in tag:
                    found.setdefault(name, []).append(_of(tag, "value"))
            else:
                found[name] = _of(tag, "value")
        found |= dict(re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<', text))
        for name, inside in re.findall(
            r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL
        ):
            chosen = re.search(r'<option value="([^"]*)" selected', inside)
            first = re.search(r'<option value="([^"]*)"', inside)
            found[name] = (chosen or first or [0, ""])[1]
        return found

    def save(self, path: str, **fields: Any) -> Response:  # noqa: ANN401  as forms are
        """Open the form, change some fields, send it."""
        return self.http.post(
            path,
            data=self.form(path) | {name.replace("__", ":"): it for name, it in fields.items()},
        )

    def api(self, method: str, path: str, **options: Any) -> Response:  # noqa: ANN401
        return self.http.request(method, f"/api/v1/office{path}", headers=self.headers, **options)


def _of(tag: str, name: str) -> str:
    import html

    found = re.search(rf' {name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


@pytest.fixture
def leader(offices: Callable[[str], Office]) -> Leader:
    return Leader(offices("sqlite"))


def room(leader: Leader, label: str) -> Any:  # noqa: ANN401
    with leader.office.database.read() as session:
        return sites.room(session, SITE, label)


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(leader: Leader) -> None:
    things = leader.api("GET", "").json()["things"]
    for thing in things:
        if thing["kind"] in FORMS:
            path = f"/office/thing/{thing['kind']}/{thing['name']}"
            answer = leader.save(path)
            assert answer.status_code == 303, (path, answer.text)
    assert leader.save("/office/hours").status_code == 303
    assert leader.api("GET", "").json()["things"] == things
    assert leader.api("GET", "/changes").json() == []


def test_a_room_is_changed_on_its_page(leader: Leader) -> None:
    answer = leader.save(
        "/office/thing/room/2.14", zone="A", skills="U25, Widerspruch", w="5,5", team="Team 1",
        name__de="Beratung", name__tr="Danışma", concerns=["umzug"], languages=["tr", "en"],
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, "/office/list/room?saved=1")
    one = room(leader, "2.14")
    assert (one.zone, one.skills, one.w, one.team) == ("A", ("U25", "Widerspruch"), 5.5, "Team 1")
    assert (one.name, one.concerns) == ({"de": "Beratung", "tr": "Danışma"}, ("umzug",))
    assert one.languages == ("en", "tr")
    assert "Beratung" in leader.page("/office/list/room")
    shown = leader.page("/office/changes")
    assert "Team 1" in shown
    assert "peters: geändert" in shown


def test_what_is_wrong_is_said_and_what_was_typed_stays(leader: Leader) -> None:
    answer = leader.save("/office/thing/room/2.14", w="breit", name__de="Neu")
    assert answer.status_code == 422
    assert "Breite (m): Bitte Meter wie 3,5." in answer.text
    assert 'value="breit"' in answer.text
    answer = leader.save("/office/thing/concern/umzug", service_minutes="900", name__de="")
    assert answer.status_code == 422
    assert "Anliegen umzug, Bedienzeit (Minuten): Bitte eine Zahl von 1 bis 240." in answer.text
    assert "Anliegen umzug, Name: Der deutsche Text fehlt." in answer.text
    assert leader.api("GET", "/changes").json() == []


def test_who_saves_second_sees_what_changed_and_may_save_all_the_same(leader: Leader) -> None:
    mine = leader.form("/office/thing/room/2.14")
    leader.save("/office/thing/room/2.14", team="Team 7")
    answer = leader.http.post("/office/thing/room/2.14", data=mine | {"name:de": "Beratung"})
    assert answer.status_code == 409
    assert "Inzwischen hat peters das geändert." in answer.text
    assert re.search(r"<del>–</del>.*<ins>Team 7</ins>", answer.text)
    assert 'value="Beratung"' in answer.text
    version = re.search(r'name="version" value="(\w+)"', answer.text)
    assert version
    again = mine | {"name:de": "Beratung", "version": version[1]}
    assert leader.http.post("/office/thing/room/2.14", data=again).status_code == 303
    assert room(leader, "2.14").name == {"de": "Beratung"}


def test_new_things_of_every_kind_and_their_end(leader: Leader) -> None:
    made = (
        ("floor", {"level": "3", "name": "Dach"}, "3"),
        ("zone", {"name__de": "Dachterrasse"}, "C"),
        ("concern", {"name__de": "Größe & Maße", "zone": "C"}, "groesse-masse"),
        ("room", {"label": "3.01", "name__de": "Zimmer 3.01", "zone": "C", "floor": "3",
                  "x": "0", "y": "0", "w": "4", "h": "4", "concerns": ["groesse-masse"]}, "3.01"),
        ("point", {"id": "dach", "kind": "zone", "ref": "C", "floor": "3", "x": "2", "y": "6"},
         "dach"),
        ("day", {"day": "2026-12-24", "name": "Heiligabend", "spans": "08:00 – 11:00"},
         "2026-12-24"),
    )  # fmt: skip
    for kind, fields, name in made:
        answer = leader.save(f"/office/new/{kind}", **fields)
        assert answer.status_code == 303, answer.text
        assert name in leader.page(f"/office/thing/{kind}/{name}")
    assert leader.save("/office/new/room", label="3.01", name__de="x").status_code == 409
    assert "08:00 bis 11:00" in leader.page("/office/hours")
    for kind, _, name in reversed(made):
        form = leader.form(f"/office/thing/{kind}/{name}")
        path = f"/office/thing/{kind}/{name}/remove"
        answer = leader.post(path, version=form["version"], sure="yes")
        assert answer.status_code == 303, answer.text
    assert len(leader.api("GET", "/changes").json()) == 12


def test_an_absence_is_entered_in_local_time_and_says_now(leader: Leader) -> None:
    fields = {"starts_at": "2026-11-23T08:30", "ends_at": "2026-11-23T12:00"}
    assert leader.save("/office/new/absence", room="2.14", **fields).status_code == 303
    assert "<strong>jetzt</strong>" in leader.page("/office/list/absence")
    assert "zurzeit nicht besetzt" in leader.page("/office")
    answer = leader.save("/office/new/absence", **fields)
    assert "Bitte ein Zimmer oder eine Person angeben." in answer.text


def test_what_is_in_use_is_asked_once_more(leader: Leader) -> None:
    leader.office.walk_in("unterlagen")
    form = leader.form("/office/thing/concern/unterlagen")
    assert "Wartende: W001" in leader.page("/office/thing/concern/unterlagen")
    path = "/office/thing/concern/unterlagen/remove"
    asked = leader.post(path, version=form["version"])
    assert asked.status_code == 409
    assert "Anliegen unterlagen wirklich löschen?" in asked.text
    assert leader.post(path, version=form["version"], sure="yes").status_code == 303
    gone = leader.post(path, version=form["version"], sure="yes")
    assert gone.status_code == 404
    assert "Das gibt es in der Einrichtung nicht mehr." in gone.text


def test_hours_are_kept_and_the_holidays_of_the_land_listed(leader: Leader) -> None:
    answer = leader.save("/office/hours", hours__0="08:00-12:00, 13-15", closed_on_holidays="yes")
    assert "Öffnungszeiten: Montag: Bitte Zeiten wie 08:00-12:00." in answer.text
    assert leader.save("/office/hours", hours__0="08:00-12:00,13:00-15:30").status_code == 303
    shown = leader.page("/office/hours")
    assert "Mariä Himmelfahrt" in shown, "what only parts of a Land have is to be entered"
    assert 'value="08:00-12:00, 13:00-15:30"' in shown
    assert "Erster Weihnachtstag" in shown


def test_concerns_are_put_in_order(leader: Leader) -> None:
    assert leader.post("/office/concerns/bescheid/move", by="up").status_code == 303
    shown = leader.page(TREE)
    assert shown.index('id="bescheid"') < shown.index('id="unterlagen"')


def test_the_file_goes_out_is_looked_at_and_comes_in(leader: Leader) -> None:
    text = leader.page("/office/file/office.toml")
    changed = text.replace('de = "Schalter 1"', 'de = "Information"')

    def look(data: bytes) -> Response:
        files = {"given": ("amt.toml", data, "application/toml")}
        return leader.http.post("/office/file", data={"csrf": leader.token}, files=files)

    assert "genau das" in look(text.encode()).text
    seen = look(changed.encode())
    assert re.search(r"<del>Deutsch: Schalter 1</del>.*<ins>Deutsch: Information</ins>", seen.text)
    bad = look(changed.replace('zone = "A"', 'zone = "Q"').encode())
    assert bad.status_code == 422
    assert "Die Wartezone „Q“ gibt es nicht." in bad.text
    assert re.search(r"<strong>Zeile \d+:</strong> Anliegen \w+, Wartezone", bad.text)
    assert look(b"\xff\xfe").status_code == 422
    version = re.search(r'name="version" value="(\w+)"', seen.text)
    assert version
    done = leader.post("/office/file/import", text=changed, version=version[1])
    assert done.status_code == 303
    assert room(leader, "S1").name["de"] == "Information"
    assert leader.post("/office/file/import", text=text, version=version[1]).status_code == 409
    action = leader.api("GET", "/changes").json()[0]
    assert leader.post(f"/office/changes/{action['id']}/undo").status_code == 303
    assert leader.page("/office/file/office.toml") == text
    assert leader.post(f"/office/changes/{action['id']}/undo").status_code == 409


def test_a_program_changes_things_with_versions(leader: Leader) -> None:
    thing = leader.api("GET", "/things/room/2.14").json()
    wish = {"version": thing["version"], "fields": thing["fields"] | {"team": "Team 1"}}
    assert leader.api("PUT", "/things/room/2.14", json=wish).json()["fields"]["team"] == "Team 1"
    stale = leader.api("PUT", "/things/room/2.14", json=wish)
    assert (stale.status_code, stale.json()["key"]) == (409, "setup_changed")
    assert stale.json()["changed"] == [{"field": "team", "before": "", "after": "Team 1"}]
    wrong = leader.api("PUT", "/things/room/2.14", json={"fields": {}})
    assert wrong.json()["key"] == "thing_exists"
    faulty = leader.api("PUT", "/things/room/9", json={"fields": {"zone": 7}})
    assert {one["field"] for one in faulty.json()["faults"]} >= {"zone", "name", "x"}
    assert leader.api("GET", "/things/room/9").status_code == 404
    assert leader.api("PUT", "/things/order/x", json={"fields": {}}).status_code == 404
    text = leader.api("GET", "/file").text
    seen = leader.api("POST", "/file/preview", json={"text": text}).json()
    assert (seen["changes"], seen["slips"]) == ([], [])
    bad = leader.api("POST", "/file", json={"text": "[", "version": seen["version"]})
    assert bad.json()["faults"][0]["line"] == 1


def test_the_first_set_up_can_be_left_and_gone_on_with(leader: Leader) -> None:
    assert leader.post("/office/setup", to="hours").headers["location"] == "/office/hours"
    for path in ("/office", "/office/list/room"):
        assert "Ersteinrichtung, Schritt 2 von 6" in leader.page(path)
    assert "Weiter: Öffnungszeiten" in leader.page("/office"), "no step is passed over unseen"
    assert "Weiter: Stockwerke und Wartezonen" in leader.page("/office/hours")
    assert leader.post("/office/setup", to="zones").headers["location"] == "/office/list/zone"
    assert "hier geht es weiter" in leader.page("/office/setup")
    assert leader.post("/office/setup", to="").headers["location"] == "/office"
    assert "Ersteinrichtung, Schritt" not in leader.page("/office")


def test_an_empty_office_is_set_up_from_nothing_to_one_that_works(
    offices: Callable[[str], Office],
) -> None:
    office, new = offices("sqlite"), SiteId("neustadt")
    empty = House(
        Site(new, 99, "Neuer Standort", "Europe/Berlin", 60, 30), (), (), (), (), (),
        (Floor(0, ""),),
    )  # fmt: skip
    sites.build(office.database, empty)
    identity.add_staff(
        office.database, site=new, login="erste", name="E. Erste", role="admin",
        password=PASSWORD, now=office.now,
    )  # fmt: skip
    first = Leader(office, "erste")
    assert "So kann noch niemand aufgerufen werden" in first.page("/office")
    for _, path, _ in STEPS:
        first.page(path)
    assert first.post("/office/setup", to="site").status_code == 303
    for path, fields in (
        ("/office/thing/site/site", {"name": "Amt Neustadt", "land": "SN"}),
        ("/office/hours", {"hours__0": "08:00-12:00"}),
        ("/office/new/zone", {"name__de": "Halle"}),
        ("/office/new/concern", {"name__de": "Auskunft"}),
        ("/office/new/room", {"label": "1", "name__de": "Zimmer 1", "concerns": ["auskunft"]}),
    ):  # fmt: skip
        assert first.save(path, **fields).status_code == 303
        office.after(seconds=20)
    assert "Steht noch auf keinem Weg" in first.page("/office/list/room")
    assert first.post("/office/draft").status_code == 303
    assert "Alles ist eingerichtet. Nichts fehlt." in first.page("/office")
    assert "Einrichtung abschließen" in first.page("/office/setup")
    assert first.post("/office/setup", to="").status_code == 303
    assert first.post("/office/setup/sample").status_code == 409
    for entry in first.api("GET", "/changes").json():
        assert first.post(f"/office/changes/{entry['id']}/undo").status_code == 303
    assert first.post("/office/setup/sample").status_code == 303
    found = first.api("GET", "").json()
    assert (found["works"], found["gaps"]) == (True, [])
    (site,) = [one["fields"] for one in found["things"] if one["kind"] == "site"]
    assert (site["number"], site["name"]) == (99, "Neuer Standort")


def test_one_more_site_is_opened_and_its_opener_goes_along(leader: Leader) -> None:
    wrong = leader.post("/office/sites", site="Nord!", name=" ", number="0")
    assert wrong.status_code == 422
    assert wrong.text.count("<li>Standort, ") == 3
    answer = leader.post("/office/sites", site="nordstadt", name="Amt Nord", number="78")
    assert answer.status_code == 303
    again = leader.post("/office/sites", site="suedstadt", name="Amt Süd", number="78")
    assert "Diese Nummer hat schon ein anderer Standort." in again.text
    taken = leader.api("POST", "/sites", json={"site": "nordstadt", "name": "Nord", "number": 79})
    assert (taken.status_code, taken.json()["key"]) == (409, "site_taken")
    assert {one["site"] for one in leader.api("GET", "/sites").json()} == {SITE, "nordstadt"}
    theirs = leader.page("/office/file/office.toml")
    moved = leader.http.post(
        "/api/v1/session/site", json={"site": "nordstadt"}, headers=leader.headers
    )
    assert moved.status_code == 200
    assert "Ersteinrichtung, Schritt 1 von 6" in leader.page("/office")
    found = leader.http.post(
        "/office/file", data={"csrf": moved.json()["csrf"]},
        files={"given": ("amt.toml", theirs.encode(), "application/toml")},
    )  # fmt: skip
    assert found.status_code == 422
    assert re.search(r"<strong>Zeile \d+:</strong> .*Nummer hat schon ein anderer", found.text)


def test_a_changed_house_tells_every_device(leader: Leader) -> None:
    with leader.office.database.change(SITE) as change:
        for one in devices.untold(change.session, SITE):
            devices.note_told(change, one)
    leader.save("/office/thing/zone/A", name__de="Halle")
    with leader.office.database.read() as session:
        assert len(devices.untold(session, SITE)) == len(devices.devices(session, SITE))


def test_names_for_addresses() -> None:
    assert slug("Größe & Maße", set()) == "groesse-masse"
    assert slug("Größe & Maße", {"groesse-masse"}) == "groesse-masse-2"
    assert slug("Україна", set()) == "anliegen"
    assert re.fullmatch(r"[a-z0-9-]{3,32}", slug("ab" * 40, set()))
