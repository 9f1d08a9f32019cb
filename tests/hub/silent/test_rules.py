"""Who sees a silent call, when it gets loud, and of how many calls a rate is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.silent.rules import (
    ESCALATES_AFTER,
    OUTCOMES,
    RATE_LEAST,
    Coming,
    Outcome,
    SilentCall,
    due,
    rate,
    view,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CALL = SilentCall("c", "id-brandt", "K. Brandt", "2.14", NOW)
LOUD = replace(CALL, escalated_at=NOW + ESCALATES_AFTER)


@pytest.mark.parametrize(
    ("staff", "answers", "soft", "loud"),
    [
        ("id-brandt", True, "caller", "caller"),
        ("id-brandt", False, "caller", "caller"),
        ("id-yilmaz", True, "colleague", "colleague"),
        ("id-vogel", False, "nobody", "colleague"),
    ],
)
def test_colleagues_see_a_call_at_once_all_others_when_it_is_loud_the_caller_never(
    staff: str, answers: bool, soft: str, loud: str
) -> None:
    assert view(CALL, staff, answers=answers) == soft
    assert view(LOUD, staff, answers=answers) == loud


@given(st.integers(0, 120), st.booleans(), st.booleans(), st.booleans())
def test_a_call_gets_loud_once_and_only_while_nobody_comes(
    seconds: int, answered: bool, ended: bool, escalated: bool
) -> None:
    one = replace(
        CALL,
        coming=(Coming("id-yilmaz", "A. Yılmaz", NOW),) if answered else (),
        ended_at=NOW if ended else None,
        escalated_at=NOW if escalated else None,
    )
    open_and_late = not (answered or ended or escalated) and seconds >= 30
    assert (due([one], NOW + timedelta(seconds=seconds)) == (one,)) == open_and_late
    assert one.loud == (escalated and not answered)


@given(st.lists(st.sampled_from(list(OUTCOMES))))
def test_a_rate_is_of_real_calls_and_of_no_few_people(outcomes: list[Outcome]) -> None:
    found, real = rate(outcomes), [one for one in outcomes if one != "exercise"]
    assert found.calls == len(real)
    if len(real) < RATE_LEAST:
        assert found.false_alarms is None
    else:
        assert found.false_alarms == real.count("false_alarm") / len(real)
