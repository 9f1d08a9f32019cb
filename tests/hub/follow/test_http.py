"""The page of one ticket and its answer to programs, on both databases."""

import logging
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from starlette.testclient import TestClient

from hub.appointments import service as appointments
from hub.checkin import service as checkin
from hub.emergency.texts import TEXTS, TITLES
from hub.follow.service import Streams
from hub.kit.database import Database
from hub.kit.misses import MOST_MISSES
from hub.kit.post import Post
from hub.queue import service as queue
from tests.pages.office import HOUSE, PUBLIC_URL, SITE, Office
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.look import LANGUAGES, RTL, Lang
from wire.messages import TicketRequest

KIOSK = DeviceId("kiosk-01")
NEVER_GIVEN = "0" * 26


class Phone:
    """A phone that has scanned a slip's code."""

    def __init__(self, office: Office, path: str = f"/t/{NEVER_GIVEN}", **headers: str) -> None:
        self.http = TestClient(office.app, base_url="http://hub.local", headers=headers)
        self.path = path
        self.token = path.removeprefix("/t/")

    def page(self, lang: str = "") -> str:
        answer = self.http.get(self.path, params={"lang": lang} if lang else {})
        assert answer.status_code == 200, answer.text
        return answer.text

    def api(self) -> dict[str, object]:
        answer = self.http.get(f"/api/v1/follow/{self.token}")
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found


def phone(office: Office, ticket: str) -> Phone:
    return Phone(office, office.follows[ticket])


def test_the_slip_bears_the_address_of_the_page(office: Office) -> None:
    with office.database.change(SITE) as change:
        request = TicketRequest(concern="unterlagen", lang="tr")
        reply = checkin.answer_ticket_request(change, request, device=KIOSK, now=office.now)
    assert reply.kind == "ticket"
    assert reply.follow
    assert re.fullmatch(rf"{PUBLIC_URL}/t/[0-9a-z]{{26}}", reply.follow)
    page = Phone(office, reply.follow.removeprefix(PUBLIC_URL)).page()
    assert "W 001" in page
    assert '<html lang="tr" dir="ltr">' in page


def test_a_hub_that_phones_cannot_reach_gives_no_address(office: Office) -> None:
    inside = Database(
        office.database.engine.url.render_as_string(hide_password=False),
        Post("hub-2", office.clock),
    )
    with inside.change(SITE) as change:
        request = TicketRequest(concern="unterlagen", lang="de")
        reply = checkin.answer_ticket_request(change, request, device=KIOSK, now=office.now)
    inside.close()
    assert reply.kind == "ticket"
    assert reply.follow is None


def test_a_slip_that_is_printed_again_has_the_same_address(office: Office) -> None:
    ticket = office.walk_in()
    with office.database.change(SITE) as change:
        checkin.reprint(change, ticket, now=office.now)
        sent = change.session.connection().execute(
            text("SELECT payload FROM outbox ORDER BY id DESC LIMIT 1")
        )
        assert office.follows[ticket] in bytes(sent.scalar_one()).decode()


def test_a_visit_as_programs_read_it(office: Office) -> None:
    first, second = office.walk_in(), office.walk_in()
    mine = phone(office, second)
    waiting = mine.api()
    assert (waiting["number"], waiting["zone"], waiting["stage"]) == ("W002", "A", "waiting")
    assert (waiting["people_ahead"], waiting["wait_minutes"]) == (1, [0, 5])
    assert waiting["room"] is None
    office.call(first, "S1")
    assert mine.api()["people_ahead"] == 0
    office.call(second, "S2")
    called = mine.api()
    assert (called["stage"], called["room"], called["floor"]) == ("called", "S2", 0)
    assert called["people_ahead"] is None
    assert called["way"] == [
        {"turn": "left", "metres": 5, "floors": 0}, {"turn": "right", "metres": 5, "floors": 0},
    ]  # fmt: skip
    assert called["way_from_screen"] is True
    office.act("recall", second)
    again = mine.api()
    assert (again["stage"], again["attempt"]) == ("recalled", 2)
    office.act("start", second)
    assert mine.api()["stage"] == "serving"
    office.act("finish", second)
    done = mine.api()
    assert (done["stage"], done["room"]) == ("done", None)


