"""What can happen to the kiosk: touches, codes in view, answers, paper, time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wire.health import PrinterFault
from wire.look import Lang, Look
from wire.messages import DoneReply, KioskConfig, RefusalReply, TicketReply

Answer = TicketReply | RefusalReply | DoneReply | None
"""The hub's reply; None when it could not take the request."""
PaperOutcome = Literal["printed", "failed", "unclear"]
Wants = Literal["check_in", "number"]
"""What a request is for: a check-in is kept whatever happens, a number is taken back when its
visitor has left."""


@dataclass(frozen=True)
class Event:
    """`at` is when it happened, by a clock that nobody sets; the session knows no other.

    It is good for durations only: what leaves the kiosk is dated by who sends it.
    """

    at: datetime


class Tick(Event):
    """Time has passed; comes a few times a second."""


@dataclass(frozen=True)
class ConfigReceived(Event):
    config: KioskConfig


@dataclass(frozen=True)
class LookReceived(Event):
    look: Look


@dataclass(frozen=True)
class HubReachable(Event):
    """Whether a request would be answered now."""

    yes: bool


@dataclass(frozen=True)
class Recovered(Event):
    """A request that an earlier run of this kiosk left behind; its number is below zero.

    `age` is how long ago it was asked: below zero when the clock was set back since. `wants` is
    what was asked for, `letter` its code, empty unless a letter was shown; it may still lie in
    view. `printing` is the ticket whose slip was at the printer when that run ended.
    """

    ask: int
    age: timedelta
    lang: Lang
    letter: str = ""
    printing: TicketReply | None = None
    wants: Wants = "check_in"


@dataclass(frozen=True)
class CodesSeen(Event):
    """The codes of one camera frame, at least one; `frame_at` is UTC, for the log."""

    texts: tuple[str, ...]
    frame_at: datetime


class AppointmentPressed(Event):
    """The visitor has an appointment (Termin)."""


class WalkInPressed(Event):
    """The visitor has no appointment (Vorsprache ohne Termin)."""


class TypePressed(Event):
    """The visitor wants to type the code (Kurzcode)."""


class HelpPressed(Event):
    """The visitor wants a person to come."""


class BackPressed(Event):
    """One step back; the language stays."""


class StayPressed(Event):
    """The visitor is still there and wants more time."""


class FinishPressed(Event):
    """The visitor says that they are done."""


@dataclass(frozen=True)
class LanguageChosen(Event):
    lang: Lang


@dataclass(frozen=True)
class ConcernChosen(Event):
    concern: str


@dataclass(frozen=True)
class KeyPressed(Event):
    """One character of the short code."""

    key: str


class ErasePressed(Event):
    """Take the last character back."""


@dataclass(frozen=True)
class Answered(Event):
    """The hub has answered request `ask`."""

    ask: int
    reply: Answer


@dataclass(frozen=True)
class PaperDone(Event):
    """The printer is done with the slip of request `ask`."""

    ask: int
    outcome: PaperOutcome
    fault: PrinterFault | None = None
