"""The bridge on a real broker: a kiosk and displays talk to one hub, to the next, to two."""

import queue as queues
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.bridge.runner import Bridge
from hub.devices import service as devices
from hub.devices.rules import Place, Speaking
from hub.kit.clock import Clock, utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from hub.queue import service as queue
from hub.queue.rules import NewTicket
from hub.sites.demo import HOUSE
from provisioning import broker
from provisioning.broker import Account, free_port
from provisioning.child import Child
from tests.hub.bridge.alone import Kiosk, hear, wish
from tests.hub.bridge.speech import receiver
from tests.hub.conftest import Office, Watch
from tests.hub.places import use
from tests.patience import PATIENCE_S
from wire import topics
from wire.codec import decode
from wire.device import Answered, DeviceEvent, DeviceLink, HubReachable, Identity, Received
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.link import Hooks, Link, LinkSettings, Publication
from wire.look import Look
from wire.messages import (
    Board,
    Call,
    CallShown,
    DayBook,
    DisplayConfig,
    Door,
    HubState,
    KioskConfig,
    Lease,
    Sound,
    TicketReply,
    TicketRequest,
)
from wire.outbox import Outbox
from wire.qr import book_key

LOOK = Look(authority="Jobcenter Musterstadt")
WISH = TicketRequest(concern="unterlagen", lang="de")
T = TypeVar("T")
ACCOUNTS = (
    Account("hub-1", "one", "hub"),
    Account("hub-2", "two", "hub"),
    Account("kiosk-01", "three", "kiosk"),
    Account("display-1", "four", "display"),
    Account("door-214", "five", "display"),
)


class Ear:
    """What a device has heard; `hear` waits for what satisfies."""

    def __init__(self) -> None:
        self._heard: list[DeviceEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: DeviceEvent) -> None:
        with self._news:
            self._heard.append(event)
            self._news.notify_all()

    def hear(self, what: Callable[[DeviceEvent], T | None]) -> T:
        def found() -> T | None:
            return next((one for event in self._heard if (one := what(event)) is not None), None)

        with self._news:
            answer = self._news.wait_for(found, PATIENCE_S)
        assert answer is not None, self._heard
        return answer

    def latest(self, what: Callable[[DeviceEvent], bool]) -> None:
        """Wait until the latest event that is about reachability satisfies."""
        with self._news:
            assert self._news.wait_for(
                lambda: any(
                    what(event)
                    for event in [e for e in self._heard if isinstance(e, HubReachable)][-1:]
                ),
                PATIENCE_S,
            )

    def count(self, kind: type) -> int:
        with self._news:
            return sum(isinstance(event, kind) for event in self._heard)

    def count_of(self, kind: type) -> int:
        """How many messages of a kind were received."""
        with self._news:
            return sum(received(kind)(event) is not None for event in self._heard)


@dataclass
class Town:
    """A broker, and whoever connects to it."""

    office: Office
    port: int
    folder: Path
    stops: list[Callable[[], None]]

    def link(self, name: str) -> LinkSettings:
        password = next(one.password for one in ACCOUNTS if one.name == name)
        return LinkSettings("127.0.0.1", self.port, name, password)

    def hub(
        self,
        name: str = "hub-1",
        clock: Clock = utc_now,
        steady: Callable[[], float] = time.monotonic,
    ) -> tuple[Bridge, Database]:
        database = Database(self.office.url, Post(name, clock))
        self.office.opened.append(database)
        bridge = Bridge(database, HOUSE.site, self.office.keyring, LOOK, self.link(name), steady)
        bridge.start()
        self.stops.append(bridge.stop)
        return bridge, database

    def device(self, name: str) -> tuple[DeviceLink, Ear]:
        ear = Ear()
        kind = "kiosk" if name.startswith("kiosk") else "display"
        identity = Identity(self.office.site, DeviceId(name), kind, "0.1.0")  # type: ignore[arg-type]
        outbox = Outbox(self.folder / f"{name}.db")
        device = DeviceLink(identity, self.link(name), outbox, utc_now, ear)
        device.start()
        self.stops += [outbox.close, device.stop]
        return device, ear


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Iterator[Town]:
    port = free_port()
    command = broker.prepare(tmp_path / "broker", office.site, ACCOUNTS, port)
    child = Child("broker", command, {}, tmp_path / "broker.log")
    child.start()
    town = Town(office, port, tmp_path, [])
    yield town
    for stop in reversed(town.stops):
        stop()
    child.stop()


