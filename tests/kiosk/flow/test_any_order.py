"""Whatever happens in whatever order: one report for each slip, and no stranger's slip."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.session import step
from kiosk.ui.sample import CONFIG, NOW, TICKET, emergency
from tests.kiosk.flow.playbook import LETTER, OTHER_LETTER, serving
from tests.kiosk.letters import ALONE_CONFIG
from wire.messages import DoneReply, HelpRequest, RefusalReply, TicketReply

if TYPE_CHECKING:
    from kiosk.flow.visit import Session

TOUCHES = (
    ev.AppointmentPressed, ev.WalkInPressed, ev.TypePressed, ev.HelpPressed, ev.BackPressed,
    ev.FinishPressed, ev.ErasePressed,
)  # fmt: skip
DEEDS = (
    "touch", "letter", "other", "both", "foreign", "concern", "key", "language", "hub", "tick",
    "answer", "answer_twice", "refuse", "not_taken", "paper", "long", "alarm",
    "aside",
)  # fmt: skip


@dataclass
class House:
    """Hub and printer around a session; keeps the account of what was asked of them."""

    chance: random.Random
    session: Session = field(default_factory=lambda: serving().session)
    now: datetime = NOW
    asked: dict[int, ef.Request] = field(default_factory=dict)
    replies: dict[int, TicketReply] = field(default_factory=dict)
    at_printer: list[int] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)
    reports: list[tuple[int, str]] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)

    def happens(self, event: ev.Event) -> None:
        self.session, effects = step(self.session, event)
        for effect in effects:
            self._take(effect)

    def _take(self, effect: ef.Effect) -> None:
        match effect:
            case ef.Ask(ask, message):
                assert ask not in self.asked
                assert not self.session.alarms, "something begins below an alarm"
                self.asked[ask] = message
            case ef.PrintSlip(ask, slip, reply):
                assert slip.ticket_id == reply.ticket_id == self.replies[ask].ticket_id
                assert ask == max(self.asked), "a slip after another visitor's session began"
                assert self.session.asked == ask
                assert not self.session.endangered, "a slip for somebody who must leave"
                self.at_printer.append(ask)
                self.printed.append(ask)
            case ef.Report(ask, ticket_id, outcome):
                assert ticket_id == self.replies[ask].ticket_id
                self.reports.append((ask, outcome))
            case ef.Settle(ask):
                self.settled.append(ask)
            case _:
                pass

    def do(self, deed: str) -> None:
        self.now += timedelta(milliseconds=self.chance.choice((5, 100, 700, 2100)))
        match deed:
            case "touch":
                self.happens(self.chance.choice(TOUCHES)(self.now))
            case "letter" | "other" | "both" | "foreign":
                self.happens(ev.CodesSeen(self.now, CODES[deed], self.now))
            case "concern":
                self.happens(ev.ConcernChosen(self.now, self.chance.choice(CONFIG.concerns).id))
            case "key":
                for key in "K7MD2QXY":
                    self.happens(ev.KeyPressed(self.now, key))
            case "language":
                self.happens(ev.LanguageChosen(self.now, self.chance.choice(("de", "en"))))
            case "hub":
                self.happens(ev.HubReachable(self.now, self.chance.random() < 0.6))
            case "paper" | "alarm" | "aside":
                {"paper": self.paper, "alarm": self.alarm, "aside": self.aside}[deed]()
            case "answer" | "answer_twice" | "refuse" | "not_taken":
                self.answer(deed)
            case _:
                self.now += timedelta(seconds=self.chance.choice((1, 3, 30, 61)))
                self.happens(ev.Tick(self.now))

    def alarm(self) -> None:
        """One begins or ends, or is remembered by a kiosk that has just been switched on."""
        kinds = self.chance.choice((("evacuate",), ("medical",), ("all_clear",), (), ()))
        rev = 1 + (self.session.emergency.rev if self.session.emergency else 0)
        remembered = self.session.emergency is None and self.chance.random() < 0.5
        self.happens(ev.EmergencyReceived(self.now, emergency(*kinds, rev=rev), remembered))

    def aside(self) -> None:
        self.happens(ev.AsidePressed(self.now))

    def answer(self, deed: str) -> None:
        waiting = sorted(self.session.open)
        if not waiting:
            return
        ask = self.chance.choice(waiting)
        reply = self._reply(ask, deed)
        for _ in range(2 if deed == "answer_twice" else 1):
            self.happens(ev.Answered(self.now, ask, reply))

    def _reply(self, ask: int, deed: str) -> ev.Answer:
        if deed == "not_taken":
            return None
        if isinstance(self.asked[ask], HelpRequest):
            return DoneReply()
        if deed == "refuse":
            return RefusalReply(reason="too_late")
        to_print = self.chance.random() < 0.8
        reply = TICKET.model_copy(update={"ticket_id": f"ticket-{ask}", "print": to_print})
        self.replies[ask] = reply
        return reply

    def paper(self) -> None:
        if self.at_printer:
            ask = self.at_printer.pop(0)
            outcome: ev.PaperOutcome = self.chance.choice(("printed", "failed", "unclear"))
            self.happens(ev.PaperDone(self.now, ask, outcome))

    def comes_to_rest(self) -> None:
        """The hub answers all it was asked, the printer ends all it was given."""
        while self.session.open or self.at_printer:
            self.do("answer")
            self.do("paper")


CODES = {
    "letter": (LETTER,),
    "other": (OTHER_LETTER,),
    "both": (LETTER, OTHER_LETTER),
    "foreign": ("HTTP://EXAMPLE.COM",),
}
BELOW_AN_ALARM = [90] * 21
"""A number that no paper carries waits there for half an hour (in seconds)."""


@settings(max_examples=300)
@given(st.lists(st.sampled_from(DEEDS), max_size=60), st.integers(0, 2**32))
def test_each_ticket_is_reported_once_and_no_slip_printed_twice(
    deeds: list[str], seed: int
) -> None:
    house = House(random.Random(seed))
    for deed in deeds:
        house.do(deed)
    house.comes_to_rest()
    owed = sorted(ask for ask, reply in house.replies.items() if reply.print)
    assert sorted(ask for ask, _ in house.reports) == owed
    assert sorted(house.settled) == sorted(set(house.asked) - set(owed))
    assert len(house.printed) == len(set(house.printed))
    abandoned = {ask for ask, outcome in house.reports if outcome == "abandoned"}
    assert abandoned == set(owed) - set(house.printed)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(DEEDS), max_size=40), st.integers(0, 2**32))
def test_left_alone_the_kiosk_always_returns_to_a_clean_welcome(
    deeds: list[str], seed: int
) -> None:
    house = House(random.Random(seed))
    for deed in deeds:
        house.do(deed)
    house.comes_to_rest()
    for seconds in (90, 90, 90, 90, *BELOW_AN_ALARM):
        house.now += timedelta(seconds=seconds)
        house.happens(ev.Tick(house.now))
    session = house.session
    assert (session.state, session.lang, session.typed) == ("welcome", "de", "")
    assert session.reply is None
    assert session.refusal is None


@settings(max_examples=200)
@given(st.lists(st.sampled_from(DEEDS), max_size=30), st.integers(0, 2**32), st.booleans())
def test_from_wherever_it_is_time_alone_leads_back_to_the_first_screen(
    deeds: list[str], seed: int, alone: bool
) -> None:
    """No answer comes any more, neither of the hub nor of the printer."""
    house = House(random.Random(seed))
    if alone:
        house.happens(ev.ConfigReceived(house.now, ALONE_CONFIG))
    for deed in deeds:
        house.do(deed)
    for seconds in (*[0.5] * 600, *BELOW_AN_ALARM):
        house.now += timedelta(seconds=seconds)
        house.happens(ev.Tick(house.now))
    assert house.session.state == "welcome"
