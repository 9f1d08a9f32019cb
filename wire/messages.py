"""Frozen messages and the envelope that each of them travels in."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from wire.health import ClockState, Health, PrinterFault
from wire.ids import Count, NumberText, SlugText, Stamp, ZoneText
from wire.look import Lang, Look, Text

VERSION = 1


class Message(BaseModel):
    """Ignores unknown fields, so that a newer speaker is understood by an older listener."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Id = Annotated[str, Field(min_length=1, max_length=40)]
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


class CheckinRequest(Message):
    """A visitor shows a letter or types its short code (Anmeldung zum Termin)."""

    kind: Literal["letter", "short_code"]
    code: str = Field(min_length=1, max_length=200)
    lang: Lang


class TicketRequest(Message):
    """A visitor without appointment wants a number for a concern (Vorsprache ohne Termin)."""

    concern: SlugText
    lang: Lang


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


class ConcernCard(Message):
    """A concern as the kiosk offers it (Anliegen)."""

    id: SlugText
    name: Text
    hint: Text
    zone: ZoneText


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


class KioskConfig(Message):
    """All that a kiosk must know of the house to serve visitors."""

    rev: Count
    name: str
    timezone: str
    zones: tuple[ZoneCard, ...]
    concerns: tuple[ConcernCard, ...]
    zone_ways: dict[str, Way]
    plan: Plan


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
    "ticket.paper": PaperReport,
    "call.shown": CallShown,
    "help.request": HelpRequest,
    "ack": Ack,
    "hub.state": HubState,
    "device.state": DeviceState,
    "device.health": Health,
    "kiosk.config": KioskConfig,
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
