"""For which displays a call is, what they say of it, and when nobody can have seen it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.queue import service
from hub.queue.rules import (
    Addressee,
    CallView,
    Gap,
    NewTicket,
    UnknownCall,
    stamped,
    unshown,
)
from tests.hub.conftest import MONDAY, Office
from tests.hub.places import use
from wire.ids import CallId, ConcernId, DeviceId, ZoneId
from wire.messages import CallShown, CallSpoken, DeviceState, DisplayRole

A1, FLUR, DOOR = DeviceId("display-1"), DeviceId("display-3"), DeviceId("door-214")
B2 = DeviceId("display-2")
MOVE = NewTicket(ConcernId("umzug"), ZoneId("B"), "tr")


def called(office: Office, room: str = "2.14", new: NewTicket = MOVE) -> CallView:
    with office.database.change(office.site) as change:
        ticket = service.issue(change, new, now=office.watch.now)
        return service.call_ticket(change, ticket.id, room, actor="kern", now=office.watch.now)


def found(office: Office, call: CallView) -> dict[str, Addressee]:
    with office.database.read() as session:
        rows = service.addressees_of(session, office.site, call, now=office.watch.now)
    return {one.device: one for one in rows}


def shown(
    office: Office, call: CallView, device: DeviceId, at: datetime, *, attempt: int = 1
) -> None:
    said = CallShown(call_id=call.call_id, attempt=attempt, frame_at=at)
    with office.database.change(office.site) as change:
        service.note_shown(change, device, said, now=office.watch.now)


def spoken(office: Office, call: CallView, device: DeviceId, **said: object) -> None:
    fields = {
        "call_id": call.call_id, "attempt": 1, "outcome": "spoken", "languages": ("de", "tr"),
        "ended_at": office.watch.now,
    }  # fmt: skip
    message = CallSpoken.model_validate(fields | said)
    with office.database.change(office.site) as change:
        service.note_spoken(change, device, message, now=office.watch.now)


def born(office: Office, device: DeviceId, *, online: bool = True) -> None:
    state = DeviceState(online=online, bd=1, at=office.watch.now, kind="display", version="0.1.0")
    with office.database.change(office.site) as change:
        devices.note_state(change, device, state, boot="boot-1", now=office.watch.now)


def test_a_call_is_for_its_zone_the_way_and_the_door_and_for_no_other_display(
    office: Office,
) -> None:
    assert {key: one.role for key, one in found(office, called(office)).items()} == {
        B2: "zone", FLUR: "way", DOOR: "door",
    }  # fmt: skip
    assert set(found(office, called(office, "2.10"))) == {B2}
    papers = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")
    assert set(found(office, called(office, "Schalter 2", papers))) == {A1}


def test_who_is_to_speak_is_written_down_when_the_call_is_made(office: Office) -> None:
    before = called(office)
    with office.database.change(office.site) as change:
        use(change, B2, sound=None)
    after = called(office, "2.12")
    assert {key for key, one in found(office, before).items() if one.speaks} == {B2}
    assert not any(one.speaks for one in found(office, after).values())


def test_each_attempt_has_addressees_of_its_own(office: Office) -> None:
    call = called(office)
    shown(office, call, B2, office.watch.now)
    at = office.watch.wait(seconds=40)
    with office.database.change(office.site) as change:
        again = service.recall(change, call.ticket_id, actor="kern", now=at)
    assert {one.shown_at for one in found(office, again).values()} == {None}
    shown(office, call, FLUR, at, attempt=1)
    shown(office, call, DOOR, at, attempt=2)
    assert {key for key, one in found(office, again).items() if one.shown_at} == {DOOR}


def test_a_call_is_shown_and_spoken_once(office: Office) -> None:
    call, first = called(office), office.watch.wait(milliseconds=90)
    shown(office, call, B2, first)
    ended = office.watch.wait(seconds=6)
    spoken(office, call, B2)
    office.watch.wait(seconds=6)
    shown(office, call, B2, office.watch.now)
    spoken(office, call, B2, outcome="silent", languages=())
    one = found(office, call)[B2]
    assert (one.shown_at, one.late) == (first, False)
    assert (one.spoken_at, one.heard, one.languages) == (ended, "spoken", ("de", "tr"))


def test_why_nothing_was_heard_is_kept(office: Office) -> None:
    call = called(office)
    spoken(office, call, B2, outcome="quiet", languages=())
    one = found(office, call)[B2]
    assert (one.heard, one.languages) == ("quiet", ())


def test_a_display_that_shows_a_call_late_is_marked(office: Office) -> None:
    call = called(office)
    at = office.watch.wait(seconds=3)
    shown(office, call, B2, at)
    assert found(office, call)[B2].late


MOMENTS = st.integers(-900, 900).map(lambda seconds: MONDAY + timedelta(seconds=seconds))


@given(said=MOMENTS, took=st.integers(0, 600))
def test_no_stamp_precedes_its_call_or_follows_its_report(said: datetime, took: int) -> None:
    heard_at = MONDAY + timedelta(seconds=took)
    at = stamped(said, MONDAY, heard_at)
    assert MONDAY <= at <= heard_at
    assert at == said or not MONDAY <= said <= heard_at


def test_a_display_whose_clock_is_wrong_has_shown_the_call_nevertheless(office: Office) -> None:
    call, heard = called(office), office.watch.wait(milliseconds=90)
    shown(office, call, B2, MONDAY - timedelta(days=900))
    shown(office, call, FLUR, MONDAY + timedelta(days=900))
    spoken(office, call, B2, ended_at=MONDAY + timedelta(days=900))
    rows = found(office, call)
    assert {rows[B2].shown_at, rows[FLUR].shown_at, rows[B2].spoken_at} == {heard}


def test_what_nobody_called_cannot_have_been_shown(office: Office) -> None:
    call = called(office)
    for call_id, attempt in (("01NONE", 1), (call.call_id, 2)):
        said = CallShown(call_id=call_id, attempt=attempt, frame_at=office.watch.now)
        with office.database.change(office.site) as change, pytest.raises(UnknownCall):
            service.note_shown(change, B2, said, now=office.watch.now)


def test_a_display_that_a_call_is_not_for_changes_nothing(office: Office) -> None:
    call = called(office)
    before = found(office, call)
    shown(office, call, A1, office.watch.now)
    spoken(office, call, A1)
    assert found(office, call) == before


def test_a_word_about_a_call_that_was_taken_back_does_no_harm(office: Office) -> None:
    call = called(office)
    with office.database.change(office.site) as change:
        service.cancel(change, call.ticket_id, actor="kern", now=office.watch.now)
    shown(office, call, B2, office.watch.now)
    with office.database.read() as session:
        (ticket,) = service.today(session, office.site, now=office.watch.now)
    assert (ticket.state, ticket.call) == ("waiting", None)


def test_old_calls_are_forgotten_with_their_displays(office: Office) -> None:
    old = called(office)
    office.watch.wait(days=1)
    new = called(office, "2.12")
    with office.database.change(office.site) as change:
        service.forget_addressees(change, before=office.watch.now)
    assert found(office, old) == {}
    assert found(office, new) != {}


# ------------------------------------------------------------------ the alarm


def one(role: DisplayRole = "zone", *, online: bool = True, shown: bool = False) -> Addressee:
    at = MONDAY + timedelta(milliseconds=90) if shown else None
    return Addressee(CallId("01"), 1, DeviceId("d"), MONDAY, role, False, at, online=online)


@pytest.mark.parametrize(
    ("addressees", "seconds", "gap"),
    [
        ((), 0, "no_display"),
        ((one("door", shown=True),), 0, "no_display"),
        ((one(online=False), one("way", online=False)), 0, "offline"),
        ((one(online=False), one("way")), 0, None),
        ((one(),), 2.9, None),
        ((one(),), 3, "unshown"),
        ((one("door", shown=True), one()), 3, "unshown"),
        ((one(), one("way", shown=True)), 3, None),
        ((one(online=False, shown=True),), 600, None),
    ],
)
def test_a_call_that_nobody_can_have_seen_is_an_exception(
    addressees: tuple[Addressee, ...], seconds: float, gap: Gap | None
) -> None:
    assert unshown(MONDAY, addressees, MONDAY + timedelta(seconds=seconds)) == gap


ANY = st.builds(
    one, st.sampled_from(["zone", "way", "door"]), online=st.booleans(), shown=st.booleans()
)


@given(st.lists(ANY, max_size=5), st.floats(0, 700))
def test_once_a_display_has_shown_it_the_alarm_is_over_and_before_it_always_comes(
    addressees: list[Addressee], seconds: float
) -> None:
    now = MONDAY + timedelta(seconds=seconds)
    seen = any(each.shown_at and each.role != "door" for each in addressees)
    gap = unshown(MONDAY, addressees, now)
    if seen:
        assert gap is None
    elif seconds >= 3:
        assert gap is not None


def test_a_display_that_was_switched_off_is_known_at_once(office: Office) -> None:
    call = called(office, "2.10")
    with office.database.read() as session:
        rows = service.addressees_of(session, office.site, call, now=office.watch.now)
    assert unshown(call.called_at, rows, office.watch.now) == "offline"
    born(office, B2)
    assert found(office, call)[B2].online
    assert found(office, call)[B2].name == "Display 2"


def test_a_zone_without_any_display_is_known_at_once(office: Office) -> None:
    with office.database.change(office.site) as change:
        devices.take_down(change, A1, timezone="Europe/Berlin")
    papers = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")
    call = called(office, "Schalter 1", papers)
    assert unshown(call.called_at, found(office, call).values(), office.watch.now) == "no_display"


def test_a_display_hung_while_a_call_is_open_gets_the_next_attempt(office: Office) -> None:
    call = called(office, "2.10")
    with office.database.change(office.site) as change:
        devices.hang(
            change, Place(DeviceId("display-9"), "display", "Neu", "zone-b", 0, ZoneId("B"))
        )
        again = service.recall(change, call.ticket_id, actor="kern", now=office.watch.now)
    assert set(found(office, again)) == {B2, "display-9"}
