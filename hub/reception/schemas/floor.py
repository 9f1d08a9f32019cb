"""The picture of the floor, as pages draw it and programs read it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, computed_field

from hub.queue.rules import Gap, Need, State
from hub.reception.rules import Arrival
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
    ticket_id: str | None = None


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


class Acted(Line):
    """What a colleague has just done to a visit; `by` is their login."""

    event: str
    by: str
    at: datetime


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
    state: State = "waiting"
    """`arrived`: too early to be called before others; `transferred`: handed on."""
    transferred_from: str | None = None
    """The name of the room or concern that handed the visit on."""
    needs: tuple[Need, ...] = ()
    held_until: datetime | None = None
    """Until then the room that looks leaves this person to a desk that speaks their language."""
    paper: Slip | None = None
    note: Note = Note()
    acted: Acted | None = None


class Parked(Line):
    """A person who fetches a paper or fills in a form; `reason` only for whoever may know it."""

    ticket_id: str
    number: str
    zone: str
    concern: str
    since: datetime
    minutes: int
    reason: str
    acted: Acted | None = None


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
    acted: Acted | None = None
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
    acted: Acted | None = None


class Missed(Line):
    """A person who did not come when called; they may still come."""

    ticket_id: str
    number: str
    zone: str
    room: str | None
    called_at: datetime | None
    attempts: int
    acted: Acted | None = None


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
    away: bool = False
    """By an absence that the office has entered, not by whoever sits there."""


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
    parked: tuple[Parked, ...]
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
    zones: tuple[Choice, ...]

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
