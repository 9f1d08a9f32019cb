"""The adviser's page over HTTP, by page and by program, on both databases."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from hub.queue import service as queue
from hub.sites import service as sites
from hub.sites.rules import Absence
from tests.hub.races import together
from tests.pages.office import SITE, Office, sign_in
from wire.ids import RoomId

HTMX = {"HX-Request": "true"}


@dataclass
class Browser:
    """An adviser's browser: a phone, or the computer in their room."""

    office: Office
    room: str | None = "2.14"
    login: str = "brandt"
    http: TestClient = field(init=False)
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.http = TestClient(self.office.app, base_url="http://hub.local", follow_redirects=False)
        self.token = sign_in(self.http, self.login)["X-CSRF-Token"]
        if self.room:
            self.press("/room", room=self.room)

    def press(self, path: str, **fields: str) -> tuple[int, str]:
        """Press a button of the page; answers the status and the piece that came back."""
        return self._send(path, fields, HTMX)

    def press_without_script(self, path: str, **fields: str) -> tuple[int, str]:
        return self._send(path, fields, {})

    def _send(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> tuple[int, str]:
        said = fields | {"csrf": self.token}
        answer = self.http.post(f"/desk{path}", data=said, headers=headers)
        return answer.status_code, answer.text

    def api(self, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, Any]]:
        headers = {"X-CSRF-Token": self.token} | headers
        answer = self.http.post(f"/api/v1/desk{path}", json=body, headers=headers)
        return answer.status_code, answer.json()

    def desk(self) -> dict[str, Any]:
        answer = self.http.get("/api/v1/desk")
        assert answer.status_code == 200
        desk: dict[str, Any] = answer.json()
        return desk

    def page(self) -> str:
        return self.http.get("/desk").text

    def call_form(self) -> dict[str, str]:
        """What the big button sends, as the page is drawn now."""
        form = re.search(r'<form[^>]*action="/desk/call".*?</form>', self.page(), re.DOTALL)
        assert form
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
        return {name: fields[name] for name in ("key", "shown")}


def _called(office: Office) -> list[str]:
    """The numbers that are called or served, by the queue itself."""
    with office.database.read() as session:
        today = queue.today(session, SITE, now=office.now)
    return sorted(one.number for one in today if one.state in ("called", "serving"))


def test_the_desk_shows_my_appointments_and_who_waits_in_the_order_of_calling(
    office: Office,
) -> None:
    mine = office.book(20, "Weber, H.", "erstantrag", "2.14")
    office.book(30, "Yildiz, C.", "erstantrag", "2.10", adviser="Herr Wolf")
    elsewhere = office.book(40, "Öztürk, S.", "erstantrag", "2.12")
    office.walk_in("erstantrag")
    office.after(minutes=18)
    office.arrive(mine)
    desk = Browser(office).desk()
    assert [one["person"] for one in desk["appointments"]] == ["Weber, H.", "Öztürk, S."]
    assert [one["state"] for one in desk["appointments"]] == ["here", "expected"]
    assert desk["appointments"][1]["elsewhere"] == "Zimmer 2.12"
    assert [one["number"] for one in desk["waiting"]] == ["T001", "W001"]
    assert desk["next_ticket"] == desk["waiting"][0]["ticket_id"]
    assert desk["waiting"][0]["why"][0]["cause"] == "appointment"
    office.after(minutes=24)
    late = next(
        one
        for one in Browser(office).desk()["appointments"]
        if one["appointment_id"] == elsewhere.id
    )
    assert (late["state"], late["minutes"]) == ("late", 2)


def test_the_button_says_whom_it_calls_and_why_and_calls_them(office: Office) -> None:
    office.walk_in("erstantrag")
    browser = Browser(office)
    assert "Nächste Person aufrufen: <b>W 001</b>" in browser.page()
    assert "weil die Person seit 09:00 wartet" in browser.page()
    status, text = browser.press("/call", **browser.call_form())
    assert status == 200
    assert "Gespräch beginnen" in text
    assert _called(office) == ["W001"]


def test_a_second_press_of_one_drawing_is_the_same_press(office: Office) -> None:
    office.walk_in("erstantrag")
    office.walk_in("erstantrag")
    browser = Browser(office)
    form = browser.call_form()
    assert [browser.press("/call", **form)[0] for _ in range(2)] == [200, 200]
    assert _called(office) == ["W001"]


