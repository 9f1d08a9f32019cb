"""Carries events to the machine and its effects out: link, speaker and scene around it."""

import base64
import json
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from signage.board import calls
from signage.board import events as ev
from signage.board.picture import Picture, alarms_alone, picture
from signage.board.stage import Stage
from signage.care import Care
from signage.deeds import Deaf, Deeds, Upstream, key_in
from signage.media.speech import Hearing, Speaker
from signage.memory import Memory
from signage.timekeeper import Timekeeper
from signage.ui.frames import FrameWatch
from signage.ui.scene import Drawn, Name, Scene
from signage.ui.snapshot import jpeg
from signage.ui.theme import least_capital_px
from wire import device, topics
from wire.device import DeviceEvent, Listener
from wire.health import ClockState, Health, Severity, clock_state
from wire.look import Look
from wire.messages import (
    Board,
    Call,
    DisplayCommand,
    DisplayConfig,
    DisplayPicture,
    DisplayReport,
    Door,
    Emergency,
    Level,
    OrderFault,
    Programme,
    TimeAsked,
    TimeTold,
)
from wire.outbox import Outbox

log = logging.getLogger("signage.runner")

TICK_MS: Final = 1000
STILL_TICKS: Final = 2
"""A scene that has swapped nothing for so many seconds is asked for one frame."""
IDENTIFY_S: Final = 15.0
NEWS: Final[Mapping[type[object], OrderFault]] = {
    ev.EmergencyReceived: "alarm", ev.DoorReceived: "door",
}  # fmt: skip
RESTART: Final = 75
"""Exit code: a new start is wanted, nothing is wrong that it would not mend (EX_TEMPFAIL)."""
ANSWER_MS: Final = 500
"""So long the answer to "restart" may travel; after the new start it is sent again."""


@dataclass(frozen=True)
class Parts:
    """What a display is put together from; `place` is what it is called where its wires end."""

    scene: Scene
    watch: FrameWatch
    outbox: Outbox
    stage: Stage
    connect: Callable[[Listener, Callable[[], ev.Moment]], Upstream]
    """The wire, stamped by the display's time."""
    speaker: Callable[[Callable[[Hearing], None]], Speaker]
    care: Callable[[Callable[[Health], None]], Care]
    utc: Callable[[], datetime]
    """The machine's own clock."""
    clk: Callable[[], ClockState] = clock_state
    """Whether that clock is right."""
    place: str = ""
    steady: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class _Frame:
    """What stands on the panel with one frame; `order` asked for it."""

    drawn: Drawn
    report: DisplayReport
    order: str | None = None


@dataclass(frozen=True)
class _Identify:
    """Until this steady second; `order` is to be answered with the first frame."""

    order: str | None
    until: float


