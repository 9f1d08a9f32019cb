"""Who is told what, how often an address may guess, and the place in the queue."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.follow.rules import digest, view
from hub.kit.misses import MISS_FORGOTTEN_S, MOST_MISSES, MOST_SENDERS, Misses
from hub.kit.senders import sender
from hub.queue.rules import CallView, Estimate, State, Ticket, number_text
from hub.queue.service.following import new_follow_token
from wire.ids import CallId, ConcernId, RoomId, TicketId, ZoneId
from wire.messages import Way

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ticket(
    number: int = 1, *, waited: int = 0, appointment: int | None = None, room: str | None = None,
    concern: str = "geld", state: State = "waiting",
) -> Ticket:  # fmt: skip
    at = None if appointment is None else NOW + timedelta(minutes=appointment)
    series = "T" if at else "W"
    return Ticket(
        id=TicketId(f"t{number}"), number=number_text(series, number), concern=ConcernId(concern),
        zone=ZoneId("A"), room=RoomId(room) if room else None, lang="de", state=state,
        appointment_id=str(number) if at else None, appointment_at=at, paper="printed",
        paper_fault=None, paper_at=None, origin="kiosk-01",
        issued_at=NOW - timedelta(minutes=waited), called_at=None, started_at=None, ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize("state", ["waiting", "called", "serving", "done", "no_show", "left"])
def test_a_room_is_named_only_to_who_is_called_there(state: State) -> None:
    call = CallView(
        CallId("c"), TicketId("t1"), number_text("W", 1), RoomId("S1"), 1, NOW, open=True
    )
    waits = ticket(state=state)
    called = Ticket(**{**vars(waits), "call": call})
    told = view(called, "de", Estimate(2, 5, 7, 10), Way(arrow="left"), from_screen=False)
    assert (told.room == "S1") == (state in ("called", "serving"))
    assert bool(told.ring) == (state == "called")
    assert (told.way is not None) == (state in ("called", "serving"))


def test_each_call_rings_anew() -> None:
    def ring(attempt: int, at: datetime) -> str:
        call = CallView(
            CallId("c"), TicketId("t1"), number_text("W", 1), RoomId("S1"), attempt, at, open=True
        )
        called = Ticket(**{**vars(ticket(state="called")), "call": call})
        return view(called, "de", None, None, from_screen=False).ring

    later = NOW + timedelta(seconds=20)
    rings = [ring(1, NOW), ring(2, later), ring(1, later + timedelta(minutes=9))]
    assert len(set(rings)) == 3


def test_tokens_are_of_130_bits_and_never_come_twice() -> None:
    tokens = {new_follow_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert {len(token) for token in tokens} == {26}
    assert len(set("".join(tokens))) == 32
    assert len({digest(token) for token in tokens}) == 2000


# ------------------------------------------------------------------ guessing


def test_who_mistypes_now_and_then_is_never_shut_out() -> None:
    misses = Misses()
    assert all(misses.note("a", at * MISS_FORGOTTEN_S) == 0 for at in range(500))


def test_who_guesses_waits_and_is_let_in_again() -> None:
    misses = Misses()
    assert [misses.note("a", 0) for _ in range(MOST_MISSES)] == [0] * MOST_MISSES
    wait_s = misses.note("a", 0)
    assert 0 < wait_s <= MISS_FORGOTTEN_S
    assert misses.note("b", 0) == 0, "another sender is not meant"
    assert misses.note("a", wait_s + 1) == 0


@given(st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_no_guesser_gets_more_than_the_bound(pauses: list[float]) -> None:
    misses, at, let_in = Misses(), 0.0, 0
    for pause in pauses:
        at += pause
        let_in += misses.note("a", at) == 0
    assert let_in <= MOST_MISSES + at / MISS_FORGOTTEN_S + 1


def test_a_million_senders_take_no_more_memory_than_some_thousand() -> None:
    misses = Misses()
    for number in range(3 * MOST_SENDERS):
        misses.note(str(number), 0)
    assert len(misses) == MOST_SENDERS


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_subscriber_counts_as_one_sender(address: str, counted_as: str) -> None:
    assert sender(address) == counted_as
