"""The picture of the floor, as pages draw it and programs read it, and what programs send."""

from datetime import date, datetime
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    computed_field,
    model_validator,
)

from hub.queue.rules import Cause, Event, Gap, Need, State
from hub.reception.rules import Arrival
from wire.ids import SlugText
from wire.look import Lang
from wire.messages import Heard


class Line(BaseModel):
    """Frozen: a picture is of one moment."""

    model_config = ConfigDict(frozen=True)


class Expected(Line):
    """An appointment of today; `late_minutes` counts from its beginning."""

    appointment_id: str
    starts_at: datetime
    person: str | None
    """None for whoever has nothing to do with visitors; so with `adviser`."""
    concern: str
    room: str | None
    room_name: str | None
    adviser: str | None
    lang: str
    arrival: Arrival
    late_minutes: int = 0
    number: str | None = None
    """The ticket number, once the person is here."""


class Slip(Line):
    """What is wrong with a visitor's paper; `fault` is a PrinterFault or empty."""

    state: str
    fault: str | None = None


class Further(Line):
    """Another number that the person may hold on paper."""

    number: str
    device_name: str
    at: datetime
    clash: bool
    """It stands for somebody else as well: their own number is the one that is called."""


class Merged(Line):
    """A kiosk gave the number out alone, and the hub heard of it later."""

    given_at: datetime | None
    """None when the kiosk's clock could not be believed."""
    at: datetime
    refused: str | None = None
    """A reason of `wire.messages`: why there is no appointment or another concern."""


class Note(Line):
    """What staff should know of a visit, and what is not so with most."""

    persons: int = 1
    concerns: tuple[str, ...] = ()
    further: tuple[Further, ...] = ()
    merged: Merged | None = None
    reprint: bool = False
    """The slip can be had once more: the kiosk that gave it out is connected."""


class Waiting(Line):
    """A person in the queue, in the order in which the room that looks would call them."""

    ticket_id: str
    number: str
    zone: str
    concern: str
    lang: str
    appointment_at: datetime | None
    room: str | None
    """The only room that calls this person, if one is bound."""
    room_name: str | None
    issued_at: datetime
    minutes: int
    bound_minutes: int
    share: float
    """Waited time as a share of the bound, 0 to 1."""
    near_bound: bool
    """Walk-in beyond four fifths of the bound, or appointment that is 10 minutes overdue."""
    wait_minutes: tuple[int, int] | None = None
    mine: bool
    """The room that looks may call this person."""
    paper: Slip | None = None
    note: Note = Note()


class Seen(Line):
    """A display's proof that a call stood on its panel."""

    display: str
    at: datetime
    late: bool = False
    """More than 3 seconds after the call."""


class HeardOn(Line):
    """What was heard of a call at a display that was to speak; `outcome` None: nobody knows yet."""

    display: str
    outcome: Heard | None
    at: datetime | None = None
    languages: tuple[str, ...] = ()


class Missing(Line):
    """A display that has not shown the call, though it should have by now."""

    display: str
    online: bool


class Called(Line):
    """A person who was called and is on the way."""

    ticket_id: str
    call_id: str
    number: str
    zone: str
    room: str
    room_name: str
    attempt: int
    called_at: datetime
    seconds: int
    seen: tuple[Seen, ...] = ()
    heard: tuple[HeardOn, ...] = ()
    missing: tuple[Missing, ...] = ()
    gap: Gap | None = None
    """Why the visitor cannot have seen the call."""
    expires_at: datetime
    expired: bool = False
    """It no longer stands out on the displays; it can be made once more."""
    paper: Slip | None = None
    note: Note = Note()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unseen(self) -> bool:
        """Nobody can have seen it, or no display has shown it within 3 seconds."""
        return self.gap is not None


class Serving(Line):
    """A person in conversation."""

    ticket_id: str
    number: str
    zone: str
    concern: str
    room: str
    room_name: str
    started_at: datetime
    minutes: int
    note: Note = Note()


class Missed(Line):
    """A person who did not come when called; they may still come."""

    ticket_id: str
    number: str
    zone: str
    room: str | None
    called_at: datetime | None
    attempts: int


class ToldLate(Line):
    """A visit of an earlier day that a kiosk alone has told of only today; it is over."""

    ticket_id: str
    number: str
    zone: str
    given_at: datetime
    at: datetime
    refused: str | None
    appointment: bool


class Trouble(Line):
    key: str
    severity: str
    since: datetime


class Device(Line):
    """A kiosk or display; all is well when it is online and without troubles."""

    device_id: str
    name: str
    kind: str
    online: bool
    seen_at: datetime | None
    troubles: tuple[Trouble, ...] = ()
    temperature: float | None = None
    """Of the board, in degrees Celsius, where the device tells it."""
    help_at: datetime | None = None
    """A visitor pressed "a person shall come" then, and nobody has gone yet."""

    @property
    def well(self) -> bool:
        return self.online and not self.troubles


class ClosedRoom(Line):
    """A room in which nobody is received; `until` None: for the rest of the day."""

    room: str
    room_name: str
    until: datetime | None
    ends_at: datetime


class Choice(Line):
    """Something to choose from: a room or a concern."""

    id: str
    name: str


class Figures(Line):
    """The day in numbers; waits are in minutes, None while nobody has been called."""

    inside: int
    waiting: int
    wait_median: int | None
    wait_p90: int | None
    unseen_calls: int
    expected_next_hour: int
    longest: Waiting | None
    """The walk-in nearest to the bound."""


