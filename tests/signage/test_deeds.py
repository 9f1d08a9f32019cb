"""What the deeds do with sound: quiet hours, volume, displays that do not speak, doubled orders."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from signage.board.events import Keep, Proclaim, Ring
from signage.board.state import BoardState, begin
from signage.deeds import ALARM_PERCENT, RETRY_S, Deaf, Deeds
from signage.media.line import Announcement
from signage.memory import Memory
from tests.signage.samples import T0, alarm, at, call, config
from wire.ids import MessageId
from wire.messages import DisplayCommand, Emergency, Hours, OrderDone, Sound
from wire.outbox import Outbox
from wire.topics import Topic


class Line:
    """A link that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[BaseModel] = []
        self.told: list[BaseModel] = []
        self.heard_at: float | None = None

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def send(self, message: BaseModel) -> MessageId:
        self.sent.append(message)
        return MessageId("m")

    def tell(self, _topic: Topic, message: BaseModel) -> None:
        self.told.append(message)

    def listen_to_zones(self, zones: Sequence[str]) -> None: ...


class Mouth:
    """A speaker that keeps what it is asked to say."""

    audible = voiced = True

    def __init__(self) -> None:
        self.asked: list[Announcement] = []
        self.tried = 0

    def try_out(self) -> None:
        self.tried += 1

    def announce(self, what: Announcement) -> None:
        self.asked.append(what)

    def drop(self, which: str) -> None: ...

    def stop(self) -> None: ...


class Desk:
    """The deeds with their surroundings."""

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox(folder / "outbox.sqlite")
        self.line, self.mouth = Line(), Mouth()
        self.deaf: list[Deaf] = []
        self.deeds = Deeds(self.line, self.outbox, self.mouth, self.deaf.append)

    def state(self, sound: Sound | None) -> BoardState:
        told = config().model_copy(update={"sound": sound})
        return BoardState(**{**vars(begin(at(0, synced=True))), "config": told})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.outbox.close()


def test_a_call_is_announced_once_at_the_display_s_volume(desk: Desk) -> None:
    for _ in range(2):
        desk.deeds.carry(Ring(call("c7", 1)), desk.state(Sound(volume=40)))
    [asked] = desk.mouth.asked
    assert (asked.id, asked.chime, asked.volume) == ("c7/1", "call", 40)
    desk.deeds.carry(Ring(call("c7", 2, attempt=2)), desk.state(Sound(volume=40)))
    assert desk.mouth.asked[-1].chime == "recall"


def test_a_display_without_sound_says_and_tells_nothing(desk: Desk) -> None:
    desk.deeds.carry(Ring(call("c7", 1)), desk.state(None))
    desk.deeds.carry(Proclaim(alarm()), desk.state(None))
    assert (desk.mouth.asked, desk.deaf, desk.line.sent) == ([], [], [])


def test_in_quiet_hours_a_call_is_not_heard_but_an_alarm_is(desk: Desk) -> None:
    local = T0 + timedelta(hours=1)
    quiet = Sound(quiet=(Hours(weekday=local.weekday(), opens=0, closes=1440),))
    desk.deeds.carry(Ring(call("c7", 1)), desk.state(quiet))
    assert (desk.mouth.asked, desk.deaf) == ([], [Deaf(("c7", 1))])
    desk.deeds.carry(Proclaim(alarm()), desk.state(quiet))
    assert [asked.chime for asked in desk.mouth.asked] == ["alarm"]


def test_a_clock_that_nobody_has_set_makes_no_quiet_hours(desk: Desk) -> None:
    quiet = Sound(quiet=tuple(Hours(weekday=day, opens=0, closes=1440) for day in range(7)))
    desk.deeds.carry(Ring(call("c7", 1)), replace(desk.state(quiet), now=at(1)))
    assert [asked.id for asked in desk.mouth.asked] == ["c7/1"]
    by_the_site = replace(desk.state(quiet), now=at(1, site=True))
    desk.deeds.carry(Ring(call("c8", 1)), by_the_site)
    assert desk.deaf == [Deaf(("c8", 1))]


def test_a_volume_of_nothing_is_quiet_and_an_alarm_is_loud_all_the_same(desk: Desk) -> None:
    desk.deeds.carry(Ring(call("c7", 1)), desk.state(Sound(volume=0)))
    assert desk.deaf == [Deaf(("c7", 1))]
    desk.deeds.carry(Proclaim(alarm()), desk.state(Sound(volume=0)))
    assert desk.mouth.asked[0].volume == ALARM_PERCENT


