"""Proof of play: kept once, summed up, given out as CSV however much it is."""

import csv
from datetime import timedelta

import pytest

from hub.content import repository
from hub.content import service as content
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
        content.note_played(change, DISPLAY, PlayedLog(entries=entries))


def table(office: Office, query: str = "") -> list[list[str]]:
    text = Publisher(office).http.get(f"/content/played.csv{query}").text
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))


def test_what_is_told_twice_is_kept_once(small: Office) -> None:
    note(small, entry(small))
    note(small, entry(small), entry(small, begun_at=small.now + timedelta(seconds=1)))
    with small.database.read() as session:
        assert repository.played_count(session, SITE) == 2


@pytest.mark.warns("played_backwards")
def test_what_ends_before_it_begins_is_no_proof(small: Office) -> None:
    note(small, entry(small, seconds=-1), entry(small, item="item-2"))
    with small.database.read() as session:
        assert repository.played_count(session, SITE) == 1


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


def test_proof_goes_after_four_hundred_days(small: Office) -> None:
    note(small, entry(small))
    small.now += timedelta(days=399)
    for left in (1, 0):
        with small.database.change(SITE) as change:
            content.tidy(change, small.now)
        with small.database.read() as session:
            assert repository.played_count(session, SITE) == left
        small.now += timedelta(days=2)


@pytest.mark.parametrize("outcome", ["shown", "cut", "skipped"])
def test_every_outcome_has_its_word(one: Office, outcome: PlayOutcome) -> None:
    note(one, entry(one, outcome=outcome))
    assert table(one)[1][8] in ("gezeigt", "unterbrochen", "ausgelassen")
