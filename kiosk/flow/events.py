"""What can happen to the kiosk: touches, codes in view, answers, paper, time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wire.health import PrinterFault
from wire.look import Lang, Look
from wire.messages import (
    DoneReply,
    Emergency,
    FeedbackReason,
    KioskConfig,
    RefusalReply,
    TicketReply,
)

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
class EmergencyReceived(Event):
    """All alarms of the site that stand, or stood when the kiosk was last switched on."""

    emergency: Emergency
    remembered: bool = False


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


@dataclass(frozen=True)
class ReprintWanted(Event):
    """Staff want a ticket's slip once more."""

    reply: TicketReply
    lang: Lang


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


class AsidePressed(Event):
    """The visitor has read an alarm that lets them go on."""


class SavePressed(Event):
    """What was entered is right."""


@dataclass(frozen=True)
class PageTurned(Event):
    """The next page of a list that does not fit on one, or the previous one."""

    by: Literal[1, -1]


# ------------------------------------------------------------------ how the kiosk is used


class LanguagesPressed(Event):
    """Show all languages."""


class OptionsPressed(Event):
    """Show the other ways to use the kiosk (andere Bedienung)."""


@dataclass(frozen=True)
class LanguageChosen(Event):
    lang: Lang


class ContrastToggled(Event):
    """High contrast on or off."""


class LowToggled(Event):
    """Everything within reach of a wheelchair, or as usual."""


class SpeechToggled(Event):
    """Read aloud, or no longer."""


@dataclass(frozen=True)
class HeadphonesPlugged(Event):
    """Headphones came into the socket, or out of it."""

    yes: bool


@dataclass(frozen=True)
class FocusMoved(Event):
    """The keys have led to something that can be pressed; `text` says what it is."""

    text: str


@dataclass(frozen=True)
class SpeechEnded(Event):
    """`text` was said to its end: only now can the visitor begin to think."""

    text: str = ""


class RepeatPressed(Event):
    """Say it once more."""


class LouderPressed(Event):
    """Louder, and after the loudest quiet again (EN 301 549, 5.1.3.10)."""


@dataclass(frozen=True)
class TroublesChanged(Event):
    """What is wrong with the kiosk now: the keys of its self-checks."""

    keys: frozenset[str]


# ------------------------------------------------------------------ what people come for


@dataclass(frozen=True)
class ConcernChosen(Event):
    concern: str


class AmendPressed(Event):
    """The visitor is not alone, or has another concern as well."""


@dataclass(frozen=True)
class PersonsChanged(Event):
    by: Literal[1, -1]


class DocumentsPressed(Event):
    """The visitor wants to hand in papers (Unterlagen abgeben)."""


class WithoutLetterPressed(Event):
    """The visitor has no letter that could say whose papers these are."""


@dataclass(frozen=True)
class ReceiptGiven(Event):
    """The papers have a code, kept for the hub; empty when it could not be kept."""

    ask: int
    code: str
    given_at: datetime
    """UTC."""


@dataclass(frozen=True)
class ReceiptPrinted(Event):
    """What became of the two slips of a receipt."""

    ask: int
    outcome: PaperOutcome


class FindRoomPressed(Event):
    """Where is my room?"""


@dataclass(frozen=True)
class RoomChosen(Event):
    room: str


@dataclass(frozen=True)
class ScoreChosen(Event):
    """A face, from 1 (very bad) to 5 (very good)."""

    score: int


@dataclass(frozen=True)
class ReasonChosen(Event):
    reason: FeedbackReason


# ------------------------------------------------------------------ the technician


class ServicePressed(Event):
    """The hidden corner was held down."""


class ServiceOpened(Event):
    """A genuine service code for this kiosk lay before the camera."""


@dataclass(frozen=True)
class PinJudged(Event):
    """Whether the PIN was right; after a wrong one the next is looked at after `wait`."""

    right: bool
    wait: timedelta = timedelta(0)


ServiceDeed = Literal["print", "camera", "network", "log", "screen", "state", "sound", "house"]


@dataclass(frozen=True)
class ServiceChosen(Event):
    deed: ServiceDeed


@dataclass(frozen=True)
class ServiceReported(Event):
    """What a deed of the service menu has found, in German lines."""

    deed: ServiceDeed
    lines: tuple[str, ...]


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
