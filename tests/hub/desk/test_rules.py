"""Whose appointment it is, where its person is, why somebody is next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.appointments.rules import Appointment
from hub.desk import texts
from hub.desk.rules import called_by, coming, is_mine
from hub.queue.rules import Entry, OrderRule, Ticket, place
from tests.hub.queue.visits import ticket
from wire.ids import ConcernId, RoomId

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATE = timedelta(minutes=30)
BOOKED = Appointment(
    "a", NINE, 30, ConcernId("x"), RoomId("2.14"), "Frau von der Brandt", "Weber, H.", "de",
    "K7MD", "booked", None, None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("room", "name", "mine"),
    [
        ("2.14", "A. Yılmaz", True),
        ("2.10", "K. Brandt", True),
        (None, "Brandt", True),
        ("2.10", "A. Yılmaz", False),
        (None, "", False),
        ("2.10", "B. Brandtner", False),
    ],
)
def test_an_appointment_is_of_its_room_and_of_its_adviser(
    room: str | None, name: str, *, mine: bool
) -> None:
    assert is_mine(BOOKED, room, name) is mine


def test_an_appointment_without_adviser_is_nobodys_by_name() -> None:
    assert not is_mine(replace(BOOKED, adviser="", room=None), None, "")


@pytest.mark.parametrize(
    ("minutes", "state"), [(-1, "expected"), (0, "expected"), (1, "late"), (31, "lapsed")]
)
def test_who_is_not_here_is_expected_late_or_too_late(minutes: int, state: str) -> None:
    assert coming(BOOKED, None, NINE + timedelta(minutes=minutes), LATE) == state


def test_the_room_that_called_last_has_called() -> None:
    log = [
        Entry("1", "issue", NINE, "kiosk-01", state="waiting"),
        Entry("2", "call", NINE, "brandt", state="called", room="2.14"),
        Entry("3", "cancel", NINE, "brandt", state="waiting"),
        Entry("4", "call", NINE, "wolf", state="called", room="2.10"),
        Entry("5", "start", NINE, "wolf", state="serving", room="2.10"),
    ]
    assert called_by(log, "2.10")
    assert not called_by(log, "2.14")
    assert not called_by(log[:1], "2.14")


def _said(at: datetime) -> str:
    return at.strftime("%H:%M")


@pytest.mark.parametrize(
    ("visitor", "text"),
    [
        (
            ticket("W1", waited=20),
            "die Person seit 08:40 wartet; zählt ab 08:40, niemand bei Ihnen zählt früher",
        ),
        (
            ticket("W1", waited=20, needs=("pregnant",)),
            (
                "die Person seit 08:40 wartet; schwanger: 20 min Vorrang; zählt ab 08:20, "
                "niemand bei Ihnen zählt früher"
            ),
        ),
        (
            ticket("T1", appointment=10),
            (
                "der Termin um 09:10 ist (30 min Vorrang); zählt ab 08:40, "
                "niemand bei Ihnen zählt früher"
            ),
        ),
        (
            ticket("T1", waited=5, appointment=-30, handed_on="2.10"),
            (
                "der Termin verpasst war und die Person um 08:55 kam (10 min Vorrang); "
                "weitergeleitet: 10 min Vorrang; zählt ab 08:35, niemand bei Ihnen zählt früher"
            ),
        ),
    ],
)
def test_the_reason_names_what_the_order_counts(visitor: Ticket, text: str) -> None:
    here = place(visitor, OrderRule())
    assert texts.because(here.reasons, _said, here.at, early=False) == text


def test_who_is_early_is_next_because_nobody_else_waits() -> None:
    here = place(ticket("T1", appointment=40), OrderRule())
    text = texts.because(here.reasons, _said, here.at, early=True)
    assert text == "sonst niemand für Sie wartet; der Termin ist erst um 09:40"