def test_two_devices_that_press_at_once_call_one_person(office: Office) -> None:
    for _ in range(3):
        office.walk_in("erstantrag")
    devices = [Browser(office), Browser(office)]
    forms = [one.call_form() for one in devices]
    answers = together(
        [
            lambda one=one, form=form: one.press("/call", **form)  # type: ignore[misc]
            for one, form in zip(devices, forms, strict=True)
        ]
    )
    assert sorted(answer[0] for answer in answers if isinstance(answer, tuple)) == [200, 409]
    assert _called(office) == ["W001"]


def test_a_page_that_stood_still_calls_nobody_instead_of_whom_it_showed(office: Office) -> None:
    """The phone lay in the pocket while the computer called, and finished, whom it shows."""
    first = office.walk_in("erstantrag")
    office.walk_in("erstantrag")
    phone, computer = Browser(office), Browser(office)
    stale = phone.call_form()
    computer.press("/call", **computer.call_form())
    for act in ("start", "finish"):
        assert computer.press(f"/tickets/{first}/{act}")[0] == 200
    status, text = phone.press("/call", **stale)
    assert status == 409
    assert "W 001 haben Sie schon aufgerufen" in text
    assert _called(office) == []
    assert phone.press("/call", **phone.call_form())[0] == 200
    assert _called(office) == ["W002"]


def test_whom_a_colleague_was_faster_to_call_does_not_keep_me_waiting(office: Office) -> None:
    first = office.walk_in("erstantrag")
    office.walk_in("erstantrag")
    browser = Browser(office)
    form = browser.call_form()
    office.call(first, "2.10")
    assert browser.press("/call", **form)[0] == 200
    assert _called(office) == ["W001", "W002"]


def test_a_whole_visit_with_note_papers_to_fetch_and_a_further_concern(office: Office) -> None:
    ticket = office.walk_in("erstantrag")
    browser = Browser(office)
    browser.press("/call", **browser.call_form())
    assert "2. Aufruf" in browser.press(f"/tickets/{ticket}/recall")[1]
    browser.press(f"/tickets/{ticket}/start")
    status, text = browser.press(f"/tickets/{ticket}/notes", text="  bringt <b>Mietvertrag</b>  ")
    assert status == 200
    assert "bringt &lt;b&gt;Mietvertrag&lt;/b&gt;" in text
    assert browser.press(f"/tickets/{ticket}/park", reason="holt Kontoauszug")[0] == 200
    parked = browser.desk()["parked"]
    assert [one["number"] for one in parked] == ["W001"]
    assert browser.press(f"/tickets/{ticket}/call")[0] == 200
    browser.press(f"/tickets/{ticket}/start")
    status, text = browser.press(f"/tickets/{ticket}/transfer", concern="bescheid")
    assert status == 200
    assert "weitergeleitet" in text
    assert browser.desk()["current"] is None
    counter = Browser(office, room="S1").desk()
    assert [(one["number"], one["transferred"]) for one in counter["waiting"]] == [("W001", True)]


def test_who_did_not_come_can_be_taken_back_for_a_minute(office: Office) -> None:
    ticket = office.walk_in("erstantrag")
    browser = Browser(office)
    browser.press("/call", **browser.call_form())
    status, text = browser.press(f"/tickets/{ticket}/no-show")
    assert (status, "W 001 ist doch gekommen: zurücknehmen" in text) == (200, True)
    assert [one["number"] for one in browser.desk()["missed"]] == ["W001"]
    assert browser.press(f"/tickets/{ticket}/undo")[0] == 200
    assert browser.desk()["current"]["number"] == "W001"
    browser.press(f"/tickets/{ticket}/no-show")
    office.after(seconds=61)
    assert browser.desk()["undo"] is None
    status, text = browser.press(f"/tickets/{ticket}/undo")
    assert (status, "lässt sich nicht mehr zurücknehmen" in text) == (409, True)


def test_whatever_is_harmless_can_be_taken_back_by_whoever_did_it(office: Office) -> None:
    ticket = office.walk_in("erstantrag")
    mine, other = Browser(office), Browser(office, "2.10", "yilmaz")
    mine.press("/call", **mine.call_form())
    for path, fields, said, state in (
        ("start", {}, "W 001 ist doch noch nicht da: zurücknehmen", "called"),
        ("park", {"reason": "Ausweis"}, "W 001 wird doch nicht zurückgestellt", "called"),
        ("transfer", {"concern": "bescheid"}, "W 001 wird doch nicht weitergeleitet", "called"),
    ):
        status, text = mine.press(f"/tickets/{ticket}/{path}", **fields)
        assert (status, said in text) == (200, True), path
        assert other.desk()["undo"] is None
        assert mine.press(f"/tickets/{ticket}/undo")[0] == 200
        assert mine.desk()["current"]["state"] == state
        assert mine.desk()["undo"] is None