def test_a_call_that_is_taken_back_leaves_the_visitor_waiting(office: Office) -> None:
    ticket = office.walk_in()
    office.call(ticket, "S2")
    office.act("cancel", ticket)
    told = phone(office, ticket).api()
    assert (told["stage"], told["room"], told["people_ahead"]) == ("waiting", None, 0)


def test_of_two_numbers_made_one_both_pages_tell_of_the_call(office: Office) -> None:
    kept, other = office.walk_in(), office.walk_in()
    with office.database.change(SITE) as change:
        queue.merge(change, kept, other, actor="yilmaz", now=office.now)
    office.call(kept, "S2")
    told = phone(office, other).api()
    assert (told["number"], told["stage"], told["room"]) == ("W001", "called", "S2")


def test_the_page_of_each_state(office: Office) -> None:
    ticket = office.walk_in()
    mine = phone(office, ticket)
    assert "Sie kommen als Nächstes dran." in mine.page()
    office.call(ticket, "S2")
    called = mine.page()
    for said in ("Sie sind dran!", ">S2<", "Schalter 2", "Erdgeschoss", "▶ S2 · W 001",
                 "Links um die Ecke, dann 5 Meter geradeaus."):  # fmt: skip
        assert said in called
    office.act("recall", ticket)
    assert "Wir rufen Sie noch einmal!" in mine.page()
    office.act("no_show", ticket)
    assert "Bitte melden Sie sich am Empfang." in mine.page()
    office.act("leave", other := office.walk_in())
    assert "Diese Nummer gilt nicht mehr." in phone(office, other).page()


def middle(page: str) -> str:
    """What is read below the head of the page."""
    return page.partition("<main")[2]


def test_danger_stands_above_all_else_and_asks_nobody_to_wait_or_come_in(office: Office) -> None:
    ticket = office.walk_in(lang="ar")
    mine = phone(office, ticket)
    alarm = office.alarm("fire")
    arabic, german = "حريق في المبنى", "Feuer im Haus"
    waiting = middle(mine.page())
    assert waiting.index(arabic) < waiting.index(german) < waiting.index("W 001")
    assert "يرجى الانتظار." not in waiting
    assert "Nehmen Sie nicht den Aufzug." in waiting
    assert mine.api()["alarms"] == ["fire"]
    office.call(ticket, "S2")
    called = middle(mine.page("de"))
    assert called.index(german) < called.index("W 001") < called.index(">S2<")
    for said in ("Sie sind dran!", "Bitte gehen Sie zu:", "Ihr Weg", "▶"):
        assert said not in called
    assert called.count(german) == 1, "German does not stand beside German"
    assert "<title>⚠ Feuer im Haus · W 001</title>" in mine.page("de")
    office.all_over(alarm)
    assert "Sie sind dran!" in mine.page("de")
    assert german not in mine.page("de")


def test_what_is_no_danger_stands_above_what_the_visitor_is_asked(office: Office) -> None:
    ticket = office.walk_in()
    office.alarm("medical")
    page = middle(phone(office, ticket).page())
    assert page.index("Bitte machen Sie den Weg frei") < page.index("Bitte warten Sie.")
    office.act("leave", ticket)
    assert "meta http-equiv" in phone(office, ticket).page(), "the alarm will end"


def test_an_alarm_of_another_zone_takes_nobodys_call_away_but_danger_is_for_all(
    office: Office,
) -> None:
    ticket = office.walk_in()
    mine = phone(office, ticket)
    assert mine.api()["zone"] == "A"
    office.call(ticket, "S2")
    for kind in ("closed", "medical"):
        office.alarm(kind, "B")
    called = middle(mine.page("de"))
    assert "Bitte gehen Sie zu:" in called
    assert "Wir schließen jetzt" not in called
    assert mine.api()["alarms"] == []
    office.alarm("medical", "A")
    assert mine.api()["alarms"] == ["medical"]
    office.alarm("shelter", "B")
    assert "Bitte gehen Sie zu:" not in middle(mine.page("de"))


