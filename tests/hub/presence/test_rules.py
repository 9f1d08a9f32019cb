"""Who is in the house, whom the evening counts out, and what a roll says of any marks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.presence.rules import (
    NEEDS,
    TALK_MOST,
    UNCERTAIN_FOR,
    WHERE,
    Mark,
    Sign,
    Stay,
    closing_time,
    count,
    evening_has_come,
    floor_words,
    gone_by_evening,
    leaving,
    order,
    roll,
    stay,
)
from hub.queue.rules import CallView, Ticket
from hub.sites import demo as house_demo
from hub.sites.rules import Floor, Span, SpecialDay
from wire.ids import CallId, ConcernId, RoomId, TicketId, TicketNumber, ZoneId
from wire.messages import Hours

HOUSE = house_demo.HOUSE
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TEN_AGO = NOW - timedelta(minutes=10)


def ticket(state: str, *, room: str | None = None, ended: datetime | None = None) -> Ticket:
    call = CallView(
        CallId("c"), TicketId("t"), TicketNumber("W001"), RoomId(room), 1, TEN_AGO, open=True
    ) if room else None  # fmt: skip
    return Ticket(
        TicketId("t"), TicketNumber("W001"), ConcernId("umzug"), ZoneId("B"), None, "de",
        state, None, None, "printed", None, None, "kiosk-01",  # type: ignore[arg-type]
        NOW - timedelta(minutes=30), None, None, ended, call,
    )  # fmt: skip


def where(one: Ticket, log: dict[str, datetime], since: datetime | None = None) -> str | None:
    found = stay(one, log, (), HOUSE, NOW, since)
    return found.where if found else None


@pytest.mark.parametrize(
    ("state", "expected"),
    [("waiting", "waiting"), ("arrived", "waiting"), ("transferred", "waiting"),
     ("called", "called"), ("serving", "room"), ("parked", "parked"), ("no_show", "uncertain"),
     ("done", None), ("left", None), ("expected", None)],
)  # fmt: skip
def test_the_state_of_a_visit_says_where_they_are(state: str, expected: str | None) -> None:
    log = {"issue": NOW - timedelta(minutes=30), "no_show": TEN_AGO}
    assert where(ticket(state, ended=TEN_AGO), log) == expected


def test_a_room_and_its_floor_are_known_on_the_way_and_within() -> None:
    found = stay(ticket("serving", room="2.14"), {"start": TEN_AGO}, ["wheelchair"], HOUSE, NOW)
    assert found is not None
    assert (found.room, found.floor, found.since) == ("2.14", 2, TEN_AGO)
    assert found.sign == Sign("answered", TEN_AGO)
    assert found.needs == ("wheelchair",)


def test_that_staff_call_somebody_is_no_sign_of_them() -> None:
    log = {"issue": NOW - timedelta(minutes=30), "call": TEN_AGO, "recall": NOW}
    found = stay(ticket("called", room="2.14"), log, (), HOUSE, NOW)
    assert found is not None
    assert found.sign == Sign("arrived", NOW - timedelta(minutes=30))


def test_who_did_not_come_is_searched_for_by_nobody_and_forgotten_after_an_hour() -> None:
    one = ticket("no_show", ended=TEN_AGO)
    found = stay(one, {"no_show": TEN_AGO}, (), HOUSE, NOW)
    assert found is not None
    assert not found.sure
    assert where(one, {"no_show": NOW - UNCERTAIN_FOR}) is None
    assert where(one, {"no_show": TEN_AGO, "exit": NOW}) is None


def test_nobody_fades_from_a_list_that_is_being_ticked_off() -> None:
    one, log = ticket("no_show", ended=TEN_AGO), {"no_show": NOW - UNCERTAIN_FOR}
    assert where(one, log, since=NOW - timedelta(minutes=1)) == "uncertain"
    assert where(one, log, since=NOW) is None


def test_whoever_ended_their_visit_while_the_house_is_cleared_stays_on_the_roll() -> None:
    one = ticket("done", ended=TEN_AGO)
    assert where(one, {}) is None
    assert where(one, {}, since=TEN_AGO - timedelta(minutes=1)) == "left"
    assert where(one, {}, since=NOW) is None


@pytest.mark.parametrize(
    ("floor", "words"),
    [(0, "Erdgeschoss"), (2, "Dachgeschoss"), (-1, "1. Untergeschoss"),
     (None, "Stockwerk unbekannt")],
)  # fmt: skip
def test_floors_are_called_as_the_office_calls_them(floor: int | None, words: str) -> None:
    named = replace(HOUSE, floors=(Floor(2, "Dachgeschoss"),))
    assert floor_words(named, floor) == words


@pytest.mark.parametrize("state", [*WHERE, "done", "left"])
def test_each_state_has_a_way_out_that_the_queue_allows(state: str) -> None:
    act = leaving(WHERE.get(state))
    assert act == {"serving": "finish", "no_show": "note", "done": "note", "left": "note"}.get(
        state, "leave"
    )


# ------------------------------------------------------------------ the evening


def seen(at: datetime, kind: str = "waiting", number: str = "W001") -> Stay:
    return Stay(
        number, TicketNumber(number), kind, ZoneId("B"), None, 2, at, at,  # type: ignore[arg-type]
        Sign("arrived", at), 1, (), "de",
    )  # fmt: skip


def test_the_evening_begins_when_the_office_closes_that_day() -> None:
    local = HOUSE.site.local(NOW)
    week = tuple(Hours(weekday=day, opens=480, closes=720) for day in range(5))
    monday = (*week, Hours(weekday=0, opens=840, closes=960))
    site = replace(HOUSE.site, hours=monday, land="BE", closed_on_holidays=True)
    closes = closing_time(site, local)
    assert closes is not None
    assert (closes.hour, closes.minute, closes.date()) == (16, 0, local.date())
    special = (SpecialDay(local.date(), "lang", (Span(0, 1440),)),)
    assert closing_time(replace(site, days=special), local) == local.replace(
        hour=23, minute=59, second=0, microsecond=0
    )
    assert closing_time(replace(site, days=(SpecialDay(local.date(), "zu"),)), local) is None
    assert closing_time(replace(site, hours=()), local) is None


moments = st.integers(-600, 600).map(lambda minutes: NOW + timedelta(minutes=minutes))
stays = st.lists(
    st.builds(seen, moments, st.sampled_from(["waiting", "called", "room", "parked"])), max_size=8
)


@given(stays, moments, st.none() | st.integers(0, 120), moments)
def test_the_evening_counts_out_only_the_silent_and_only_after_it_has_come(
    present: list[Stay], closes: datetime, minutes: int | None, now: datetime
) -> None:
    gone = gone_by_evening(present, closes, minutes, now)
    assert set(gone) <= set(present)
    if minutes is None or now < closes + timedelta(minutes=minutes):
        assert gone == ()
        assert not evening_has_come(closes, minutes, now)
        return
    for one in present:
        silent = now - one.sign.at
        if one.where == "room":
            assert (one in gone) == (silent >= max(TALK_MOST, timedelta(minutes=minutes)))
        else:
            assert (one in gone) == (silent >= timedelta(minutes=minutes))


@given(stays, moments, st.integers(0, 120), moments, st.integers(0, 300))
def test_whoever_was_counted_out_stays_so_as_time_goes_on(
    present: list[Stay], closes: datetime, minutes: int, now: datetime, later: int
) -> None:
    before = gone_by_evening(present, closes, minutes, now)
    after = gone_by_evening(present, closes, minutes, now + timedelta(minutes=later))
    assert set(before) <= set(after)


# ------------------------------------------------------------------ the roll


def test_who_needs_help_stands_first_and_who_is_uncertain_last_of_a_floor() -> None:
    people = [
        replace(seen(NOW, "uncertain", "W001"), floor=0),
        replace(seen(NOW, number="W002"), floor=0),
        replace(seen(NOW, number="W003"), floor=2, needs=("wheelchair",)),
        replace(seen(NOW, number="W004"), floor=None),
    ]  # fmt: skip
    assert [one.number for one in sorted(people, key=order)] == ["W003", "W002", "W001", "W004"]
    assert set(NEEDS) >= {"wheelchair", "blind", "deaf", "small_children"}


marks = st.lists(
    st.builds(
        Mark, st.sampled_from(["visit:W001", "visit:W002", "visit:W009"]), st.integers(1, 4),
        st.booleans(), st.just(NOW), st.sampled_from(["yilmaz", "brandt"]),
    ),
    max_size=20,
)  # fmt: skip


@given(marks)
def test_a_roll_counts_each_person_once_by_the_last_word_on_them(said: list[Mark]) -> None:
    people = [replace(seen(NOW, number="W001"), persons=3), seen(NOW, number="W002")]
    entries = roll(people, (), said)
    found = count(entries)
    latest = {(mark.subject, mark.person): mark.seen for mark in said}
    there = {("visit:W001", nth) for nth in (1, 2, 3)} | {("visit:W002", 1)}
    assert found.persons == 4
    assert found.seen == sum(latest.get(one, False) for one in there)
    assert found.missing == 4 - found.seen


def test_the_uncertain_are_not_missing() -> None:
    entries = roll([seen(NOW, "uncertain"), seen(NOW, number="W002")], (), ())
    assert (count(entries).missing, count(entries).uncertain) == (1, 1)
