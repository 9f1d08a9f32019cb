"""What programs and the page's script are told of one ticket."""

from datetime import datetime

from pydantic import BaseModel

from hub.follow.rules import Stage
from wire.look import Lang, Text
from wire.messages import AlarmKind, Leg


class Followed(BaseModel):
    """One ticket of today, as its holder may know it."""

    number: str
    zone: str
    zone_name: Text
    stage: Stage
    people_ahead: int | None
    wait_minutes: tuple[int, int] | None
    room: str | None
    room_name: Text | None
    floor: int | None
    """0 is the ground floor; None until there is a room."""
    attempt: int
    """How many times it was called; 0: not yet."""
    called_at: datetime | None
    way: tuple[Leg, ...]
    way_from_screen: bool
    """The way's first turn is seen by whoever faces the zone's display."""
    alarms: tuple[AlarmKind, ...]
    """Emergencies that are for this ticket, the most pressing first."""
    lang: Lang
    as_of: datetime


class Piece(BaseModel):
    """The page's middle, drawn anew."""

    stage: Stage
    ring: str
    """Differs for each call and danger that a phone should sound for; empty for none."""
    title: str
    said: str
    """What a screen reader says when it changes, with the language of each part."""
    at: str
    """As of when, by the house's clocks."""
    revision: int
    """Never lower than what was said before."""
    html: str
