"""Messages from devices: answered once, and whatever is wrong with them is survived."""

import functools
import json
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.bridge.receive import Receiver
from hub.devices import service as devices
from hub.queue import service as queue
from tests.hub.bridge.speech import acks, changed, envelope, path, receiver, say
from tests.hub.conftest import MONDAY, Office
from tests.hub.races import together
from wire import topics
from wire.codec import MAX_BYTES, encode
from wire.health import ClockState, Health, Trouble, Vitals
from wire.ids import ConcernId, DeviceId
from wire.messages import (
    CallShown,
    CallSpoken,
    CheckinRequest,
    DeviceState,
    DoneReply,
    HelpRequest,
    PaperReport,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

WISH = TicketRequest(concern="unterlagen", lang="de")


def tickets(office: Office) -> int:
    with office.database.read() as session:
        return len(queue.today(session, office.site, now=office.watch.now))


def called(office: Office, to: Receiver) -> str:
    """Somebody draws a number and is called at once; answers the call's id."""
    say(office, to, WISH)
    with office.database.change(office.site) as change:
        call = queue.call_next(change, "Schalter 1", actor="yilmaz", now=office.watch.now)
    return call.call_id


def test_a_wish_is_answered_with_a_ticket(office: Office) -> None:
    said = say(office, receiver(office), WISH)
    (ack,) = acks(office)
    assert (ack.of, ack.outcome) == (said.id, "committed")
    assert isinstance(ack.reply, TicketReply)
    assert ack.reply.number == "W001"


def test_a_repeated_message_gets_the_first_answer(office: Office) -> None:
    to, said = receiver(office), envelope(office, WISH)
    for _ in range(3):
        to.take(path(office), encode(said))
        office.watch.wait(seconds=4)
    first, *others = acks(office)
    assert others == [first, first]
    assert tickets(office) == 1


def test_two_processes_that_hear_one_message_issue_one_ticket(office: Office) -> None:
    both = [receiver(office), receiver(office, office.another_process())]
    for _ in range(5):
        said = encode(envelope(office, WISH))
        hear = [functools.partial(to.take, path(office), said) for to in both * 2]
        assert together(hear) == [None] * 4
    assert tickets(office) == 5
    by_message: dict[str, set[str]] = {}
    for ack in acks(office):
        assert isinstance(ack.reply, TicketReply)
        by_message.setdefault(ack.of, set()).add(ack.reply.number)
    assert sorted(map(len, by_message.values())) == [1] * 5


def shown_on(office: Office, call_id: str) -> set[str]:
    """Displays that are known to have shown the first attempt of a call."""
    with office.database.read() as session:
        found = queue.addressees(session, office.site, [call_id], now=office.watch.now)
    return {one.device for one in found[call_id, 1] if one.shown_at is not None}


def test_one_devices_id_is_not_anothers(office: Office) -> None:
    to, said = receiver(office), envelope(office, HelpRequest(lang="de"))
    to.take(path(office), encode(said))
    call_id = called(office, to)
    shown = CallShown(call_id=call_id, attempt=1, frame_at=office.watch.now)
    other = envelope(office, shown, "display-1").model_copy(update={"id": said.id})
    to.take(path(office, "display-1"), encode(other))
    assert shown_on(office, call_id) == {"display-1"}


@pytest.mark.warns("message_refused")
def test_a_display_cannot_have_shown_what_nobody_called(office: Office) -> None:
    to, now = receiver(office), office.watch.now
    call_id = called(office, to)
    for wrong, attempt in (("01NONE", 1), (call_id, 2)):
        say(office, to, CallShown(call_id=wrong, attempt=attempt, frame_at=now), "display-1")
    assert [ack.outcome for ack in acks(office, "display-1")] == ["malformed"] * 2
    assert to.refused == {"unknown_call": 2}
    assert shown_on(office, call_id) == set()


def test_what_was_heard_of_a_call_is_kept_once(office: Office) -> None:
    to, now = receiver(office), office.watch.now
    call_id = called(office, to)
    said = CallSpoken(
        call_id=call_id, attempt=1, outcome="spoken", languages=("de", "ar"), ended_at=now
    )
    for _ in range(2):
        say(office, to, said, "display-1")
    assert [ack.reply for ack in acks(office, "display-1")] == [DoneReply()] * 2
    with office.database.read() as session:
        (one,) = queue.addressees(session, office.site, [call_id], now=now)[call_id, 1]
    assert (one.heard, one.languages, one.spoken_at) == ("spoken", ("de", "ar"), now)


def test_a_display_that_a_call_is_not_for_is_heard_and_nothing_follows(office: Office) -> None:
    to = receiver(office)
    call_id = called(office, to)
    shown = CallShown(call_id=call_id, attempt=1, frame_at=office.watch.now)
    say(office, to, shown, "display-2")
    assert [ack.outcome for ack in acks(office, "display-2")] == ["committed"]
    assert shown_on(office, call_id) == set()


def test_every_message_of_a_device_reaches_its_room(office: Office) -> None:
    to, now = receiver(office), office.watch.now
    say(office, to, WISH)
    reply = acks(office)[-1].reply
    assert isinstance(reply, TicketReply)
    say(office, to, PaperReport(ticket_id=reply.ticket_id, outcome="printed", at=now))
    assert acks(office)[-1].reply == DoneReply()
    say(office, to, HelpRequest(lang="en"))
    say(office, to, CheckinRequest(kind="letter", code="unsinn", lang="de"))
    refusal = acks(office)[-1].reply
    assert isinstance(refusal, RefusalReply)
    assert refusal.reason == "foreign"
    state = DeviceState(online=True, bd=3, at=now, kind="kiosk", version="0.1.0")
    trouble = Trouble(key="printer_near_end", severity="warning", since=now)
    for topic, message in (
        (topics.DEVICE_STATE, state),
        (topics.HEALTH, Health(troubles=(trouble,))),
    ):
        to.take(path(office, topic=topic), encode(envelope(office, message)))
    with office.database.read() as session:
        kiosk = devices.device(session, office.site, DeviceId("kiosk-01"))
        ticket = queue.ticket(session, office.site, reply.ticket_id)
    assert (ticket.paper, kiosk.online, kiosk.help_at) == ("printed", True, now)
    assert [one.key for one in kiosk.troubles] == ["printer_near_end"]
    assert to.refused == {}


def test_figures_alone_are_noted_and_change_nothing(office: Office) -> None:
    to, trouble = receiver(office), Trouble(key="board.hot", severity="warning", since=MONDAY)
    revisions, heat = [], []
    revision = office.database.revision
    for health in (
        Health(troubles=(trouble,), vitals=Vitals(temperature=81)),
        Health(troubles=(trouble,), vitals=Vitals(temperature=84)),
        Health(vitals=Vitals(temperature=70)),
        Health(vitals=Vitals(temperature=69)),
    ):
        to.take(path(office, topic=topics.HEALTH), encode(envelope(office, health)))
        with office.database.read() as session:
            vitals = devices.device(session, office.site, DeviceId("kiosk-01")).vitals
        heat.append(vitals and vitals.temperature)
        revisions.append(revision(office.site))
    assert heat == [81, 84, 70, 69]
    gaps = [after - before for before, after in pairwise(revisions)]
    assert gaps == [0, 1, 0], "only a trouble's end is a change of the house"


@pytest.mark.warns("message_refused")
@pytest.mark.parametrize(
    ("fields", "fault", "outcome"),
    [
        ({"v": 9}, "unknown_version", "unsupported"),
        ({"type": "coffee.request"}, "unknown_type", "unsupported"),
        ({"type": "board"}, "wrong_address", "malformed"),
        ({"dev": "kiosk-02"}, "wrong_address", "malformed"),
        ({"data": {"concern": "unterlagen"}}, "malformed", "malformed"),
        ({"data": {"concern": "../../etc", "lang": "de"}}, "malformed", "malformed"),
        ({"data": None}, "malformed", "malformed"),
        ({"ts": "gestern"}, "malformed", "malformed"),
        ({"boot": "a\x00b"}, "malformed", "malformed"),
    ],
)
def test_what_cannot_be_taken_is_counted_and_forgotten_by_its_sender(
    office: Office, fields: dict[str, object], fault: str, outcome: str
) -> None:
    to = receiver(office)
    to.take(path(office), changed(office, WISH, **fields))
    (ack,) = acks(office)
    assert (ack.outcome, ack.reply) == (outcome, None)
    assert to.refused == {fault: 1}
    assert tickets(office) == 0


@pytest.mark.warns("message_refused")
@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        (b"", "malformed"),
        (b"[]", "malformed"),
        (b"\xff\xfe", "malformed"),
        (b"[" * 100_000, "malformed"),
        (b" " * (MAX_BYTES + 1), "oversized"),
        (json.dumps({"v": 1, "id": ["x"]}).encode(), "unknown_type"),
        (json.dumps({"v": 1, "id": "\ud800"}).encode(), "unknown_type"),
    ],
)
def test_what_bears_no_id_is_counted_and_answered_by_silence(
    office: Office, payload: bytes, fault: str
) -> None:
    to = receiver(office)
    to.take(path(office), payload)
    assert to.refused == {fault: 1}
    assert acks(office) == []


