"""What pages of content say of moments: previews, weeks, what is over, empty, in use or missing."""

import html
import re

import pytest

from hub.content.service import editing
from tests.hub.content.files import Publisher
from tests.hub.content.test_editing import Desk
from tests.pages.office import SITE, Office

PREVIEW = "/content/preview?on=display-1"
LINK = re.compile(r'href="([^"]+)"><time>([^<]+)</time> ([^<]+)</a>')


@pytest.fixture
def desk(small: Office) -> Desk:
    made = Desk(small)
    made.begin()
    return made


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """Its list runs from Monday to Friday, from eight to six."""
    assert desk.fill(desk.picture) == 303
    assert desk.plan(day=["0", "1", "2", "3", "4"]) == 303
    return desk


def coming(page: str) -> list[tuple[str, str]]:
    """When what begins, as the preview says it."""
    return [(when, what) for _, when, what in LINK.findall(page)]


def step(desk: Desk, page: str, name: str) -> str:
    """The page to which this step of a preview leads."""
    found = re.search(f'href="([^"]+)">{name}</a>', page)
    assert found
    return desk.page("/content/preview" + html.unescape(found[1]))


def looked_at(page: str) -> str:
    found = re.search(r'<span class="muted">([0-9., :]+) Uhr</span>', page)
    assert found
    return found[1]


def test_what_comes_begins_when_it_really_does(planned: Desk) -> None:
    evening = planned.page(f"{PREVIEW}&at=2026-11-26T20:00")
    assert "Es läuft nichts." in evening
    assert coming(evening)[0] == ("27.11. 08:00:00", "bild")
    last = planned.page(f"{PREVIEW}&at=2026-11-26T17:59:55")
    assert "Noch 5 Sekunden" in last
    assert coming(last)[:2] == [
        ("18:00:00", "nichts, das ruhige Bild"), ("27.11. 08:00:00", "bild"),
    ]  # fmt: skip


def test_each_link_leads_to_what_it_names(planned: Desk) -> None:
    page = planned.page(f"{PREVIEW}&at=2026-11-26T17:59:55")
    for link, _, what in LINK.findall(page):
        there = planned.page("/content/preview" + html.unescape(link))
        assert ("Es läuft nichts." in there) == what.startswith("nichts")


def test_an_hour_that_comes_twice_is_gone_through_twice(desk: Desk) -> None:
    page = desk.page(f"{PREVIEW}&at=2026-10-25T01:30")
    for expected in ("02:30", "02:30", "03:30"):
        page = step(desk, page, "1 Stunde weiter")
        assert looked_at(page) == f"25.10.2026, {expected}:00"
    for expected in ("02:30", "02:30", "01:30"):
        page = step(desk, page, "1 Stunde zurück")
        assert looked_at(page) == f"25.10.2026, {expected}:00"


@pytest.mark.parametrize("day", ["2026-10-24", "2027-03-27"])
def test_a_day_on_it_is_as_late(desk: Desk, day: str) -> None:
    there = step(desk, desk.page(f"{PREVIEW}&at={day}T12:00"), "1 Tag weiter")
    assert looked_at(there).endswith(", 12:00:00")


def test_a_time_that_the_clock_skips_is_told(desk: Desk) -> None:
    answer = desk.http.get(f"{PREVIEW}&at=2027-03-28T02:30")
    assert answer.status_code == 422
    assert "Diese Uhrzeit gibt es an dem Tag nicht" in answer.text


def test_the_week_draws_no_list_in_an_hour_that_the_clock_skips(desk: Desk) -> None:
    desk.fill(desk.picture)
    assert desk.plan(day=["6"], starts="02:00", ends="03:00", holidays="as_usual") == 303
    assert "02:00 bis 03:00 Vormittag" not in desk.page("/content/week?day=2027-03-28")
    assert "02:00 bis 03:00 Vormittag" in desk.page("/content/week?day=2027-03-21")


def test_a_list_that_runs_empty_is_marked_where_it_is_planned(desk: Desk) -> None:
    assert desk.plan() == 303
    page = desk.page("/content/week")
    assert "08:00 bis 18:00 Vormittag (leer, das ruhige Bild steht)" in page
    assert "in der dann nichts zu zeigen ist" in page
    assert desk.fill(desk.picture) == 303
    assert "leer" not in desk.page("/content/week")


def test_a_list_that_has_something_until_ten_is_not_called_empty(desk: Desk) -> None:
    until = {"name": "Bild", "seconds": 20, "shown_until": "2026-11-30T10:00"}
    assert desk.post(f"/content/items/{desk.picture}", **until, version=1) == 303
    desk.fill(desk.picture)
    assert desk.plan(ends="10:00") == 303
    page = desk.page("/content/week?day=2026-11-30")
    assert re.search(r"30\.11\.</strong>.*?08:00 bis 10:00 Vormittag<", page)
    assert re.search(r"01\.12\.</strong>.*?08:00 bis 10:00 Vormittag \(leer", page)


