"""What the session wants done; the runner carries it out."""

from dataclasses import dataclass
from typing import Literal

from kiosk.flow.events import PaperOutcome
from kiosk.flow.receipt import Slip
from wire.health import PrinterFault
from wire.ids import TicketNumber
from wire.look import Lang
from wire.messages import CheckinRequest, HelpRequest, TicketReply, TicketRequest

ReportOutcome = PaperOutcome | Literal["abandoned"]
"""`abandoned`: nobody waited for the ticket any more, nothing was printed."""
Request = CheckinRequest | TicketRequest | HelpRequest


@dataclass(frozen=True)
class Ask:
    """Send a request and keep it until it is settled; `ask` numbers it within this run."""

    ask: int
    message: Request


@dataclass(frozen=True)
class PrintSlip:
    """Print the slip of request `ask`; comes back as PaperDone."""

    ask: int
    slip: Slip
    reply: TicketReply


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
class Record:
    """One event for the technician's log; never codes or personal data."""

    event: str
    reason: str


Effect = Ask | PrintSlip | Report | Settle | Say | Quiet | Record
Effects = tuple[Effect, ...]
