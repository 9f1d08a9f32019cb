"""What players and programs say and are told when a display is paired."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from wire.ids import SlugText, ZoneText
from wire.messages import DisplayRole

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Player(BaseModel):
    """What a player says of itself, before anybody knows it."""

    model: str = Field(max_length=80)
    version: str = Field(default="", max_length=40)
    width: int = Field(ge=1, le=20_000)
    height: int = Field(ge=1, le=20_000)
    height_mm: int | None = Field(default=None, ge=1, le=5_000)
    """Of the panel, where it tells its size."""


class Asked(BaseModel):
    """The code to show, and what only the player knows, to ask what became of it."""

    id: str
    secret: str
    code: str
    expires_at: datetime
    lives_s: int
    """How long the code may be typed, from now: the player's clock may be anything."""
    poll_s: int


class Secret(BaseModel):
    """The proof that it is the same player."""

    secret: str = Field(max_length=100)


class Told(BaseModel):
    """What became of a pairing. What follows `lives_s` is there when it is "paired".

    The password is fresh with each asking, and the one before is void.
    """

    state: Literal["waiting", "paired"]
    lives_s: int | None = None
    """While waiting: for how long the code still holds."""
    site: str | None = None
    device: str | None = None
    name: str | None = None
    broker: str | None = None
    """As host:port; the host is empty where it is the hub's own."""
    password: str | None = None


class Check(BaseModel):
    """What a paired player has kept."""

    device: SlugText
    password: str = Field(max_length=100)


class Waiting(BaseModel):
    """The player behind a code, as a technician sees it."""

    code: str
    model: str
    version: str
    width: int
    height: int
    height_mm: int | None
    address: str
    asked_at: datetime
    expires_at: datetime


class Placement(BaseModel):
    """What a display is called, where it hangs and from how far it is read."""

    name: Words
    role: DisplayRole = "zone"
    zone: ZoneText | None = None
    room: str | None = Field(default=None, max_length=40)
    node: str = Field(min_length=1, max_length=60)
    facing_deg: float = Field(default=0, ge=0, lt=360)
    reading_distance_m: float = Field(gt=0.2, le=50)
    panel_height_mm: float = Field(ge=50, le=5_000)


class NewDisplay(Placement):
    """Where the player of a code hangs from now on."""

    device: SlugText


class Replacement(BaseModel):
    """The display whose place the player takes; the player before it is shut out."""

    device: SlugText


class Paired(BaseModel):
    """The display that a player has become."""

    device: str
    name: str