class Floor(Line):
    """Everything of one moment. Without `room` nobody is `mine`."""

    site: str
    site_name: str
    timezone: str
    at: datetime
    room: str | None
    room_name: str | None
    figures: Figures
    expected: tuple[Expected, ...]
    waiting: tuple[Waiting, ...]
    called: tuple[Called, ...]
    serving: tuple[Serving, ...]
    missed: tuple[Missed, ...]
    closed: tuple[ClosedRoom, ...]
    told_late: tuple[ToldLate, ...]
    devices: tuple[Device, ...]
    bound_minutes: int
    """Walk-ins who have waited so long go first."""
    next_ticket: str | None
    """Whom the room that looks would call next."""
    rooms: tuple[Choice, ...]
    concerns: tuple[Choice, ...]

    @property
    def next(self) -> Waiting | None:
        """Whom the room that looks would call next."""
        return next((one for one in self.waiting if one.ticket_id == self.next_ticket), None)

    @property
    def my_called(self) -> Called | None:
        return next((one for one in self.called if one.room == self.room), None)

    @property
    def my_closure(self) -> ClosedRoom | None:
        return next((one for one in self.closed if one.room == self.room), None)

    @property
    def my_serving(self) -> Serving | None:
        return next((one for one in self.serving if one.room == self.room), None)


class Room(BaseModel):
    room: Annotated[str, Field(max_length=40)]


class NewClosure(BaseModel):
    """Until when a room receives nobody; None: for the rest of the day."""

    until: AwareDatetime | None = None


class Closed(BaseModel):
    """Whether a room receives people; `until` None: not before tomorrow, if it is closed."""

    room: str
    closed: bool
    until: datetime | None = None


class NewTicket(BaseModel):
    concern: SlugText
    lang: Lang = "de"


class NewCheckin(BaseModel):
    """By the short code of the letter, or by the appointment; one of both."""

    short_code: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] | None
    ) = None
    appointment_id: Annotated[str, Field(max_length=40)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "NewCheckin":
        if (self.short_code is None) == (self.appointment_id is None):
            raise ValueError("neither or both of short_code and appointment_id")
        return self


class Issued(BaseModel):
    """A ticket that stands in the queue; `wait_minutes` is the estimate, lowest and highest."""

    ticket_id: str
    number: str
    zone: str
    room: str | None = None
    wait_minutes: tuple[int, int] | None = None
    again: bool = False
    """The visitor was checked in already: the same number as before."""


class CalledOut(BaseModel):
    """A call (Aufruf) that is on its way to the displays."""

    call_id: str
    ticket_id: str
    number: str
    room: str
    attempt: int
    gap: Gap | None = None
    """Known at once: no display hangs where the visitor could see the call, or none is there."""


class Moved(BaseModel):
    """What became of a visit."""

    ticket_id: str
    number: str
    state: str
    zone: str
    concern: str


class Why(Line):
    """One reason why a visit counts as come when it does; see `hub.queue.rules.Reason`."""

    cause: Cause
    at: datetime | None = None
    minutes: int = 0
    need: Need | None = None


class LogLine(Line):
    """What happened to a visit; `undone`: it was taken back."""

    at: datetime
    event: str
    actor: str
    detail: str
    state: State | None
    room: str | None
    concern: str | None
    undone: bool


class NoteLine(Line):
    """What a member of staff wrote down (Vermerk)."""

    at: datetime
    actor: str
    text: str


class Visit(Line):
    """Everything about one visit; names, reasons and notes only for whoever may know them."""

    ticket_id: str
    number: str
    zone: str
    state: State
    concern: str
    concerns: tuple[str, ...]
    lang: str
    persons: int
    room: str | None
    person: str | None
    born: date | None
    appointment_at: datetime | None
    issued_at: datetime
    since: datetime
    needs: tuple[Need, ...]
    need_reason: str
    transferred_from: str | None
    counts_at: datetime | None
    """The visit's place: earlier ones go first. None for whoever is not in line."""
    why: tuple[Why, ...]
    people_ahead: int | None
    wait_minutes: tuple[int, int] | None
    log: tuple[LogLine, ...]
    notes: tuple[NoteLine, ...]
    acts: tuple[Event, ...]
    """What may be done to it now."""
    undo: str | None
    """The event that can be taken back now."""


class Found(Line):
    """Somebody who fits a search: a visit of today, or an appointment whose person is not here."""

    ticket_id: str | None = None
    appointment_id: str | None = None
    number: str | None = None
    zone: str | None = None
    state: str
    """A state of the visit, or an `Arrival` of the appointment."""
    concern: str
    room: str | None
    person: str | None
    born: date | None
    starts_at: datetime | None
    issued_at: datetime | None = None


class Findings(Line):
    """Who fits; `more` are not listed."""

    typed: str
    found: tuple[Found, ...]
    more: int


Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Parking(BaseModel):
    """Why a visit is put aside for a while."""

    reason: Short = ""


class Transfer(BaseModel):
    """To which concern or room a visit is handed on, one of both at least, and why."""

    concern: SlugText | None = None
    room: Annotated[str, Field(max_length=40)] | None = None
    reason: Short = ""

    @model_validator(mode="after")
    def _somewhere(self) -> "Transfer":
        if self.concern is None and self.room is None:
            raise ValueError("neither concern nor room")
        return self


class Merge(BaseModel):
    """Which other visit is the same person."""

    other: Annotated[str, Field(max_length=40)]


class Needs(BaseModel):
    """What a visitor has stated; `shown`: what the form showed, so that nothing is overwritten."""

    needs: Annotated[tuple[str, ...], Field(max_length=10)]
    reason: Short = ""
    shown: tuple[str, ...] | None = None


class NewNote(BaseModel):
    """What is written down about a visit, up to 500 characters."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
