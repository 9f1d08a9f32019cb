"""The panel of a visit, the search and the forms that ask first, over HTTP on both databases."""

from hub.identity.rules import permissions_of
from hub.kit.auth import Principal
from hub.queue import service as queue
from hub.reception.routes.drawing import Floors
from tests.hub.reception.test_http import HTMX, Desk
from tests.pages.office import SITE, Office


def state(office: Office, ticket: str) -> str:
    with office.database.read() as session:
        return queue.ticket(session, SITE, ticket).state


def test_a_panel_says_who_waits_since_when_and_why(office: Office) -> None:
    desk, due = Desk(office, room="2.14"), office.book(15, "Marquardt, J.", "erstantrag", "2.14")
    ticket = office.arrive(due, "tr")
    text = desk.panel(ticket)
    for said in (
        "Marquardt, J.", "angekommen, noch zu früh", "Erstantrag", "Zimmer 2.14", "Türkisch",
        "Warum jetzt?", "Termin um 09:15: zählt 30 Minuten früher", "Nummer gezogen", "niemand",
    ):  # fmt: skip
        assert said in text
    assert 'data-letter="A"' in text
    assert 'data-letter="F"' not in text


def test_who_may_not_know_names_reads_none(office: Office) -> None:
    ticket = office.arrive(office.book(15, "Marquardt, J.", "erstantrag", "2.14"))
    yilmaz = Desk(office, room="S1")
    assert yilmaz.press(f"/tickets/{ticket}/notes", text="Sorgen mit der Miete")[0] == 200
    assert yilmaz.press(f"/tickets/{ticket}/park", reason="weint")[0] == 409
    text = Desk(office, "lang").panel(ticket)
    assert "T 001" in text
    for secret in ("Marquardt", "Miete", "yilmaz", "data-letter"):
        assert secret not in text


def test_forms_of_the_panel_do_what_they_ask(office: Office) -> None:
    desk, ticket, other = Desk(office, room="S1"), office.walk_in(), office.walk_in("bescheid")
    status, text = desk.press(f"/tickets/{ticket}/park", reason="holt ein Foto")
    assert (status, "W 001 ist zurückgestellt." in text) == (200, True)
    assert "holt ein Foto" in text
    assert "/undo" in text
    status, text = desk.press(f"/tickets/{ticket}/undo")
    assert "Zurückgenommen. W 001: wartet." in text
    status, text = desk.press(f"/tickets/{ticket}/transfer", to="concern:erstantrag")
    assert "W 001 ist weitergeleitet: Erstantrag, Wartezone B." in text
    assert "weitergeleitet von Unterlagen abgeben" in text
    status, text = desk.press(f"/tickets/{ticket}/transfer", to="room:S2", reason="dort bekannt")
    assert (status, "Schalter 2" in text) == (200, True)
    status, text = desk.press(f"/tickets/{ticket}/merge", other="w 2")
    assert (status, "W 001 gilt jetzt für beide." in text) == (200, True)
    assert state(office, other) == "left"
    assert "Weiter mit Geld und Bescheid" in desk.panel(ticket)


def test_what_a_form_cannot_do_it_says(office: Office) -> None:
    desk, ticket = Desk(office, room="S1"), office.walk_in()
    for path, fields, status, said in (
        ("transfer", {}, 422, "versteht das Programm nicht"),
        ("transfer", {"to": "room:9.99"}, 404, "Diesen Platz gibt es nicht."),
        ("merge", {"other": "W 099"}, 404, "Diese Nummer gibt es nicht mehr."),
        ("needs", {"needs": "blind"}, 422, "warum diese Person früher drankommt"),
        ("notes", {"text": "x" * 10_000}, 422, "Der Text ist zu lang."),
    ):  # fmt: skip
        got, text = desk.press(f"/tickets/{ticket}/{path}", **fields)
        assert (got, said in text) == (status, True), path
        assert "W 001" in text, "a refusal brings the floor as it is"


def test_needs_that_a_colleague_has_changed_are_not_overwritten(office: Office) -> None:
    desk, ticket = Desk(office, room="S1"), office.walk_in()
    assert desk.press(f"/tickets/{ticket}/needs", needs="blind", reason="Stock", shown="")[0] == 200
    status, text = desk.press(f"/tickets/{ticket}/needs", needs="deaf", reason="hört nicht")
    assert (status, "Das hat eben jemand geändert." in text) == (409, True)


def test_a_note_that_is_sent_twice_is_kept_once(office: Office) -> None:
    desk, ticket = Desk(office, room="S1"), office.walk_in()
    for _ in range(2):
        sent = desk.press(f"/tickets/{ticket}/notes", text="<b>laut sprechen</b>", key="eins")
        assert sent[0] == 200
    text = desk.panel(ticket)
    assert text.count("laut sprechen") == 1
    assert "<b>laut" not in text


def test_the_field_finds_people_and_a_whole_code_checks_in(office: Office) -> None:
    due = office.book(15, "Öztürk, S.", "erstantrag", "2.14")
    desk = Desk(office, room="S1")
    options = desk.http.get("/reception/find?q=ozt", headers=HTMX).text
    assert (options.count('role="option"'), due.id in options) == (1, True)
    page = desk.http.get("/reception/find?q=ozt").text
    assert ("Öztürk, S." in page, "Anmelden" in page) == (True, True)
    assert "Niemand gefunden" in desk.press("/find", q="Niemand")[1]
    status, text = desk.press("/find", q=due.short_code.lower())
    assert (status, "T 001 ist angemeldet. Wartezone B" in text) == (200, True)
    assert 'data-visit="' in desk.http.get("/reception/find?q=t1", headers=HTMX).text
    lang = Desk(office, "lang")
    assert "Öztürk" not in lang.http.get("/reception/find?q=ozt", headers=HTMX).text
    assert "Niemand gefunden" in lang.press("/find", q=due.short_code)[1]


def test_a_number_is_drawn_for_several_people_with_a_need(office: Office) -> None:
    desk = Desk(office, room="S1")
    status, text = desk.press(
        "/tickets", concern="bescheid", lang="uk", persons="3", needs="pregnant", reason="7. Monat"
    )
    assert (status, "Neue Nummer: W 001." in text) == (200, True)
    for said in ("3 Personen", "schwanger", "Ukrainisch"):
        assert said in text
    status, text = desk.press("/tickets", concern="bescheid", needs="pregnant")
    assert (status, "warum diese Person früher" in text) == (422, True)
    assert "W 002" not in text


def test_floors_are_drawn_once_for_all_who_see_them_alike(office: Office) -> None:
    office.walk_in()
    floors = Floors(office.database)
    rights = permissions_of("reception")
    one = Principal("1", "a", "A", "reception", SITE, "S1", "token-one", rights)
    two = Principal("2", "b", "B", "reception", SITE, "S1", "token-two", rights)
    drawn = floors.now(one, office.now)
    assert floors.now(two, office.now) is drawn
    assert "token-one" in floors.own(drawn.html, one)
    assert "token-one" not in floors.own(drawn.html, two)
    office.walk_in()
    assert "W 002" in floors.now(two, office.now).html
    office.after(seconds=21)
    assert floors.now(two, office.now).floor.at == office.now, "waits keep counting"