def test_a_desk_closes_until_it_comes_back_and_calls_nobody_meanwhile(office: Office) -> None:
    office.walk_in("erstantrag")
    browser = Browser(office)
    form = browser.call_form()
    assert "Geschlossen bis 09:30" in browser.press("/close", until="09:30")[1]
    assert browser.press("/call", **form)[0] == 409
    assert browser.press("/open")[0] == 200
    assert browser.desk()["closed"] is None
    browser.press("/close", until="09:30")
    office.after(minutes=31)
    assert browser.desk()["closed"] is None
    assert browser.press("/close", until="09:00")[0] == 422
    assert browser.press("/close", until="nie")[0] == 422


def test_without_javascript_each_press_leads_back_to_the_page_and_says_what_happened(
    office: Office,
) -> None:
    ticket = office.walk_in("erstantrag")
    browser = Browser(office)
    assert browser.press_without_script("/call", **browser.call_form())[0] == 303
    assert "Hier hängt kein Bildschirm" not in browser.page()
    assert browser.press_without_script(f"/tickets/{ticket}/no-show")[0] == 303
    assert "W 001 ist nicht gekommen." in browser.page()
    assert "W 001 ist nicht gekommen." not in browser.page()
    status, text = browser.press_without_script(f"/tickets/{ticket}/start")
    assert (status, "gerade nicht" in text) == (409, True)


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/call", {}, 404),
        ("/call", {"shown": "nobody"}, 404),
        ("/tickets/nobody/start", {}, 404),
        ("/tickets/nobody/dance", {}, 422),
        ("/tickets/{ticket}/transfer", {}, 422),
        ("/tickets/{ticket}/transfer", {"room": "9.99"}, 404),
        ("/tickets/{ticket}/transfer", {"concern": "nichts"}, 404),
        ("/tickets/{ticket}/notes", {"text": "   "}, 422),
        ("/tickets/{ticket}/notes", {"text": "x" * 10_000}, 422),
        ("/room", {"room": "9.99"}, 404),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    office: Office, path: str, fields: dict[str, str], status: int
) -> None:
    ticket = office.walk_in("unterlagen")
    got, text = Browser(office).press(path.format(ticket=ticket), **fields)
    assert got == status
    assert "Dafür" in text or "nicht" in text or "niemand" in text
    assert _called(office) == []


def test_nobody_calls_before_a_desk_is_chosen(office: Office) -> None:
    office.walk_in("erstantrag")
    browser = Browser(office, room=None)
    assert browser.desk()["waiting"] == []
    status, text = browser.press("/call")
    assert (status, "Wählen Sie zuerst Ihren Platz." in text) == (409, True)


def test_programs_call_by_the_same_rule(office: Office) -> None:
    first = office.walk_in("erstantrag")
    office.walk_in("erstantrag")
    browser = Browser(office)
    key = {"Idempotency-Key": "einmal"}
    called = browser.api("/calls", {"shown": first}, **key)
    assert (called[0], called[1]["number"], called[1]["room"]) == (201, "W001", "2.14")
    assert browser.api("/calls", {"shown": first}, **key) == called
    status, problem = browser.api("/calls", {"shown": first})
    assert (status, problem["key"]) == (409, "called_meanwhile")
    office.act("start", first)
    office.act("finish", first)
    assert browser.api("/calls", {"shown": first})[1]["key"] == "called_meanwhile"
    assert browser.api("/calls")[1]["number"] == "W002"


def test_an_absence_that_the_office_has_entered_shuts_the_desk(office: Office) -> None:
    office.walk_in("erstantrag")
    until = office.now + timedelta(hours=1)
    away = Absence("weg", "training", office.now, until, RoomId("2.14"))
    with office.database.change(SITE) as change:
        house = sites.house(change.session, SITE)
        sites.rebuild(change, house, (away,))
    browser = Browser(office)
    assert browser.desk()["closed"]["away"] is True
    assert "Als abwesend eingetragen bis 10:00" in browser.page()
    assert browser.press("/call")[0] == 409
