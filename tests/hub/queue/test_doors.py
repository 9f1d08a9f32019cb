"""What the sign at a door says, and rooms that receive nobody for a while."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from hub.devices import service as devices
from hub.kit.tables import OutboxRow
from hub.queue import service
from hub.queue.rules import (
    CALL_LASTS,
    AlreadyOver,
    CallView,
    Closure,
    DeskIsBusy,
    NewTicket,
    RoomClosed,
    State,
    Ticket,
    door,
)
from hub.sites import service as sites
from hub.sites.rules import Absence, UnknownRoom
from tests.hub.conftest import MONDAY, Office
from wire.codec import decode
from wire.ids import CallId, ConcernId, DeviceId, RoomId, TicketId, TicketNumber, ZoneId
from wire.messages import Door

ROOM, NOON = RoomId("2.14"), MONDAY + timedelta(hours=3)
MOVE = NewTicket(ConcernId("umzug"), ZoneId("B"), "ar")


def signs(office: Office) -> list[Door]:
    """What the sign at 2.14 was told, the oldest first."""
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).order_by("id")).all()
    told = [decode(row.topic, row.payload)[1].data for row in rows if "/door-214/" in row.topic]
    return [one for one in told if isinstance(one, Door)]


def sign(office: Office) -> Door:
    return signs(office)[-1]


def call(office: Office, room: str = ROOM) -> Ticket:
    with office.database.change(office.site) as change:
        ticket = service.issue(change, MOVE, now=office.watch.now)
        service.call_ticket(change, ticket.id, room, actor="kern", now=office.watch.now)
    return ticket


def act(office: Office, what: str, ticket: Ticket) -> None:
    with office.database.change(office.site) as change:
        getattr(service, what)(change, ticket.id, actor="kern", now=office.watch.now)


def close(office: Office, until: datetime | None = None, room: str = ROOM) -> None:
    with office.database.change(office.site) as change:
        service.close_room(change, room, until=until, now=office.watch.now)


def reopen(office: Office) -> None:
    with office.database.change(office.site) as change:
        service.open_room(change, ROOM, now=office.watch.now)


def turned(office: Office, **ago: float) -> set[str]:
    now = office.watch.now
    with office.database.read() as session:
        return service.turned(session, office.site, after=now - timedelta(**ago), now=now)


def test_the_sign_says_who_shall_enter_and_waits_while_somebody_is_within(office: Office) -> None:
    ticket = call(office)
    told = sign(office)
    assert (told.state, told.number, told.lang, told.room) == ("enter", ticket.number, "ar", ROOM)
    assert told.called_at == office.watch.now
    assert told.expires_at == office.watch.now + CALL_LASTS
    act(office, "recall", ticket)
    assert (sign(office).state, sign(office).attempt) == ("enter", 2)
    act(office, "start", ticket)
    assert (sign(office).state, sign(office).number) == ("wait", None)
    act(office, "finish", ticket)
    assert sign(office).state == "free"
    revisions = [one.rev for one in signs(office)]
    assert revisions == sorted(set(revisions))


@pytest.mark.parametrize("what", ["no_show", "cancel", "leave"])
def test_nobody_shall_enter_any_more(office: Office, what: str) -> None:
    act(office, what, call(office))
    assert sign(office).state == "free"


def test_other_rooms_leave_the_sign_alone(office: Office) -> None:
    act(office, "start", call(office, "2.12"))
    assert signs(office) == []


def test_yesterdays_visitor_is_not_within_this_morning(office: Office) -> None:
    act(office, "start", call(office))
    office.watch.wait(days=1)
    with office.database.change(office.site) as change:
        service.end_days(change, now=office.watch.now)
        service.publish_doors(change, now=office.watch.now)
    assert sign(office).state == "free"


def test_a_closed_room_calls_nobody_until_its_time_has_come(office: Office) -> None:
    close(office, NOON)
    assert (sign(office).state, sign(office).until) == ("closed", NOON)
    with pytest.raises(RoomClosed) as refused:
        call(office)
    assert refused.value.fields == {"room": ROOM, "until": NOON.isoformat()}
    with pytest.raises(RoomClosed), office.database.change(office.site) as change:
        service.call_next(change, ROOM, actor="kern", now=office.watch.now)
    office.watch.now = NOON
    call(office)
    assert sign(office).state == "enter"


def test_a_room_that_is_closed_for_the_day_is_open_tomorrow(office: Office) -> None:
    close(office)
    assert (sign(office).state, sign(office).until) == ("closed", None)
    office.watch.now = datetime.fromisoformat("2026-11-23T23:59:59+01:00")
    with pytest.raises(RoomClosed) as refused:
        call(office)
    assert refused.value.fields["until"] is None
    office.watch.wait(seconds=1)
    call(office)


def test_staff_open_a_room_before_its_time(office: Office) -> None:
    close(office, NOON)
    reopen(office)
    assert sign(office).state == "free"
    call(office)


def test_the_last_word_about_a_room_counts(office: Office) -> None:
    close(office, NOON)
    close(office, NOON + timedelta(hours=1))
    assert sign(office).until == NOON + timedelta(hours=1)
    close(office)
    assert sign(office).until is None


@pytest.mark.parametrize("until", [MONDAY, MONDAY - timedelta(hours=1), MONDAY + timedelta(days=1)])
def test_a_room_closes_until_a_later_hour_of_this_day(office: Office, until: datetime) -> None:
    with pytest.raises(AlreadyOver):
        close(office, until)
    assert signs(office) == []


def test_a_room_to_which_somebody_is_called_does_not_close_before_them(office: Office) -> None:
    ticket = call(office)
    with pytest.raises(DeskIsBusy) as busy:
        close(office)
    assert busy.value.fields["number"] == ticket.number
    act(office, "start", ticket)
    close(office)
    assert sign(office).state == "closed"
    act(office, "finish", ticket)
    assert sign(office).state == "closed"


def test_a_closed_room_makes_the_others_visitors_wait_longer(office: Office) -> None:
    with office.database.change(office.site) as change:
        for _ in range(4):
            service.issue(change, MOVE, now=office.watch.now)

    def wait() -> tuple[int, int] | None:
        with office.database.change(office.site) as change:
            issued = service.issue(change, MOVE, now=office.watch.now)
            service.leave(change, issued.id, actor="kern", now=office.watch.now)
            return issued.promised

    four = wait()
    for room in ("2.10", "2.12", "2.14"):
        close(office, room=room)
    one = wait()
    assert four
    assert one
    assert one[0] > four[0]
    close(office, office.watch.now + timedelta(hours=2), room="2.16")
    assert wait() == (one[0] + 120, one[1] + 120)
    close(office, room="2.16")
    assert wait() is None, "nobody can say"


def test_a_room_that_the_house_does_not_have_cannot_be_closed(office: Office) -> None:
    with pytest.raises(UnknownRoom):
        close(office, room="9.99")


def test_the_sign_of_a_room_that_is_away_says_until_when(office: Office) -> None:
    begins, ends = office.watch.now + timedelta(hours=1), office.watch.now + timedelta(hours=2)
    with office.database.change(office.site) as change:
        house = sites.house(change.session, office.site)
        sites.rebuild(change, house, [Absence("weg", "training", begins, ends, ROOM)])
    close(office, begins + timedelta(minutes=20))
    for now, state, until in (
        (begins, "closed", ends), (ends, "free", None),
    ):  # fmt: skip
        before, office.watch.now = office.watch.now, now
        with office.database.change(office.site) as change:
            turned = service.turned(change.session, office.site, after=before, now=now)
            assert ROOM in turned
            service.publish_door(change, ROOM, now=now)
        assert (sign(office).state, sign(office).until) == (state, until)


def test_time_alone_turns_a_sign(office: Office) -> None:
    close(office, NOON)
    assert turned(office, seconds=5) == set()
    office.watch.now = NOON
    assert turned(office, seconds=1) == {ROOM}
    office.watch.wait(seconds=1)
    assert turned(office, seconds=1) == set()
    call(office)
    office.watch.wait(seconds=CALL_LASTS.total_seconds())
    assert turned(office, seconds=1) == {ROOM}
    with office.database.change(office.site) as change:
        service.publish_door(change, ROOM, now=office.watch.now)
    assert sign(office).state == "free"


def test_a_sign_that_is_hung_at_another_door_is_told_of_that_room(office: Office) -> None:
    call(office, "2.12")
    with office.database.change(office.site) as change:
        place = devices.device(change.session, office.site, DeviceId("door-214")).place
        devices.rehang(change, type(place)(**{**vars(place), "room": RoomId("2.12")}))
        service.publish_doors(change, now=office.watch.now)
    assert (sign(office).state, sign(office).room) == ("enter", "2.12")


VIEW = CallView(
    CallId("01"), TicketId("02"), TicketNumber("T001"), ROOM, 1, MONDAY, open=True
)  # fmt: skip
STATES: st.SearchStrategy[State | None] = st.sampled_from(["called", "serving", None])
SECONDS = st.integers(-100, 1300)


@given(state=STATES, past=SECONDS, closed=st.none() | SECONDS, whole=st.booleans())
def test_a_door_invites_only_who_was_called_and_is_never_closed_beyond_its_time(
    state: State | None, past: int, closed: int | None, whole: bool
) -> None:
    now = MONDAY + timedelta(seconds=past)
    shut = None
    if closed is not None:
        shut = Closure(ROOM, MONDAY + timedelta(seconds=closed), whole)
    seen = door(state, VIEW if state else None, shut, now)
    assert (seen.state == "enter") == (state == "called" and now < VIEW.expires_at)
    assert (seen.call is not None) == (seen.state == "enter")
    if seen.state == "closed":
        assert shut is not None
        assert now < shut.until
        assert seen.until == (None if whole else shut.until)
    if seen.state == "free":
        assert shut is None or now >= shut.until
        assert state != "serving"
