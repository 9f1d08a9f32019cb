"""The heart's thread: takes events one by one, steps the session, carries its effects out."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.devices.clocks import Clock
from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.session import begin, step
from kiosk.flow.visit import Session
from kiosk.log import iso
from kiosk.texts import text
from wire.messages import CheckinRequest

if TYPE_CHECKING:
    from kiosk.devices.ports import Speaker
    from kiosk.paper import Paper
    from kiosk.post import Post

log = logging.getLogger("kiosk.runner")

TICK_S: Final = 0.25
Show = Callable[[Session, datetime], None]


@dataclass(frozen=True)
class Hands:
    """Who carries the effects out."""

    post: "Post"
    paper: "Paper"
    speaker: "Speaker"


class Runner:
    """`put` may be called from any thread; `show` gets each new state, on the runner's thread.

    `clock` is the steady one, for all events come from it.
    """

    def __init__(self, clock: Clock, show: Show) -> None:
        self._clock = clock
        self._show = show
        self._hands: Hands | None = None
        self._session = begin(clock())
        self._events: queue.SimpleQueue[ev.Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="runner", daemon=True)

    def start(self, hands: Hands) -> None:
        """Events that came before wait in the queue."""
        self._hands = hands
        self._thread.start()

    def stop(self) -> None:
        self._events.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def put(self, event: ev.Event) -> None:
        self._events.put(event)

    def _run(self) -> None:
        tick_at = time.monotonic() + TICK_S
        while True:
            try:
                event = self._events.get(timeout=max(0.0, tick_at - time.monotonic()))
                if event is None:
                    return
            except queue.Empty:
                event = ev.Tick(self._clock())
                tick_at = time.monotonic() + TICK_S
            try:
                self._take(event)
            except Exception:  # the device loop's rim: one event must not end the kiosk
                log.exception("event_failed", extra={"kind": type(event).__name__})

    def _take(self, event: ev.Event) -> None:
        before = self._session
        self._session, effects = step(before, event)
        for effect in effects:
            self._carry_out(effect, event)
        if self._session.state != before.state:
            log.info("state", extra={"from": before.state, "to": self._session.state})
        self._show(self._session, event.at)

    def _carry_out(self, effect: ef.Effect, event: ev.Event) -> None:
        hands = self._hands
        if hands is None:
            return
        match effect:
            case ef.Ask():
                _log_code_read(effect, event)
                hands.post.ask(effect)
            case ef.PrintSlip():
                hands.post.before_printing(effect, lambda: hands.paper.print(effect))
            case ef.Report():
                hands.post.report_paper(effect)
            case ef.Settle():
                hands.post.settle(effect)
            case ef.Say(number=number, zone=zone, lang=lang):
                said = text(lang, "paper_failed_spoken", number=" ".join(number), zone=zone)
                hands.speaker.say(said, lang)
            case ef.Quiet():
                hands.speaker.stop()
            case ef.Record(event=name, reason=reason):
                log.info(name, extra={"reason": reason})


def _log_code_read(effect: ef.Ask, event: ev.Event) -> None:
    if isinstance(effect.message, CheckinRequest) and isinstance(event, ev.CodesSeen):
        log.info("code_read", extra={"frame_at": iso(event.frame_at)})
