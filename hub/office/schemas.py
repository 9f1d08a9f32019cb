"""What programs say to and hear from the set-up; the fields of a thing are those of the file."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Thing(BaseModel):
    """One thing of the set-up. Whoever changes it sends back its `version`."""

    kind: str
    name: str
    version: str
    fields: dict[str, Any]


class Gap(BaseModel):
    """Something is missing: the place, and a German sentence."""

    kind: str
    name: str
    field: str
    code: str
    place: str
    sentence: str


class Whole(BaseModel):
    """All that is set up. `works`: somebody who comes in could be called to a room."""

    version: str
    things: tuple[Thing, ...]
    gaps: tuple[Gap, ...]
    works: bool
    setup: str | None
    """The step at which the first set-up goes on; None: it is over."""


class Site(BaseModel):
    """A site: its id for good, its name, and the number in the codes of its letters."""

    site: str = Field(max_length=100)
    name: str = Field(max_length=200)
    number: int = Field(ge=0, le=10**9)


class Wish(BaseModel):
    """How a thing shall be. `version` is the one that was looked at; None: it is new."""

    fields: dict[str, Any]
    version: str | None = Field(default=None, max_length=40)


class Text(BaseModel):
    """A set-up as TOML."""

    text: str = Field(max_length=500_000)


class Import(Text):
    """The same, with the preview's version; `sure`: what is still in use has been read."""

    version: str = Field(max_length=40)
    sure: bool = False


class Slip(Gap):
    """Why a file is not taken, and in which line."""

    line: int | None


class Change(BaseModel):
    """A thing before and after; None: there was, or is, none."""

    kind: str
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Preview(BaseModel):
    """What a file would change."""

    version: str
    slips: tuple[Slip, ...]
    changes: tuple[Change, ...]
    uses: tuple[str, ...]


class Entry(BaseModel):
    """What one person did in one go. `harmless`: it can still be taken back."""

    id: str
    at: datetime
    login: str
    deed: str
    undoes: str | None
    harmless: bool
    undone: bool
    changes: tuple[Change, ...]


class Move(BaseModel):
    """By how many places a concern is offered later; fewer than none: earlier."""

    by: int = Field(ge=-500, le=500)


class Step(BaseModel):
    """Where the first set-up goes on; None: it is over."""

    step: str | None = Field(default=None, max_length=20)
