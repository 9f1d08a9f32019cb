"""What staff see of a call and do with it: seen, heard, missed, taken back; rooms that close."""

from datetime import timedelta

import pytest

from hub.devices import service as devices
from hub.devices.rules import Place
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE, Office
from wire.ids import DeviceId, ZoneId


@pytest.fixture
def desk(office: Office) -> Desk:
    """Counter 1, which serves walk-ins."""
    return Desk(office, room="S1")


def test_a_call_says_where_it_was_seen_and_warns_when_nowhere(office: Office, desk: Desk) -> None:
    seen, unseen = office.walk_in(), office.walk_in()
    office.call(seen, "S2", shown_on="display-1")
    office.call(unseen, "S3")
    page = desk.page()
    assert "gezeigt auf Display 1, 09:00:00" in page
    assert "wird gezeigt" in page
    assert "Kein Bildschirm zeigt den Aufruf" not in page
    office.after(seconds=3)
    page = desk.page()
    assert "Kein Bildschirm zeigt den Aufruf" in page
    assert "<strong>1</strong> <span>Aufruf ohne Bildschirm</span>" in page


def test_the_page_says_what_was_heard_and_what_is_missing(office: Office, desk: Desk) -> None:
    with office.database.change(SITE) as change:
        twin = Place(DeviceId("display-9"), "display", "Display 9", "display-1", 0, ZoneId("A"))
        devices.hang(change, twin)
    call = office.call(office.walk_in(), "S2", shown_on="display-1")
    assert "fehlt:" not in desk.page()
    office.hear(call, "display-1", "spoken", "de", "tr")
    office.after(seconds=3)
    page = desk.page()
    assert "angesagt 09:00:00, Deutsch und Türkisch" in page
    assert "<b>fehlt:</b> Display 9 (nicht verbunden)" in " ".join(page.split())
    (called,) = _called(desk)
    assert called["missing"] == [{"display": "Display 9", "online": False}]
    assert called["gap"] is None


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        ("quiet", "nicht angesagt, Ruhezeit"),
        ("chime", "nur Gong, keine Stimme"),
        ("silent", "nicht angesagt, kein Ton"),
    ],
)
def test_the_page_says_why_a_call_was_not_spoken(
    office: Office, desk: Desk, outcome: str, text: str
) -> None:
    call = office.call(office.walk_in(), "S1", shown_on="display-1")
    office.hear(call, "display-1", outcome)
    assert f"<b>{text}</b> (Display 1)" in desk.page()


def test_a_display_that_says_nothing_of_its_speech_is_named_after_a_minute(
    office: Office, desk: Desk
) -> None:
    office.call(office.walk_in(), "S2", shown_on="display-1")
    office.after(seconds=59)
    assert "keine Ansage gemeldet" not in desk.page()
    office.after(seconds=1)
    assert "<b>keine Ansage gemeldet</b> (Display 1)" in desk.page()


def test_who_calls_while_no_display_is_connected_reads_it_at_once(
    office: Office, desk: Desk
) -> None:
    ticket, other = office.walk_in(), office.walk_in()
    office.after(minutes=2)
    status, text = desk.press(f"/tickets/{ticket}/call")
    assert status == 200
    assert "W 001 ist aufgerufen, aber kein Bildschirm ist verbunden." in text
    assert "Kein Bildschirm ist verbunden" in text
    assert '<div class="desk alarm"' in text
    assert desk.api(f"/tickets/{ticket}/recall")[1]["gap"] == "offline"
    assert desk.api(f"/tickets/{other}/call", {"room": "S2"})[1]["gap"] == "offline"
    assert "<strong>2</strong> <span>Aufrufe ohne Bildschirm</span>" in desk.page()


