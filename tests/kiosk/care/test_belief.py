"""Readings are believed when they last: a state machine without a clock of its own."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.belief import AT_ONCE, ENDURED, TRANSITIONS, Belief, Patience, step
from tests.kiosk.care.kit import START

PATIENCE = Patience(wrong=timedelta(seconds=10), well=timedelta(seconds=30))


def _told(*readings: tuple[float, bool], patience: Patience = PATIENCE) -> list[bool]:
    belief, told = Belief(), []
    for seconds, wrong in readings:
        belief = step(belief, wrong, START + timedelta(seconds=seconds), patience)
        told.append(belief.told)
    return told


def test_a_fault_is_told_when_it_has_lasted_and_taken_back_when_it_stays_away() -> None:
    assert _told((0, True), (9, True), (10, True)) == [False, False, True]
    assert _told((0, True), (10, True), (12, False), (41, False), (42, False)) == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_a_flicker_is_neither_told_nor_believed() -> None:
    assert not any(_told(*((at, at % 8 < 4) for at in range(0, 200, 2))))
    wrong = _told((0, True), *((at, at % 8 < 4) for at in range(12, 200, 2)), patience=PATIENCE)
    assert not any(wrong), "it never lasted"
    told = _told((0, True), (10, True), *((at, at % 8 < 4) for at in range(12, 200, 2)))
    assert all(told[1:]), "it never stayed away"


def test_without_patience_each_reading_is_believed() -> None:
    assert _told((0, True), (0, False), (1, True), patience=AT_ONCE) == [True, False, True]


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), max_size=40))
def test_what_is_told_follows_from_what_has_lasted(steps: list[tuple[float, bool]]) -> None:
    """Against the plain meaning: the last change of mind is as old as its patience."""
    belief, at, began, said, told = Belief(), START, START, False, False
    for gap, wrong in steps:
        at += timedelta(seconds=gap)
        belief = step(belief, wrong, at, PATIENCE)
        if wrong == told:
            said = wrong
        elif wrong != said:
            said, began = wrong, at
        if said != told and at - began >= (PATIENCE.wrong if said else PATIENCE.well):
            told = said
        assert belief.told == told


def test_every_state_of_the_table_can_be_left() -> None:
    left = {source for source, _ in TRANSITIONS} | set(ENDURED)
    assert left == {"well", "suspected", "wrong", "mending"}
