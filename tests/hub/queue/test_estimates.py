"""How long a visit waits: what is known of service times, and what a queue makes of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.queue.rules import (
    DeskNow,
    Entry,
    Estimate,
    Expected,
    Kept,
    Occupation,
    OrderRule,
    ServiceTimes,
    State,
    Ticket,
    Times,
    choose,
    in_order,
    learnt,
    occupations,
    outlook,
    prior,
    staffed,
    still_comes,
)
from hub.queue.rules.times import SCENARIOS, minutes_taken, shares
from tests.hub.queue.visits import CONCERNS, NOW, desk, order_rules, ticket, visits
from wire.ids import ConcernId

RULE = OrderRule()
PAPERS, MOVE, MONEY = (ConcernId(one) for one in CONCERNS)
SAID = {PAPERS: 5, MOVE: 15, MONEY: 10}
TIMES = learnt([], SAID)
MINUTES = st.floats(0.5, 120)
TABLES = st.lists(MINUTES, min_size=SCENARIOS, max_size=SCENARIOS).map(sorted)


def told(
    line: Iterable[Ticket], desks: int | list[DeskNow] = 1, expected: Iterable[Expected] = (),
    times: ServiceTimes = TIMES, rule: OrderRule = RULE,
) -> dict[str, Estimate]:  # fmt: skip
    open_ = [counter(at) for at in range(desks)] if isinstance(desks, int) else desks
    return outlook(line, open_, expected, times, NOW, rule)[1]


def counter(nth: int, *concerns: str, since: int | None = None, **more: object) -> DeskNow:
    """A desk for all concerns if none is named; `since`: minutes that it has had a visit."""
    kept = None if since is None else Kept(f"v{nth}", MONEY, NOW - timedelta(minutes=since))
    return DeskNow(desk(f"D{nth}", *(concerns or CONCERNS)), kept, **more)  # type: ignore[arg-type]


def people(*concerns: ConcernId, waited: int = 10) -> list[Ticket]:
    return [ticket(f"W{nth}", waited=waited, concern=one) for nth, one in enumerate(concerns, 1)]


def never_lower(before: Estimate, after: Estimate) -> bool:
    return (
        before.low <= after.low and before.median <= after.median and before.high <= after.high
        and before.minutes[0] <= after.minutes[0] and before.minutes[1] <= after.minutes[1]
    )  # fmt: skip


def test_who_is_next_at_a_free_desk_waits_up_to_five_minutes() -> None:
    assert told(people(MONEY))["W1"].minutes == (0, 5)


def test_the_mix_of_concerns_ahead_decides_not_their_number() -> None:
    short = told(people(PAPERS, PAPERS, PAPERS, MONEY))["W4"]
    long = told(people(MOVE, MOVE, MOVE, MONEY))["W4"]
    assert (short.people, long.people) == (3, 3)
    assert (short.minutes, long.minutes) == ((10, 25), (35, 60))


def test_a_concern_whose_times_differ_widens_the_range_at_the_same_mean() -> None:
    steady = ServiceTimes({MONEY: Times([10.0] * SCENARIOS)})
    erratic = ServiceTimes({MONEY: Times([2.0] * 40 + [34.6] * 13)})
    narrow, wide = (told(people(*[MONEY] * 4), times=one)["W4"] for one in (steady, erratic))
    assert (narrow.low, narrow.high) == (30, 30)
    assert wide.low < 25
    assert wide.high > 35


def test_a_visit_that_has_lasted_long_is_over_sooner() -> None:
    begun = told(people(MONEY), [counter(1, since=0)])["W1"]
    long = told(people(MONEY), [counter(1, since=9)])["W1"]
    assert long.median < begun.median
    endless = told(people(MONEY), [counter(1, since=500)])["W1"]
    assert 0 < endless.high < 60


def test_a_desk_that_rests_until_an_hour_counts_from_then_on() -> None:
    shut = NOW + timedelta(minutes=40)
    assert told(people(MONEY), [counter(1, closed_until=shut)])["W1"].minutes == (40, 45)
    helped = told(people(MONEY, MONEY), [counter(1, closed_until=shut), counter(2)])
    assert helped["W2"].minutes[1] <= 20


def test_who_is_bound_to_a_room_waits_for_that_room() -> None:
    bound = [ticket(f"T{nth}", waited=9, appointment=-5, room="D1") for nth in (1, 2)]
    free = ticket("W9", waited=1)
    found = told([*bound, free], [counter(1), counter(2)])
    assert (found["T1"].minutes, found["W9"].minutes) == ((0, 5), (0, 5))
    assert (found["T2"].people, found["W9"].people) == (1, 2)
    assert found["T2"].low > 0


def test_whom_no_desk_serves_has_no_estimate() -> None:
    assert told(people(MONEY), [counter(1, PAPERS)]) == {}


def test_a_free_desk_that_lets_people_wait_is_not_reckoned_with() -> None:
    queue = people(MONEY, MONEY, waited=20)
    away, there = counter(1), counter(2, since=3)
    assert staffed([away, there], queue, NOW, RULE) == {"D2"}
    just_free = counter(3, idle_since=NOW - timedelta(minutes=2))
    assert staffed([just_free], queue, NOW, RULE) == {"D3"}
    one, two = told(queue, [away, there]), told(queue, [there, counter(4, since=3)])
    assert one["W2"].median > two["W2"].median
    assert told(queue, [away])["W1"].minutes == (0, 5), "where nobody is, all count"


def test_appointments_that_are_to_come_are_reckoned_with() -> None:
    queue = people(*[MONEY] * 4)
    soon = [
        Expected(f"a{at}", NOW + timedelta(minutes=at), MONEY, None, 0.85) for at in (5, 10, 15)
    ]
    alone, among = told(queue)["W4"], told(queue, expected=soon)["W4"]
    assert among.median > alone.median + 10
    later = [replace(one, at=NOW + timedelta(hours=3)) for one in soon]
    assert told(queue, expected=later)["W4"] == alone


def test_who_is_late_is_less_and_less_likely_to_come() -> None:
    at = [still_comes(0.85, NOW, NOW + timedelta(minutes=passed)) for passed in range(-60, 30)]
    assert at[0] == 0.85
    assert all(earlier >= later for earlier, later in pairwise(at))
    assert at[-1] < 0.2


def test_who_is_early_is_called_at_their_time_or_before_it() -> None:
    early = ticket("T1", waited=1, appointment=30)
    assert told([early])["T1"].minutes == (0, 25)
    found = told([*people(*[MOVE] * 3), early])
    assert found["T1"].low > 15
    assert found["T1"].people == 3


@settings(max_examples=60)
@given(visits(most=15), order_rules(), st.integers(1, 4), st.data())
def test_one_more_person_never_lowers_an_estimate(
    waiting: list[Ticket], rule: OrderRule, desks: int, data: st.DataObject
) -> None:
    """At desks that all serve the same, where nobody is before their time."""
    line = [replace(one, room=None, appointment_at=None) for one in waiting]
    more = ticket("X1", waited=data.draw(st.integers(0, 120)), concern=MOVE)
    before, after = told(line, desks, rule=rule), told([*line, more], desks, rule=rule)
    for one in line:
        assert never_lower(before[one.id], after[one.id])
        assert after[one.id].people - before[one.id].people in (0, 1)


@settings(max_examples=60)
@given(visits(most=15), st.integers(1, 4), TABLES, st.integers(0, SCENARIOS - 1), MINUTES)
def test_a_longer_service_time_never_lowers_an_estimate(
    waiting: list[Ticket], desks: int, table: list[float], nth: int, longer: float
) -> None:
    """At desks that all serve the same, and have just begun."""
    line = [replace(one, room=None, appointment_at=None) for one in waiting]
    slower = sorted([*table[:nth], table[nth] + longer, *table[nth + 1 :]])
    busy = [counter(at, since=0) for at in range(desks)]
    quick, slow = (
        told(line, busy, times=ServiceTimes({MONEY: Times(one), PAPERS: Times(one)}))
        for one in (table, slower)
    )
    for one in line:
        assert never_lower(quick[one.id], slow[one.id])


@given(visits(), order_rules(), st.randoms())
def test_the_same_queue_has_the_same_estimates(
    waiting: list[Ticket], rule: OrderRule, chance: object
) -> None:
    shuffled = list(waiting)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(shuffled, 3, rule=rule) == told(waiting, 3, rule=rule)


@given(visits(), order_rules())
def test_with_one_desk_the_people_ahead_are_those_whom_it_calls_before(
    waiting: list[Ticket], rule: OrderRule
) -> None:
    line = [replace(one, room=None, lang="de", appointment_at=None) for one in waiting]
    found = told(line, 1, rule=rule)
    called = choose(line, counter(0).desk, NOW, rule).order
    assert [found[one.id].people for one in called] == list(range(len(line)))


@given(visits(), order_rules())
def test_a_range_is_a_range_in_steps_of_five(waiting: list[Ticket], rule: OrderRule) -> None:
    for one in told(waiting, [counter(1), counter(2, PAPERS)], rule=rule).values():
        assert 0 <= one.low <= one.median
        low, high = one.minutes
        assert 0 <= low < high
        assert (low % 5, high % 5) == (0, 0)
        assert low <= one.low
        assert one.high <= high


@given(visits(most=12), order_rules())
def test_who_joins_last_is_told_what_the_whole_queue_says(
    waiting: list[Ticket], rule: OrderRule
) -> None:
    """What one process remembers of a queue, and what another works out anew."""
    line = [replace(one, appointment_at=None) for one in waiting]
    newest = ticket("X1", waited=0)
    desks = [counter(1), counter(2, PAPERS)]
    known, _ = outlook(line, desks, [], TIMES, NOW, rule)
    anew = told([*line, newest], desks, rule=rule)
    last = in_order([*line, newest], NOW, rule)[-1] == newest
    assert not last or known.ends_before(newest)
    if known.ends_before(newest) and last:
        assert known.join(newest) == anew["X1"]


@given(st.text(min_size=1, max_size=12))
def test_each_visits_chance_is_every_share_once(name: str) -> None:
    assert sorted(shares(name)) == [(at + 0.5) / SCENARIOS for at in range(SCENARIOS)]
    table = Times(range(SCENARIOS))
    assert sorted(table.taken(name)) == list(range(SCENARIOS))


def test_what_an_office_says_is_the_mean_until_more_is_known() -> None:
    assert fmean(prior(10)) == pytest.approx(11, abs=0.3)
    seen = [occupation(minutes=30, at=40 * nth) for nth in range(200)]
    known = learnt(seen, {MONEY: 10}).of(MONEY)
    assert 27 < known.mean < 30
    few = learnt(seen[:5], {MONEY: 10}).of(MONEY)
    assert 12 < few.mean < 20


def test_what_nobody_ended_teaches_nothing() -> None:
    usual = [occupation(minutes=10, at=60 * nth) for nth in range(100)]
    forgotten = [occupation(minutes=400, at=10_000 + 500 * nth) for nth in range(5)]
    one, other = (learnt(seen, {MONEY: 10}).of(MONEY) for seen in (usual, usual + forgotten))
    assert other.mean == pytest.approx(one.mean, abs=0.5)


def occupation(minutes: int, at: int, waited: int | None = None, room: str = "1") -> Occupation:
    """A desk kept from the minute `at` on; `waited`: in line since that minute."""
    since = NOW + timedelta(minutes=at)
    came = None if waited is None else NOW + timedelta(minutes=waited)
    return Occupation(room, MONEY, since, since + timedelta(minutes=minutes), came)


def test_what_a_desk_does_between_two_visits_belongs_to_the_first_one() -> None:
    row = [
        occupation(10, at=0), occupation(10, at=12, waited=5), occupation(10, at=80, waited=20),
        occupation(10, at=91, waited=91),
    ]  # fmt: skip
    # 2 minutes until the next; a break; a minute in which nobody waited; nothing after the last.
    assert minutes_taken(row) == {MONEY: [12, 12, 12, 12]}


def entries(*steps: tuple[int, str, State | None, str | None]) -> list[Entry]:
    return [
        Entry(f"e{nth}", event, NOW + timedelta(minutes=at), "kern", "", state, room, MONEY)
        for nth, (at, event, state, room) in enumerate(steps)
    ]


def test_a_visit_keeps_its_desk_from_the_call_until_it_leaves_it() -> None:
    log = entries(
        (0, "issue", "waiting", None), (5, "call", "called", "1"), (6, "recall", "called", "1"),
        (7, "start", "serving", "1"), (17, "transfer", "transferred", None),
        (20, "call", "called", "2"), (22, "no_show", "no_show", None),
    )  # fmt: skip
    found = occupations(log)
    spans = [
        (one.room, minute(one.since), minute(one.until), minute(one.waited_since)) for one in found
    ]
    assert spans == [("1", 5, 17, 0), ("2", 20, 22, 17)]
    for unknown in ("day_end", "cancel"):
        mistaken = entries((0, "issue", "waiting", None), (5, "call", "called", "1"),
                           (9, unknown, "waiting", None))  # fmt: skip
        assert occupations(mistaken) == []


def minute(at: datetime | None) -> float:
    assert at is not None
    return (at - NOW) / timedelta(minutes=1)


def test_an_estimate_that_is_a_little_old_counts_down() -> None:
    assert Estimate(2, 3, 10, 21).after(5) == Estimate(2, 0, 5, 16)
