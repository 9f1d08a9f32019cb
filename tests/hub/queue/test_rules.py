"""What may happen to a visit, what its log says, how long it takes."""

from itertools import product
from typing import get_args

import pytest

from hub.queue.rules import (
    TRANSITIONS,
    Event,
    State,
    WrongState,
    step,
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
