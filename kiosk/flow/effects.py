"""What the session wants done; the runner carries it out."""

from dataclasses import dataclass
from typing import Literal

from kiosk.flow.events import PaperOutcome, ServiceDeed
from kiosk.flow.receipt import Slip
from wire.health import PrinterFault
from wire.ids import TicketNumber
from wire.look import Lang
from wire.messages import (
    AmendRequest,
    CheckinRequest,
    Emergency,
    FeedbackReason,
    HelpRequest,
    TicketReply,
    TicketRequest,
)

ReportOutcome = PaperOutcome | Literal["abandoned"]
"""`abandoned`: nobody waited for the ticket any more, nothing was printed."""
Request = CheckinRequest | TicketRequest | HelpRequest | AmendRequest


@dataclass(frozen=True)
class Ask:
    """Send a request and keep it until it is settled; `ask` numbers it within this run."""

    ask: int
    message: Request


@dataclass(frozen=True)
class GoAlone:
    """The hub does not answer request `ask`: answer it here, with a number of our own lease."""

    ask: int


@dataclass(frozen=True)
class PrintSlip:
    """Print the slip of request `ask`; comes back as PaperDone."""

    ask: int
    slip: Slip
    reply: TicketReply


@dataclass(frozen=True)
class PrintAgain:
    """Print a slip that staff asked for; the hub is told what became of it, no visitor is."""

    slip: Slip
    ticket_id: str


@dataclass(frozen=True)
class Report:
    """Tell the hub what became of the paper; that settles request `ask`."""

    ask: int
    ticket_id: str
    outcome: ReportOutcome
    fault: PrinterFault | None = None


@dataclass(frozen=True)
class Settle:
    """Request `ask` is answered and needs no paper: forget it."""

    ask: int


@dataclass(frozen=True)
class Say:
    """Speak the number that no paper carries."""

    number: TicketNumber
    zone: str
    lang: Lang


@dataclass(frozen=True)
class Quiet:
    """End what is being spoken: it belongs to a visitor who has left."""


@dataclass(frozen=True)
class Speak:
    """Say this to a visitor who has the kiosk read aloud; what is private only into headphones."""

    text: str
    lang: Lang
    private: bool = False


@dataclass(frozen=True)
class Repeat:
    """Say what was said last once more."""


@dataclass(frozen=True)
class Louder:
    """One step louder, round again after the loudest."""


@dataclass(frozen=True)
class Reset:
    """The visitor has left: volume and voice as for everybody."""


@dataclass(frozen=True)
class SignOut:
    """Tell the hub that whoever holds this letter or slip goes; nobody waits for the answer."""

    code: str
    lang: Lang


@dataclass(frozen=True)
class HandIn:
    """Give papers a code and keep it for the hub; comes back as ReceiptGiven."""

    ask: int
    letter: str
    lang: Lang


@dataclass(frozen=True)
class PrintReceipt:
    """Print the visitor's slip and the one for the papers; comes back as ReceiptPrinted."""

    ask: int
    slips: tuple[Slip, Slip]


@dataclass(frozen=True)
class SendFeedback:
    """Tell the hub how it was."""

    score: int
    reason: FeedbackReason | None


@dataclass(frozen=True)
class CheckPin:
    """Is this the technician's PIN? Comes back as PinJudged."""

    pin: str


@dataclass(frozen=True)
class Serve:
    """Do something for the technician; comes back as ServiceReported."""

    deed: ServiceDeed


@dataclass(frozen=True)
class KeepAlarms:
    """Write down which alarms stand: neither hub nor power is needed to know them."""

    emergency: Emergency


@dataclass(frozen=True)
class Record:
    """One event for the technician's log; never codes or personal data."""

    event: str
    reason: str


Effect = (
    Ask | GoAlone | PrintSlip | PrintAgain | Report | Settle | HandIn | SignOut | PrintReceipt
    | Say | Quiet | Speak | Repeat | Louder | Reset
    | SendFeedback | CheckPin | Serve | KeepAlarms | Record
)  # fmt: skip
Effects = tuple[Effect, ...]