def test_without_javascript_the_warning_is_no_good_news(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    office.after(minutes=2)
    form = {"csrf": desk.token}
    assert desk.http.post(f"/reception/tickets/{ticket}/call", data=form).status_code == 303
    assert '<p class="said danger">' in desk.page()


def test_where_no_display_hangs_the_caller_reads_that(office: Office, desk: Desk) -> None:
    with office.database.change(SITE) as change:
        devices.take_down(change, DeviceId("display-1"), timezone="Europe/Berlin")
    status, text = desk.press(f"/tickets/{office.walk_in()}/call")
    assert status == 200
    assert "aber hier hängt kein Bildschirm dafür. Bitte rufen Sie selbst." in text


def test_an_alarm_is_over_once_a_display_has_shown_the_call(office: Office, desk: Desk) -> None:
    office.call(office.walk_in(), "S1")
    office.after(seconds=3)
    assert "Kein Bildschirm zeigt den Aufruf" in desk.page()
    office.see_all("display-1")
    page = desk.page()
    assert "Kein Bildschirm" not in page
    assert "gezeigt auf Display 1, 09:00:03 (spät)" in page


def test_a_call_is_taken_back_and_the_person_waits_again(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    office.call(ticket, "S1", shown_on="display-1")
    assert "Aufruf zurücknehmen" in desk.page()
    status, text = desk.press(f"/tickets/{ticket}/cancel")
    assert status == 200
    assert "Der Aufruf W 001 ist zurückgenommen." in text
    assert _called(desk) == []
    assert desk.press(f"/tickets/{ticket}/cancel")[0] == 409
    status, again = desk.api("/calls", {"room": "S1"})
    assert (status, again["number"]) == (201, "W001")
    assert desk.api(f"/tickets/{ticket}/cancel")[1]["state"] == "waiting"


def test_an_old_call_is_named_as_expired_and_can_be_repeated(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    office.call(ticket, "S1", shown_on="display-1")
    office.after(minutes=10)
    assert "Aufruf ist abgelaufen" in desk.page()
    assert desk.press(f"/tickets/{ticket}/recall")[0] == 200
    assert "Aufruf ist abgelaufen" not in desk.page()


def test_a_desk_closes_until_an_hour_and_calls_nobody(office: Office, desk: Desk) -> None:
    ticket = office.walk_in()
    status, text = desk.press("/close", until="10:30")
    assert status == 200
    assert "Schalter 1 ist geschlossen bis 10:30." in text
    status, text = desk.press(f"/tickets/{ticket}/call")
    assert status == 409
    assert "Schalter 1 ist geschlossen. Öffnen Sie den Platz" in text
    assert desk.api("/calls", {"room": "S1"})[1]["key"] == "room_closed"
    assert Desk(office, "brandt", "S2").press(f"/tickets/{ticket}/call")[0] == 200
    office.after(minutes=90)
    assert "geschlossen" not in desk.page()


def test_a_desk_closes_for_the_day_and_opens_again(office: Office, desk: Desk) -> None:
    office.walk_in()
    assert "Schalter 1 ist geschlossen für heute." in desk.press("/close")[1]
    assert "<small>geschlossen für heute</small>" in Desk(office, "lang").page()
    status, text = desk.press("/open")
    assert status == 200
    assert "Ihr Platz ist wieder offen." in text
    assert desk.api("/calls", {"room": "S1"})[0] == 201


def test_a_desk_cannot_close_in_the_past_or_while_somebody_is_called(
    office: Office, desk: Desk
) -> None:
    for until, status, says in (
        ("08:59", 422, "Diese Zeit ist heute schon vorbei."),
        ("halb", 422, "Diese Eingabe versteht das Programm nicht."),
    ):
        answer, text = desk.press("/close", until=until)
        assert (answer, says in text) == (status, True)
    office.call(office.walk_in(), "S1", shown_on="display-1")
    status, text = desk.press("/close")
    assert status == 409
    assert "Hier ist noch W 001 aufgerufen" in text
    assert "Platz schließen" not in text


def test_programs_close_and_open_rooms_with_the_rights_of_staff(office: Office, desk: Desk) -> None:
    until = (office.now + timedelta(hours=2)).isoformat()
    status, shut = desk.api("/rooms/2.14/close", {"until": until})
    assert (status, shut["closed"], shut["room"]) == (201, True, "2.14")
    closed = desk.floor()["closed"]
    assert isinstance(closed, list)
    assert [one["room_name"] for one in closed] == ["Zimmer 2.14"]
    assert desk.api("/rooms/2.14/open")[1]["closed"] is False
    assert desk.api("/rooms/9.99/close")[1]["key"] == "unknown_room"
    assert Desk(office, "lang").api("/rooms/2.14/close")[1]["key"] == "not_permitted"
    assert Desk(office, room=None).press("/close")[0] == 409


def _called(desk: Desk) -> list[dict[str, object]]:
    called = desk.floor()["called"]
    assert isinstance(called, list)
    return called
