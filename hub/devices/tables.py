"""Table of the devices: where each hangs and how it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class DeviceRow(SQLModel, table=True):
    """A kiosk or a display."""

    __tablename__ = "device"

    site: str = Field(primary_key=True, foreign_key="site.id")
    id: str = Field(primary_key=True)
    kind: str
    name: str
    zone: str | None = None
    node: str
    facing_deg: float
    reading_distance_m: float | None = None
    panel_height_mm: float | None = None
    offers: list[str] = Field(default_factory=list, sa_type=JSON)
    role: str = "zone"
    room: str | None = None
    sound: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """As `hub.devices.rules.Speaking` has it; None: silent."""
    layout: str = "beside"
    languages: list[str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    group: str | None = None
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    screen_on: bool = True
    keeps_house: bool = False
    untold: bool = False
    """What the device must know of its place has changed, and nobody has told it yet."""
    online: bool = False
    bd: int = Field(default=-1, sa_type=BigInteger)
    boot: str = ""
    said_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the device said so, by its own clock."""
    version: str = ""
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the hub last heard of it, by the hub's clock."""
    health: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    vitals: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """The figures that the device last told, as `wire.health.Vitals` has them."""
    help_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
