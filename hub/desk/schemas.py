"""What an adviser sees of their desk, as the page draws it and programs read it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hub.desk.rules import Coming
from hub.queue.rules import Cause, Gap, Need, State


class Line(BaseModel):
    """Frozen: a picture is of one moment."""

    model_config = ConfigDict(frozen=True)


class Choice(Line):
    """Something to choose from: a room or a concern."""

    id: str
    name: str


class Booked(Line):
    """An appointment of mine today. `minutes`: waited since the arrival, or late by now."""

    appointment_id: str
    starts_at: datetime
    person: str | None
    """None for whoever may not know names."""
    concern: str
    lang: str
    state: Coming
    minutes: int = 0
    arrived_at: datetime | None = None
    ticket_id: str | None = None
    number: str | None = None
    zone: str | None = None
    elsewhere: str | None = None
    """The room, where it is not the one in which I sit."""


class Why(Line):
    """One reason why a visit counts as come when it does; see `hub.queue.rules.Reason`."""

    cause: Cause
    at: datetime | None = None
    minutes: int = 0
    need: Need | None = None


class Visitor(Line):
    """Somebody with a number. `person` is known of those with an appointment."""

    ticket_id: str
    number: str
    zone: str
    concern: str
    further: tuple[str, ...] = ()
    persons: int = 1
    lang: str
    person: str | None = None
    appointment_at: datetime | None = None
    needs: tuple[Need, ...] = ()
    since: datetime
    minutes: int


class Waiting(Visitor):
    """Somebody whom this desk may call, in the order in which it would."""

    counts_at: datetime
    """The visit's place: earlier ones go first."""
    why: tuple[Why, ...]
    early: bool
    """Not due yet: called only while nobody else waits."""
    near_bound: bool
    transferred: bool


class Held(Visitor):
    """Somebody who waits until then for another open desk that speaks their language."""

    until: datetime


class Note(Line):
    """What a member of staff wrote down (Vermerk)."""

    at: datetime
    actor: str
    text: str


class Current(Visitor):
    """Whom this desk has called, or speaks with; `minutes` count from the call or the beginning."""

    state: State
    called_at: datetime
    attempt: int
    gap: Gap | None = None
    """Why the visitor cannot have seen the call."""
    seen_on: tuple[str, ...] = ()
    turns_at: datetime | None = None
    """When the call becomes an unseen one, if it has not been shown by then."""
    next_concerns: tuple[Choice, ...] = ()
    notes: tuple[Note, ...] = ()


class Closed(Line):
    """Nobody is received at the desk; `until` None: not before tomorrow."""

    until: datetime | None
    ends_at: datetime
    away: bool
    """By an absence that the office has entered, not by whoever sits here."""


class Undo(Line):
    """What this person did last, and can still take back."""

    ticket_id: str
    number: str
    event: str
    until: datetime


class Desk(Line):
    """One desk at one moment; without a room there are appointments only."""

    site: str
    site_name: str
    timezone: str
    at: datetime
    room: str | None
    room_name: str | None
    bound_minutes: int
    closed: Closed | None
    current: Current | None
    next_ticket: str | None
    """Whom "call next" would call now."""
    waiting: tuple[Waiting, ...]
    more_waiting: int
    """Those in line for this desk behind the ones that are listed."""
    held: tuple[Held, ...]
    appointments: tuple[Booked, ...]
    parked: tuple[Visitor, ...]
    missed: tuple[Visitor, ...]
    undo: Undo | None
    rooms: tuple[Choice, ...]
    concerns: tuple[Choice, ...]
    """To which a visit can be handed on."""

    @property
    def next(self) -> Waiting | None:
        return next((one for one in self.waiting if one.ticket_id == self.next_ticket), None)


class CallNext(BaseModel):
    """`shown`: whom the page showed as the next one. If this desk called them, nobody is called."""

    shown: Annotated[str, Field(max_length=40)] | None = None


class Drawn(BaseModel):
    """A form of one drawing of the page; `key` is the drawing's."""

    key: Annotated[str, Field(max_length=40)] = ""


Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Aside(Drawn):
    """Why a visit is put aside for a while."""

    reason: Short = ""


class HandOn(Drawn):
    """To which concern or room a visit is handed on, and why."""

    concern: Annotated[str, Field(max_length=40)] = ""
    room: Annotated[str, Field(max_length=40)] = ""
    reason: Short = ""


class Written(Drawn):
    """What is to be written down about a visit."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class Done(BaseModel):
    """What became of a visit; `gap`: why its call cannot be seen, if that is known at once."""

    ticket_id: str
    number: str
    state: State
    room: str | None = None
    gap: Gap | None = None
