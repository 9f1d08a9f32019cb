"""Carries events to the board and its effects out: link, outbox, speaker and scene around it."""

import json
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from signage.board import calls
from signage.board.picture import Picture, picture
from signage.media.speaker import Speaker
from signage.ui.frames import FrameWatch
from signage.ui.scene import Scene
from signage.ui.theme import least_capital_px
from wire import device
from wire.device import DeviceEvent, Listener
from wire.ids import MessageId
from wire.look import Look
from wire.messages import Board, Call, CallShown, DisplayConfig
from wire.outbox import Outbox

log = logging.getLogger("signage.runner")

TICK_MS = 1000
REMEMBERED = 50
"""Chimes that a rehearsal can look back on."""
Kept = TypeVar("Kept")
_KEYS = TypeAdapter(tuple[calls.Key, ...])


class Upstream(Protocol):
    """What the runner needs of `wire.device.DeviceLink`."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def send(self, message: BaseModel) -> MessageId: ...

    def listen_to_zones(self, zones: Sequence[str]) -> None: ...


class Memory:
    """What a display remembers over a restart, in its outbox's notes."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def keep(self, what: str, state: calls.BoardState) -> None:
        """Write one part of the state down."""
        if what == "config" and state.config:
            self._outbox.note("config", state.config.model_dump_json())
        if what == "board" and state.board:
            self._outbox.note("board", state.board.model_dump_json())
        if what in ("board", "as_of") and state.as_of:
            self._outbox.note("as_of", state.as_of.isoformat())
        if what == "acknowledged":
            self._outbox.note("acknowledged", json.dumps(state.acknowledged))

    def keep_look(self, look: Look) -> None:
        self._outbox.note("look", look.model_dump_json())

    def look(self) -> Look | None:
        return self._read("look", Look.model_validate_json)

    def state(self, now: calls.Moment) -> calls.BoardState:
        """The display as it was; what cannot be read any more is as if never heard."""
        board = self._read("board", Board.model_validate_json)
        return replace(
            calls.begin(now),
            config=self._read("config", DisplayConfig.model_validate_json),
            boards={board.zone: board} if board else {},
            as_of=self._read("as_of", datetime.fromisoformat),
            acknowledged=self._read("acknowledged", _KEYS.validate_json) or (),
        )

    def _read(self, name: str, parse: Callable[[str], Kept]) -> Kept | None:
        text = self._outbox.noted(name)
        try:
            return None if text is None else parse(text)
        except (ValidationError, ValueError):
            log.warning("memory_unreadable", extra={"name_of_note": name})
            return None


