"""Who is next, why, and what nobody has to fear: for any office's rule and any queue."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.queue.rules import (
    NEEDS,
    Cause,
    Desk,
    InvalidRule,
    Need,
    OrderRule,
    Ticket,
    choose,
    due_at,
    in_order,
    order_rule,
    place,
)
from tests.hub.queue.visits import CONCERNS, NOW, TONGUES, desk, order_rules, ticket, visits

COUNTER = desk("Schalter 1", "unterlagen")
RULE = OrderRule()
LATER = st.integers(0, 240).map(lambda minutes: NOW + timedelta(minutes=minutes))


def due(one: Ticket) -> datetime:
    """From when a visitor may expect to be called."""
    return max(one.since, one.appointment_at or one.since)


@pytest.mark.parametrize(
    ("waiting", "called"),
    [
        ([], None),
        ([ticket("W1", waited=5), ticket("W2", waited=9)], "W2"),
        # An appointment counts as come half an hour before its time, when it comes in time.
        ([ticket("W1", waited=29), ticket("T1", appointment=0)], "T1"),
        ([ticket("W1", waited=31), ticket("T1", appointment=0)], "W1"),
        ([ticket("T1", appointment=0), ticket("T2", waited=9, appointment=-5)], "T2"),
        # Early: not before its time. With nobody else, why wait?
        ([ticket("T1", appointment=10), ticket("W1", waited=1)], "W1"),
        ([ticket("T1", appointment=5), ticket("W1", waited=1)], "T1"),
        ([ticket("T1", appointment=40)], "T1"),
        # Late by more than ten minutes: ten minutes of credit are left.
        ([ticket("T1", appointment=-20), ticket("W1", waited=9)], "T1"),
        ([ticket("T1", appointment=-20), ticket("W1", waited=11)], "W1"),
        # Stated needs; the heaviest one counts, and none beyond the bound.
        ([ticket("W1", waited=10), ticket("W2", needs=("pregnant",))], "W2"),
        ([ticket("W1", waited=21), ticket("W2", needs=("pregnant", "disabled"))], "W1"),
        ([ticket("W1", waited=29), ticket("W2", needs=("emergency",))], "W2"),
        ([ticket("W1", waited=31), ticket("W2", needs=("emergency",))], "W1"),
        # Handed on: the place is kept, and a little is added.
        ([ticket("W1", waited=30), ticket("W2", waited=25, handed_on="S1")], "W2"),
        ([ticket("T1", appointment=0, room="2.14")], None),
        ([ticket("T1", appointment=0, room="Schalter 1", concern="umzug")], "T1"),
        ([ticket("W1", waited=50, concern="umzug")], None),
    ],
)
def test_who_is_next(waiting: list[Ticket], called: str | None) -> None:
    chosen = choose(waiting, COUNTER, NOW, RULE).next
    assert (chosen.id if chosen else None) == called


def test_a_visitor_waits_some_minutes_for_a_desk_that_speaks_their_language() -> None:
    turkish, german = ticket("W1", waited=4, lang="tr"), ticket("W2", waited=1)
    speaker = desk("Schalter 2", "unterlagen", speaks=("tr",))
    here = choose([turkish, german], COUNTER, NOW, RULE, [speaker])
    assert [one.id for one in here.order] == ["W2"]
    assert [(one.ticket.id, one.until) for one in here.held] == [("W1", NOW + timedelta(minutes=1))]
    assert choose([turkish, german], speaker, NOW, RULE, [COUNTER]).next == turkish
    after = NOW + timedelta(minutes=1)
    assert choose([turkish, german], COUNTER, after, RULE, [speaker]).next == turkish
    assert choose([turkish, german], COUNTER, NOW, RULE, []).next == turkish


@given(visits(), order_rules(), LATER, st.lists(st.sampled_from(TONGUES), unique=True))
def test_nobody_is_called_before_one_who_was_due_longer_than_the_bound_before_they_came(
    waiting: list[Ticket], rule: OrderRule, now: datetime, tongues: list[str]
) -> None:
    """The office's guarantee, at a desk that may call both."""
    here = [one for one in waiting if one.since <= now]
    caller = desk("1", *CONCERNS, speaks=tuple(tongues))
    helper = desk("2", *CONCERNS, speaks=TONGUES)
    first = choose(here, caller, now, rule, [helper]).next
    if first is None:
        return  # nobody, or all are held for the helper
    for one in here:
        fair = first.since <= due(one) + timedelta(minutes=rule.bound)
        assert fair or not caller.serves(one)


