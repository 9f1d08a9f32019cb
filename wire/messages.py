"""Frozen messages and the envelope that each of them travels in."""

from typing import Annotated, Literal, Self, get_args

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from wire.health import ClockState, Health, PrinterFault
from wire.ids import Count, NumberText, SlugText, Stamp, ZoneText
from wire.look import Lang, Look, Text
from wire.qr import SHORT_ALPHABET, SHORT_LENGTH

VERSION = 1


class Message(BaseModel):
    """Ignores unknown fields, so that a newer speaker is understood by an older listener."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Id = Annotated[str, Field(min_length=1, max_length=40)]
OwnTicketId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
"""A ticket's id made by a kiosk: it becomes part of addresses."""
ReceiptText = Annotated[str, StringConstraints(pattern=rf"^[{SHORT_ALPHABET}]{{{SHORT_LENGTH}}}$")]
FeedbackReason = Literal["waiting", "way", "talk", "language", "device", "other"]
FEEDBACK_REASONS: tuple[FeedbackReason, ...] = get_args(FeedbackReason)
BookKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
MOST_PERSONS = 9
MOST_CONCERNS = 4
"""Further concerns beside the first."""
Arrow = Literal[
    "straight", "left", "right", "back", "half_left", "half_right", "stairs_up", "stairs_down",
    "here",
]  # fmt: skip
"""Where to turn first, seen by a person who faces the device."""


class Leg(Message):
    """One stretch of a way: turn, then walk; `floors` is not 0 where it climbs or descends."""

    turn: Arrow
    metres: int = Field(ge=0)
    floors: int = 0


class Way(Message):
    """The way from a device to a place of the house; `line` is in metres on the device's floor."""

    arrow: Arrow
    legs: tuple[Leg, ...] = ()
    line: tuple[tuple[float, float], ...] = ()


# ------------------------------------------------------------------ device to hub, "up"


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


class CallShown(Message):
    """Proof of play: the call stood on the panel from `frame_at` on."""

    call_id: Id
    attempt: int = Field(ge=1, le=1000)
    frame_at: Stamp


class HelpRequest(Message):
    """A visitor pressed "a person shall come"."""

    lang: Lang


# ------------------------------------------------------------------ hub to device, "down"


class TicketReply(Message):
    """The visitor is in the queue."""

    kind: Literal["ticket"] = "ticket"
    ticket_id: Id
    number: NumberText
    zone: ZoneText
    room: str | None = None
    appointment_at: AwareDatetime | None = None
    wait_minutes: tuple[int, int] | None = None
    issued_at: AwareDatetime
    again: bool = False
    """The visitor was already here: the same number as before."""
    print: bool = True
    """False when the paper of an earlier check-in is known to have come out."""
    as_of: AwareDatetime | None = None
    """Given out by the kiosk alone: when it last heard of the house. None: the hub's own word."""


Reason = Literal[
    "foreign", "forged", "unknown", "wrong_day", "wrong_site", "too_early", "too_late",
    "cancelled", "finished", "unknown_concern", "concern_closed", "too_many_tries",
]  # fmt: skip


class RefusalReply(Message):
    """The visitor is not in the queue, and why; the kiosk has the sentences."""

    kind: Literal["refusal"] = "refusal"
    reason: Reason
    starts_at: AwareDatetime | None = None
    """When the appointment is, where that is no secret to the holder of a genuine letter."""
    come_from: AwareDatetime | None = None
    """The first moment at which check-in is open."""
    site_name: str | None = None
    """Where the letter is valid, for wrong_site."""


class DoneReply(Message):
    """Noted; nothing to say to the visitor."""

    kind: Literal["done"] = "done"


Reply = Annotated[TicketReply | RefusalReply | DoneReply, Field(discriminator="kind")]


class Ack(Message):
    """The hub has committed message `of` (or will never take it); the outbox may forget it."""

    of: Id
    outcome: Literal["committed", "malformed", "unsupported"]
    reply: Reply | None = None


# ------------------------------------------------------------------ retained state


class HubState(Message):
    """Birth and death of one hub process; `epoch` is when it started.

    The birth is repeated as it was about every 30 s; a process unheard for 100 s counts as dead,
    because a broker that dies forgets the wills it holds. `at` is when the connection began, the
    same in birth, repetition and will: so no late will overrules a newer birth.
    """

    online: bool
    at: AwareDatetime
    epoch: AwareDatetime


class DeviceState(Message):
    """Birth and death of a device; a death only counts for the birth with the same `bd`.

    The birth is repeated about every 30 s with `at` as it then is; `at` of a will is the moment at
    which the connection began.
    """

    online: bool
    bd: Count
    at: Stamp
    kind: Literal["kiosk", "display"]
    version: str = Field(max_length=40)


class ZoneCard(Message):
    """A waiting zone as devices show it; its sign is `wire.look.SIGNS[id]`."""

    id: ZoneText
    name: Text


class Hours(Message):
    """Open on one weekday (0 is Monday), from and until so many minutes after local midnight."""

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)


class ConcernCard(Message):
    """A concern as the kiosk offers it (Anliegen), or a group of concerns.

    Cards with the same `parent` stand on one page; a card that is a parent only leads to its page.
    """

    id: SlugText
    name: Text
    hint: Text
    zone: ZoneText
    parent: SlugText | None = None
    hours: tuple[Hours, ...] = ()
    """When numbers are given out; empty: at any time."""
    open: bool = True
    """False: the office gives out no more numbers today (Annahmeschluss)."""


def _by_language(name: object) -> object:
    """A plain name is the German one."""
    return {"de": name} if isinstance(name, str) else name


