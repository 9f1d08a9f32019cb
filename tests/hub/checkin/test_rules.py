"""Whether somebody may check in now, and whether a slip is printed: the whole table."""

from datetime import timedelta

import pytest

from hub.appointments.rules import Appointment
from hub.appointments.rules import State as AppointmentState
from hub.checkin.rules import Accepted, AlreadyHere, Refusal, judge, prints_again
from hub.queue.rules import Paper, State, Ticket, number_text
from hub.sites.demo import HOUSE
from tests.hub.conftest import MONDAY
from wire.ids import ConcernId, TicketId, ZoneId


def appointment(minutes: float = 0, state: AppointmentState = "booked") -> Appointment:
    return Appointment(
        id="0123456789abcdef", starts_at=MONDAY + timedelta(minutes=minutes), minutes=30,
        concern=ConcernId("umzug"), room=None, adviser="", person="", lang="de", short_code="",
        state=state, checked_in_at=None, ticket_id=None,
    )  # fmt: skip


def ticket(state: State = "waiting", paper: Paper = "printed", said: int = 0) -> Ticket:
    """`said`: seconds since the kiosk was told to print or told of its paper."""
    return Ticket(
        id=TicketId("01T"), number=number_text("T", 42), concern=ConcernId("umzug"),
        zone=ZoneId("B"), room=None, lang="de", state=state, appointment_id="0123456789abcdef",
        appointment_at=MONDAY, paper=paper, paper_fault=None,
        paper_at=MONDAY - timedelta(seconds=said), origin="kiosk-01", issued_at=MONDAY,
        called_at=None, started_at=None, ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "reason"),
    [
        (0, None),
        (60, None),
        (60.1, "too_early"),
        (-30, None),
        (-30.1, "too_late"),
        (-24 * 60, "wrong_day"),
        (24 * 60, "wrong_day"),
        (14 * 60 + 59, "too_early"),
        (15 * 60, "wrong_day"),
    ],
)
def test_the_window_around_an_appointment(minutes: float, reason: str | None) -> None:
    verdict = judge(appointment(minutes), None, HOUSE.site, MONDAY)
    if reason is None:
        assert verdict == Accepted()
    else:
        assert isinstance(verdict, Refusal)
        assert verdict.reason == reason
        assert verdict.starts_at == MONDAY + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "sent", "late"),
    [
        (-30.1, None, True),
        (-35, timedelta(minutes=-5), False),
        (-35, timedelta(minutes=-4.9), True),
        (-35, timedelta(minutes=5), True),
        (-35, timedelta(days=-1), True),
    ],
)
def test_lateness_is_judged_by_when_the_letter_was_shown(
    minutes: float, sent: timedelta | None, late: bool
) -> None:
    sent_at = None if sent is None else MONDAY + sent
    verdict = judge(appointment(minutes), None, HOUSE.site, MONDAY, sent_at)
    assert isinstance(verdict, Refusal) is late


def test_who_came_too_early_is_in_time_when_the_hub_hears_of_it() -> None:
    sent_at = MONDAY - timedelta(minutes=10)
    assert judge(appointment(55), None, HOUSE.site, MONDAY, sent_at) == Accepted()


def test_too_early_says_when_to_come() -> None:
    verdict = judge(appointment(90), None, HOUSE.site, MONDAY)
    assert isinstance(verdict, Refusal)
    assert verdict.come_from == MONDAY + timedelta(minutes=30)


def test_cancelled_goes_before_all_else() -> None:
    verdict = judge(appointment(24 * 60, "cancelled"), None, HOUSE.site, MONDAY)
    assert isinstance(verdict, Refusal)
    assert verdict.reason == "cancelled"


@pytest.mark.parametrize(
    ("state", "waits_anew"),
    [
        ("waiting", False),
        ("called", False),
        ("serving", False),
        ("no_show", True),
        ("left", True),
    ],
)
def test_who_is_here_already_keeps_the_number(state: State, waits_anew: bool) -> None:
    late = MONDAY + timedelta(hours=2)
    verdict = judge(appointment(0, "checked_in"), ticket(state), HOUSE.site, late)
    assert verdict == AlreadyHere(ticket(state), waits_anew)


def test_a_visit_that_is_over_is_over() -> None:
    verdict = judge(appointment(0, "checked_in"), ticket("done"), HOUSE.site, MONDAY)
    assert isinstance(verdict, Refusal)
    assert verdict.reason == "finished"


@pytest.mark.parametrize(
    ("paper", "said", "prints"),
    [
        ("printed", 0, False),
        ("printed", 600, False),
        ("pending", 0, False),
        ("pending", 30, False),
        ("pending", 31, True),
        ("failed", 0, True),
        ("unclear", 0, True),
        ("abandoned", 0, True),
        ("none", 0, True),
    ],
)
def test_a_second_slip_only_where_there_is_no_first(paper: Paper, said: int, prints: bool) -> None:
    assert prints_again(ticket("waiting", paper, said), MONDAY) is prints
