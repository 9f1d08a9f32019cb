"""What programs send and get of who is in the house."""

from datetime import datetime

from pydantic import BaseModel, Field

from hub.presence.rules import MOST_EVENING, SignKind, Where
from wire.messages import OwnTicketId


class Stay(BaseModel):
    """One visit in the house, without a name. `sure`: somebody is to be searched for."""

    ticket_id: str
    number: str
    where: Where
    zone: str
    room: str | None
    floor: int | None
    place: str
    """In German words, as wardens read it."""
    since: datetime
    arrived: datetime
    sign: SignKind
    sign_at: datetime
    persons: int
    needs: tuple[str, ...]
    lang: str
    sure: bool


class Colleague(BaseModel):
    """A member of staff at a desk; `seen_at`: the last request of their browser."""

    name: str
    room: str
    floor: int | None
    seen_at: datetime


class House(BaseModel):
    """Visitors and colleagues; `persons` counts those to be searched for."""

    as_of: datetime
    persons: int
    uncertain: int
    stays: tuple[Stay, ...]
    colleagues: tuple[Colleague, ...]


class Leaving(BaseModel):
    """Who goes: by ticket id, or by the number as staff hear it."""

    ticket_id: OwnTicketId | None = None
    number: str | None = Field(default=None, max_length=12)


class Left(BaseModel):
    ticket_id: str
    number: str
    state: str


class Rule(BaseModel):
    """So many minutes after closing time the house counts as empty; null: never by itself."""

    evening_minutes: int | None = Field(ge=0, le=MOST_EVENING)


class Keeper(BaseModel):
    """A kiosk, and whether it keeps the list for when all else is gone."""

    device: str
    name: str
    keeps: bool


class Keeps(BaseModel):
    keeps: bool


class Person(BaseModel):
    """One person of a line; `seen_by` is a login."""

    person: int
    seen_at: datetime
    seen_by: str


class Line(BaseModel):
    """A line of the roll; `subject` names it in marks."""

    subject: str
    number: str | None
    """Of a visit; null for a colleague."""
    name: str | None
    """Of a colleague; null for a visit."""
    place: str
    floor: int | None
    persons: int
    needs: tuple[str, ...]
    sure: bool
    seen: tuple[Person, ...]


class Roll(BaseModel):
    """An evacuation as wardens tick it off."""

    evacuation: str
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None
    persons: int
    missing: int
    uncertain: int
    lines: tuple[Line, ...]


class Mark(BaseModel):
    """A person was seen, or that was a mistake; without `person` all of the line."""

    subject: str = Field(max_length=60)
    person: int | None = Field(default=None, ge=1, le=999)
    seen: bool = True
