"""Who is next, what may happen to a ticket, how long it takes: tables and a stated bound."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue.rules import (
    TRANSITIONS,
    Desk,
    Event,
    State,
    Ticket,
    WrongState,
    next_ticket,
    number_text,
    step,
    wait_range,
)
from wire.ids import ConcernId, RoomId, TicketId, ZoneId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOUND = timedelta(minutes=30)
COUNTER = Desk(RoomId("Schalter 1"), frozenset({ConcernId("unterlagen")}))


def ticket(
    name: str,
    *,
    waited: int = 0,
    appointment: int | None = None,
    room: str | None = None,
    concern: str = "unterlagen",
) -> Ticket:
    """`waited`: minutes since issue; `appointment`: minutes from now."""
    number = int(name[1:])
    at = None if appointment is None else NOW + timedelta(minutes=appointment)
    return Ticket(
        id=TicketId(name), number=number_text(name[0], number), concern=ConcernId(concern),
        zone=ZoneId("A"), room=RoomId(room) if room else None, lang="de", state="waiting",
        appointment_id=name if at else None, appointment_at=at, paper="printed", paper_fault=None,
        paper_at=None, origin="kiosk-01", issued_at=NOW - timedelta(minutes=waited),
        called_at=None, started_at=None, ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("waiting", "called"),
    [
        ([], None),
        ([ticket("W1", waited=5), ticket("W2", waited=9)], "W2"),
        ([ticket("W1", waited=29), ticket("T1", appointment=0)], "T1"),
        ([ticket("W1", waited=30), ticket("T1", appointment=0)], "W1"),
        ([ticket("W1", waited=31), ticket("W2", waited=45), ticket("T1", appointment=-20)], "W2"),
        ([ticket("T1", appointment=0), ticket("T2", appointment=-5)], "T2"),
        ([ticket("T1", appointment=10), ticket("W1", waited=1)], "W1"),
        ([ticket("T1", appointment=10), ticket("T2", appointment=5)], "T2"),
        ([ticket("T1", appointment=0, room="2.14")], None),
        ([ticket("T1", appointment=0, room="Schalter 1")], "T1"),
        ([ticket("W1", waited=50, concern="umzug")], None),
        ([ticket("T1", appointment=0, room="Schalter 1", concern="umzug")], "T1"),
    ],
)
def test_who_is_next(waiting: list[Ticket], called: str | None) -> None:
    chosen = next_ticket(waiting, COUNTER, NOW, BOUND)
    assert (chosen.id if chosen else None) == called


tickets = st.lists(
    st.builds(
        lambda nth, waited, appointment: ticket(
            f"{'W' if appointment is None else 'T'}{nth}", waited=waited, appointment=appointment
        ),
        st.integers(1, 999),
        st.integers(0, 120),
        st.none() | st.integers(-60, 60),
    ),
    max_size=30,
)


@given(tickets)
def test_nobody_is_called_past_a_walk_in_who_waited_longer_than_the_bound(
    waiting: list[Ticket],
) -> None:
    chosen = next_ticket(waiting, COUNTER, NOW, BOUND)
    overdue = [t for t in waiting if t.appointment_at is None and NOW - t.issued_at >= BOUND]
    assert (chosen is None) == (not waiting)
    if overdue and chosen is not None:
        assert chosen.appointment_at is None
        assert chosen.issued_at == min(t.issued_at for t in overdue)


@given(tickets)
def test_the_oldest_walk_in_and_the_earliest_appointment_suffice(waiting: list[Ticket]) -> None:
    """What the repository relies on when it reads two candidates instead of the whole queue."""
    walk_ins = [t for t in waiting if t.appointment_at is None]
    booked = [t for t in waiting if t.appointment_at is not None]
    first = [
        *sorted(walk_ins, key=lambda t: (t.issued_at, t.number))[:1],
        *sorted(booked, key=lambda t: (t.appointment_at or NOW, t.number))[:1],
    ]
    short, whole = (next_ticket(some, COUNTER, NOW, BOUND) for some in (first, waiting))
    assert (short and short.number) == (whole and whole.number)


@given(st.integers(1, 12), st.integers(0, 40))
def test_a_walk_in_waits_at_most_the_bound_and_those_overdue_before(
    minutes: int, appointments: int
) -> None:
    """One desk, `minutes` a visit, appointments without end: the bound holds by simulation."""
    patient = ticket("W1")
    clock, served = NOW, None
    while served != "W1":
        rest = [ticket(f"T{n}", appointment=-n) for n in range(1, appointments + 1)]
        chosen = next_ticket([patient, *rest], COUNTER, clock, BOUND)
        served = chosen.id if chosen else None
        assert clock - NOW < BOUND + timedelta(minutes=minutes)
        clock += timedelta(minutes=minutes)


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