def received(kind: type[T]) -> Callable[[DeviceEvent], T | None]:
    def what(event: DeviceEvent) -> T | None:
        message = event.message if isinstance(event, Received) else None
        return message if isinstance(message, kind) else None

    return what


def answer_to(message_id: str) -> Callable[[DeviceEvent], Answered | None]:
    return lambda event: event if isinstance(event, Answered) and event.of == message_id else None


def test_devices_are_told_of_the_house_and_get_answers(town: Town) -> None:
    _bridge, database = town.hub()
    kiosk, ear = town.device("kiosk-01")
    _display, other = town.device("display-1")
    assert ear.hear(received(KioskConfig)).name == "Kiosk am Eingang"
    assert ear.hear(received(Look)) == LOOK
    assert other.hear(received(DisplayConfig)).zones == ("A",)
    ear.latest(lambda event: event == HubReachable(yes=True))
    answered = ear.hear(answer_to(kiosk.send(WISH)))
    assert isinstance(answered.reply, TicketReply)
    assert answered.reply.number == "W001"
    with database.read() as session:
        assert devices.device(session, town.office.site, DeviceId("kiosk-01")).online


def test_a_call_reaches_the_display_and_its_proof_comes_back(town: Town) -> None:
    _bridge, database = town.hub()
    kiosk, ear = town.device("kiosk-01")
    display, other = town.device("display-1")
    display.listen_to_zones(["A"])
    ear.hear(answer_to(kiosk.send(WISH)))
    with database.change(town.office.site) as change:
        call = queue.call_next(change, "Schalter 1", actor="yilmaz", now=utc_now())
    heard = other.hear(received(Call))
    assert (heard.call_id, heard.number, heard.room) == (call.call_id, "W001", "Schalter 1")
    board = other.hear(_board(lambda board: bool(board.calls)))
    assert (board.rev, board.calls[0].call_id) == (heard.board_rev, call.call_id)
    shown = CallShown(call_id=call.call_id, attempt=1, frame_at=utc_now())
    other.hear(answer_to(display.send(shown)))
    with database.read() as session:
        found = queue.addressees_of(session, town.office.site, call, now=utc_now())
    assert [one.name for one in found if one.shown_at] == ["Display 1"]


def test_what_was_said_while_no_hub_was_there_is_answered_once(town: Town) -> None:
    bridge, _ = town.hub()
    kiosk, ear = town.device("kiosk-01")
    ear.latest(lambda event: event == HubReachable(yes=True))
    bridge.stop()
    town.stops.remove(bridge.stop)
    ear.latest(lambda event: event == HubReachable(yes=False))
    said = kiosk.send(WISH)
    _bridge, database = town.hub()
    ear.latest(lambda event: event == HubReachable(yes=True))
    assert ear.hear(answer_to(said)).outcome == "committed"
    with database.read() as session:
        assert len(queue.today(session, town.office.site, now=utc_now())) == 1


def test_two_hubs_answer_each_message_with_one_ticket(town: Town) -> None:
    town.hub("hub-1")
    _, database = town.hub("hub-2")
    kiosk, ear = town.device("kiosk-01")
    ear.latest(lambda event: event == HubReachable(yes=True))
    answers = [ear.hear(answer_to(kiosk.send(WISH))) for _ in range(8)]
    numbers = [one.reply.number for one in answers if isinstance(one.reply, TicketReply)]
    assert sorted(numbers) == [f"W{n:03}" for n in range(1, 9)]
    with database.read() as session:
        assert len(queue.today(session, town.office.site, now=utc_now())) == 8
    assert ear.count(Answered) == 8


