"""The list that a kiosk keeps: its age, its order, and that nobody falls out of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.house import UNKNOWN, Copy, age_words, lines, slip, still_good
from wire.messages import Housed, HouseList

NOW = datetime(2026, 11, 23, 8, 43, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")

stays = st.builds(
    Housed, number=st.integers(1, 999).map(lambda n: f"W{n:03}"),
    place=st.sampled_from(["Wartezone A", "Zimmer 2.14"]),
    floor=st.sampled_from(["Erdgeschoss", "2. Stock"]), since=st.just(NOW),
    persons=st.integers(1, 9), needs=st.sampled_from([(), ("Rollstuhl",), ("a", "b")]),
    sure=st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 Min. alt"), (0.9, "0 Min. alt"), (12.9, "12 Min. alt"), (119, "119 Min. alt"),
     (120, "2 Std. alt"), (-0.5, "0 Min. alt"), (-2, UNKNOWN)],
)  # fmt: skip
def test_the_age_is_said_in_whole_minutes_or_not_at_all(minutes: float, words: str) -> None:
    assert age_words(timedelta(minutes=minutes)) == words
    assert Copy(HouseList(as_of=NOW), NOW + timedelta(minutes=minutes), BERLIN).age == words


def test_a_clock_that_may_be_wrong_makes_no_list_young() -> None:
    """After a power cut the clock of such a board says any time: the age is not taken from it."""
    house = HouseList(as_of=NOW)
    assert Copy(house, None, BERLIN).age == UNKNOWN
    held = Copy(house, None, BERLIN, timedelta(minutes=12, seconds=30))
    assert held.age == "mindestens 12 Min. alt"
    assert lines(held)[0] == "MINDESTENS 12 MIN. ALT · Stand 23.11.2026, 09:43 Uhr"


def test_a_list_of_another_day_is_forgotten() -> None:
    house = HouseList(as_of=NOW)
    assert still_good(house, NOW + timedelta(hours=23))
    assert still_good(house, None)
    assert not still_good(house, NOW + timedelta(hours=24))
    assert not still_good(house.model_copy(update={"kept": False}), NOW)


@given(st.lists(stays, max_size=12), st.integers(0, 40))
def test_each_visit_has_one_box_and_the_totals_agree(known: list[Housed], more: int) -> None:
    copy = Copy(HouseList(as_of=NOW, stays=tuple(known), left_out=more), NOW, BERLIN)
    printed = slip(copy, "Kiosk am Eingang")
    boxes = [row.text for row in printed.rows if row.tick]
    assert sorted(boxes) == sorted(line.rpartition(": ")[2] for line in lines(copy) if ": " in line)
    assert len(boxes) == len(known)
    sure = sum(one.persons for one in known if one.sure) + more
    assert printed.body[1].startswith(f"{sure} Person")
    assert (printed.title, printed.body[0]) == ("0 Min. alt", "Stand 23.11.2026, 09:43 Uhr")
    assert any("weitere" in row.text for row in printed.rows) == bool(more)


def test_who_needs_help_is_first_and_who_is_uncertain_last() -> None:
    def one(number: str, *needs: str, sure: bool = True) -> Housed:
        return Housed(number=number, place="Zimmer 2.14", floor="2. Stock", since=NOW,
                      needs=needs, sure=sure)  # fmt: skip

    house = HouseList(
        as_of=NOW, stays=(one("W001"), one("W002", sure=False), one("W003", "Rollstuhl"))
    )
    rows = slip(Copy(house, NOW, BERLIN), "x").rows
    assert [row.text for row in rows if row.heading] == [
        "BRAUCHEN HILFE", "2. Stock · Zimmer 2.14", "UNGEWISS, KAMEN NICHT AUF DEN AUFRUF",
    ]  # fmt: skip
    assert [row.text[:5] for row in rows if row.tick] == ["W 003", "W 001", "W 002"]
    assert "Rollstuhl" in [row.text for row in rows]
