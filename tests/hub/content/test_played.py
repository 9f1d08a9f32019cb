"""Proof of play: kept once, summed up, given out as CSV however much it is."""

import csv
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import func, select

from hub.content import rules
from hub.content import service as content
from hub.content.repository import played as kept
from hub.content.service import played as proven
from hub.content.service.played import Choice
from hub.content.tables import PlayedDayRow, PlayedRow
from hub.sites.service import site
from tests.hub.content.files import Publisher
from tests.pages.content import furnish, play
from tests.pages.office import SITE, Office
from wire.ids import DeviceId
from wire.messages import Played, PlayedLog, PlayOutcome

DISPLAY = DeviceId("display-1")


def entry(office: Office, seconds: float = 10, **changes: object) -> Played:
    fields = {
        "item": "item-1", "begun_at": office.now, "outcome": "shown",
        "ended_at": office.now + timedelta(seconds=seconds),
    }  # fmt: skip
    return Played.model_validate(fields | changes)


def note(office: Office, *entries: Played) -> None:
    with office.database.change(SITE) as change:
        content.note_played(change.session, SITE, DISPLAY, PlayedLog(entries=entries), office.now)


def count(office: Office) -> int:
    with office.database.read() as session:
        return session.exec(select(func.count()).select_from(PlayedRow)).one()


def summed(office: Office) -> int:
    with office.database.read() as session:
        return sum(row.times for row in session.exec(select(PlayedDayRow)))


def table(office: Office, query: str = "") -> list[list[str]]:
    text = Publisher(office).http.get(f"/content/played.csv{query}").text
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))


def test_what_is_told_twice_is_kept_once(small: Office) -> None:
    note(small, entry(small))
    note(small, entry(small), entry(small, begun_at=small.now + timedelta(seconds=1)))
    assert (count(small), summed(small)) == (2, 2)


@pytest.mark.warns("played_unbelievable")
def test_what_is_told_again_after_its_single_entries_went_is_not_summed_twice(one: Office) -> None:
    old = entry(one)
    note(one, old)
    one.now += rules.SINGLY_KEPT + timedelta(days=1)
    one.works.forget_played()
    note(one, old)
    assert (count(one), summed(one)) == (0, 1)


@pytest.mark.warns("played_unbelievable")
def test_what_a_wrong_clock_has_made_up_is_no_proof(one: Office) -> None:
    note(one, entry(one, seconds=334 * 86_400))
    far = one.now.replace(year=2199)
    note(one, entry(one, begun_at=far, ended_at=far + timedelta(seconds=10)))
    early = one.now - rules.SINGLY_KEPT - timedelta(days=2)
    note(one, entry(one, begun_at=early, ended_at=early + timedelta(seconds=10)))
    assert (count(one), summed(one)) == (0, 0)


@pytest.mark.warns("played_unbelievable")
def test_what_ends_before_it_begins_is_no_proof(small: Office) -> None:
    note(small, entry(small, seconds=-1), entry(small, item="item-2"))
    assert (count(small), summed(small)) == (1, 1)


def test_sums_count_times_and_minutes_and_what_was_left_out_apart(one: Office) -> None:
    furnish(one)
    play(one, minutes=60)
    page = " ".join(Publisher(one).page("/content/played?on=display-1").split())
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    film = rows.partition('<th scope="row">Vom Brief zum Aufruf</th>')[2].partition("</tr>")[0]
    lines = [line for line in table(one, "?on=display-1") if line[5] == "Vom Brief zum Aufruf"]
    shown = [line for line in lines if line[8] != "ausgelassen"]
    minutes = sum(float(line[3].replace(",", ".")) for line in shown) / 60
    assert f'<td class="count">{len(shown)}</td>' in film
    assert f'<td class="count">{minutes:.1f}</td>'.replace(".", ",") in film
    assert "Display 2" not in rows


def test_the_table_names_everything_in_words(one: Office) -> None:
    furnish(one)
    play(one, minutes=2)
    head, first, *_ = table(one, "?on=display-1")
    assert head[:6] == ["Tag", "Beginn", "Ende", "Sekunden", "Display", "Inhalt"]
    assert first[:7] == [
        "23.11.2026", "08:58:00", "08:58:10", "10,0", "Display 1", "Morgen in Musterstadt",
        "Wartezone am Tag",
    ]  # fmt: skip