@pytest.mark.warns("message_refused")
@pytest.mark.parametrize(
    ("topic", "device", "fault"),
    [
        ("ez/v1/musterstadt/d/kiosk-99/up", "kiosk-99", "unknown_device"),
        ("ez/v1/nebenstadt/d/kiosk-01/up", "kiosk-01", "wrong_address"),
        ("ez/v2/musterstadt/d/kiosk-01/up", "kiosk-01", "unknown_topic"),
        ("ez/v1/musterstadt/d/KIOSK/up", "kiosk-01", "unknown_topic"),
        ("ez/v1/musterstadt/z/A/board", "kiosk-01", "wrong_address"),
    ],
)
def test_what_comes_on_a_wrong_topic_changes_nothing(
    office: Office, topic: str, device: str, fault: str
) -> None:
    to = receiver(office)
    to.take(topic, encode(envelope(office, WISH, device)))
    assert to.refused == {fault: 1}
    assert tickets(office) == 0


@pytest.mark.warns("message_refused")
def test_a_display_cannot_draw_numbers(office: Office) -> None:
    to = receiver(office)
    said = say(office, to, WISH, "display-1")
    (ack,) = acks(office, "display-1")
    assert (ack.of, ack.outcome) == (said.id, "unsupported")
    assert to.refused == {"wrong_kind": 1}
    assert tickets(office) == 0


