"""A whole display without its wires: content, films, spoken calls; a bench has its time."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel
from PySide6.QtGui import QGuiApplication

from signage.board.events import Moment
from signage.care import Care
from signage.content.keeper import Holdings
from signage.media.simulated import SimulatedCard
from signage.media.speech import SpeakingLine
from signage.media.voices import EspeakVoice
from signage.runner import Parts, Runner
from signage.ui.frames import FrameWatch
from signage.ui.scene import Scene
from signage.ui.stage import ProgrammeStage
from signage.ui.stage_gallery import HALL, USUAL
from tests.signage.samples import T0, board, call, config, entry
from tests.signage.stages import Pantry, film, still
from tests.wire.programmes import page, programme
from wire.device import HubReachable, Listener, Received
from wire.ids import MessageId
from wire.messages import CallShown, CallSpoken, Item, MediaFile
from wire.outbox import Outbox
from wire.topics import Topic

SIZE = (1280, 720)
PICTURES = 12
"""They take turns: more than anything could keep."""
FILMS = 2
KINDS = PICTURES + FILMS + 1
"""With a page of words."""
LASTS_S = 10
STEP_S = 0.2
STEPS = 5
"""So many looks at each film."""
WITHIN_S = 20.0


class Hub:
    """Hears what the display says of the last call, and keeps nothing else."""

    def __init__(self) -> None:
        self.shown = self.spoken = ""
        self.says: Listener = lambda _event: None
        self.heard_at: float | None = None

    def start(self) -> None:
        self.says(HubReachable(yes=True))

    def stop(self) -> None: ...

    def send(self, message: BaseModel) -> MessageId:
        if isinstance(message, CallShown):
            self.shown = message.call_id
        elif isinstance(message, CallSpoken):
            self.spoken = message.call_id
        return MessageId("m")

    def tell(self, topic: Topic, message: BaseModel) -> None: ...

    def listen_to_zones(self, zones: Sequence[str]) -> None: ...


class Player:
    """Changes its content every ten seconds of a clock that goes as fast as it can be drawn."""

    def __init__(self, application: QGuiApplication, folder: Path) -> None:
        self._application = application
        self._passed_s = 0.0
        self._switched = self._called = 0
        self._hub = Hub()
        self._scene = Scene(SIZE, USUAL)
        self._watch = FrameWatch(self._scene.window)
        self._pantry = Pantry(folder)
        outbox = Outbox(folder / "outbox.sqlite")
        self._stage = ProgrammeStage(
            self._scene.stage, outbox, self._larder, lambda: SIZE[1], self._steady
        )
        self._runner = Runner(Parts(
            self._scene, self._watch, outbox, self._stage, self._connect,
            lambda told: SpeakingLine(SimulatedCard(pace=0), EspeakVoice(), told),
            lambda tell: Care(folder, "1", tell), self._utc, clk=lambda: "synced",
            steady=self._steady,
        ))  # fmt: skip
        self._scene.window.show()
        self._runner.start()
        self._say(config().model_copy(update={"layout": "beside"}))
        self._furnish()

    def switch(self) -> None:
        """Go on to the next thing and wait until it stands there; a film goes on for a second."""
        before = self._stage.play
        self._switched += 1
        begins = self._switched * LASTS_S + 1.0
        self._pass(begins)
        self._until(lambda: self._stage.play not in (None, before))
        play = self._stage.play
        if play is None or not play.id.startswith("film"):
            return
        for step in range(1, STEPS + 1):
            self._look(begins + step * STEP_S)

    def _look(self, at_s: float) -> None:
        """Until the film's frame of that moment is on the panel."""
        seen = self._watch.frames
        self._pass(at_s)
        self._until(lambda: self._watch.frames > seen)

    def call(self) -> None:
        """One more visitor is called, seen on the panel and spoken to the end."""
        self._called += 1
        one, before = f"c{self._called}", f"c{self._called - 1}"
        called = self._passed_s
        gone = entry(before, is_open=False, called=called - 1)
        self._say(board(self._called, entry(one, called=called), gone))
        said = call(one, self._called, called=called)
        self._say(said.model_copy(update={"lang": "en"}))
        self._until(lambda: self._hub.shown == self._hub.spoken == one)

    def close(self) -> None:
        self._runner.stop()
        self._scene.close()

    def _furnish(self) -> None:
        pictures = [
            self._pantry.put(f"f{n}", still((20 * n, 90, 200 - 9 * n), HALL, "JPEG"))
            for n in range(PICTURES)
        ]
        films = [
            self._pantry.put(
                f"film{n}", film([(20 * m, 60 * n, 90) for m in range(LASTS_S)], SIZE), LASTS_S
            )
            for n in range(FILMS)
        ]
        words = page("p", {"de": "Guten Tag", "en": "Good morning"})
        half = PICTURES // 2
        items = [item_of(f"f{n}", one) for n, one in enumerate(pictures)]
        reels = [item_of(f"film{n}", one) for n, one in enumerate(films)]
        self._say(programme(*items[:half], reels[0], words, *items[half:], *reels[1:], fade_ms=0))
        self._pantry.has(*pictures, *films)

    def _steady(self) -> float:
        return 1000.0 + self._passed_s

    def _utc(self) -> datetime:
        return T0 + timedelta(seconds=self._passed_s)

    def _pass(self, until_s: float) -> None:
        self._passed_s = until_s
        self._runner._on_tick()

    def _connect(self, listener: Listener, _now: Callable[[], Moment]) -> Hub:
        self._hub.says = listener
        return self._hub

    def _larder(self, tell: Callable[[Holdings], None]) -> Pantry:
        self._pantry.tell = tell
        return self._pantry

    def _say(self, message: BaseModel) -> None:
        self._hub.says(Received(message))

    def _until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WITHIN_S
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(holds)
            self._application.processEvents()


def item_of(name: str, file: MediaFile) -> Item:
    return Item(id=name, name=name, file=file)