NOTICE = {
    "target": "all:", "seconds": 10, "every_s": 60, "title_de": "Aufzug steht",
    "valid_from": "2026-11-02T09:00", "valid_until": "2026-11-02T18:00",
}  # fmt: skip


def test_a_notice_that_is_over_is_not_given(desk: Desk) -> None:
    answer = desk.http.post("/content/notices/new", data={"csrf": desk.token} | NOTICE)
    assert answer.status_code == 422
    assert "Gilt bis: Das ist schon vorbei." in answer.text
    later = NOTICE | {"valid_until": "2026-11-30T18:00"}
    given = desk.http.post("/content/notices/new", data={"csrf": desk.token} | later)
    assert "auf dem Weg zu den Displays" in desk.page(given.headers["location"])
    where = given.headers["location"].partition("?")[0]
    assert desk.post(where, **NOTICE, version=1) == 303
    assert "Der Hinweis ist vorbei" in desk.page(f"{where}?saved=1")


def test_notices_that_leave_no_time_for_lists_are_refused_or_told(desk: Desk) -> None:
    spoken = {f"title_{lang}": "Aufzug" for lang in ("de", "en", "tr", "ar", "uk", "ru")}
    wish = NOTICE | spoken | {"valid_from": "2026-11-23T07:00", "valid_until": "2026-11-30T18:00"}
    answer = desk.http.post("/content/notices/new", data={"csrf": desk.token} | wish)
    assert answer.status_code == 422
    assert "In 6 Sprachen steht er 60 Sekunden." in answer.text
    assert desk.post("/content/notices/new", **wish | {"every_s": 120}) == 303
    told = "bleibt keine Zeit für die Listen"
    assert told not in desk.page("/content/notices")
    assert desk.post("/content/notices/new", **wish | {"every_s": 120}) == 303
    assert told in desk.page("/content/notices")


def test_content_in_no_list_is_not_said_to_come(desk: Desk) -> None:
    assert desk.post(f"/content/items/{desk.picture}", name="Bild", seconds=20, version=1) == 303
    page = desk.page(f"/content/items/{desk.picture}?saved=1")
    assert "Noch steht es in keiner Liste" in page
    desk.fill(desk.picture)
    assert "sobald sie verbunden sind" in desk.page(f"/content/items/{desk.picture}?saved=1")


def test_who_comes_second_finds_the_way_to_the_new_state(planned: Desk) -> None:
    with planned.office.database.read() as session:
        (slot,) = editing.slots(session, SITE)
    for path, fields in (
        (f"/content/week/{slot.id}", {"playlist": planned.playlist, "target": "all:", "day": "0",
                                      "starts": "08:00", "ends": "18:00", "holidays": "never"}),
        (f"/content/items/{planned.picture}", {"name": "Bild", "seconds": 20}),
        (f"/content/playlists/{planned.playlist}", {"name": "Vormittag"}),
    ):  # fmt: skip
        given = {"csrf": planned.token, "version": 99} | fields
        answer = planned.http.post(path, data=given)
        assert answer.status_code == 409
        assert f'<a href="{path}" target="_blank"' in answer.text
        wrong = planned.http.post(path, data=given | {"name": "", "day": "", "version": 1})
        assert wrong.status_code == 422
        assert "in einem zweiten Fenster" not in wrong.text


def test_nothing_goes_for_good_at_the_first_press(planned: Desk) -> None:
    spare = Publisher(planned.office)
    assert spare.post("/content/playlists", name="Nachmittag") == 303
    where = re.findall(
        r'href="(/content/playlists/[^"]+)">Nachmittag', spare.page("/content/playlists")
    )[0]
    asked = spare.http.post(f"{where}/remove", data={"csrf": spare.token})
    assert (asked.status_code, "lässt sich nicht zurücknehmen" in asked.text) == (200, True)
    assert "Nachmittag" in spare.page("/content/playlists")
    assert spare.post(f"{where}/remove", sure="unused") == 303
    assert "Nachmittag" not in spare.page("/content/playlists")
    picture = f"/content/items/{planned.picture}/remove"
    assert spare.post(picture, sure="unused") == 409, "it has come into use meanwhile"
    assert spare.post(picture, sure="yes") == 303


def test_a_list_without_a_name_is_not_made_in_silence(desk: Desk) -> None:
    answer = desk.http.post("/content/playlists", data={"csrf": desk.token, "name": "  "})
    assert (answer.status_code, "Name: Bitte ausfüllen." in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=2026-11-20&last=2026-11-10", "10.11.2026 bis 20.11.2026: Von und Bis waren"),
        ("first=2026-13-40", "Von oder Bis ist kein Tag"),
        ("first=2027-01-01&last=2027-02-01", "der Nachweis reicht vom"),
        ("first=2024-01-01&last=2024-02-01", "der Nachweis reicht vom"),
        ("first=2026-11-10&last=2026-11-20", ""),
        ("", ""),
    ],
)
def test_the_proof_says_when_it_answers_another_question(desk: Desk, query: str, said: str) -> None:
    page = " ".join(desk.page(f"/content/played?{query}").split())
    assert ("Gezeigt wird" in page) == bool(said)
    assert said in page
