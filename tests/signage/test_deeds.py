"""What the deeds do with sound: quiet hours, volume, displays that do not speak, doubled orders."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from signage.board.events import Proclaim, Ring
from signage.board.state import BoardState, begin
from signage.deeds import ALARM_PERCENT, Deaf, Deeds
from signage.media.line import Announcement
from tests.signage.samples import T0, alarm, at, call, config
from wire.ids import MessageId
from wire.messages import DisplayCommand, Hours, OrderDone, Sound
from wire.outbox import Outbox
from wire.topics import Topic


class Line:
    """A link that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[BaseModel] = []

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def send(self, message: BaseModel) -> MessageId:
        self.sent.append(message)
        return MessageId("m")

    def tell(self, topic: Topic, message: BaseModel) -> None: ...

    def listen_to_zones(self, zones: Sequence[str]) -> None: ...


class Mouth:
    """A speaker that keeps what it is asked to say."""

    audible = True

    def __init__(self) -> None:
        self.asked: list[Announcement] = []

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
        return BoardState(**{**vars(begin(at(0))), "config": told})


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
    desk.deeds.answer("o1", failed="no picture")
    desk.deeds.answer("o2")
    assert desk.line.sent == [
        OrderDone(order="o1", outcome="failed", detail="no picture"),
        OrderDone(order="o2", outcome="done"),
    ]