@pytest.mark.warns("device_misplaced")
def test_a_device_that_hangs_nowhere_keeps_nobody_waiting(town: Town) -> None:
    lost = Place(DeviceId("display-0"), "display", "Display 0", "garden", 0)
    with town.office.database.change(town.office.site) as change:
        devices.hang(change, lost)
    town.hub()
    _kiosk, ear = town.device("kiosk-01")
    _display, other = town.device("display-1")
    assert ear.hear(received(KioskConfig)).rev == other.hear(received(DisplayConfig)).rev


def test_a_display_that_hangs_elsewhere_is_told_within_a_moment(town: Town) -> None:
    passed = [0.0]
    _bridge, database = town.hub(steady=lambda: passed[0])
    _display, ear = town.device("display-1")
    first = ear.hear(received(DisplayConfig))
    with database.change(town.office.site) as change:
        use(change, "display-1", sound=Speaking(volume=15))
    passed[0] += 1.0
    found = ear.hear(_display_config(lambda config: config.rev > first.rev))
    assert found.sound is not None
    assert (first.sound, found.sound.volume) == (Sound(), 15)


def test_a_kiosk_that_is_hung_while_the_hub_runs_gets_all_it_needs(town: Town) -> None:
    passed = [0.0]
    _bridge, database = town.hub(steady=lambda: passed[0])
    _display, other = town.device("display-1")
    other.hear(received(DisplayConfig))
    with database.change(town.office.site) as change:
        place = devices.device(change.session, town.office.site, DeviceId("kiosk-01")).place
        devices.rehang(change, replace(place, name="Kiosk im Hof"))
    passed[0] += 1.0
    _kiosk, ear = town.device("kiosk-01")
    ear.hear(_config(lambda config: config.name == "Kiosk im Hof"))
    ear.hear(received(DayBook))


def test_a_sign_at_a_door_is_told_at_the_start_and_when_a_closure_is_over(town: Town) -> None:
    passed, watch = [0.0], Watch(datetime(2026, 11, 23, 9, tzinfo=UTC))
    with town.office.database.change(town.office.site) as change:
        until = watch.now + timedelta(minutes=30)
        queue.close_room(change, "2.14", until=until, now=watch.now)
    town.hub(clock=watch, steady=lambda: passed[0])
    _sign, ear = town.device("door-214")
    closed = ear.hear(received(Door))
    assert (closed.state, closed.until) == ("closed", until)
    watch.wait(minutes=30)
    passed[0] += 1.0
    ear.hear(_door(lambda door: door.state == "free"))


def test_a_hub_says_again_and_again_that_it_is_there(town: Town) -> None:
    """With the moment of its birth, so that the will, which bears it too, still counts."""
    passed, heard = [0.0], queues.Queue[HubState]()

    def listen(path: str, payload: bytes, _retained: bool) -> None:
        message = decode(path, payload)[1].data
        if isinstance(message, HubState):
            heard.put(message)

    topic = topics.HUB_STATE.path(site=town.office.site, hub="+")
    will = Publication("ez/v1/musterstadt/d/kiosk-01/state", b"")
    ear = Link(
        town.link("kiosk-01"), [topic],
        Hooks(lambda: will, list, lambda _up: None, listen, lambda: None),
    )  # fmt: skip
    ear.start()
    town.stops.append(ear.stop)
    town.hub(steady=lambda: passed[0])
    birth = heard.get(timeout=PATIENCE_S)
    assert birth.online
    for _ in range(2):
        passed[0] += 30.0
        assert heard.get(timeout=PATIENCE_S) == birth


