"""Invented days: nobody is lost, the same seed is the same day, and our ranges hold on them."""

from itertools import pairwise

from tests.bench.days import KINDS, Day
from tests.bench.estimates import measure


def test_everybody_of_a_day_is_called_and_a_day_can_be_had_again() -> None:
    for kind in KINDS:
        day, again = Day(kind, 7).play(), Day(kind, 7).play()
        assert all(one.called and one.called >= one.ticket.issued_at for one in day.people)
        assert [one.called for one in day.people] == [one.called for one in again.people]
        rooms = sorted(day.occupations, key=lambda one: (one.room, one.since))
        for before, after in pairwise(rooms):
            assert before.room != after.room or before.until <= after.since


def test_ranges_hold_more_often_than_munichs() -> None:
    for kind in KINDS:
        score = measure(kind, days=3, seed=1)
        ours, munich = score["ours"], score["munich"]
        assert ours.inside > 0.75
        assert ours.inside > munich.inside
        assert ours.off < munich.off