class RoomCard(Message):
    """A room that visitors may look for, and the way to it from this kiosk.

    `label` and the German name stand on the door. A hub before migration 0004 said only that name;
    a kiosk that starts alone may still hold such a card.
    """

    label: str = Field(max_length=40)
    name: Annotated[Text, BeforeValidator(_by_language)]
    way: Way


class PlanRoom(Message):
    """A rectangle on the floor plan, in metres; origin top left, y downwards."""

    label: str
    x: float
    y: float
    w: float
    h: float


class PlanSign(Message):
    """A zone's sign on the floor plan, in metres."""

    zone: ZoneText
    x: float
    y: float


class Plan(Message):
    """The floor on which a kiosk stands, in metres."""

    width: float
    height: float
    rooms: tuple[PlanRoom, ...]
    signs: tuple[PlanSign, ...]
    here: tuple[float, float]


Offer = Literal["check_in", "ticket", "documents", "find_room", "help", "feedback"]
OFFERS: tuple[Offer, ...] = get_args(Offer)
"""What people can come to a kiosk for; what an office does not offer does not appear."""


class Lease(Message):
    """Numbers that this kiosk alone gives out when the hub is away (Nummernkreis).

    No other device and no hub uses the letter's numbers from `first` to `last`. `next` is where a
    kiosk begins that has lost its own count; None: at `first`, the hub knows of none given out.
    """

    series: ZoneText
    first: int = Field(ge=1, le=999)
    last: int = Field(ge=1, le=999)
    next: int | None = Field(default=None, ge=1, le=999)

    @model_validator(mode="after")
    def _next_is_leased(self) -> Self:
        if self.next is not None and not self.first <= self.next <= self.last:
            raise ValueError("next lies outside of the lease")
        return self


class LetterKey(Message):
    """A public Ed25519 key whose letters are honoured: 64 hexadecimal digits."""

    id: int = Field(ge=0, le=255)
    public: str = Field(pattern=r"^[0-9a-f]{64}$")


class Standalone(Message):
    """What a kiosk needs to judge a letter and give out a number by itself."""

    site_number: int = Field(ge=0, le=65535)
    early_minutes: int = Field(ge=0, le=1440)
    late_minutes: int = Field(ge=0, le=1440)
    keys: tuple[LetterKey, ...]
    sites: dict[str, str] = {}
    """Other sites by the number that stands in their letters."""
    lease: Lease | None = None


class KioskConfig(Message):
    """All that a kiosk must know of the house to serve visitors."""

    rev: Count
    name: str
    timezone: str
    zones: tuple[ZoneCard, ...]
    concerns: tuple[ConcernCard, ...]
    zone_ways: dict[str, Way]
    plan: Plan
    offers: tuple[Offer, ...] = ("check_in", "ticket", "help")
    rooms: tuple[RoomCard, ...] = ()
    standalone: Standalone | None = None


class BookEntry(Message):
    """Where the holder of a letter waits and is called to."""

    zone: ZoneText
    concern: SlugText
    room: str | None = None


class DayBook(Message):
    """Appointments of the coming days and those that are off, for a kiosk that must work alone.

    Keys are `wire.qr.book_key` of the appointment: nobody learns a code or a person from it.
    """

    rev: Count
    as_of: Stamp
    entries: dict[BookKey, BookEntry]
    revoked: tuple[BookKey, ...] = ()


class Reprint(Message):
    """Staff want a ticket's slip once more; the kiosk answers with a PaperReport."""

    order: Id
    reply: TicketReply
    lang: Lang


class DisplayConfig(Message):
    """Where a display hangs, which zone it serves, and the ways from it."""

    rev: Count
    name: str
    timezone: str
    zone: ZoneCard
    reading_distance_m: float = Field(gt=0)
    panel_height_mm: float = Field(gt=0)
    room_ways: dict[str, Way]


class BoardCall(Message):
    """A call on the board; `attempt` grows with every recall (erneuter Aufruf)."""

    call_id: Id
    attempt: int = Field(ge=1)
    number: NumberText
    room: str
    called_at: AwareDatetime
    lang: Lang = "de"
    open: bool
    """Still to be followed; otherwise it stands among the last calls."""


class Board(Message):
    """Everything a zone's displays show: the newest call first. State, not an event."""

    zone: ZoneText
    rev: Count
    calls: tuple[BoardCall, ...]
    waiting: int = Field(ge=0)


class Call(Message):
    """One call, once: for the chime. The board says what is shown (Aufruf)."""

    call_id: Id
    attempt: int = Field(ge=1)
    zone: ZoneText
    number: NumberText
    room: str
    lang: Lang
    called_at: AwareDatetime
    board_rev: Count


TYPES: dict[str, type[BaseModel]] = {
    "checkin.request": CheckinRequest,
    "ticket.request": TicketRequest,
    "visit.amend": AmendRequest,
    "documents.receipt": DocumentsReceipt,
    "feedback": Feedback,
    "ticket.paper": PaperReport,
    "call.shown": CallShown,
    "help.request": HelpRequest,
    "ack": Ack,
    "hub.state": HubState,
    "device.state": DeviceState,
    "device.health": Health,
    "kiosk.config": KioskConfig,
    "kiosk.book": DayBook,
    "reprint": Reprint,
    "display.config": DisplayConfig,
    "board": Board,
    "call": Call,
    "look": Look,
}
"""Every message by the name under which it travels."""
NAMES: dict[type[BaseModel], str] = {kind: name for name, kind in TYPES.items()}


class Envelope(Message):
    """What every message travels in. `id` is the idempotency key; order goes by (boot, seq)."""

    v: int = VERSION
    type: Annotated[str, Field(max_length=40)]
    id: Id
    dev: SlugText
    """Who speaks: a device id or a hub's instance name. Must agree with the topic."""
    boot: Id
    seq: Count
    ts: Stamp
    clk: ClockState = "unsynced"
    data: BaseModel
