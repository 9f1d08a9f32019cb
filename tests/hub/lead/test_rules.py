"""What needs a manager and in which order, how many desks it takes, two rules side by side."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.rules import Device, Place, Trouble
from hub.lead import texts
from hub.lead.rules import (
    URGENCY,
    Alert,
    AlertKind,
    Crowd,
    by_urgency,
    compare,
    device_alerts,
    load,
    most_changed,
    near,
    near_since,
    needed_desks,
    unserved,
)
from hub.queue.rules import OrderRule, Replayed, near_bound
from tests.hub.queue.visits import NOW, desk, ticket
from wire.ids import ConcernId, DeviceId, TicketNumber

MINUTE = timedelta(minutes=1)
RULE = OrderRule()
PLAIN = ConcernId("unterlagen")


@given(st.lists(st.tuples(st.sampled_from(URGENCY), st.integers(0, 99)), max_size=20))
def test_the_most_urgent_stands_first_and_of_one_kind_the_oldest(
    found: list[tuple[AlertKind, int]],
) -> None:
    alerts = [Alert(kind, NOW - minutes * MINUTE, "x") for kind, minutes in found]
    said = [(one.urgency, one.since) for one in by_urgency(alerts)]
    assert said == sorted(said)
    assert len(said) == len(found)


@given(st.integers(0, 90), st.none() | st.integers(-60, 60), st.integers(5, 60))
def test_the_moment_of_the_alert_is_that_at_which_reception_marks_the_wait(
    waited: int, appointment: int | None, bound: int
) -> None:
    rule = OrderRule(bound=bound, appointment_credit=0, transfer_credit=0, language_patience=0)
    one = ticket("W1", waited=waited, appointment=appointment)
    assert (near_since(one, rule) <= NOW) is near_bound(one, rule, NOW)


def test_who_waits_near_the_bound_is_told_by_zone_the_longest_first() -> None:
    line = [ticket("W1", waited=25), ticket("W2", waited=5), ticket("W3", waited=40)]
    found = near(line, RULE, NOW)
    assert {zone: [one.number for one in each] for zone, each in found.items()} == {
        "A": ["W003", "W001"]
    }


def test_nobody_is_forgotten_whom_no_open_desk_may_call() -> None:
    line = [ticket("W1", waited=3), ticket("W2", waited=9), ticket("T3", room="2.14")]
    assert unserved(line, [desk("1", PLAIN), desk("2.14")]) == {}
    found = unserved(line, [desk("2", "umzug")])
    assert [one.number for one in found[PLAIN]] == ["W002", "W001", "T003"]


@pytest.mark.parametrize(
    ("work", "promise", "desks"), [(0, 30, 0), (1, 30, 1), (30, 30, 1), (31, 30, 2), (90, 0, 0)]
)
def test_desks_are_needed_for_the_work_in_line_within_the_promise(
    work: int, promise: int, desks: int
) -> None:
    assert needed_desks(work, promise) == desks


def test_a_queue_is_weighed_against_its_desks() -> None:
    line = tuple(ticket(f"W{n}", waited=10 * n) for n in range(1, 6))
    found = load(Crowd(line, 1, 3, {PLAIN: 10}), 30, NOW)
    assert (found.waiting, found.longest, found.work_minutes) == (5, 50, 50)
    assert (found.needed, found.open_desks, found.short) == (2, 1, 1)


def _device(name: str, *troubles: str, **said: object) -> Device:
    place = Place(DeviceId(name), "kiosk" if name.startswith("k") else "display", name, name, 0)
    known: dict[str, object] = {"online": True, "seen_at": NOW, "help_at": None} | said
    return Device(
        place, version="1", troubles=tuple(Trouble(key, "fault", NOW) for key in troubles),
        **known,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("device", "kinds"),
    [
        (_device("kiosk"), []),
        (_device("kiosk", help_at=NOW), ["help"]),
        (_device("kiosk", "printer.paper_out"), ["printer"]),
        (_device("kiosk", "printer.paper_out", help_at=NOW), ["help", "printer"]),
        (_device("kiosk", "printer.paper_out", online=False), ["kiosk"]),
        (_device("kiosk", "disk.low"), ["device"]),
        (_device("display", online=False, seen_at=None), ["display"]),
    ],
)
def test_a_device_is_told_by_what_is_worst_about_it(device: Device, kinds: list[str]) -> None:
    assert [one.kind for one in device_alerts([device], NOW)] == kinds


def test_every_alert_says_what_to_do_and_where() -> None:
    assert set(texts.ALERTS) == set(URGENCY)
    assert all(one.todo and one.link.startswith("/") for one in texts.ALERTS.values())
    assert texts.numbers(["W004"]) == "W 004"
    assert texts.numbers(["W004", "T007", "W009"]) == "W 004, T 007 und W 009"
    assert texts.numbers([f"W{n:03}" for n in range(9)]) == "9 Personen"


def _replayed(name: str, waited: int | None, would: int | None) -> Replayed:
    spans = [None if one is None else one * MINUTE for one in (waited, would)]
    return Replayed(name, TicketNumber("W001"), False, *spans)


def test_two_rules_side_by_side() -> None:
    visits = [
        _replayed("a", 10, 4), _replayed("b", 10, 10), _replayed("c", 10, 40),
        _replayed("d", None, 5), _replayed("e", 20, None),
    ]  # fmt: skip
    found = compare(visits)
    assert (found.sooner, found.later, found.same) == (1, 1, 1)
    assert (found.was.count, found.was.median, found.was.longest, found.was.uncalled) == (
        4, 10, 20, 1,
    )  # fmt: skip
    assert (found.would.count, found.would.longest, found.would.uncalled) == (4, 40, 1)
    assert [one.visit for one in most_changed(visits, 5)] == ["c", "a"]
    assert compare([]).was.median is None
