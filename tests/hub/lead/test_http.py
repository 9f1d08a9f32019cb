"""The manager's pages over HTTP, by page and by program, on both databases."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from hub.identity import service as identity
from hub.queue import service as queue
from hub.queue.rules import OrderRule
from hub.sites import service as sites
from hub.sites.rules import Absence
from tests.pages.office import SITE, Office, fill, sign_in
from wire.ids import RoomId


@dataclass
class Manager:
    """A manager's browser."""

    office: Office
    login: str = "peters"
    http: TestClient = field(init=False)
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.http = TestClient(self.office.app, base_url="http://hub.local", follow_redirects=False)
        self.token = sign_in(self.http, self.login)["X-CSRF-Token"]

    def floor(self) -> dict[str, Any]:
        answer = self.http.get("/api/v1/lead")
        assert answer.status_code == 200
        floor: dict[str, Any] = answer.json()
        return floor

    def alerts(self) -> list[str]:
        return [one["kind"] for one in self.floor()["alerts"]]

    def rule(self) -> dict[str, Any]:
        rule: dict[str, Any] = self.http.get("/api/v1/order-rule").json()
        return rule

    def api(self, method: str, path: str, body: object) -> tuple[int, dict[str, Any]]:
        headers = {"X-CSRF-Token": self.token}
        answer = self.http.request(method, f"/api/v1/order-rule{path}", json=body, headers=headers)
        return answer.status_code, answer.json()

    def sits(self, room: str) -> None:
        headers = {"X-CSRF-Token": self.token}
        answer = self.http.post("/api/v1/session/room", json={"room": room}, headers=headers)
        assert answer.status_code == 200

    def form(self) -> dict[str, str]:
        """The form as it is drawn."""
        page = self.http.get("/lead/order").text
        fields = dict(re.findall(r'name="([\w.]+)" (?:type[^>]*)?value="([^"]*)"', page))
        return {name: value for name, value in fields.items() if name != "csrf"}

    def send(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        answer = self.http.post(f"/lead/order{path}", data=form | {"csrf": self.token})
        return answer.status_code, answer.text


def _order(office: Office) -> list[str]:
    """Who would be called in which order in room 2.14."""
    with office.database.read() as session:
        room = sites.room(session, SITE, "2.14")
        today = queue.today(session, SITE, now=office.now)
        waiting = [one for one in today if one.state in ("waiting", "arrived", "transferred")]
        return [
            one.number for one in queue.choice(session, SITE, waiting, room, now=office.now).order
        ]


def test_a_morning_at_a_glance_without_anybodys_name(office: Office) -> None:
    fill(office)
    manager = Manager(office)
    floor = manager.floor()
    assert manager.alerts() == ["help", "bound", "unseen", "printer"]
    first = floor["alerts"][0]
    assert (first["text"], first["link"]) == (
        "Kiosk Haupteingang: Jemand bittet um Hilfe.", "/reception",
    )  # fmt: skip
    assert floor["alerts"][1]["text"] == "Wartezone A: W 004 wartet schon lange."
    zone = floor["queues"][0]
    assert (zone["zone"], zone["waiting"], zone["open_desks"], zone["desks"]) == ("A", 3, 3, 3)
    assert sum(one["waiting"] for one in zone["concerns"]) == 3
    rooms = {one["room"]: (one["state"], one["number"]) for one in floor["rooms"]}
    assert rooms["S1"] == ("serving", "W003")
    assert rooms["2.14"] == ("called", "T003")
    assert rooms["S2"] == ("free", None)
    text = manager.http.get("/lead").text + manager.http.get("/api/v1/lead").text
    for name in ("Weber", "Öztürk", "Marquardt", "Brandt"):
        assert name not in text


def test_an_alert_comes_and_goes_with_its_cause(office: Office) -> None:
    manager = Manager(office)
    assert manager.alerts() == []
    office.walk_in("erstantrag")
    until = office.now + timedelta(hours=2)
    with office.database.change(SITE) as change:
        house = sites.house(change.session, SITE)
        away = [
            Absence(f"weg-{label}", "leave", office.now, until, RoomId(label))
            for label in ("2.10", "2.12")
        ]
        sites.rebuild(change, house, away)
        queue.close_room(change, "2.14", until=until, now=office.now)
    assert manager.alerts() == ["unserved", "away", "away"]
    alert = manager.floor()["alerts"][0]
    assert alert["text"] == ("Erstantrag: W 001 wartet, aber kein offener Platz kann aufrufen.")
    states = {one["room"]: one["state"] for one in manager.floor()["rooms"]}
    assert (states["2.10"], states["2.14"]) == ("away", "closed")
    with office.database.change(SITE) as change:
        queue.open_room(change, "2.14", now=office.now)
    assert manager.alerts() == ["away", "away"]
    office.after(minutes=2)
    assert manager.alerts()[:3] == ["display", "display", "kiosk"], "silent for 100 seconds"


def test_a_call_of_which_no_desk_says_what_became_of_it_needs_somebody(office: Office) -> None:
    manager, ticket = Manager(office), office.walk_in("unterlagen")
    office.call(ticket, "S1", shown_on="display-1")
    office.after(minutes=9)
    assert "uncome" not in manager.alerts()
    office.after(minutes=1)
    [alert] = [one for one in manager.floor()["alerts"] if one["kind"] == "uncome"]
    assert alert["text"].startswith("Schalter 1: W 001 wurde vor über zehn Minuten aufgerufen")
    office.act("start", ticket)
    assert "uncome" not in manager.alerts()


def test_a_person_who_is_away_leaves_their_desk_until_somebody_stands_in(office: Office) -> None:
    """Nobody enters where somebody works: it is where they sat down last."""
    adviser, other, manager = (Manager(office, login) for login in ("brandt", "yilmaz", "peters"))
    adviser.sits("2.14")
    adviser.http.delete("/api/v1/session", headers={"X-CSRF-Token": adviser.token})
    office.after(minutes=1)
    office.book(60, "Weber, H.", "erstantrag", "2.14")
    office.book(240, "Popescu, A.", "erstantrag", "2.14")
    with office.database.change(SITE) as change:
        away = next(one for one in identity.staff(change.session, SITE, office.now)
                    if one.login == "brandt")  # fmt: skip
        until = office.now + timedelta(hours=3)
        house = sites.house(change.session, SITE)
        sites.rebuild(change, house, [Absence("weg", "leave", office.now, until, staff=away.id)])
    before = manager.floor()
    told = {one["kind"]: one["text"] for one in before["alerts"]}
    assert told["stranded"] == "Zimmer 2.14: Termine um 10:01 Uhr, aber dort ist dann niemand."
    assert told["left"] == "Zimmer 2.14: Alle, die dort arbeiten, sind abwesend."
    assert "Brandt" not in str(before), "the desk is what the manager needs"
    states = {one["room"]: one for one in before["rooms"]}
    assert (states["2.14"]["state"], states["2.10"]["state"]) == ("away", "free")
    other.sits("2.14")
    office.after(seconds=1)
    after = manager.floor()
    assert after["open_desks"] == before["open_desks"] + 1
    assert not {"left", "stranded"} & {one["kind"] for one in after["alerts"]}


def test_more_work_than_the_open_desks_can_do_in_the_promised_time(office: Office) -> None:
    for _ in range(5):
        office.walk_in("erstantrag")
    with office.database.change(SITE) as change:
        for room in ("2.10", "2.12"):
            queue.close_room(change, room, until=None, now=office.now)
    zone = Manager(office).floor()["queues"][1]
    assert (zone["waiting"], zone["work_minutes"], zone["needed"]) == (5, 150, 5)
    assert (zone["open_desks"], zone["short"]) == (1, 4)
    assert "4 fehlen" in Manager(office).http.get("/lead").text


def test_a_new_rule_orders_those_who_wait_at_once(office: Office) -> None:
    booked = office.book(20, "Weber, H.", "erstantrag", None)
    office.walk_in("erstantrag")
    office.after(minutes=18)
    office.arrive(booked)
    assert _order(office) == ["T001", "W001"]
    manager = Manager(office)
    form = manager.form() | {"appointment_credit": "0", "bound": "45"}
    status, text = manager.send("/preview", form)
    assert status == 200
    assert "der mehr als 45 Minuten früher an der Reihe war" in text
    assert _order(office) == ["T001", "W001"], "a look changes nothing"
    assert manager.send("", form)[0] == 303
    assert _order(office) == ["W001", "T001"]
    assert manager.rule()["rule"]["bound"] == 45
    assert "der mehr als 45 Minuten früher an der Reihe war" in manager.http.get("/lead/order").text


def test_of_two_managers_the_second_is_told_that_the_rule_has_changed(office: Office) -> None:
    one, other = Manager(office), Manager(office)
    mine, theirs = one.form(), other.form()
    assert one.send("", mine | {"grace": "15"})[0] == 303
    status, text = other.send("", theirs | {"grace": "20"})
    assert (status, "eine andere Person geändert" in text) == (409, True)
    assert 'value="20"' in text, "what was typed stays"
    assert one.rule()["rule"]["grace"] == 15


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("bound", "241", "ganze Minuten von 5 bis 240"),
        ("bound", "4", "ganze Minuten von 5 bis 240"),
        ("bound", "-1", "ganze Minuten"),
        ("bound", "", "ganze Minuten"),
        ("grace", "zehn", "ganze Minuten"),
        ("grace", "٣", "ganze Minuten"),
        ("appointment_credit", "31", "nicht mehr sein als die Grenze"),
        ("late_credit", "41", "Vorrang mit Termin und Karenz zusammen"),
        ("needs.blind", "999", "„Blindheit“ passt nicht"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_stored(
    office: Office, field: str, value: str, sentence: str
) -> None:
    manager = Manager(office)
    for path in ("/preview", ""):
        status, text = manager.send(path, manager.form() | {field: value})
        assert (status, sentence in text) == (422, True)
        wrong = re.search(r'<input[^>]*name="([\w.]+)"[^>]*aria-invalid', text)
        assert wrong
        assert wrong[1] == field
    assert manager.rule()["rule"]["bound"] == OrderRule().bound


def test_programs_look_and_decide_with_the_version_that_they_read(office: Office) -> None:
    manager = Manager(office)
    known = manager.rule()
    assert known["guarantee"].startswith("Niemand wird vor jemandem aufgerufen, der mehr als 30")
    rule = known["rule"] | {"bound": 60}
    assert manager.api("POST", "/preview", {"rule": rule})[1]["day"] is None
    wish = {"rule": rule, "version": known["version"]}
    status, stored = manager.api("PUT", "", wish)
    assert (status, stored["rule"]["bound"]) == (200, 60)
    assert manager.api("PUT", "", wish)[1]["key"] == "changed_meanwhile"
    status, problem = manager.api("PUT", "", {"rule": {"bund": 60}, "version": stored["version"]})
    assert (status, problem["key"], problem["field"]) == (422, "invalid_rule", "bund")


def test_the_preview_plays_the_last_day_by_the_other_rule(office: Office) -> None:
    booked = office.book(20, "Weber, H.", "erstantrag", None)
    walk_in = office.walk_in("erstantrag")
    office.after(minutes=18)
    arrived = office.arrive(booked)
    office.after(minutes=2)
    office.call(arrived, "2.14")
    office.act("start", arrived)
    office.after(minutes=20)
    office.act("finish", arrived)
    office.call(walk_in, "2.14")
    office.act("start", walk_in)
    office.after(minutes=5)
    office.act("finish", walk_in)
    office.after(days=1)
    manager = Manager(office)
    rule = manager.rule()["rule"] | {"appointment_credit": 0}
    found = manager.api("POST", "/preview", {"rule": rule})[1]
    assert found["day"] == "2026-11-23"
    assert [(one["number"], one["waited"], one["would_wait"]) for one in found["changed"]] == [
        ("W001", 40, 20), ("T001", 2, 22),
    ]  # fmt: skip
    assert (found["everybody"]["sooner"], found["everybody"]["later"]) == (1, 1)
    text = manager.send("/preview", manager.form() | {"appointment_credit": "0"})[1]
    assert "So wäre der 23.11.2026 gewesen" in text
    assert "20 min früher" in text
    assert "Weber" not in text


def test_who_sees_no_figures_sets_the_rule_without_a_preview(office: Office) -> None:
    admin = Manager(office, "konrad")
    page = admin.http.get("/lead/order").text
    assert 'action="/lead/order"' in page
    assert "/lead/order/preview" not in page
    assert admin.send("/preview", admin.form())[0] == 403
    assert admin.api("POST", "/preview", {"rule": {}})[0] == 403
    assert admin.send("", admin.form() | {"bound": "40"})[0] == 303