class Runner(QObject):
    """The one place where a display's parts meet; everything but `carry` is on the GUI thread."""

    _heard = Signal(object)

    def __init__(
        self,
        scene: Scene,
        watch: FrameWatch,
        outbox: Outbox,
        speaker: Speaker,
        connect: Callable[[Listener], Upstream],
    ) -> None:
        super().__init__()
        self._scene = scene
        self._watch = watch
        self._outbox = outbox
        self._memory = Memory(outbox)
        self._speaker = speaker
        self._link = connect(self._heard.emit)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="deeds")
        self._state = self._memory.state(_now())
        self._look = self._memory.look()
        self._chimed: deque[str] = deque(maxlen=REMEMBERED)
        self._fits = True
        self._heard.connect(self._on_heard)
        watch.shown.connect(self._on_shown)
        scene.window.widthChanged.connect(self._on_size)
        scene.window.heightChanged.connect(self._on_size)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._draw()

    def start(self) -> None:
        """Talk to the hub from now on."""
        if self._state.config:
            self._link.listen_to_zones(self._state.config.zones)
        self._link.start()
        self._ticks.start()

    def stop(self) -> None:
        """Finish what is begun, say goodbye and fall silent."""
        self._ticks.stop()
        self._worker.shutdown()
        self._link.stop()
        self._speaker.stop()
        self._outbox.close()

    def report(self) -> Mapping[str, object]:
        """What is shown, for a rehearsal: revision, open calls, chimes, whether it is stale."""
        now: Picture = picture(self._state)
        return {
            "rev": now.rev,
            "zone": now.zone.id if now.zone else None,
            "open": [call.key[0] for call in now.open],
            "numbers": [call.number for call in now.open],
            "chimed": list(self._chimed),
            "stale": now.stale,
            "at": now.now.isoformat(timespec="milliseconds"),
        }

    # ------------------------------------------------------------------ events

    def _on_heard(self, event: DeviceEvent) -> None:
        if isinstance(event, device.HubReachable):
            self._take(calls.HubReachable(event.yes, _now()))
        elif isinstance(event, device.Answered):
            if event.outcome != "committed":
                log.warning("report_refused", extra={"of": event.of, "outcome": event.outcome})
        else:
            self._on_message(event.message)

    def _on_message(self, message: BaseModel) -> None:
        if isinstance(message, Board):
            self._take(calls.BoardReceived(message, _now()))
        elif isinstance(message, Call):
            self._take(calls.CallReceived(message, _now()))
        elif isinstance(message, DisplayConfig):
            self._take(calls.ConfigReceived(message, _now()))
        elif isinstance(message, Look):
            self._look = message
            self._worker.submit(self._memory.keep_look, message)
            self._draw()
        else:
            log.warning("message_not_for_a_display", extra={"kind": type(message).__name__})

    def _on_shown(self, shown: tuple[calls.Key, ...], frame_at: datetime) -> None:
        self._take(calls.FrameShown(shown, frame_at, _now()))

    def _on_tick(self) -> None:
        self._take(calls.Tick(_now()))

    def _on_size(self) -> None:
        self._scene.resize((self._scene.window.width(), self._scene.window.height()))
        self._draw()

    def _take(self, event: calls.Event) -> None:
        before = self._state
        self._state, effects = calls.step(before, event)
        if self._state.phase != before.phase:
            log.info("hub_contact", extra={"phase": self._state.phase})
        self._draw()
        for effect in effects:
            self._worker.submit(self._carry, effect, self._state)

    def _draw(self) -> None:
        """Show the state; calls that are new on the panel wait for their frame."""
        now = picture(self._state)
        self._scene.read_from(least_capital_px(self._state.config, self._scene.window.height()))
        fits = self._scene.show(now, self._look, sound=self._speaker.audible)
        if not fits and self._fits:
            log.warning("panel_too_small", extra={"open": len(now.open)})
        self._fits = fits
        keys = tuple(call.key for call in now.open)
        if any(key not in self._state.acknowledged for key in keys):
            self._watch.expect(keys)

    # ------------------------------------------------------------------ effects, on the worker

    def _carry(self, effect: calls.Effect, state: calls.BoardState) -> None:
        try:
            self._do(effect, state)
        except Exception:  # the device loop's rim: one failed deed must not end the display
            log.exception("effect_failed", extra={"effect": type(effect).__name__})

    def _do(self, effect: calls.Effect, state: calls.BoardState) -> None:
        if isinstance(effect, calls.Chime):
            self._chime(effect)
        elif isinstance(effect, calls.Acknowledge):
            self._link.send(CallShown(**vars(effect)))
            extra = {**vars(effect), "frame_at": effect.frame_at.isoformat(timespec="milliseconds")}
            log.info("call_shown", extra=extra)
        elif isinstance(effect, calls.Listen):
            self._link.listen_to_zones(effect.zones)
        elif isinstance(effect, calls.Keep):
            self._memory.keep(effect.what, state)
        else:
            log.info("call_not_rung", extra=vars(effect))

    def _chime(self, effect: calls.Chime) -> None:
        """Remembered before it rings: a chime that a power cut swallows is better than two."""
        if self._outbox.first_time(f"chime {effect.call_id} {effect.attempt}"):
            self._chimed.append(f"{effect.call_id}/{effect.attempt}")
            self._speaker.chime(recall=effect.attempt > 1)
            log.info("call_rung", extra=vars(effect))


def _now() -> calls.Moment:
    return calls.Moment(datetime.now(UTC), time.monotonic())