class Runner(QObject):
    """The one place where a display's parts meet; all but the deeds is on the GUI thread."""

    ended = Signal(int)
    """The program is to end, with this exit code."""
    turned = Signal()
    """Once a second, as long as Qt's loop turns."""
    worked = Signal()
    """About once a second, as long as the worker gets on with its jobs."""
    _heard = Signal(object, float)
    _spoken = Signal(object)
    _ordered = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._scene, self._watch, self._stage = parts.scene, parts.watch, parts.stage
        self._time = Timekeeper(self._ask_time, parts.utc, parts.steady, clk=parts.clk)
        self._link = parts.connect(
            lambda event: self._heard.emit(event, parts.steady()), self._time.now
        )
        self._speaker = parts.speaker(self._spoken.emit)
        self._deeds = Deeds(self._link, parts.outbox, self._speaker, self._spoken.emit)
        self._care = parts.care(lambda health: self._link.tell(topics.HEALTH, health))
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="deeds")
        self._round: Future[object] | None = None
        self._memory = Memory(parts.outbox)
        self._state = self._memory.state(self._time.now())
        self._look = self._memory.look()
        self._frame: _Frame | None = None
        self._standing = DisplayReport()
        self._identify: _Identify | None = None
        self._frames_seen = self._still = 0
        self._hearings: list[Hearing] = []
        self._fits, self._calm, self._was_calm = True, False, False
        self._listen_within()
        parts.stage.begin(
            lambda message: self._submit(self._link.send, message),
            self._draw,
            lambda name, text: self._submit(self._deeds.keep, name, text),
        )
        if self._state.config:
            parts.stage.configure(self._state.config)
        self._draw()

    def _listen_within(self) -> None:
        self._heard.connect(self._on_heard)
        self._spoken.connect(self._on_spoken)
        self._ordered.connect(self._on_ordered)
        self._watch.shown.connect(self._on_shown)
        self._scene.window.widthChanged.connect(self._on_size)
        self._scene.window.heightChanged.connect(self._on_size)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Talk to the hub from now on."""
        if self._state.config:
            self._link.listen_to_zones(self._state.config.zones)
        self._try_sound()
        self._link.start()
        self._ticks.start()

    def stop(self) -> None:
        """Finish what is begun, say goodbye and fall silent."""
        self._ticks.stop()
        self._speaker.stop()
        # Qt's loop has ended; what the speaker has told meanwhile is still to be passed on.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._stage.stop()
        self._worker.shutdown()
        self._link.stop()
        self._parts.outbox.close()

    def report(self) -> Mapping[str, object]:
        """What is shown and heard, for a rehearsal."""
        now = picture(self._state)
        drawn = self._frame.drawn if self._frame else Drawn()
        told = json.loads(self._full_report().model_dump_json())
        return {
            "rev": max(now.revs.values(), default=None),
            "zone": now.zone.id if now.zone else None,
            "screen": now.screen,
            "open": [call.key[0] for call in now.open if not call.served],
            "numbers": [call.number for call in now.open if not call.served],
            "served": [call.number for call in now.open if call.served],
            "arrows": {call.number: call.arrow for call in now.open},
            "drawn": [f"{call_id}/{attempt}" for call_id, attempt in drawn.calls],
            "recent": [call.number for call in now.recent],
            "door": vars(now.door) if now.door else None,
            "alarms": [alarm.id for alarm in now.alarms],
            "chimed": list(self._deeds.chimed),
            "heard": [vars(hearing) for hearing in self._hearings[-10:]],
            "stale": now.stale,
            "as_of": now.as_of.isoformat(timespec="milliseconds") if now.as_of else None,
            "report": told,
            "at": now.now.isoformat(timespec="milliseconds"),
        }

    # ------------------------------------------------------------------ events

    def _on_heard(self, event: DeviceEvent, came_at: float) -> None:
        if isinstance(event, device.HubReachable):
            if event.yes:
                self._time.connected()
            else:
                self._time.lost()
            self._take(ev.HubReachable(event.yes, self._time.now(), self._last_word()))
        elif isinstance(event, device.LinkLost):
            self._take(ev.LinkLost(self._time.now()))
        elif isinstance(event, device.Answered):
            if event.outcome != "committed":
                log.warning("report_refused", extra={"of": event.of, "outcome": event.outcome})
        elif isinstance(event.message, TimeTold):
            self._time.told(event.message, came_at)
        else:
            self._on_message(event.message)

    def _on_message(self, message: BaseModel) -> None:
        if event := _event(message, self._time.now()):
            self._take(event)
        elif isinstance(message, Look):
            self._look = message
            self._submit(self._deeds.keep, "look", message.model_dump_json())
            self._draw()
        elif isinstance(message, Programme):
            self._stage.programme(message)
            self._draw()
        elif isinstance(message, DisplayCommand):
            self._submit(self._order, message)
        else:
            log.warning("message_not_for_a_display", extra={"kind": type(message).__name__})

    def _on_shown(self, frame: _Frame, swapped_at: float) -> None:
        at = self._time.at(swapped_at)
        self._standing = frame.report
        drawn = frame.drawn
        self._take(ev.FrameShown(drawn.calls, at, self._time.now(), drawn.alarms))
        if frame.order and self._identify and self._identify.order == frame.order:
            if drawn.named:
                self._submit(self._deeds.answer, frame.order)
                self._identify = _Identify(None, self._identify.until)
            else:
                self._end_identify("alarm")

    def _on_spoken(self, heard: Hearing | Deaf) -> None:
        now = self._time.now()
        if isinstance(heard, Deaf):
            self._take(ev.CallHeard(heard.key, "quiet", (), now.utc, now))
            return
        self._hearings = [*self._hearings, heard][-20:]
        log.info("call_heard", extra={**vars(heard), "said": len(heard.said)})
        ended_at = self._time.at(heard.ended_at)
        self._take(ev.CallHeard(key_in(heard.id), heard.outcome, heard.languages, ended_at, now))

    def _on_tick(self) -> None:
        self.turned.emit()
        self._time.tick()
        now = self._time.now()
        if self._identify and now.steady >= self._identify.until:
            self._end_identify("no_frame")
        self._take(ev.Tick(now, self._last_word()))
        self._stage.tick(now)
        count = self._watch.frames
        if self._round is None or self._round.done():
            self._round = self._each_second(count)
        self._still = 0 if count != self._frames_seen else self._still + 1
        self._frames_seen = count
        if self._still >= STILL_TICKS:
            self._watch.nudge()

    def _try_sound(self) -> None:
        """The technician learns what is silent before the day's first visitor does."""
        if self._state.config and self._state.config.sound:
            self._speaker.try_out()

    def _each_second(self, frames: int) -> Future[object]:
        """What the worker does again and again; not before it is through with the last time."""
        self._submit(self._deeds.keep_again, self._state)
        self._submit(self._link.tell, topics.REPORT, self._full_report())
        self._submit(self._care_round, self._wrong(), frames)
        return self._submit(self.worked.emit)

    def _on_size(self) -> None:
        self._scene.resize((self._scene.window.width(), self._scene.window.height()))
        self._draw()

    def _take(self, event: ev.Event) -> None:
        before = self._state
        self._state, effects = calls.step(before, event)
        if self._state.phase != before.phase:
            log.info("hub_contact", extra={"phase": self._state.phase})
        if self._state.config is not before.config and self._state.config:
            self._stage.configure(self._state.config)
            self._try_sound()
        if self._state.turned_at != before.turned_at:
            self._end_identify(NEWS.get(type(event), "call"))
        for effect in effects:
            self._submit(self._deeds.carry, effect, self._state)
        self._draw()

    # ------------------------------------------------------------------ drawing

    def _draw(self) -> None:
        """Show the state; what is new on the panel waits for its frame."""
        frame, fits = self._drawn_as_far_as_possible()
        if not fits and self._fits:
            log.warning("panel_too_small", extra={"size": self._scene.size})
        self._fits = fits
        if frame != self._frame:
            self._frame = frame
            self._watch.expect(frame)

    def _drawn_as_far_as_possible(self) -> tuple[_Frame, bool]:
        """The drawing's rim: what cannot be drawn neither darkens the panel nor hides an alarm."""
        self._was_calm, self._calm = self._calm, False
        for draw in (self._drawn, self._drawn_alarms):
            try:
                return draw()
            except Exception:
                if not (self._was_calm or self._calm):
                    log.exception("picture_not_drawn")
                self._calm = True
        return self._drawn_calm(), True

    def _drawn(self) -> tuple[_Frame, bool]:
        now = picture(self._state)
        config = self._state.config
        self._stage.level(self._over(now.level))
        part = self._stage.part()
        self._scene.read_from(least_capital_px(config, self._scene.window.height()))
        drawn = self._scene.show(
            now,
            self._look,
            sound=bool(config and config.sound) and self._speaker.audible,
            programme=part.level != "rest",
            identify=self._name() if self._identify else None,
        )
        order = self._identify.order if self._identify else None
        return _Frame(drawn, self._report(now), order), drawn.fits

    def _drawn_alarms(self) -> tuple[_Frame, bool]:
        """Alarms need nothing of boards, doors and stage; without one, the calm panel."""
        now = alarms_alone(self._state)
        if not now.alarms:
            return self._drawn_calm(), True
        drawn = self._scene.show(now, self._look, sound=False)
        # A stage that cannot even halt costs no alarm; otherwise nothing is proven beneath it.
        with suppress(Exception):
            self._stage.level("emergency")
        rev = self._state.emergency.rev if self._state.emergency else None
        report = DisplayReport(emergency_rev=rev, size=self._scene.size, level="emergency")
        return _Frame(drawn, report), drawn.fits

    def _drawn_calm(self) -> _Frame:
        """A panel without calls; the programme halts, as it would be seen of nobody."""
        self._stage.level("emergency")
        calm = Picture(self._state.now.utc, None, "Europe/Berlin")
        name = self._name() if self._identify else None
        drawn = self._scene.show(calm, self._look, sound=False, identify=name)
        order = self._identify.order if self._identify else None
        return _Frame(drawn, DisplayReport(size=self._scene.size), order)

    def _over(self, level: Level) -> Level:
        """What the programme gives way to: also a name, no frame, a picture that failed before."""
        hidden = self._identify or self._was_calm or not self._watch.exposed
        return "emergency" if hidden else level

    def _name(self) -> Name:
        config = self._state.config
        return Name(config.name if config else self._parts.place, self._parts.place)

    def _report(self, now: Picture) -> DisplayReport:
        """The revisions that this picture is made of; told once its frame is on the panel."""
        state, config = self._state, self._state.config
        return DisplayReport(
            config_rev=config.rev if config else None,
            boards={board.zone: board.rev for board in state.own_boards},
            door_rev=state.door.rev if state.own_door and state.door else None,
            emergency_rev=state.emergency.rev if state.emergency else None,
            screen_on=now.screen != "blank",
            volume=config.sound.volume if config and config.sound else None,
            size=self._scene.size,
            level=now.level,
        )

    def _full_report(self) -> DisplayReport:
        part, standing = self._stage.part(), self._standing
        return standing.model_copy(
            update={
                "level": part.level if standing.level == "rest" else standing.level,
                "programme_rev": part.programme_rev,
                "item": part.item,
                "playlist": part.playlist,
                "next_item": part.next_item,
                "media_wanted": part.media_wanted,
                "media_held": part.media_held,
                "free_mb": part.free_mb,
                "clock_offset_ms": self._time.offset_ms,
                "clock_error_ms": self._time.error_ms,
            }
        )

    def _wrong(self) -> dict[str, Severity]:
        """What a technician should know of it."""
        wrong: dict[str, Severity] = {}
        config = self._state.config
        if config is None or not config.zones:
            wrong["zone.none"] = "warning"
        if not self._fits:
            wrong["screen.small"] = "warning"
        if self._calm:
            wrong["screen.calm"] = "fault"
        heard = self._speaker.audible and self._speaker.voiced
        if config and config.sound and not heard:
            wrong["speech.unavailable"] = "warning"
        if self._deeds.forgetful:
            wrong["disk.forgets"] = "warning"
        return wrong | dict.fromkeys(self._stage.part().wrong, "warning")

    def _submit(self, job: Callable[..., object], *given: object) -> Future[object]:
        """For the worker, in the order in which it comes; a job that fails is told in the log."""
        submitted = self._worker.submit(job, *given)
        submitted.add_done_callback(_watch_job)
        return submitted

    def _care_round(self, wrong: Mapping[str, Severity], frames: int) -> None:
        self._care.round(self._time.now().utc, wrong, frames, self._deeds.backlog())

    def _last_word(self) -> datetime | None:
        """When the hub was heard last."""
        heard_at = self._link.heard_at
        return None if heard_at is None else self._time.at(heard_at)

    def _ask_time(self, question: TimeAsked) -> None:
        self._link.tell(topics.TIME_ASKED, question)

    # ------------------------------------------------------------------ orders

    def _order(self, command: DisplayCommand) -> None:
        """On the worker: what was heard already is not done again."""
        if self._deeds.first_order(command):
            self._ordered.emit(command)

    def _on_ordered(self, command: DisplayCommand) -> None:
        log.info("order_taken", extra={"order": command.order, "action": command.action})
        if command.action == "restart":
            self._submit(self._deeds.answer, command.order)
            QTimer.singleShot(ANSWER_MS, lambda: self.ended.emit(RESTART))
        elif command.action == "identify":
            self._end_identify("repeated")
            self._identify = _Identify(command.order, self._parts.steady() + IDENTIFY_S)
            self._draw()
        else:
            panel = self._scene.window.grabWindow()
            self._submit(self._send_picture, command.order, panel, self._time.now().utc)

    def _end_identify(self, why: OrderFault) -> None:
        """The name goes; who ordered it and has not been told yet hears why it never stood."""
        if self._identify and self._identify.order:
            self._submit(self._answer_failed, self._identify.order, why)
        self._identify = None

    def _answer_failed(self, order: str, why: OrderFault) -> None:
        self._deeds.answer(order, failed=why)

    def _send_picture(self, order: str, panel: QImage, taken_at: datetime) -> None:
        data = jpeg(panel)
        if not data:
            self._deeds.answer(order, failed="not_drawn")
            return
        text = base64.b64encode(data).decode()
        self._link.tell(topics.PICTURE, DisplayPicture(order=order, taken_at=taken_at, jpeg=text))
        self._deeds.answer(order)


def _watch_job(done: "Future[object]") -> None:
    """The worker's rim: a job that failed must not vanish, and ends nothing."""
    fault = None if done.cancelled() else done.exception()
    if fault is not None:
        log.error("job_failed", exc_info=fault)


def _event(message: BaseModel, now: ev.Moment) -> ev.Event | None:
    """The machine's word for a message; None for what is no business of the machine."""
    if isinstance(message, Board):
        return ev.BoardReceived(message, now)
    if isinstance(message, Call):
        return ev.CallReceived(message, now)
    if isinstance(message, DisplayConfig):
        return ev.ConfigReceived(message, now)
    if isinstance(message, Door):
        return ev.DoorReceived(message, now)
    if isinstance(message, Emergency):
        return ev.EmergencyReceived(message, now)
    return None
