"""What may happen to a visit, what its log says, how long it takes."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue.rules import (
    TRANSITIONS,
    Event,
    State,
    WrongState,
    step,
    wait_range,
)


def test_every_pair_of_state_and_event_is_decided() -> None:
    for state, event in product(get_args(State), get_args(Event)):
        if (state, event) in TRANSITIONS:
            assert step(state, event) == TRANSITIONS[(state, event)]
        else:
            with pytest.raises(WrongState):
                step(state, event)


def test_what_is_over_stays_over() -> None:
    assert [event for state, event in TRANSITIONS if state == "done"] == []


@pytest.mark.parametrize(
    ("ahead", "desks", "service", "range_"),
    [
        (0, 1, 10, (0, 5)),
        (1, 1, 10, (5, 20)),
        (3, 1, 10, (20, 45)),
        (3, 3, 10, (5, 15)),
        (12, 3, 5, (15, 30)),
        (2, 0, 10, (15, 30)),
    ],
)
def test_the_estimate_is_a_range_in_steps_of_five(
    ahead: int, desks: int, service: int, range_: tuple[int, int]
) -> None:
    assert wait_range(ahead, desks, service) == range_


@given(st.integers(0, 200), st.integers(0, 10), st.integers(1, 60))
def test_the_estimate_grows_with_the_queue(ahead: int, desks: int, service: int) -> None:
    least, most = wait_range(ahead, desks, service)
    more = wait_range(ahead + 1, desks, service)
    assert 0 <= least < most
    assert least <= more[0]
    assert most <= more[1]