def test_a_cell_is_no_formula(one: Office) -> None:
    note(one, entry(one, item="=HYPERLINK(1)", reason="@x"))
    assert table(one)[1][5] == "'=HYPERLINK(1)"
    assert table(one)[1][9] == "'@x"


def test_much_goes_out_bit_by_bit(one: Office) -> None:
    for start in range(0, 3_000, 100):
        begun = [one.now + timedelta(milliseconds=start + n) for n in range(100)]
        note(one, *(entry(one, begun_at=at, ended_at=at) for at in begun))
    assert len(table(one)) == 3_001


def test_days_are_those_of_the_site(one: Office) -> None:
    last_second = one.now.replace(hour=22, minute=59, second=59)
    note(one, entry(one, begun_at=last_second, ended_at=last_second))
    one.now += timedelta(days=1)
    assert len(table(one, "?first=2026-11-23&last=2026-11-23")) == 2
    assert len(table(one, "?first=2026-11-24&last=2026-11-24")) == 1


@pytest.mark.parametrize("query", ["?first=gestern", "?first=0001-01-01&last=9999-12-31", "?on=x"])
def test_odd_questions_get_an_answer(one: Office, query: str) -> None:
    note(one, entry(one))
    assert Publisher(one).http.get(f"/content/played{query}").status_code == 200
    assert len(table(one, query)) >= 1


def test_entries_go_after_thirty_five_days_and_sums_after_four_hundred(one: Office) -> None:
    note(one, *(entry(one, begun_at=one.now - timedelta(seconds=n)) for n in (30, 20, 10)))
    begun = one.now
    for days, left in ((35, (3, 3)), (36, (0, 3)), (400, (0, 3)), (401, (0, 0))):
        one.now = begun + timedelta(days=days)
        one.works.forget_played()
        assert (count(one), summed(one)) == left


def test_much_is_forgotten_some_at_a_time(one: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "BATCH", 2)
    note(one, *(entry(one, begun_at=one.now - timedelta(seconds=n)) for n in range(5)))
    one.now += timedelta(days=40)
    one.works.forget_played()
    assert (count(one), summed(one)) == (0, 5)


def test_days_without_entries_are_told_by_their_sums(one: Office) -> None:
    at = one.now - timedelta(minutes=1)
    note(one, entry(one, begun_at=at), entry(one, begun_at=one.now, outcome="cut"))
    old = one.now.date()
    one.now += timedelta(days=40)
    one.works.forget_played()
    note(one, entry(one))
    rows = table(one, f"?first={old}")[1:]
    assert [(row[0], row[1], row[3], row[8], row[10]) for row in rows] == [
        ("23.11.2026", "", "10,0", "unterbrochen", "1"),
        ("23.11.2026", "", "70,0", "gezeigt", "1"),
        ("02.01.2027", "09:00:00", "10,0", "gezeigt", "1"),
    ]
    page = Publisher(one).page(f"/content/played?first={old}")
    assert '<td class="count">3</td><td class="count">1,5</td>' in page
    assert "einzelne Einträge gibt es ab 28.11.2026" in page


def test_a_year_of_forty_displays_is_summed(one: Office) -> None:
    """400 days of 40 displays with 20 items, of which nothing is counted anew."""
    begun = one.now.date() - timedelta(days=399)
    rows = [
        {"site": SITE, "day": begun + timedelta(days=day), "device": f"d{device}",
         "item": f"i{item}", "outcome": "shown", "times": 150, "seconds": 1500.0}
        for day in range(400) for device in range(40) for item in range(5)
    ]  # fmt: skip
    with one.database.write() as session:
        session.connection().execute(insert(PlayedDayRow), rows)
    with one.database.read() as session:
        found = proven.sums(session, site(session, SITE), Choice(begun, one.now.date()))
    assert (len(found), found[0].times) == (200, 60_000)


@pytest.mark.parametrize("outcome", ["shown", "cut", "skipped"])
def test_every_outcome_has_its_word(one: Office, outcome: PlayOutcome) -> None:
    note(one, entry(one, outcome=outcome))
    assert table(one)[1][8] in ("gezeigt", "unterbrochen", "ausgelassen")
