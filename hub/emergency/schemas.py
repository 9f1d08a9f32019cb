"""What programs say and are told of emergencies."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from wire.ids import ZoneText
from wire.messages import AlarmKind


class NewAlarm(BaseModel):
    """An alarm to raise; `zones` are named for the scope "zone" only."""

    kind: AlarmKind
    scope: Literal["zone", "site", "house"] = "site"
    zones: tuple[ZoneText, ...] = Field(default=(), max_length=26)


class Shown(BaseModel):
    """A display on which an alarm stands, and since when by the site's clock."""

    device: str
    name: str
    at: datetime


class Missing(BaseModel):
    """A display that has not shown an alarm yet, and whether it is connected."""

    device: str
    name: str
    online: bool


class Reached(BaseModel):
    """Where an alarm that nobody has raised yet would stand."""

    displays: int
    all_displays: bool
    """Of the site; else those alone that serve its zones, or none."""
    kiosks: bool
    """All of the site; else none."""
    all_phones: bool
    """Of all visitors of the site; else of those alone who wait in its zones."""
    bars: bool
    """Nobody checks in meanwhile, and phones call nobody in."""


class Standing(BaseModel):
    """An alarm with who raised and ended it, and on which displays it stands."""

    alarm: str
    kind: AlarmKind
    scope: Literal["zone", "site", "house"]
    zones: tuple[str, ...]
    title: str
    text: str
    since: datetime
    raised_by: str
    ended_at: datetime | None
    ended_by: str | None
    shown: tuple[Shown, ...]
    missing: tuple[Missing, ...]


class Alarms(BaseModel):
    """All alarms that stand at the site, and the last that were ended; the newest first."""

    standing: tuple[Standing, ...]
    ended: tuple[Standing, ...]