def test_the_most_pressing_stands_first_and_names_the_page(office: Office) -> None:
    mine = phone(office, office.walk_in())
    titles = "Feuer im Haus", "Bitte machen Sie den Weg frei", "Wir schließen jetzt"
    fire = office.alarm("fire")
    for kind in ("closed", "medical"):
        office.after(seconds=1)
        office.alarm(kind, "A")
    page = mine.page("de")
    assert "<title>⚠ Feuer im Haus · W 001</title>" in page
    places = [middle(page).index(title) for title in titles]
    assert places == sorted(places)
    assert mine.api()["alarms"] == ["fire", "medical", "closed"]
    office.all_over(fire)
    assert "<title>⚠ Wir schließen jetzt" in mine.page("de"), "not who only wants the way clear"


def test_several_alarms_have_one_first_heading_and_each_its_own_language(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    place: dict[Lang, str] = {"de": "Platz"}
    monkeypatch.setattr("hub.emergency.service.TITLES", {**TITLES, "medical": place})
    monkeypatch.setattr("hub.emergency.service.TEXTS", {**TEXTS, "medical": {}})
    mine = phone(office, office.walk_in(lang="ar"))
    office.alarm("medical")
    office.alarm("closed")
    assert middle(mine.page()).count("<h1") == 1
    told = mine.http.get(f"{mine.path}/now").json()
    assert '<span lang="de" dir="ltr">Platz ' in told["said"]
    assert '<span lang="ar" dir="rtl">' in told["said"]
    assert '<p lang="de" dir="ltr"></p>' not in told["html"]


def test_from_a_zone_without_a_display_the_way_begins_along_itself(office: Office) -> None:
    booked = office.book(0, "Weber, H.", "erstantrag", "2.14")
    ticket = office.arrive(booked)
    office.call(ticket, "2.14")
    told = phone(office, ticket).api()
    assert told["way_from_screen"] is False, "display-2 hangs on another floor"
    assert told["way"] == [
        {"turn": "straight", "metres": 20, "floors": 0}, {"turn": "left", "metres": 5, "floors": 0},
    ]  # fmt: skip
    assert told["floor"] == 2


def test_rooms_that_are_closed_for_the_day_call_nobody(office: Office) -> None:
    first, second = office.walk_in(), office.walk_in()
    with office.database.change(SITE) as change:
        for room in ("S1", "S2"):
            queue.close_room(change, room, until=None, now=office.now)
    assert phone(office, second).api()["people_ahead"] == 1
    with office.database.change(SITE) as change:
        queue.close_room(change, "S3", until=None, now=office.now)
    told = phone(office, first).api()
    assert (told["stage"], told["people_ahead"], told["wait_minutes"]) == ("waiting", None, None)


def test_rooms_that_rest_for_an_hour_call_nobody_while_another_does(office: Office) -> None:
    first, second = office.walk_in("bescheid"), office.walk_in("bescheid")
    three = phone(office, second).api()["wait_minutes"]
    later = office.now + timedelta(hours=1)
    with office.database.change(SITE) as change:
        for room in ("S1", "S2"):
            queue.close_room(change, room, until=later, now=office.now)
    one = phone(office, second).api()["wait_minutes"]
    assert (three, one) == ([0, 5], [5, 15])
    with office.database.change(SITE) as change:
        queue.close_room(change, "S3", until=later, now=office.now)
    told = phone(office, first).api()
    assert (told["people_ahead"], told["wait_minutes"]) == (0, [60, 65]), "all open again today"


def test_who_is_early_waits_until_their_time_at_most(office: Office) -> None:
    ticket = office.arrive(office.book(20, "Weber, H.", "erstantrag", "2.14"))
    told = phone(office, ticket).api()
    assert (told["people_ahead"], told["wait_minutes"], told["room"]) == (0, [0, 15], None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_every_language_of_the_house(office: Office, lang: str) -> None:
    page = phone(office, office.walk_in()).page(lang)
    direction = "rtl" if lang in RTL else "ltr"
    assert f'<html lang="{lang.partition("-")[0]}" dir="{direction}"' in page
    assert page.count('href="?lang=') == len(LANGUAGES) + 1, "all languages, and the reload"
    assert "{" not in page.replace("{time}", "")


def test_a_language_that_nobody_speaks_is_that_of_the_ticket(office: Office) -> None:
    mine = phone(office, office.walk_in(lang="uk"))
    assert '<html lang="uk"' in mine.page("<script>")


def test_without_javascript_the_page_loads_itself_anew_until_all_is_over(office: Office) -> None:
    ticket = office.walk_in()
    mine, refresh = phone(office, ticket), '<noscript><meta http-equiv="refresh"'
    assert refresh in mine.page()
    office.act("leave", ticket)
    assert refresh not in mine.page()


# ------------------------------------------------------------------ who may not know


def test_no_cache_no_referrer_no_search_engine(office: Office) -> None:
    mine = phone(office, office.walk_in())
    for path in (mine.path, f"{mine.path}/now", f"/api/v1/follow/{mine.token}", "/t/nothing"):
        headers = mine.http.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"].startswith("noindex")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "set-cookie" not in headers
    assert mine.http.get("/login").headers["Referrer-Policy"] == "same-origin"


def test_every_address_of_no_ticket_gets_the_same_answer(office: Office) -> None:
    ticket = office.walk_in()
    expired = office.follows[ticket]
    office.after(hours=15)
    answers = set()
    for path in (expired, f"/t/{NEVER_GIVEN}", "/t/x", "/t/%00", "/t/" + "y" * 5000, "/t/ü"):
        answer = Phone(office, path, **{"Accept-Language": "pl,de;q=0.5"}).http.get(path)
        answers.add((answer.status_code, answer.text, str(sorted(answer.headers.items()))))
    assert len(answers) == 1
    status, page, _ = answers.pop()
    assert status == 404
    assert "Nie ma takiej strony." in page
    api = Phone(office).http.get(f"/api/v1/follow/{NEVER_GIVEN}")
    assert (api.status_code, api.json()["key"]) == (404, "unknown_ticket_page")
    assert api.headers["Content-Type"] == "application/problem+json"


def test_at_night_the_addresses_are_forgotten(office: Office) -> None:
    old = office.walk_in()
    office.after(hours=24)
    new = office.walk_in()
    with office.database.change(SITE) as change:
        queue.forget_follows(change, now=office.now)
    with office.database.read() as session:
        assert queue.ticket(session, SITE, old).follow is None
    assert phone(office, new).api()["number"] == "W001"


@pytest.mark.warns("follow_guessed")
def test_who_guesses_is_put_off_and_shuts_out_nobody(office: Office) -> None:
    mine = phone(office, office.walk_in())
    guesser = Phone(office)
    statuses = [guesser.http.get(f"/t/guess-{n}").status_code for n in range(MOST_MISSES + 5)]
    assert statuses == [404] * MOST_MISSES + [429] * 5
    for path in ("/t/again", "/t/again/now", "/t/again/live", "/api/v1/follow/again"):
        put_off = guesser.http.get(path)
        assert put_off.status_code == 429
        assert 0 < int(put_off.headers["Retry-After"]) <= 60
        assert "/api/" not in path or put_off.json()["key"] == "too_many_tries"
    assert mine.api()["number"] == "W001", "the same sender, with a ticket of its own"


@pytest.mark.warns("follow_guessed")
def test_the_log_names_no_address(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ticket = office.walk_in()
    mine = phone(office, ticket)
    mine.page()
    mine.api()
    office.call(ticket, "S1")
    for n in range(MOST_MISSES + 1):
        Phone(office).http.get(f"/t/guess-{n}")
    ours = [record for record in caplog.records if record.name.startswith(("hub", "uvicorn"))]
    assert ours
    for record in ours:
        assert mine.token not in f"{record.getMessage()} {vars(record)}"
        assert "guess-" not in f"{record.getMessage()} {vars(record)}"


def test_a_phone_too_many_is_told_when_to_ask_again(office: Office) -> None:
    ticket = office.walk_in()
    full = Streams(office.app.state.live, SITE, office.app.state.following.picture, most=0)
    office.app.state.streams = full
    answer = phone(office, ticket).http.get(f"{office.follows[ticket]}/live")
    assert (answer.status_code, answer.json()["key"]) == (503, "too_many_streams")
    assert int(answer.headers["Retry-After"]) > 0


WORD = st.text("abcdefghijklmnopqrstuvwxyzäöüßçşțжд", min_size=5, max_size=12)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(person=WORD, adviser=WORD, minutes=st.integers(-20, 50), lang=st.sampled_from(LANGUAGES))
def test_nothing_on_the_page_says_who_it_is_or_what_for(
    office: Office, person: str, adviser: str, minutes: int, lang: str
) -> None:
    """Of a letter's visit, in any state: no person, no adviser, no concern, no time, no code."""
    booked = office.book(minutes, f"Zz{person}", "erstantrag", "2.14", adviser=f"Qq{adviser}")
    ticket = office.arrive(booked, lang)
    mine = phone(office, ticket)
    seen = [mine.page(), str(mine.api()), mine.http.get(f"{mine.path}/now").text]
    office.call(ticket, "2.14")
    seen += [mine.page(), str(mine.api()), mine.http.get(f"{mine.path}/now").text]
    office.act("start", ticket)
    office.act("finish", ticket)
    seen += [mine.page(), str(mine.api())]
    due = HOUSE.site.local(booked.starts_at).strftime("%H:%M")
    concern = next(one for one in HOUSE.concerns if one.id == "erstantrag")
    secret = [f"Zz{person}", f"Qq{adviser}", booked.id, booked.short_code, ticket, "erstantrag",
              *concern.name.values(), booked.starts_at.isoformat(), KIOSK]  # fmt: skip
    for each in seen:
        assert not [one for one in secret if one.casefold() in each.casefold()]
    if HOUSE.site.local(office.now).strftime("%H:%M") != due:
        # As people are told it; 10:00 is also found in a stamp of 9:10:00.
        assert not [each for each in seen if re.search(rf"(?<![\d:]){due}(?![\d:])", each)]
    office.after(minutes=1)


def test_the_queue_knows_the_concern_all_the_same(office: Office) -> None:
    """So that the test above proves something."""
    ticket = office.arrive(office.book(0, "Weber, H.", "erstantrag", "2.14"))
    with office.database.read() as session:
        kept = queue.ticket(session, SITE, ticket)
        assert kept.concern == ConcernId("erstantrag")
        assert kept.zone == ZoneId("B")
        assert appointments.find(session, SITE, str(kept.appointment_id)) is not None


def test_who_holds_the_slip_says_that_they_go_and_the_queue_knows(office: Office) -> None:
    one, two = office.walk_in(), office.walk_in()
    mine, other = phone(office, one), phone(office, two)
    page = mine.page("tr")
    assert f"{mine.path}/leave?lang=tr" in page
    asked = mine.http.get(f"{mine.path}/leave", params={"lang": "tr"})
    assert asked.status_code == 200
    assert "Evet, gidiyorum" in asked.text
    assert mine.api()["stage"] == "waiting"
    gone = mine.http.post(f"{mine.path}/leave", params={"lang": "tr"}, follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (303, f"{mine.path}?lang=tr")
    assert gone.headers["referrer-policy"] == "no-referrer"
    assert mine.api()["stage"] == "left"
    assert "/leave" not in mine.page()
    late = mine.http.get(f"{mine.path}/leave", params={"lang": "tr"}, follow_redirects=False)
    assert late.headers["location"] == f"{mine.path}?lang=tr", "from a page that stood open"
    assert other.http.post(f"/api/v1/follow/{other.token}/leave").json()["stage"] == "left"
    assert other.http.post(f"/api/v1/follow/{other.token}/leave").json()["stage"] == "left"


def test_nobody_goes_by_an_address_of_no_ticket(office: Office) -> None:
    stranger = Phone(office)
    assert stranger.http.get(f"{stranger.path}/leave").status_code == 404
    assert stranger.http.post(f"{stranger.path}/leave").status_code == 404
    assert stranger.http.post(f"/api/v1/follow/{NEVER_GIVEN}/leave").status_code == 404
