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
from kiosk.flow.session import PRINTING, begin, step
from kiosk.flow.visit import Session
from kiosk.log import iso
from wire.messages import CheckinRequest

if TYPE_CHECKING:
    from kiosk.devices.ports import PrintResult
    from kiosk.paper import Done, Paper
    from kiosk.post import Post
    from kiosk.service import Service
    from kiosk.voice import Voice

log = logging.getLogger("kiosk.runner")

TICK_S: Final = 0.25
Show = Callable[[Session, datetime], None]


@dataclass(frozen=True)
class Hands:
    """Who carries the effects out."""

    post: "Post"
    paper: "Paper"
    voice: "Voice"
    service: "Service"


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
            case ef.Record(event=name, reason=reason):
                log.info(name, extra={"reason": reason})
            case ef.PrintSlip() | ef.PrintReceipt() | ef.PrintAgain():
                self._print(effect, hands)
            case ef.Say() | ef.Speak() | ef.Quiet() | ef.Repeat() | ef.Louder() | ef.Reset():
                _speak(effect, hands.voice)
            case ef.CheckPin() | ef.Serve():
                hands.service.serve(effect)
            case _:
                _log_code_read(effect, event)
                _post(effect, hands.post)

    def _print(self, effect: ef.PrintSlip | ef.PrintReceipt | ef.PrintAgain, hands: Hands) -> None:
        paper, post = hands.paper, hands.post
        match effect:
            case ef.PrintSlip(ask=ask, slip=slip):
                done = self._paper_done(ask)
                post.before_printing(effect, lambda: paper.order(slip, done, PRINTING))
            case ef.PrintReceipt(ask=ask, slips=(yours, papers)):
                # One after the other in one queue, so the last word is the second slip's.
                first: list[PrintResult] = []
                paper.order(yours, lambda _at, result: first.append(result))
                paper.order(papers, self._receipt_done(ask, first))
            case ef.PrintAgain(slip=slip, ticket_id=ticket_id):
                paper.order(slip, lambda _at, result: post.report_reprint(ticket_id, result))

    def _paper_done(self, ask: int) -> "Done":
        return lambda at, result: self.put(ev.PaperDone(at, ask, result.outcome, result.fault))

    def _receipt_done(self, ask: int, first: "list[PrintResult]") -> "Done":
        """Both slips must have come out: one without the other helps nobody."""

        def done(at: datetime, result: "PrintResult") -> None:
            worst = next((one for one in (*first, result) if one.outcome != "printed"), result)
            self.put(ev.ReceiptPrinted(at, ask, worst.outcome))

        return done


Posted = (
    ef.Ask | ef.GoAlone | ef.Report | ef.Settle | ef.HandIn | ef.SignOut | ef.SendFeedback
    | ef.KeepAlarms
)  # fmt: skip
Spoken = ef.Say | ef.Speak | ef.Quiet | ef.Repeat | ef.Louder | ef.Reset


def _post(effect: Posted, post: "Post") -> None:
    match effect:
        case ef.Ask():
            post.ask(effect)
        case ef.GoAlone():
            post.go_alone(effect)
        case ef.Report():
            post.report_paper(effect)
        case ef.Settle():
            post.settle(effect)
        case ef.HandIn():
            post.hand_in(effect)
        case ef.SignOut():
            post.sign_out(effect)
        case ef.SendFeedback():
            post.send_feedback(effect)
        case ef.KeepAlarms():
            post.keep_alarms(effect)


def _speak(effect: Spoken, voice: "Voice") -> None:
    match effect:
        case ef.Say(number=number, zone=zone, lang=lang):
            voice.number(number, zone, lang)
        case ef.Speak(text=text, lang=lang, private=private):
            voice.say(text, lang, private=private)
        case ef.Quiet():
            voice.quiet()
        case ef.Repeat():
            voice.repeat()
        case ef.Louder():
            voice.louder()
        case ef.Reset():
            voice.reset()


def _log_code_read(effect: ef.Effect, event: ev.Event) -> None:
    asked = isinstance(effect, ef.Ask) and isinstance(effect.message, CheckinRequest)
    if asked and isinstance(event, ev.CodesSeen):
        log.info("code_read", extra={"frame_at": iso(event.frame_at)})
