"""What programs say and are told of displays."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from wire.look import Lang
from wire.messages import Action, DisplayRole, Layout, Level, Percent, Tag

Group = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$")]


class Part(BaseModel):
    """The revision that a display was told and the one that it has drawn."""

    what: str
    told: int
    shown: int | None
    old: bool


class Trouble(BaseModel):
    key: str
    severity: str
    since: datetime


class Order(BaseModel):
    """An order and what became of it; `silent`: nobody answered within two minutes."""

    order: str
    device: str
    action: Action
    by: str
    at: datetime
    state: Literal["asked", "done", "failed", "silent"]
    detail: str
    done_at: datetime | None


class Display(BaseModel):
    """A display as it was last heard, and as it is meant to be."""

    device: str
    name: str
    role: DisplayRole
    zone: str | None
    room: str | None
    node: str
    """Where on the plan of the house it hangs."""
    group: str | None
    tags: tuple[str, ...]
    online: bool
    seen_at: datetime | None
    version: str
    troubles: tuple[Trouble, ...]
    temperature: float | None
    level: Level | None
    item: str | None
    next_item: str | None
    size: tuple[int, int] | None
    clock_offset_ms: int | None
    clock_error_ms: int | None
    screen_on: bool
    screen_is_on: bool | None
    """What it says; `screen_on` is what it shall do. The same goes for volume."""
    volume: int | None
    """None: it does not speak."""
    unvoiced: bool
    """Whether it hangs in a waiting zone in which no display speaks."""
    own_volume: int | None
    """None: as loud as its waiting zone."""
    volume_is: int | None
    layout: Layout
    languages: tuple[Lang, ...] | None
    media_wanted: int
    media_held: int
    parts: tuple[Part, ...]
    programme_too_large: bool
    """Whether it runs an old programme, because the present one fits into no message."""
    old: bool
    """Whether something that it was told does not stand on its panel after five seconds."""
    settled: bool
    """Whether all that it shall be is what it says it is."""
    picture_at: datetime | None
    picture_order: Literal["asked", "done", "failed", "silent"] | None
    """What became of the last wish for a picture, for some minutes."""
    misplaced: str | None

    @property
    def trouble(self) -> bool:
        """A zone in which nobody speaks is none: a house may want its zones quiet."""
        return not self.online or self.old or self.programme_too_large or bool(self.troubles)

    @property
    def settings(self) -> str:
        """What the form of its settings shows; a page that bears another one is out of date."""
        speaks = self.volume is not None
        shown = (self.screen_on, self.layout, speaks, self.own_volume, self.languages, self.group)
        return sha256(repr((*shown, self.tags)).encode()).hexdigest()[:16]


class NewOrder(BaseModel):
    action: Action


def typed(one: Display, form: Mapping[str, list[str]]) -> Display:
    """The display as its form was filled in, right or wrong, to be shown once more."""
    given = {name: values[0].strip() for name, values in form.items() if values}
    told: dict[str, object] = {}
    if "screen" in given:
        told["screen_on"] = given["screen"] == "on"
    if "speaks" in given:
        told["volume"] = 0 if given["speaks"] == "yes" else None
    if "volume_shown" in given:
        told["own_volume"] = given.get("volume", "")
    if "languages_shown" in given:
        told["languages"] = tuple(form.get("languages", ()))
    if "tags" in given:
        told["tags"] = (given["tags"],)
    return one.model_copy(update=told | {n: given[n] for n in ("layout", "group") if n in given})


class Changes(BaseModel):
    """How a display shall be used from now on; what is not named stays."""

    screen_on: bool | None = None
    volume: Percent | Literal["zone"] | None = None
    """"zone": as loud as its waiting zone. A display that is silent stays so."""
    speaks: bool | None = None
    """False: it is silent. True: as its waiting zone speaks, unless a volume is named."""
    layout: Layout | None = None
    languages: tuple[Lang, ...] | None = Field(default=None, max_length=12)
    """None: as before; empty: those of the office."""
    group: Group | Literal[""] | None = None
    tags: tuple[Tag, ...] | None = Field(default=None, max_length=20)


class Span(BaseModel):
    """Quiet on one weekday (0 is Monday), from and until so many minutes after local midnight."""

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, lt=1440)
    closes: int = Field(gt=0, le=1440)

    @model_validator(mode="after")
    def _forward(self) -> "Span":
        if self.opens >= self.closes:
            raise ValueError("a span ends after it begins")
        return self


class ZoneSound(BaseModel):
    """How loud the displays of a zone speak, and when they keep quiet (Ruhezeit)."""

    volume: Percent
    quiet: tuple[Span, ...] = Field(default=(), max_length=42)


class Meant(BaseModel):
    """Displays of a zone, a group, a role or with a tag, or all; at least one is named."""

    zone: str | None = None
    group: str | None = None
    tag: str | None = None
    role: DisplayRole | None = None
    all: bool = False


class BulkOrder(Meant):
    action: Action


class BulkChange(Meant):
    changes: Changes


class Orders(BaseModel):
    orders: tuple[Order, ...]


class Displays(BaseModel):
    displays: tuple[Display, ...]
