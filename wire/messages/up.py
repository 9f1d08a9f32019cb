"""What a device says to the hub by way of its outbox."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from wire.health import PrinterFault
from wire.ids import NumberText, SlugText, Stamp
from wire.look import Lang
from wire.messages.base import Id, Message
from wire.qr import SHORT_ALPHABET, SHORT_LENGTH

OwnTicketId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
"""A ticket's id made by a kiosk: it becomes part of addresses."""
ReceiptText = Annotated[str, StringConstraints(pattern=rf"^[{SHORT_ALPHABET}]{{{SHORT_LENGTH}}}$")]
FeedbackReason = Literal["waiting", "way", "talk", "language", "device", "other"]
FEEDBACK_REASONS: tuple[FeedbackReason, ...] = get_args(FeedbackReason)
MOST_PERSONS = 9
MOST_CONCERNS = 4
"""Further concerns beside the first."""


class OfflineIssue(Message):
    """The kiosk has given out a number of its own lease, because the hub did not answer.

    The visitor holds this number on paper, so the hub takes it as it is. `supersedes` is the
    earlier request of the same visitor that stayed unanswered: it must lead to no second ticket.
    `day_known` is False when not even the day of `issued_at` can be believed: a machine without a
    battery clock wakes at the time at which it was switched off.
    """

    ticket_id: OwnTicketId
    number: NumberText
    issued_at: Stamp
    supersedes: Id | None = None
    day_known: bool = True


class CheckinRequest(Message):
    """A visitor shows a letter or types its short code (Anmeldung zum Termin)."""

    kind: Literal["letter", "short_code"]
    code: str = Field(min_length=1, max_length=200)
    lang: Lang
    offline: OfflineIssue | None = None


class TicketRequest(Message):
    """A visitor without appointment wants a number for a concern (Vorsprache ohne Termin)."""

    concern: SlugText
    lang: Lang
    offline: OfflineIssue | None = None


class AmendRequest(Message):
    """A visitor adds to their visit: people who are with them, further concerns.

    It says how the visit is from now on, so the same said twice changes nothing.
    """

    ticket_id: Id
    persons: int = Field(ge=1, le=MOST_PERSONS)
    concerns: tuple[SlugText, ...] = Field(default=(), max_length=MOST_CONCERNS)


class LeaveRequest(Message):
    """Somebody goes, and holds letter or slip to the kiosk at the exit (Abmeldung).

    `code` is what the camera read: a letter's code, or the address of the ticket's page.
    """

    code: str = Field(min_length=1, max_length=200)
    lang: Lang


class DocumentsReceipt(Message):
    """A visitor hands in papers (Unterlagen abgeben) under a code that stands on two slips.

    `code` is as `wire.qr.new_short_code` makes it; `letter` is the code of the visitor's letter,
    empty when none was shown.
    """

    code: ReceiptText
    lang: Lang
    letter: str = Field(default="", max_length=200)
    at: Stamp


class Feedback(Message):
    """How it was, from 1 (very bad) to 5 (very good), and perhaps why; without any person."""

    score: int = Field(ge=1, le=5)
    reason: FeedbackReason | None = None
    at: Stamp


class PaperReport(Message):
    """What became of the slip. `abandoned`: the visitor was gone before the number was known."""

    ticket_id: Id
    outcome: Literal["printed", "failed", "unclear", "abandoned"]
    fault: PrinterFault | None = None
    at: Stamp


class HelpRequest(Message):
    """A visitor pressed "a person shall come"."""

    lang: Lang
