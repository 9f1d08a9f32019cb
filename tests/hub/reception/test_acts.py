"""What may be done to a visit has a letter and words; the table of acts and the states agree."""

from typing import get_args

import pytest

from hub.identity.rules import permissions_of
from hub.queue.rules import NEEDS, TRANSITIONS, Cause, Event, State
from hub.queue.rules.words import NEEDS_NAMED
from hub.reception.rules import words
from hub.reception.rules.acts import ACTS, UNDO, possible

RIGHTS = permissions_of("reception")
LEFT_TO_TIME = {"activate", "day_end"}


def letters(state: State) -> str:
    allowed = [event for event in get_args(Event) if (state, event) in TRANSITIONS]
    return "".join(one.letter for one in possible(allowed, state, RIGHTS))


def test_each_letter_stands_for_one_act() -> None:
    every = [one.letter for one in ACTS] + [UNDO]
    assert len(set(every)) == len(every)
    assert all(one.isupper() and len(one) == 1 for one in every)


def test_staff_can_do_all_that_the_states_allow() -> None:
    known = {event for one in ACTS for event in one.events}
    assert known == set(get_args(Event)) - LEFT_TO_TIME


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("arrived", "AWGVDK"), ("waiting", "AWZGVDK"), ("transferred", "AWZGVDK"),
        ("parked", "AIWGVDK"), ("called", "BENRWZGDK"), ("serving", "FWZK"), ("done", "K"),
        ("no_show", "AIK"), ("left", "IK"),
    ],
)  # fmt: skip
def test_a_panel_offers_what_the_state_allows(state: State, shown: str) -> None:
    assert letters(state) == shown


def test_who_may_only_look_is_offered_nothing() -> None:
    assert possible(get_args(Event), "waiting", permissions_of("technician")) == ()


def test_everything_that_is_shown_has_words() -> None:
    assert set(words.STATES) == set(get_args(State))
    assert set(NEEDS_NAMED) == set(NEEDS)
    assert set(words.WHY) == set(get_args(Cause))
    assert set(get_args(Event)) | {"undo", "issue", "needs", "note", "merge"} <= set(words.EVENTS)
