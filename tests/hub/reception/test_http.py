"""Reception over HTTP, by page and by program, on both databases."""

import json
import re
import threading
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from hub.kit.tables import OutboxRow
from hub.queue import service as queue
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from hub.sites.rules import Absence
from tests.pages.office import SITE, Office, sign_in
from wire.ids import RoomId

HTMX = {"HX-Request": "true"}


class Desk:
    """A signed-in browser at a desk."""

    def __init__(self, office: Office, login: str = "yilmaz", room: str | None = None) -> None:
        self.http = TestClient(office.app, base_url="http://hub.local", follow_redirects=False)
        self.headers = sign_in(self.http, login)
        self.token = self.headers["X-CSRF-Token"]
        if room:
            chosen = self.http.post(
                "/api/v1/session/room", json={"room": room}, headers=self.headers
            )
            assert chosen.status_code == 200

    def api(self, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, object]]:
        answer = self.http.post(f"/api/v1{path}", json=body, headers=self.headers | headers)
        return answer.status_code, answer.json()

    def press(self, path: str, **fields: str) -> tuple[int, str]:
        """Press a button of the page, with htmx."""
        form = fields | {"csrf": self.token}
        answer = self.http.post(f"/reception{path}", data=form, headers=HTMX)
        return answer.status_code, answer.text

    def floor(self) -> dict[str, object]:
        answer = self.http.get("/api/v1/floor")
        assert answer.status_code == 200
        floor: dict[str, object] = answer.json()
        return floor

    def page(self) -> str:
        return self.http.get("/reception").text

    def panel(self, ticket: str) -> str:
        return self.http.get(f"/reception/visits/{ticket}", headers=HTMX).text


@pytest.fixture
def desk(office: Office) -> Desk:
    """Counter 1, which serves walk-ins."""
    return Desk(office, room="S1")


def test_a_whole_visit_by_program(office: Office, desk: Desk) -> None:
    status, issued = desk.api("/tickets", {"concern": "unterlagen", "lang": "en"})
    assert (status, issued["number"], issued["zone"]) == (201, "W001", "A")
    assert issued["wait_minutes"] == [0, 5]
    status, called = desk.api("/calls", {"room": "S1"})
    assert (status, called["number"], called["room"], called["attempt"]) == (201, "W001", "S1", 1)
    ticket = called["ticket_id"]
    status, again = desk.api(f"/tickets/{ticket}/recall")
    assert (status, again["attempt"], again["call_id"]) == (200, 2, called["call_id"])
    for act, state in (("start", "serving"), ("finish", "done")):
        status, moved = desk.api(f"/tickets/{ticket}/{act}")
        assert (status, moved["state"]) == (200, state)
    office.after(seconds=1)
    assert desk.floor()["waiting"] == []


def test_the_log_says_who_gave_out_a_number_and_checked_in_and_nobody_outside_learns_it(
    office: Office, desk: Desk
) -> None:
    booked = office.book(0, "Weber, H.", "erstantrag", "2.14")
    wish = {"concern": "unterlagen", "persons": 3}
    _, issued = desk.api("/tickets", wish)
    _, checked_in = desk.api("/checkins", {"short_code": booked.short_code})
    for one, did in ((issued, ["issue", "amend"]), (checked_in, ["issue"])):
        events = desk.http.get(f"/api/v1/tickets/{one['ticket_id']}").json()["log"]
        assert [(each["event"], each["actor"]) for each in events] == [
            (event, "yilmaz") for event in did
        ]
    assert desk.api("/calls", {"room": "S1"})[0] == 201
    with office.database.read() as session:
        told = b"".join(row.payload for row in session.exec(select(OutboxRow)))
        slip = session.exec(select(TicketRow.follow)).first()
    assert b"W001" in told
    assert b"yilmaz" not in told
    assert "yilmaz" not in desk.http.get(f"/t/{slip}").text


