"""What all messages are made of: their base, ids, ways, zones, hours."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wire.ids import ZoneText
from wire.look import GermanText


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


class ZoneCard(Message):
    """A waiting zone as devices show it; its sign is `wire.look.SIGNS[id]`."""

    id: ZoneText
    name: GermanText


class Hours(Message):
    """Open on one weekday (0 is Monday), from and until so many minutes after local midnight."""

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)
