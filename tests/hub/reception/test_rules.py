"""The page's rules: sentences for each error, plain words for each trouble, the queue's order."""

import importlib
import inspect
import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from hub.appointments.rules import Appointment
from hub.devices.rules import TROUBLES, trouble_text
from hub.kit.errors import HouseError
from hub.queue.rules import OrderRule, State, Ticket, minutes, near_bound
from hub.reception import rules
from hub.reception.rules import SENTENCES, arrival, sentence
from wire.health import PrinterFault
from wire.ids import ConcernId, RoomId, TicketId, TicketNumber, ZoneId
from wire.messages import Reason

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATE = timedelta(minutes=30)


def _ticket(
    name: str = "1", waited: float = 5, due: float | None = None, state: State = "waiting"
) -> Ticket:
    """A ticket issued `waited` minutes ago; `due`: the appointment's minutes from now."""
    return Ticket(
        id=TicketId(name), number=TicketNumber("W001"), concern=ConcernId("unterlagen"),
        zone=ZoneId("A"), room=None, lang="de", state=state, appointment_id=None,
        appointment_at=None if due is None else NOW + timedelta(minutes=due), paper="printed",
        paper_fault=None, paper_at=None, origin="kiosk-01",
        issued_at=NOW - timedelta(minutes=waited), called_at=None, started_at=None, ended_at=None,
    )  # fmt: skip


def _appointment(minutes: float, state: str = "booked") -> Appointment:
    return Appointment(
        id="00", starts_at=NOW + timedelta(minutes=minutes), minutes=30,
        concern=ConcernId("erstantrag"), room=RoomId("2.14"), adviser="", person="Weber, H.",
        lang="de", short_code="AAAA", state=state, checked_in_at=None, ticket_id=None,  # type: ignore[arg-type]
    )  # fmt: skip


def _errors(room: str) -> set[str]:
    members = vars(importlib.import_module(room)).values()
    return {one.key for one in members if inspect.isclass(one) and issubclass(one, HouseError)}


def test_each_refusal_and_each_error_of_the_queue_has_a_sentence() -> None:
    keys = set(get_args(Reason)) | _errors("hub.queue.rules") | _errors("hub.sites.rules")
    keys |= _errors("hub.reception.service.actions") | _errors("hub.checkin.service.later")
    elsewhere = {"house_error", "site_taken"}  # the second is said where offices are founded
    assert keys - elsewhere <= set(SENTENCES)


@pytest.mark.parametrize("key", SENTENCES)
def test_each_sentence_stands_without_any_field(key: str) -> None:
    text = sentence(key, {})
    assert text.endswith(".")
    assert not re.search(r"[{}]|None|  ", text)


def test_an_unknown_key_is_a_plain_sentence() -> None:
    assert sentence("gone_with_the_wind", {"number": "W001"}).startswith("Das ging nicht.")


@pytest.mark.parametrize("fault", get_args(PrinterFault))
def test_each_fault_of_a_printer_has_plain_words(fault: str) -> None:
    assert trouble_text(f"printer.{fault}") == trouble_text(fault) == TROUBLES[fault]


@pytest.mark.parametrize("fault", ["dark", "frozen", "unplugged"])
def test_each_trouble_of_a_camera_has_plain_words(fault: str) -> None:
    assert "Kamera" in trouble_text(f"camera.{fault}")


def test_a_trouble_of_tomorrow_is_named_as_it_comes() -> None:
    assert trouble_text("fan.stuck") == "Störung: fan stuck"


@pytest.mark.parametrize(
    ("minutes", "state", "ticket", "expected"),
    [
        (10, "booked", None, "not_yet"),
        (0, "booked", None, "not_yet"),
        (-1, "booked", None, "late"),
        (-30, "booked", None, "late"),
        (-31, "booked", None, "too_late"),
        (10, "cancelled", None, "cancelled"),
        (10, "checked_in", "waiting", "here"),
        (10, "checked_in", "called", "here"),
        (-10, "checked_in", "serving", "here"),
        (-40, "checked_in", "done", "served"),
        (-40, "checked_in", "no_show", "gone"),
        (-40, "checked_in", "left", "gone"),
    ],
)
def test_where_the_person_of_an_appointment_is(
    minutes: float, state: str, ticket: State | None, expected: str
) -> None:
    here = _ticket(state=ticket) if ticket else None
    assert arrival(_appointment(minutes, state), here, NOW, LATE) == expected


@pytest.mark.parametrize(
    ("waited", "due", "near"),
    [
        (23.9, None, False),
        (24, None, True),
        (50, 5, False),
        (50, -9.9, False),
        (50, -10, True),
        (5, -50, False),
        (10, -50, True),
    ],
)
def test_which_wait_is_an_exception(waited: float, due: float | None, near: bool) -> None:
    assert near_bound(_ticket("1", waited, due), OrderRule(bound=30), NOW) is near


@pytest.mark.parametrize(
    ("paper", "seconds", "trouble"),
    [
        ("none", 99, False),
        ("pending", 9, False),
        ("pending", 10, True),
        ("printed", 99, False),
        ("failed", 0, True),
        ("unclear", 0, True),
        ("abandoned", 0, True),
    ],
)
def test_which_paper_is_an_exception(paper: str, seconds: int, trouble: bool) -> None:
    at = NOW - timedelta(seconds=seconds)
    assert rules.slip_is_trouble(paper, at, NOW) is trouble


@pytest.mark.parametrize(
    ("values", "median", "ninetieth"),
    [([], None, None), ([7], 7, 7), ([1, 2, 3, 4], 2, 4), (list(range(1, 101)), 50, 90)],
)
def test_percentiles_by_nearest_rank(
    values: list[int], median: int | None, ninetieth: int | None
) -> None:
    assert rules.percentile(values, 0.5) == median
    assert rules.percentile(values, 0.9) == ninetieth


def test_minutes_are_whole_and_never_negative() -> None:
    assert minutes(NOW, NOW + timedelta(seconds=119)) == 1
    assert minutes(NOW, NOW - timedelta(minutes=3)) == 0