@settings(max_examples=30)
@given(st.data(), order_rules())
def test_the_guarantee_holds_over_whole_days(data: st.DataObject, rule: OrderRule) -> None:
    """Two desks call whoever is next, all day long, while people keep coming."""
    coming = sorted(data.draw(visits(most=30)), key=lambda one: one.since)
    desks = [desk("1", *CONCERNS[:2]), desk("2", *CONCERNS, speaks=("tr",))]
    clock, called = NOW - timedelta(minutes=120), list[str]()
    while len(called) < len(coming) and clock < NOW + timedelta(hours=12):
        for mine, other in (desks, desks[::-1]):
            here = [one for one in coming if one.since <= clock and one.id not in called]
            chosen = choose(here, mine, clock, rule, [other]).next
            if chosen is None:
                continue
            called.append(chosen.id)
            for one in here:
                fair = chosen.since <= due(one) + timedelta(minutes=rule.bound)
                assert fair or one == chosen or not mine.serves(one)
        clock += timedelta(minutes=data.draw(st.integers(1, 15)))
    assert sorted(called) == sorted(one.id for one in coming)


@given(visits(), order_rules(), LATER, st.randoms())
def test_the_same_queue_has_the_same_order_however_it_is_read(
    waiting: list[Ticket], rule: OrderRule, now: datetime, chance: object
) -> None:
    shuffled = list(waiting)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_order(shuffled, now, rule) == in_order(waiting, now, rule)


@given(visits(), order_rules(), LATER)
def test_who_leaves_changes_nobody_elses_order(
    waiting: list[Ticket], rule: OrderRule, now: datetime
) -> None:
    order = in_order(waiting, now, rule)
    assert in_order(order[1::2], now, rule) == order[1::2]


@given(visits(), order_rules(), LATER)
def test_a_desk_calls_in_the_order_of_the_house(
    waiting: list[Ticket], rule: OrderRule, now: datetime
) -> None:
    everybody = Desk(COUNTER.room, frozenset(one.concern for one in waiting), frozenset(TONGUES))
    free = [one for one in waiting if one.room is None]
    assert list(choose(free, everybody, now, rule).order) == in_order(free, now, rule)


@given(visits(), order_rules())
def test_a_place_is_explained_by_what_moves_it(waiting: list[Ticket], rule: OrderRule) -> None:
    """Whoever adds up the reasons gets the place."""
    for one in waiting:
        found = place(one, rule)
        base, *moved = found.reasons
        at = base.at
        assert at is not None
        at -= timedelta(minutes=base.minutes)
        causes: list[Cause] = [reason.cause for reason in moved]
        for reason in moved:
            if reason.cause == "bound":
                at = one.since - timedelta(minutes=reason.minutes)
            else:
                at -= timedelta(minutes=reason.minutes)
        assert at == found.at
        assert len(set(causes)) == len(causes)
        assert found.at >= one.since - timedelta(minutes=rule.bound)
        assert found.at <= due(one)


@given(visits(), order_rules())
def test_who_is_not_due_yet_comes_last(waiting: list[Ticket], rule: OrderRule) -> None:
    for before, after in pairwise(in_order(waiting, NOW, rule)):
        assert (due_at(before, rule) > NOW) <= (due_at(after, rule) > NOW)


@given(visits(), order_rules(), st.sampled_from(NEEDS))
def test_a_need_moves_nobody_back(waiting: list[Ticket], rule: OrderRule, need: Need) -> None:
    for one in waiting:
        assert place(replace(one, needs=(*one.needs, need)), rule).at <= place(one, rule).at


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"bound": 4}, "bound"),
        ({"bound": 241}, "bound"),
        ({"bound": "30"}, "bound"),
        ({"bound": 20, "appointment_credit": 21}, "appointment_credit"),
        ({"language_patience": 31}, "language_patience"),
        ({"late_credit": 41}, "late_credit"),
        ({"needs": {"pregnant": -5}}, "needs.pregnant"),
        ({"needs": {"tall": 5}}, "needs.tall"),
        ({"needs": []}, "needs"),
        ({"mood": 1}, "mood"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(said: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRule) as refused:
        order_rule(said)
    assert refused.value.fields["field"] == field


def test_what_an_office_does_not_say_is_as_usual() -> None:
    assert order_rule({}) == OrderRule()
    small = order_rule({"bound": 5})
    assert (small.appointment_credit, small.transfer_credit, small.language_patience) == (5, 5, 5)
    assert order_rule({"needs": {"pregnant": 5}}).needs["disabled"] == OrderRule().needs["disabled"]