def test_a_new_day_begins_with_empty_boards(town: Town) -> None:
    watch = Watch(utc_now())
    _bridge, database = town.hub(clock=watch)
    display, ear = town.device("display-1")
    display.listen_to_zones(["A"])
    with database.change(town.office.site) as change:
        queue.issue(change, NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de"), now=watch.now)
    full = ear.hear(_board(lambda board: board.waiting == 1))
    watch.wait(days=1)
    empty = ear.hear(_board(lambda board: board.rev > full.rev and board.waiting == 0))
    assert empty.calls == ()


def test_kiosks_hold_a_book_of_the_day_that_follows_the_appointments(town: Town) -> None:
    passed = [0.0]
    _bridge, database = town.hub(clock=Watch(utc_now()), steady=lambda: passed[0])
    _kiosk, ear = town.device("kiosk-01")
    first = ear.hear(received(DayBook))
    assert first.entries == {}
    booked = []
    for _ in range(20):
        with database.change(town.office.site) as change:
            new = NewAppointment(utc_now(), 30, ConcernId("umzug"), None, "A", "Weber, H.")
            booked.append(appointments.book(change, new))
    passed[0] += 5.0
    ear.hear(_book(lambda book: len(book.entries) == 20))
    with database.change(town.office.site) as change:
        appointments.cancel(change, booked[0].id)
    passed[0] += 5.0
    gone = book_key(bytes.fromhex(booked[0].id))
    found = ear.hear(_book(lambda book: gone in book.revoked))
    assert found.rev > first.rev
    assert gone not in found.entries
    assert ear.count_of(DayBook) == 3, "however many appointments change, one book tells of them"


def test_a_kiosk_gets_what_it_needs_alone_and_the_same_numbers_from_each_hub(town: Town) -> None:
    bridge, _ = town.hub()
    _kiosk, ear = town.device("kiosk-01")
    told = ear.hear(received(KioskConfig))
    assert told.standalone is not None
    bridge.stop()
    town.stops.remove(bridge.stop)
    hear(town.office, receiver(town.office), Kiosk(town.office, given=7).alone(wish()))
    town.hub("hub-2")
    again = ear.hear(_config(lambda config: config.rev > told.rev))
    assert again.standalone is not None
    assert again.standalone.lease == Lease(series="L", first=1, last=333, next=9)
    assert told.standalone == again.standalone.model_copy(update={"lease": told.standalone.lease})
    assert told.standalone.lease == Lease(series="L", first=1, last=333)
    assert told.standalone.sites["78"] == "Jobcenter Nebenstadt"


def _config(wanted: Callable[[KioskConfig], bool]) -> Callable[[DeviceEvent], KioskConfig | None]:
    def what(event: DeviceEvent) -> KioskConfig | None:
        config = received(KioskConfig)(event)
        return config if config is not None and wanted(config) else None

    return what


def _display_config(
    wanted: Callable[[DisplayConfig], bool],
) -> Callable[[DeviceEvent], DisplayConfig | None]:
    def what(event: DeviceEvent) -> DisplayConfig | None:
        config = received(DisplayConfig)(event)
        return config if config is not None and wanted(config) else None

    return what


def _door(wanted: Callable[[Door], bool]) -> Callable[[DeviceEvent], Door | None]:
    def what(event: DeviceEvent) -> Door | None:
        door = received(Door)(event)
        return door if door is not None and wanted(door) else None

    return what


def _book(wanted: Callable[[DayBook], bool]) -> Callable[[DeviceEvent], DayBook | None]:
    def what(event: DeviceEvent) -> DayBook | None:
        book = received(DayBook)(event)
        return book if book is not None and wanted(book) else None

    return what


def _board(wanted: Callable[[Board], bool]) -> Callable[[DeviceEvent], Board | None]:
    def what(event: DeviceEvent) -> Board | None:
        board = received(Board)(event)
        return board if board is not None and wanted(board) else None

    return what