def test_an_order_is_done_once_over_all_restarts(desk: Desk, tmp_path: Path) -> None:
    order = DisplayCommand(order="o1", action="restart")
    assert desk.deeds.first_order(order)
    assert not desk.deeds.first_order(order)
    again = Outbox(tmp_path / "outbox.sqlite")
    assert not Deeds(desk.line, again, desk.mouth, desk.deaf.append).first_order(order)
    again.close()


def test_an_order_that_failed_is_answered_with_the_reason(desk: Desk) -> None:
    desk.deeds.answer("o1", failed="not_drawn")
    desk.deeds.answer("o2")
    assert desk.line.sent == [
        OrderDone(order="o1", outcome="failed", detail="not_drawn"),
        OrderDone(order="o2", outcome="done"),
    ]


class FullDisk(Outbox):
    """An outbox that takes nothing while `full`."""

    full = True

    def first_time(self, key: str) -> bool:
        self._fail()
        return super().first_time(key)

    def note(self, name: str, value: str) -> None:
        self._fail()
        super().note(name, value)

    def _fail(self) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[tuple[Desk, FullDisk]]:
    desk, outbox = Desk(tmp_path), FullDisk(tmp_path / "full.sqlite")
    desk.deeds = Deeds(desk.line, outbox, desk.mouth, desk.deaf.append)
    yield desk, outbox
    outbox.close()
    desk.outbox.close()


@pytest.mark.warns("chime_not_remembered")
def test_on_a_full_disk_a_call_is_heard_all_the_same(full_disk: tuple[Desk, FullDisk]) -> None:
    desk, _outbox = full_disk
    desk.deeds.carry(Ring(call("c7", 1)), desk.state(Sound()))
    assert [asked.id for asked in desk.mouth.asked] == ["c7/1"]


@pytest.mark.warns("order_not_remembered")
def test_on_a_full_disk_an_order_is_done_once_and_a_restart_is_refused(
    full_disk: tuple[Desk, FullDisk],
) -> None:
    desk, _outbox = full_disk
    order = DisplayCommand(order="o1", action="identify")
    assert [desk.deeds.first_order(order) for _ in range(2)] == [True, False]
    assert not desk.deeds.first_order(DisplayCommand(order="o2", action="restart"))
    [answer] = desk.line.sent
    assert isinstance(answer, OrderDone)
    assert (answer.order, answer.outcome) == ("o2", "failed")


def test_a_memory_of_this_life_alone_restarts_nothing_and_becomes_lasting(
    desk: Desk, tmp_path: Path
) -> None:
    outbox = Outbox(tmp_path / "file" / "outbox.sqlite", lasts=False)
    outbox.path.parent.write_text("no folder")
    deeds = Deeds(desk.line, outbox, desk.mouth, desk.deaf.append)
    assert not deeds.first_order(DisplayCommand(order="o1", action="restart"))
    assert deeds.first_order(DisplayCommand(order="o2", action="identify"))
    deeds.keep_again(desk.state(None))
    wrong = [deeds.forgetful]
    outbox.path.parent.unlink()
    deeds.keep_again(replace(desk.state(None), now=at(RETRY_S)))
    assert [*wrong, deeds.forgetful] == [True, False]
    assert deeds.first_order(DisplayCommand(order="o3", action="restart"))
    outbox.close()


@pytest.mark.warns("memory_not_kept")
def test_what_a_full_disk_has_refused_is_kept_when_there_is_room(
    full_disk: tuple[Desk, FullDisk],
) -> None:
    desk, outbox = full_disk
    state = desk.state(None)
    state = replace(state, emergency=Emergency(rev=3))
    desk.deeds.carry(Keep("config"), state)
    desk.deeds.carry(Keep("emergency"), state)
    later = replace(state, now=at(RETRY_S))
    desk.deeds.keep_again(later)
    assert outbox.noted("emergency") is None
    outbox.full = False
    desk.deeds.keep_again(later)
    assert outbox.noted("emergency") is None, "not each second"
    desk.deeds.keep_again(replace(state, now=at(2 * RETRY_S)))
    assert (Memory(outbox).state(at(0)).emergency, outbox.noted("config") is None) == (
        Emergency(rev=3),
        False,
    )


def test_an_alarm_is_spoken_again_and_again_and_logged_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for _ in range(3):
        desk.deeds.carry(Proclaim(alarm()), desk.state(Sound()))
    assert len(desk.mouth.asked) == 3
    assert caplog.messages.count("alarm_proclaimed") == 1
