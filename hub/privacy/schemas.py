"""What privacy tells pages and programs: the register, the nights, what is due, a person's data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel
from pydantic import Field as Bound

Value = str | int | bool | list[Any] | dict[str, Any]
Act = Literal["privacy.export", "privacy.erase"]


class Holding(BaseModel):
    """Columns that are kept of the same people for the same reason; texts are German."""

    table: str
    name: str
    columns: Mapping[str, str]
    whose: str
    purpose: str
    basis: str
    until: str
    then: str
    note: str


class Due(BaseModel):
    """Rows of a table that end together: due now, and besides within the next seven days."""

    table: str
    name: str
    columns: tuple[str, ...]
    until: str
    then: str
    step: str
    now: int
    soon: int


class Step(BaseModel):
    """One step of a night; `ms` is how long it took."""

    step: str
    name: str
    changed: int
    deleted: int
    ms: int


class Night(BaseModel):
    """What one night has done; `fault` names steps that failed and will be tried again."""

    period: str
    started_at: datetime
    ended_at: datetime | None
    tries: int
    steps: tuple[Step, ...]
    fault: str


class Sought(BaseModel):
    """Whose data is wanted: a letter's code, a short code, a number, or name and birthday.

    `day`: of the visit.
    """

    typed: str = Bound(max_length=200)
    day: date | None = None


class Hit(BaseModel, from_attributes=True):
    id: str
    at: datetime
    concern: str
    number: str
    state: str


class Held(BaseModel):
    """How much of a person the house holds, by table, and what keeps it from being deleted."""

    person: str
    appointments: int
    visits: int
    rows: Mapping[str, int]
    open: tuple[str, ...]


class Wish(BaseModel):
    act: Act
    why: str = Bound(max_length=2000)


class Asked(BaseModel):
    """The id of a request to a second person."""

    id: str


class Sure(BaseModel):
    sure: bool = False


class Field(BaseModel):
    """One thing that is held; `said` is the value in words."""

    label: str
    value: Value
    said: str


class Group(BaseModel):
    """What of a row is held for one reason; `kept`: how long, in words."""

    purpose: str
    basis: str
    deleted_on: date | None
    kept: str
    fields: tuple[Field, ...]


class Entry(BaseModel):
    """A row: what is held of one appointment, one step of a visit, one note."""

    groups: tuple[Group, ...]


class Part(BaseModel):
    name: str
    entries: tuple[Entry, ...]


class Seen(BaseModel):
    """A page has shown the person's data; to whom is opened by two people only, at `/audit`."""

    at: datetime
    what: str
    page: str
    purpose: str
    deleted_on: date


class Export(BaseModel):
    """All that the house holds of a person."""

    office: str
    made_at: datetime
    person: str
    explained: str
    parts: tuple[Part, ...]
    views: tuple[Seen, ...]


class Erasure(BaseModel, from_attributes=True):
    """A deletion on request; `counts` are rows by table."""

    id: str
    at: datetime
    asked_by: str
    granted_by: str
    visits: int
    counts: Mapping[str, int]
