"""The runner with real parts in this process: what becomes of faults and of orders."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from signage.care import Care
from signage.content.keeper import Keeper
from signage.content.store import Store
from signage.runner import Parts, Runner
from signage.ui.frames import FrameWatch
from signage.ui.scene import Drawn, Scene
from signage.ui.stage import ProgrammeStage
from tests.signage.conftest import Until
from tests.signage.samples import T0, alarm, board, config, emergency
from tests.signage.test_deeds import Line, Mouth
from wire.device import DeviceEvent, HubReachable, Listener, Received
from wire.messages import DisplayCommand, EmergencyShown, OrderDone
from wire.outbox import Outbox


@dataclass
class House:
    """A display without its wires: what it is told, and what it sends."""

    runner: Runner
    line: Line
    mouth: Mouth
    scene: Scene
    tell: list[Listener] = field(default_factory=list)

    def say(self, message: BaseModel) -> None:
        event: DeviceEvent = Received(message)
        self.tell[0](event)

    def order(self, name: str) -> None:
        self.say(DisplayCommand(order=name, action="identify"))

    def answers(self) -> list[tuple[str, str]]:
        done = [one for one in self.line.sent if isinstance(one, OrderDone)]
        return [(one.order, one.outcome) for one in done]


@pytest.fixture
def house(scene: Scene, tmp_path: Path) -> Iterator[House]:
    line, mouth, listeners = Line(), Mouth(), list[Listener]()

    def connect(listener: Listener) -> Line:
        listeners.append(listener)
        return line

    outbox = Outbox(tmp_path / "outbox.sqlite")
    stage = ProgrammeStage(
        scene.stage, outbox, lambda told: Keeper(Store(tmp_path / "content"), told), lambda: 1080
    )
    parts = Parts(
        scene, FrameWatch(scene.window), outbox, stage, connect, lambda _heard: mouth,
        lambda tell: Care(tmp_path, "1", tell), lambda: T0,
    )  # fmt: skip
    runner = Runner(parts)
    yield House(runner, line, mouth, scene, listeners)
    runner.stop()


def _cannot(*_given: object) -> Drawn:
    raise KeyError("de")


@pytest.mark.warns("picture_not_drawn")
def test_what_cannot_be_drawn_is_heard_all_the_same_and_leaves_the_calm_screen(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    with monkeypatch.context() as broken:
        broken.setattr("signage.ui.scene.alarm_face", _cannot)
        house.say(emergency(1, alarm("a1")))
        until(lambda: bool(house.mouth.asked))
        house.say(emergency(2, alarm("a1"), alarm("a2")))
        until(lambda: len(house.mouth.asked) == 2)
    faults = [one for one in caplog.records if one.getMessage() == "picture_not_drawn"]
    assert len(faults) == 1
    assert not [one for one in house.line.sent if isinstance(one, EmergencyShown)]
    house.say(emergency(3, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in house.line.sent))


@pytest.mark.warns("job_failed")
def test_a_job_that_fails_is_told_in_the_log(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(house.line, "send", _cannot)
    house.order("o1")
    until(lambda: "job_failed" in [record.getMessage() for record in caplog.records])


def test_a_name_that_an_alarm_hides_is_answered_as_failed(house: House, until: Until) -> None:
    house.say(config())
    house.say(emergency(1, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in house.line.sent))
    house.order("o1")
    until(lambda: house.answers() == [("o1", "failed")])


def test_each_of_two_orders_for_the_name_gets_its_answer(house: House, until: Until) -> None:
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    for name in ("o1", "o2"):
        # Both within one turn of Qt's loop, so that no frame comes in between.
        house.runner._ordered.emit(DisplayCommand(order=name, action="identify"))
    until(lambda: len(house.answers()) == 2)
    assert house.answers() == [("o1", "failed"), ("o2", "done")]


def test_the_board_is_as_old_as_the_hub_s_last_word(house: House, until: Until) -> None:
    house.line.heard_at = time.monotonic() - 30
    house.say(config())
    house.say(board(1))
    house.tell[0](HubReachable(yes=True))
    until(lambda: house.runner.report()["as_of"] is not None)
    age = T0 - datetime.fromisoformat(str(house.runner.report()["as_of"]))
    assert timedelta(seconds=30) <= age < timedelta(seconds=60)
