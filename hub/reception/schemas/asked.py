"""What programs send, and what they are answered."""

from datetime import datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, model_validator

from hub.queue.rules import Gap
from wire.ids import SlugText
from wire.look import Lang

MOST_PERSONS: Final = 20
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


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
    """A number for somebody without appointment; needs move its place and want a reason."""

    concern: SlugText
    lang: Lang = "de"
    persons: Annotated[int, Field(ge=1, le=MOST_PERSONS)] = 1
    needs: Annotated[tuple[str, ...], Field(max_length=10)] = ()
    reason: Short = ""


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
