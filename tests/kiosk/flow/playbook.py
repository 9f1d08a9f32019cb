"""Conversations with the session: ``play >> event << effect``, and nothing unsaid between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.receipt import slip_for
from kiosk.flow.session import begin, step
from kiosk.ui.sample import CONFIG, LOOK, NOW, TICKET
from wire.messages import (
    CheckinRequest,
    HelpRequest,
    RefusalReply,
    TicketReply,
    TicketRequest,
)
from wire.qr import CODE_LENGTH, MAGIC

if TYPE_CHECKING:
    from kiosk.flow.effects import Effect
    from kiosk.flow.events import Answer, Event
    from kiosk.flow.visit import Session, State
    from wire.health import PrinterFault
    from wire.look import Lang

LETTER = (MAGIC + "A" * CODE_LENGTH)[:CODE_LENGTH]
OTHER_LETTER = (MAGIC + "B" * CODE_LENGTH)[:CODE_LENGTH]
SHORT_CODE = "K7MD2QXY"


@dataclass
class Playbook:
    """Time stands still between events unless `wait` lets it pass."""

    now: datetime = NOW
    session: Session = field(default_factory=lambda: begin(NOW))
    unsaid: list[Effect] = field(default_factory=list)

    def __rshift__(self, event: Event) -> Playbook:
        """The event happens; what was due before it must have been named."""
        assert not self.unsaid, f"not expected: {self.unsaid}"
        self.session, effects = step(self.session, event)
        self.unsaid = list(effects)
        return self

    def __lshift__(self, effect: Effect) -> Playbook:
        """The next effect is this one."""
        assert self.unsaid, f"{effect} did not come"
        assert self.unsaid.pop(0) == effect
        return self

    def shows(self, state: State) -> Playbook:
        assert not self.unsaid, f"not expected: {self.unsaid}"
        assert self.session.state == state
        return self

    # ------------------------------------------------------------------ what happens

    def wait(self, seconds: float) -> Playbook:
        """Let time pass, with a tick at its end."""
        self.now += timedelta(seconds=seconds)
        return self >> ev.Tick(self.now)

    def holds(self, *texts: str) -> Playbook:
        return self >> ev.CodesSeen(self.now, texts, self.now)

    def holds_for(self, seconds: int, *texts: str) -> Playbook:
        """The camera sees the codes ten times a second."""
        for _ in range(seconds * 10):
            self.now += timedelta(seconds=0.1)
            self.holds(*texts)
        return self

    def types(self, code: str) -> Playbook:
        """All characters; the last one may have effects."""
        for key in code:
            _ = self >> ev.KeyPressed(self.now, key)
        return self

    def hub_is(self, reachable: bool) -> Playbook:
        return self >> ev.HubReachable(self.now, reachable)

    def answers(self, ask: int, reply: Answer) -> Playbook:
        return self >> ev.Answered(self.now, ask, reply)

    def paper(
        self, ask: int, outcome: ev.PaperOutcome, fault: PrinterFault | None = None
    ) -> Playbook:
        return self >> ev.PaperDone(self.now, ask, outcome, fault)

    # ------------------------------------------------------------------ what is done

    def reports(
        self,
        ask: int,
        reply: TicketReply,
        outcome: ef.ReportOutcome,
        fault: PrinterFault | None = None,
    ) -> Playbook:
        return self << ef.Report(ask, reply.ticket_id, outcome, fault)


def serving() -> Playbook:
    """A kiosk on its welcome screen with the hub at hand."""
    play = Playbook()
    play >> ev.LookReceived(NOW, LOOK) >> ev.ConfigReceived(NOW, CONFIG)
    return play.hub_is(True).shows("welcome")


def ask_letter(ask: int = 1, code: str = LETTER, lang: Lang = "de") -> ef.Ask:
    return ef.Ask(ask, CheckinRequest(kind="letter", code=code, lang=lang))


def ask_short(ask: int = 1, code: str = SHORT_CODE) -> ef.Ask:
    return ef.Ask(ask, CheckinRequest(kind="short_code", code=code, lang="de"))


def ask_number(concern: str, ask: int = 1, lang: Lang = "de") -> ef.Ask:
    return ef.Ask(ask, TicketRequest(concern=concern, lang=lang))


def ask_help(ask: int = 1) -> ef.Ask:
    return ef.Ask(ask, HelpRequest(lang="de"))


def printing(ask: int = 1, reply: TicketReply = TICKET, lang: Lang = "de") -> ef.PrintSlip:
    return ef.PrintSlip(ask, slip_for(reply, CONFIG, LOOK.authority, lang), reply)


def refused(reason: str) -> RefusalReply:
    return RefusalReply.model_validate({"reason": reason})