@pytest.mark.warns("message_refused")
def test_a_report_on_an_unknown_ticket_is_forgotten_by_its_sender(office: Office) -> None:
    to = receiver(office)
    report = PaperReport(ticket_id="01NONE", outcome="printed", at=office.watch.now)
    said = envelope(office, report)
    to.take(path(office), encode(said))
    assert acks(office) == [], "its check-in may only be late"
    office.watch.wait(days=2)
    to.take(path(office), encode(said))
    (ack,) = acks(office)
    assert ack.outcome == "malformed"
    assert to.refused == {"unknown_ticket": 1}


def test_a_device_that_says_again_that_it_is_there_changes_nothing_else(office: Office) -> None:
    to, site = receiver(office), office.site
    topic = path(office, topic=topics.DEVICE_STATE)

    def still_there() -> None:
        state = DeviceState(online=True, bd=3, at=office.watch.now, kind="kiosk", version="1")
        to.take(topic, encode(envelope(office, state)))

    still_there()
    revision = office.database.revision(site)
    later = office.watch.wait(seconds=30)
    still_there()
    assert office.database.revision(site) == revision
    with office.database.read() as session:
        assert devices.device(session, site, DeviceId("kiosk-01")).seen_at == later


def test_a_device_whose_birth_was_only_kept_is_there_if_it_spoke_just_now(office: Office) -> None:
    """A broker that died has taken its will along; the hub was away when it last spoke."""
    to, topic = receiver(office), path(office, topic=topics.DEVICE_STATE)
    begun = office.watch.now

    def seen(bd: int, after: int, *, kept: bool = True, clk: ClockState = "synced") -> int | None:
        """How many seconds after the beginning the device was seen; None: it is not connected."""
        at = begun + timedelta(seconds=after)
        state = DeviceState(online=True, bd=bd, at=at, kind="kiosk", version="1")
        said = envelope(office, state).model_copy(update={"ts": at, "clk": clk})
        to.take(topic, encode(said), kept=kept)
        with office.database.read() as session:
            found = devices.overview(session, office.site, now=office.watch.now)
        (one,) = (one for one in found if one.place.id == "kiosk-01")
        return int((one.seen_at - begun).total_seconds()) if one.online and one.seen_at else None

    assert seen(1, 0, kept=False) == 0
    office.watch.wait(seconds=600)
    assert seen(1, 60) is None
    assert seen(2, 90) is None, "a birth that is news is no younger"
    assert seen(2, 580) == 580
    assert seen(3, 30) == 580, "an older word takes nothing back"
    assert seen(3, 40, clk="unsynced") == 600


def test_help_that_comes_hours_late_is_taken_and_calls_nobody(office: Office) -> None:
    to, said = receiver(office), envelope(office, HelpRequest(lang="de"))
    said = said.model_copy(update={"clk": "synced"})
    office.watch.wait(hours=2)
    to.take(path(office), encode(said))
    (ack,) = acks(office)
    assert (ack.outcome, ack.reply) == ("committed", None)
    with office.database.read() as session:
        assert devices.device(session, office.site, DeviceId("kiosk-01")).help_at is None


@pytest.mark.parametrize(("clock", "kind"), [("synced", "ticket"), ("unsynced", "refusal")])
def test_a_letter_that_was_shown_in_time_is_in_time_after_an_outage(
    office: Office, clock: str, kind: str
) -> None:
    starts_at = office.watch.now - timedelta(minutes=20)
    new = NewAppointment(starts_at, 30, ConcernId("unterlagen"), None, "A", "Weber, H.")
    with office.database.change(office.site) as change:
        code = appointments.book(change, new).short_code
    said = envelope(office, CheckinRequest(kind="short_code", code=code, lang="de"))
    later = office.watch.wait(minutes=40)
    receiver(office).take(path(office), encode(said.model_copy(update={"clk": clock})))
    (ack,) = acks(office)
    assert ack.reply is not None
    assert ack.reply.kind == kind
    if isinstance(ack.reply, TicketReply):
        assert ack.reply.issued_at == later


@pytest.mark.warns("message_refused")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payload=st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    cut=st.integers(0, 180),
)
def test_no_payload_at_all_is_fatal(office: Office, payload: bytes, cut: int) -> None:
    to = receiver(office)
    good = encode(envelope(office, WISH))
    for broken in (payload, good[:cut], good[:cut] + payload + good[cut + 1 :]):
        to.take(path(office), broken)
