"""A day played again: by its own rule it is the same day, by another one others wait."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.queue import service
from hub.queue.rules import (
    Entry,
    NewTicket,
    OrderRule,
    PastDay,
    State,
    Ticket,
    choose,
    past_day,
    replay,
)
from tests.hub.conftest import Office
from tests.hub.queue.visits import CONCERNS, NOW, desk, order_rules, ticket, visits
from wire.ids import ConcernId, RoomId, ZoneId

DESKS = [desk("1", *CONCERNS[:2]), desk("2", *CONCERNS, speaks=("tr",)), desk("3", CONCERNS[2])]
OPENED = NOW - timedelta(minutes=120)
Log = dict[str, list[Entry]]


def note(log: Log, one: Ticket, event: str, state: State, at: datetime, room: str | None) -> None:
    lines = log.setdefault(one.id, [])
    lines.append(Entry(f"{one.id}-{len(lines)}", event, at, "", "", state, room, one.concern))


@st.composite
def days(draw: st.DrawFn, rule: OrderRule) -> tuple[PastDay, Log]:
    """Desks that call whoever is next, at any moments; some visitors lose patience."""
    drawn = [replace(one, transferred_from=None) for one in draw(visits(most=12))]
    coming = sorted(drawn, key=lambda one: one.since)
    chance = random.Random(draw(st.integers(0, 2**32)))
    log: Log = {}
    here: list[Ticket] = []
    waiting = list(coming)
    clock = OPENED
    while clock < NOW + timedelta(hours=4) and (waiting or here):
        clock += timedelta(seconds=chance.uniform(1, 900))
        while waiting and waiting[0].since <= clock:
            here.append(waiting.pop(0))
            note(log, here[-1], "issue", "waiting", here[-1].since, here[-1].room)
        caller = chance.choice(DESKS)
        others = [one for one in DESKS if one != caller]
        chosen = choose(here, caller, clock, rule, others).next
        if chance.random() < 0.1 and here:
            gone = here.pop(chance.randrange(len(here)))
            note(log, gone, "leave", "left", clock, gone.room)
        elif chosen is not None:
            here.remove(chosen)
            note(log, chosen, "call", "called", clock, caller.room)
    return past_day(coming, log, DESKS), log


@settings(max_examples=40)
@given(st.data(), order_rules())
def test_by_its_own_rule_a_day_is_what_it_was(data: st.DataObject, rule: OrderRule) -> None:
    day, log = data.draw(days(rule))
    found = replay(day, rule)
    assert len(found) == len(log)
    assert all(one.waited == one.would_wait for one in found)


@settings(max_examples=40)
@given(st.data(), order_rules(), order_rules())
def test_by_any_rule_nobody_is_called_twice_or_before_they_came(
    data: st.DataObject, rule: OrderRule, other: OrderRule
) -> None:
    day, _ = data.draw(days(rule))
    found = replay(day, other)
    calls = sum(one.waited is not None for one in found)
    assert sum(one.would_wait is not None for one in found) <= calls
    for one in found:
        assert one.would_wait is None or one.would_wait >= timedelta()


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_more_credit_for_appointments_calls_them_earlier_and_others_later() -> None:
    walk_in, booked = ticket("W1", waited=20), ticket("T1", waited=3, appointment=0)
    log: Log = {}
    for one in (walk_in, booked):
        note(log, one, "issue", "waiting", one.since, None)
    for one, minute in ((walk_in, 1), (booked, 11)):
        note(log, one, "call", "called", at(minute), "1")
    day = past_day([walk_in, booked], log, DESKS)
    kind = OrderRule(appointment_credit=30)
    strict = OrderRule(appointment_credit=0, late_credit=0)
    minutes = {str(one.number): (one.waited, one.would_wait) for one in replay(day, kind)}
    assert minutes["T001"] == (timedelta(minutes=14), timedelta(minutes=4))
    assert minutes["W001"] == (timedelta(minutes=21), timedelta(minutes=31))
    assert all(one.waited == one.would_wait for one in replay(day, strict))


def test_a_visit_that_is_handed_on_waits_twice() -> None:
    one = ticket("W1", waited=10)
    log: Log = {}
    note(log, one, "issue", "waiting", one.since, None)
    note(log, one, "call", "called", at(0), "1")
    note(log, one, "start", "serving", at(1), "1")
    note(log, one, "transfer", "transferred", at(6), "2")
    note(log, one, "call", "called", at(9), "2")
    (found,) = replay(past_day([one], log, DESKS), OrderRule())
    assert (found.waited, found.would_wait) == (timedelta(minutes=13), timedelta(minutes=13))


def test_calls_of_whoever_did_not_wait_in_line_stay_as_they_were() -> None:
    parked, other = ticket("W1", waited=30), ticket("W2", waited=5)
    log: Log = {}
    note(log, parked, "issue", "waiting", parked.since, None)
    note(log, parked, "park", "parked", at(-20), None)
    note(log, other, "issue", "waiting", other.since, None)
    note(log, parked, "call", "called", at(0), "1")
    note(log, other, "call", "called", at(8), "1")
    found = {
        str(one.number): one for one in replay(past_day([parked, other], log, DESKS), OrderRule())
    }
    assert (found["W001"].waited, found["W001"].would_wait) == (None, None)
    assert found["W002"].would_wait == timedelta(minutes=13)


def test_an_office_sees_yesterday_by_another_rule(office: Office) -> None:
    with office.database.read() as session:
        assert service.preview(session, office.site, OrderRule(), now=office.watch.now).day is None
    room = RoomId("Schalter 1")
    for concern, lang in (("unterlagen", "de"), ("geldleistung", "tr"), ("unterlagen", "de")):
        office.watch.wait(minutes=2)
        with office.database.change(office.site) as change:
            new = NewTicket(ConcernId(concern), ZoneId("A"), lang)
            service.issue(change, new, now=office.watch.now)
    for _ in range(3):
        office.watch.wait(minutes=9)
        with office.database.change(office.site) as change:
            call = service.call_next(change, room, actor="kern", now=office.watch.now)
        office.watch.wait(minutes=1)
        with office.database.change(office.site) as change:
            service.start(change, call.ticket_id, actor="kern", now=office.watch.now)
            service.finish(change, call.ticket_id, actor="kern", now=office.watch.now)
    yesterday = office.watch.now.date()
    office.watch.wait(days=1)
    with office.database.read() as session:
        seen = service.preview(session, office.site, OrderRule(), now=office.watch.now)
    assert seen.day == yesterday
    assert [one.number for one in seen.visits] == ["W001", "W002", "W003"]
    assert [one.waited for one in seen.visits] == [one.would_wait for one in seen.visits]
    assert seen.visits[0].waited == timedelta(minutes=13)