@pytest.mark.parametrize(
    ("path", "body", "status", "key"),
    [
        ("/calls", {"room": "S1"}, 404, "nobody_waiting"),
        ("/calls", {"room": "9.99"}, 404, "unknown_room"),
        ("/tickets", {"concern": "umzug"}, 409, "concern_closed"),
        ("/tickets", {"concern": "gibt-es-nicht"}, 409, "unknown_concern"),
        ("/tickets", {"concern": "<script>"}, 422, "invalid_request"),
        ("/tickets", {}, 422, "invalid_request"),
        ("/tickets/NIE/call", {"room": "S1"}, 404, "unknown_ticket"),
        ("/tickets/NIE/finish", None, 404, "unknown_ticket"),
        ("/tickets/NIE/dance", None, 422, "invalid_request"),
        ("/checkins", {"short_code": "AAAA-AAAA"}, 409, "unknown"),
        ("/checkins", {"short_code": ""}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_done_is_a_problem(
    desk: Desk, path: str, body: object, status: int, key: str
) -> None:
    got, problem = desk.api(path, body)
    assert (got, problem["key"], problem["status"]) == (status, key, status)


def test_a_repeated_request_gets_the_first_answer(desk: Desk) -> None:
    key = {"Idempotency-Key": "einmal"}
    first = desk.api("/tickets", {"concern": "unterlagen"}, **key)
    assert desk.api("/tickets", {"concern": "unterlagen"}, **key) == first
    assert desk.api("/tickets", {"concern": "unterlagen"})[1]["number"] == "W002"
    other = {"Idempotency-Key": "nochmal"}
    call = desk.api("/calls", {"room": "S1"}, **other)
    assert desk.api("/calls", {"room": "S1"}, **other) == call
    assert call[0] == 201


def test_a_repeated_recall_rings_once(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    office.call(ticket, "S1")
    key = {"Idempotency-Key": "einmal"}
    first = desk.api(f"/tickets/{ticket}/recall", **key)
    assert (first[0], first[1]["attempt"]) == (200, 2)
    assert desk.api(f"/tickets/{ticket}/recall", **key) == first
    key = {"Idempotency-Key": "beginnen"}
    begun = desk.api(f"/tickets/{ticket}/start", **key)
    assert desk.api(f"/tickets/{ticket}/start", **key) == begun
    assert begun[0] == 200


def test_a_key_that_comes_with_another_wish_is_refused(desk: Desk) -> None:
    key = {"Idempotency-Key": "einmal"}
    assert desk.api("/tickets", {"concern": "unterlagen"}, **key)[0] == 201
    for path, body in (("/tickets", {"concern": "bescheid"}), ("/calls", {"room": "S1"})):
        status, problem = desk.api(path, body, **key)
        assert (status, problem["key"]) == (422, "idempotency_key_reused")
    waiting = desk.floor()["waiting"]
    assert isinstance(waiting, list)
    assert [one["number"] for one in waiting] == ["W001"]


def test_a_number_is_drawn_once_from_one_drawing_of_the_page(desk: Desk) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', desk.page())[0]
    for _ in range(2):
        status, text = desk.press("/tickets", concern="bescheid", key=key)
        assert (status, "Neue Nummer: W 001." in text) == (200, True)
    assert "Neue Nummer: W 002." in desk.press("/tickets", concern="unterlagen", key=key)[1]
    fresh = re.findall(r'name="key" value="([^"]+)"', desk.page())[0]
    assert fresh != key
    assert "Neue Nummer: W 003." in desk.press("/tickets", concern="bescheid", key=fresh)[1]


def test_a_token_that_is_not_even_a_text_of_ours_is_refused(desk: Desk) -> None:
    answer = desk.http.post("/reception/tickets", data={"csrf": "ü", "concern": "bescheid"})
    assert answer.status_code == 403
    token = "ü".encode("latin-1")
    answer = desk.http.post("/api/v1/calls", headers={b"X-CSRF-Token": token})
    assert answer.json()["key"] == "csrf_token_missing_or_wrong"


def test_people_get_a_page_for_what_is_not_of_its_form(desk: Desk) -> None:
    for path, fields, said in (
        ("/login", {"login": "y" * 81, "password": "x"}, "Der Text ist zu lang."),
        ("/reception/tickets/NIE/dance", {}, "Diese Eingabe versteht das Programm nicht."),
    ):
        answer = desk.http.post(path, data={"csrf": desk.token} | fields)
        assert answer.status_code == 422
        assert said in answer.text


def test_rooms_have_label_and_name(office: Office, desk: Desk) -> None:
    due = office.book(15, "Weber, H.", "erstantrag", "2.14")
    office.arrive(due)
    office.book(30, "Weber, G.", "erstantrag", None)
    floor = desk.floor()
    for part in ("expected", "waiting"):
        lines = floor[part]
        assert isinstance(lines, list)
        assert (lines[0]["room"], lines[0]["room_name"]) == ("2.14", "Zimmer 2.14")
    assert isinstance(floor["expected"], list)
    assert (floor["expected"][1]["room"], floor["expected"][1]["room_name"]) == (None, None)


def test_a_device_that_has_gone_silent_is_shown_as_not_connected(
    office: Office, desk: Desk
) -> None:
    office.after(seconds=101)
    page = desk.page()
    assert "0 von 3 in Ordnung" in page
    assert "nicht verbunden, zuletzt gesehen 09:00" in page


def test_two_desks_press_at_once_and_one_gets_the_person(office: Office) -> None:
    ticket = office.walk_in()
    desks = [Desk(office, "yilmaz", "S1"), Desk(office, "brandt", "S3")]
    gate, answers = threading.Barrier(2), dict[int, tuple[int, str]]()

    def press(which: int) -> None:
        gate.wait(timeout=10)
        answers[which] = desks[which].press(f"/tickets/{ticket}/call")

    threads = [threading.Thread(target=press, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(status for status, _ in answers.values()) == [200, 409]
    loser = next(text for status, text in answers.values() if status == 409)
    winner = next(which for which, (status, _) in answers.items() if status == 200)
    assert f"Schalter {(1, 3)[winner]} hat W 001 gerade aufgerufen." in loser


def test_a_busy_desk_is_told_whom_it_has(office: Office, desk: Desk) -> None:
    first, second = office.walk_in(), office.walk_in()
    assert desk.press(f"/tickets/{first}/call")[0] == 200
    status, text = desk.press(f"/tickets/{second}/call")
    assert status == 409
    assert "Hier ist noch W 001 aufgerufen oder im Gespräch." in text


def test_the_page_leads_through_a_visit(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    assert "W 001 aufrufen" in desk.page()
    _, text = desk.press(f"/tickets/{ticket}/call")
    assert "Gespräch beginnen" in text
    _, text = desk.press(f"/tickets/{ticket}/no-show")
    assert "W 001 ist nicht gekommen" in text
    assert "1-mal aufgerufen" in text
    _, text = desk.press(f"/tickets/{ticket}/call")
    _, text = desk.press(f"/tickets/{ticket}/start")
    assert "Gespräch beenden" in text
    status, text = desk.press(f"/tickets/{ticket}/recall")
    assert status == 409
    assert "Das geht bei W 001 gerade nicht" in text
    status, text = desk.press(f"/tickets/{ticket}/finish")
    assert "Niemand wartet auf Schalter 1." in text


def test_without_a_room_the_page_asks_for_one(office: Office) -> None:
    ticket = office.walk_in()
    desk = Desk(office)
    assert "Wählen Sie oben Ihren Platz" in desk.page()
    status, text = desk.press(f"/tickets/{ticket}/call")
    assert status == 409
    assert "Wählen Sie zuerst Ihren Platz." in text


def test_technicians_look_and_do_not_touch(office: Office) -> None:
    ticket = office.walk_in()
    desk = Desk(office, "lang", "S1")
    assert desk.api("/tickets", {"concern": "unterlagen"})[1]["key"] == "not_permitted"
    assert desk.api("/calls", {"room": "S1"})[0] == 403
    assert desk.api(f"/tickets/{ticket}/leave")[0] == 403
    page = desk.page()
    assert "Ihr Zugang darf ansehen, aber nicht aufrufen." in page
    assert "/reception/tickets" not in page


def test_technicians_see_no_names_and_nothing_of_anybodys_health(office: Office) -> None:
    office.book(15, "Weber, H.", "erstantrag", "2.14")
    ticket = office.walk_in()
    with office.database.change(SITE) as change:
        queue.set_needs(change, ticket, ["pregnant"], "7. Monat", actor="yilmaz", now=office.now)
    desk = Desk(office, "lang", "S1")
    page, floor = desk.page(), desk.floor()
    panel = desk.http.get(f"/reception/visits/{ticket}").text
    visit = desk.http.get(f"/api/v1/tickets/{ticket}").text
    for said in ("Weber", "Frau Brandt", "schwanger", "pregnant", "7. Monat"):
        for seen in (page, json.dumps(floor, ensure_ascii=False), panel, visit):
            assert said not in seen
    assert "Zimmer 2.14" in page
    assert "Bedarf: zählt" in panel
    assert "schwanger" in Desk(office).page()


def test_what_a_colleague_has_just_done_is_marked_for_a_few_seconds(
    office: Office, desk: Desk
) -> None:
    ticket, mark = office.walk_in(), "brandt: Bedarf geändert"
    with office.database.change(SITE) as change:
        queue.set_needs(change, ticket, ["blind"], "Stock", actor="brandt", now=office.now)
    assert mark in desk.page()
    assert mark not in Desk(office, "brandt").page(), "whoever did it knows"
    assert mark not in Desk(office, "lang").page()
    text = desk.press(f"/tickets/{ticket}/park")[1]
    assert re.search(r'class="acted"[^>]* hidden>yilmaz: zurückgestellt', text)
    office.after(seconds=9)
    assert 'class="acted"' not in desk.page()


def test_who_is_away_calls_nobody_and_the_page_says_until_which_day(
    office: Office, desk: Desk
) -> None:
    office.walk_in()
    until = office.now + timedelta(days=2, hours=3)
    with office.database.change(SITE) as change:
        house = sites.house(change.session, SITE)
        away = Absence("weg", "training", office.now, until, RoomId("S1"))
        sites.rebuild(change, house, [away])
    page = desk.page()
    assert "Schalter 1 ist als abwesend eingetragen bis 25.11., 12:00." in page
    assert "Die Abwesenheit ändert die Leitung." in page
    assert "Wieder öffnen" not in page
    assert "W 001 aufrufen" not in page
    assert desk.floor()["closed"] == [
        {
            "room": "S1", "room_name": "Schalter 1", "until": "2026-11-25T11:00:00Z",
            "ends_at": "2026-11-25T11:00:00Z", "away": True,
        }
    ]  # fmt: skip


def test_waits_and_the_bound_come_to_the_eye(office: Office, desk: Desk) -> None:
    office.walk_in()
    office.after(minutes=23)
    figures = desk.floor()["figures"]
    assert isinstance(figures, dict)
    assert figures["longest"]["minutes"] == 23
    assert figures["longest"]["near_bound"] is False
    office.after(minutes=1)
    page = desk.page()
    assert "wartet 24 min, Grenze 30" in page
    assert "figure near" in page


def test_papers_and_devices_show_what_is_wrong_and_nothing_else(office: Office, desk: Desk) -> None:
    assert "Alle Geräte sind in Ordnung." in desk.page()
    office.walk_in(paper="printed")
    assert 'class="slip"' not in desk.page()
    office.walk_in(paper="failed")
    office.trouble("kiosk-01", "printer.paper_out")
    page = desk.page()
    assert "Zettel kam nicht heraus: Papier ist leer" in page
    assert "Papier ist leer, seit 09:00" in page
    assert "2 von 3 in Ordnung" in page


def test_expected_people_by_where_they_are(office: Office, desk: Desk) -> None:
    due = office.book(15, "Weber, H.", "erstantrag", "2.14")
    late = office.book(-12, "Öztürk, S.", "erstantrag", "2.10")
    office.book(-45, "Popescu, A.", "erstantrag", "2.10")
    office.arrive(due)
    page = desk.page()
    for text in ("Weber, H.", "T 001", "12 min verspätet", "verfallen"):
        assert text in page
    status, text = desk.press("/checkins", short_code=late.short_code.lower())
    assert status == 200
    assert "T 002 ist angemeldet. Wartezone B" in text
    status, text = desk.press("/checkins", short_code=late.short_code)
    assert "Schon angemeldet: T 002, Wartezone B." in text


def test_a_check_in_that_is_refused_says_why(office: Office, desk: Desk) -> None:
    early = office.book(180, "Weber, H.", "erstantrag", "2.14")
    status, text = desk.press("/checkins", short_code=early.short_code)
    assert status == 409
    assert "Der Termin ist um 12:00. Anmelden geht ab 11:00." in text
    tomorrow = office.book(24 * 60, "Weber, H.", "erstantrag", "2.14")
    assert (
        "an einem anderen Tag (24.11., 09:00)."
        in (desk.press("/checkins", short_code=tomorrow.short_code)[1])
    )
    assert desk.press("/checkins", short_code="  ")[0] == 422


def test_a_number_drawn_at_reception_is_said_aloud_by_the_page(desk: Desk) -> None:
    status, text = desk.press("/tickets", concern="bescheid")
    assert status == 200
    assert "Neue Nummer: W 001. Wartezone A, etwa 0 bis 5 Minuten." in text
    assert desk.press("/tickets", concern="")[0] == 422


def test_without_javascript_an_act_leads_back_with_the_sentence_once(desk: Desk) -> None:
    form = {"csrf": desk.token, "concern": "bescheid"}
    answer = desk.http.post("/reception/tickets", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/reception")
    assert "Neue Nummer: W 001." in desk.page()
    assert "Neue Nummer" not in desk.page()
    refused = desk.http.post("/reception/tickets", data=form | {"concern": "umzug"})
    assert refused.status_code == 409
    assert "keine Nummern mehr gezogen" in refused.text
    assert '<form class="foot" id="issue"' in refused.text


def test_a_page_that_is_not_there_leads_back(desk: Desk) -> None:
    for path, status in (("/gibt-es-nicht", 404), ("/reception/tickets", 405)):
        answer = desk.http.get(path)
        assert answer.status_code == status
        assert "Zurück zum Eingang" in answer.text
    assert desk.http.get("/api/v1/nichts").json()["key"] == "not_found"


def test_what_stands_in_the_cookie_of_the_sentence_is_never_trusted(desk: Desk) -> None:
    for planted in ("x", "[]", "[1,2,3]", '["issued", {"number": "<b>W1</b>"}]', '["a", "b"]'):
        desk.http.cookies.set("ez_said", planted, path="/reception", domain="hub.local")
        answer = desk.http.get("/reception")
        assert answer.status_code == 200
        assert "<b>W1" not in answer.text


def test_somebody_goes_to_the_kiosk_that_asks_for_help(office: Office, desk: Desk) -> None:
    office.ask_for_help("kiosk-01")
    assert "Kiosk Haupteingang: Jemand bittet um Hilfe." in desk.page()
    status, text = desk.press("/devices/kiosk-01/help")
    assert status == 200
    assert "Jemand bittet um Hilfe." not in text


def test_names_are_escaped(office: Office, desk: Desk) -> None:
    office.book(10, "<script>alert(1)</script>", "erstantrag", "2.14")
    assert "<script>alert" not in desk.page()


def test_leaving_the_room_is_possible_and_strange_rooms_are_not(desk: Desk) -> None:
    answer = desk.http.post("/reception/room", data={"csrf": desk.token, "room": "9.99"})
    assert answer.status_code == 404
    assert desk.floor()["room"] == "S1"
    answer = desk.http.post("/reception/room", data={"csrf": desk.token, "room": ""})
    assert answer.status_code == 303
    assert desk.floor()["room"] is None


def test_the_order_on_the_page_is_the_order_of_the_calls(office: Office, desk: Desk) -> None:
    for minutes in (0, 4, 9):
        office.after(minutes=minutes)
        office.walk_in()
    office.after(minutes=20)
    office.arrive(office.book(-5, "Weber, H.", "unterlagen", None))
    waiting = desk.floor()["waiting"]
    assert isinstance(waiting, list)
    called = []
    for _ in waiting:
        status, call = desk.api("/calls", {"room": "S1"})
        assert status == 201
        called.append(call["number"])
        for act in ("start", "finish"):
            desk.api(f"/tickets/{call['ticket_id']}/{act}")
    assert [one["number"] for one in waiting] == called
    assert called[:2] == ["W001", "T001"], "who came longer than the bound before goes first"


def test_waiting_time_is_told_in_median_and_ninetieth(office: Office, desk: Desk) -> None:
    tickets = [office.walk_in() for _ in range(4)]
    for ticket, span in zip(tickets, (2, 3, 5, 10), strict=True):
        office.now += timedelta(minutes=span)
        office.call(ticket, "S1")
        office.act("start", ticket)
        office.act("finish", ticket)
    figures = desk.floor()["figures"]
    assert isinstance(figures, dict)
    assert (figures["wait_median"], figures["wait_p90"]) == (5, 20)


def test_a_wait_is_that_for_the_first_call_whatever_came_after(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    office.after(minutes=7)
    office.call(ticket, "S1")
    office.after(minutes=4)
    desk.api(f"/tickets/{ticket}/recall")
    office.act("start", ticket)
    office.after(minutes=20)
    desk.api(f"/tickets/{ticket}/transfer", {"concern": "bescheid"})
    office.call(ticket, "S2")
    assert desk.floor()["figures"]["wait_median"] == 7  # type: ignore[index]
    assert "7 min</strong> <span>Wartezeit heute, Mitte" in desk.page()
