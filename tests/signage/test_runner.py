"""The runner with real parts in this process: what becomes of faults and of orders."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from signage.board.events import Moment
from signage.care import Care
from signage.content.keeper import Keeper
from signage.content.store import Store
from signage.media.simulated import SimulatedCard, SimulatedVoice
from signage.media.speech import Hearing, Speaker, SpeakingLine
from signage.runner import Parts, Runner
from signage.ui.frames import FrameWatch
from signage.ui.scene import Drawn, Scene
from signage.ui.stage import ProgrammeStage
from tests.signage.conftest import Until
from tests.signage.samples import T0, alarm, board, call, config, emergency, entry
from tests.signage.test_deeds import FullDisk, Line, Mouth
from tests.wire.programmes import page, programme
from wire.device import DeviceEvent, HubReachable, Listener, Received
from wire.health import Health
from wire.look import Look
from wire.messages import (
    CallSpoken,
    DisplayCommand,
    EmergencyShown,
    OrderDone,
    PlayedLog,
    TimeAsked,
    TimeTold,
)


@dataclass
class House:
    """A display without its wires: what it is told, and what it sends."""

    runner: Runner
    line: Line
    scene: Scene
    outbox: FullDisk
    tell: list[Listener]
    now: list[Callable[[], Moment]]
    mouth: Mouth = field(default_factory=Mouth)

    @classmethod
    def furnish(
        cls,
        scene: Scene,
        folder: Path,
        speaker: Callable[[Callable[[Hearing], None]], Speaker],
    ) -> "House":
        """With everything of its own below `folder`."""
        line, listeners, clocks = Line(), list[Listener](), list[Callable[[], Moment]]()

        def connect(listener: Listener, now: Callable[[], Moment]) -> Line:
            listeners.append(listener)
            clocks.append(now)
            return line

        outbox = FullDisk(folder / "outbox.sqlite")
        outbox.full = False
        stage = ProgrammeStage(
            scene.stage, outbox, lambda told: Keeper(Store(folder / "content"), told), lambda: 1080
        )
        parts = Parts(
            scene, FrameWatch(scene.window), outbox, stage, connect, speaker,
            lambda tell: Care(folder, "1", tell), lambda: T0,
        )  # fmt: skip
        return cls(Runner(parts), line, scene, outbox, listeners, clocks)

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
    mouth = Mouth()
    house = House.furnish(scene, tmp_path, lambda _heard: mouth)
    house.mouth = mouth
    yield house
    house.runner.stop()


@pytest.fixture
def playing(house: House, until: Until) -> House:
    """It knows the time, and a page of its programme is seen for an hour."""
    house.say(config())
    house.tell[0](HubReachable(yes=True))
    until(lambda: bool(house.line.told))
    [asked] = [one for one in house.line.told if isinstance(one, TimeAsked)]
    house.say(TimeTold(nonce=asked.nonce, heard_at=T0))
    until(lambda: house.now[0]().site)
    house.say(programme(page("p", {"de": "Hinweis"}, seconds=3600), rev=4))
    house.runner._on_tick()
    until(lambda: house.runner._stage.part().item == "p")
    return house


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
    assert house.runner._wrong()["screen.calm"] == "fault"
    faults = [one for one in caplog.records if one.getMessage() == "picture_not_drawn"]
    assert len(faults) == 1
    assert not [one for one in house.line.sent if isinstance(one, EmergencyShown)]
    house.say(emergency(3, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in house.line.sent))
    assert "screen.calm" not in house.runner._wrong()


@pytest.mark.warns("picture_not_drawn")
@pytest.mark.parametrize("part", ["runner.picture", "ui.stage.ProgrammeStage.level"])
def test_an_alarm_is_shown_though_all_else_cannot_be_drawn(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    monkeypatch.setattr(f"signage.{part}", _cannot)
    house.say(emergency(1, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in house.line.sent))
    assert house.scene._view.face.screen == "emergency"
    assert house.runner._standing.emergency_rev == 1
    assert house.runner._wrong()["screen.calm"] == "fault"


@pytest.mark.warns("picture_not_drawn")
def test_an_alarm_that_is_shown_alone_halts_the_programme(
    playing: House, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signage.runner.picture", _cannot)
    playing.say(emergency(1, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in playing.line.sent))
    report = playing.runner._full_report()
    assert (report.item, report.level) == (None, "emergency")


@pytest.mark.warns("picture_not_drawn")
def test_a_board_that_cannot_be_drawn_proves_no_play_at_each_try(
    playing: House, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("signage.runner.Runner._report", _cannot)
        for _ in range(3):
            playing.runner._on_tick()
    playing.runner._on_tick()
    playing.runner._on_tick()
    until(lambda: playing.runner._full_report().item == "p")
    playing.runner._stage.stop()
    until(lambda: any(isinstance(one, PlayedLog) for one in playing.line.sent))
    [told] = [one for one in playing.line.sent if isinstance(one, PlayedLog)]
    assert [one.outcome for one in told.entries] == ["cut", "cut"]


@pytest.mark.warns("job_failed")
def test_a_job_that_fails_is_told_in_the_log(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(house.line, "send", _cannot)
    house.order("o1")
    until(lambda: "job_failed" in [record.getMessage() for record in caplog.records])


def test_a_worker_that_hangs_gives_no_sign_of_life_and_is_given_no_heap_of_work(
    house: House, until: Until
) -> None:
    go, asked, worked = threading.Event(), list[object](), list[None]()
    house.runner.worked.connect(lambda: worked.append(None))
    house.runner._submit(go.wait, 20)
    house.runner._submit(lambda: asked.append(house.runner._worker._work_queue.qsize()))
    for _ in range(10):
        house.runner._on_tick()
    assert not worked
    go.set()
    until(lambda: bool(worked))
    assert asked == [4]


def test_a_display_that_is_to_speak_tries_it_and_tells_when_it_has_no_voice(
    house: House, until: Until
) -> None:
    house.say(config().model_copy(update={"sound": None}))
    until(lambda: house.runner.report()["zone"] == "B")
    assert house.mouth.tried == 0
    house.mouth.voiced = False
    assert "speech.unavailable" not in house.runner._wrong()
    house.say(config(rev=2))
    until(lambda: house.mouth.tried == 1)
    assert "speech.unavailable" in house.runner._wrong()


def test_what_leaves_bears_the_site_s_time_as_soon_as_it_is_told(
    house: House, until: Until
) -> None:
    now = house.now[0]
    assert (now().utc, now().site) == (T0, False)
    house.tell[0](HubReachable(yes=True))
    until(lambda: bool(house.line.told))
    [asked] = [one for one in house.line.told if isinstance(one, TimeAsked)]
    house.say(TimeTold(nonce=asked.nonce, heard_at=T0 + timedelta(days=9)))
    until(lambda: now().site)
    assert now().utc - T0 > timedelta(days=8)


def test_what_was_heard_of_a_call_is_told_before_the_end(
    scene: Scene, until: Until, tmp_path: Path
) -> None:
    card = SimulatedCard(pace=1)
    house = House.furnish(scene, tmp_path, lambda told: SpeakingLine(card, SimulatedVoice(), told))
    house.tell[0](HubReachable(yes=True))
    house.say(config())
    house.say(board(2, entry("c7")))
    house.say(call("c7", 2))
    until(lambda: "chime call" in [note.label for note in card.played])
    house.runner.stop()
    assert ("c7", 1) in [
        (one.call_id, one.attempt) for one in house.line.sent if isinstance(one, CallSpoken)
    ]


def test_a_name_that_an_alarm_hides_is_answered_as_failed(house: House, until: Until) -> None:
    house.say(config())
    house.say(emergency(1, alarm("a1")))
    until(lambda: any(isinstance(one, EmergencyShown) for one in house.line.sent))
    house.order("o1")
    until(lambda: house.answers() == [("o1", "failed")])


@pytest.mark.parametrize(
    ("news", "why"),
    [
        (emergency(1, alarm("a1", "C")), "alarm"),
        (board(2, entry("c7")), "call"),
    ],
)
def test_a_name_that_goes_before_its_frame_says_what_came(
    house: House, until: Until, news: BaseModel, why: str
) -> None:
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    # Within one turn of Qt's loop, so that no frame comes in between.
    house.runner._ordered.emit(DisplayCommand(order="o1", action="identify"))
    house.runner._on_message(news)
    until(lambda: house.answers() == [("o1", "failed")])
    assert [one.detail for one in house.line.sent if isinstance(one, OrderDone)] == [why]


def test_each_of_two_orders_for_the_name_gets_its_answer(house: House, until: Until) -> None:
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    for name in ("o1", "o2"):
        # Both within one turn of Qt's loop, so that no frame comes in between.
        house.runner._ordered.emit(DisplayCommand(order=name, action="identify"))
    until(lambda: len(house.answers()) == 2)
    assert house.answers() == [("o1", "failed"), ("o2", "done")]


@pytest.mark.warns("memory_not_kept")
def test_programme_and_look_that_came_on_a_full_disk_are_kept_when_there_is_room(
    house: House, until: Until
) -> None:
    house.outbox.full = True
    house.say(programme(page("p", {"de": "Hinweis"}), rev=4))
    house.say(Look(authority="Jobcenter Musterstadt"))
    until(lambda: house.runner._deeds.forgetful)
    house.outbox.full = False
    house.runner._on_tick()
    until(lambda: not house.runner._deeds.forgetful)
    kept = [house.outbox.noted(name) for name in ("programme", "look")]
    assert ['"rev":4' in (kept[0] or ""), "Musterstadt" in (kept[1] or "")] == [True, True]


def test_a_memory_that_can_no_longer_be_read_hides_no_trouble_from_the_technician(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn() -> tuple[int, str | None]:
        raise sqlite3.DatabaseError("database disk image is malformed")

    def told() -> list[set[str]]:
        healths = [one for one in house.line.told if isinstance(one, Health)]
        return [{trouble.key for trouble in one.troubles} for one in healths]

    monkeypatch.setattr(house.outbox, "backlog", torn)
    house.runner._on_tick()
    until(lambda: bool(told()) and {"disk.forgets", "zone.none"} <= told()[-1])
    house.say(config())
    until(lambda: house.runner.report()["zone"] == "B")
    until(lambda: house.runner._round is not None and house.runner._round.done())
    house.runner._on_tick()
    until(lambda: "zone.none" not in told()[-1])


@pytest.mark.warns("programme_failed")
def test_a_programme_that_cannot_be_planned_stops_no_call_and_is_told(
    house: House, until: Until, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.say(config())
    house.say(board(2))
    until(lambda: house.runner.report()["rev"] == 2)
    with monkeypatch.context() as broken:
        broken.setattr("signage.ui.stage.plan", _cannot)
        house.say(programme(page("p", {"de": "Hinweis"}), rev=4))
        began = house.runner._state.now.steady
        house.runner._on_tick()
        assert house.runner._state.now.steady > began
        house.say(board(3, entry("c7")))
        until(lambda: house.runner.report()["drawn"] == ["c7/1"])
        assert "programme.broken" in house.runner._wrong()
    assert caplog.messages.count("programme_failed") == 1
    house.runner._on_tick()
    assert "programme.broken" not in house.runner._wrong()


def test_the_board_is_as_old_as_the_hub_s_last_word(house: House, until: Until) -> None:
    house.line.heard_at = time.monotonic() - 30
    house.say(config())
    house.say(board(1))
    house.tell[0](HubReachable(yes=True))
    until(lambda: house.runner.report()["as_of"] is not None)
    age = T0 - datetime.fromisoformat(str(house.runner.report()["as_of"]))
    assert timedelta(seconds=30) <= age < timedelta(seconds=60)


def test_where_the_panel_shows_no_frame_nothing_of_the_programme_is_proven(
    playing: House, until: Until
) -> None:
    playing.scene.window.hide()
    until(lambda: not playing.scene.window.isExposed())
    playing.runner._on_tick()
    playing.say(programme(page("q", {"de": "Anderes"}, seconds=3600), rev=5))
    until(lambda: playing.runner._stage.part().programme_rev == 5)
    assert playing.runner._full_report().item is None
    playing.scene.window.show()
    until(playing.scene.window.isExposed)
    playing.runner._on_tick()
    until(lambda: playing.runner._full_report().item == "q")


def test_a_name_that_covers_the_programme_halts_it(playing: House, until: Until) -> None:
    playing.order("o1")
    until(lambda: playing.answers() == [("o1", "done")])
    report = playing.runner._full_report()
    assert (report.item, report.level) == (None, "rest")
    playing.runner._end_identify("no_frame")
    playing.runner._on_tick()
    until(lambda: playing.runner._full_report().item == "p")
