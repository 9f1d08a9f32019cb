"""Tables of the house: site, floor, zone, concern, room, absence, and the graph of its ways."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime
from hub.sites.rules import LAND


class SiteRow(SQLModel, table=True):
    """An office building (Standort)."""

    __tablename__ = "site"

    id: str = Field(primary_key=True)
    number: int = Field(unique=True)
    name: str
    timezone: str
    early_minutes: int = 60
    late_minutes: int = 30
    order_rule: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """As `hub.queue.rules.OrderRule` says it; what is missing is as there."""
    promise_minutes: int = 30
    land: str = LAND
    hours: list[dict[str, int]] = Field(default_factory=list, sa_type=JSON)
    """As `wire.messages.Hours` says them."""
    closed_on_holidays: bool = True
    days: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """As `hub.sites.rules.SpecialDay` has them."""
    setup: str | None = None
    """The step at which the first set-up goes on; None: it is over."""
    regrouped_on: date | None = None
    """The last local day on which a desk came to another group, or left the house."""


class FloorRow(SQLModel, table=True):
    """A floor (Stockwerk)."""

    __tablename__ = "floor"

    site: str = Field(primary_key=True, foreign_key="site.id")
    level: int = Field(primary_key=True)
    name: str


class ZoneRow(SQLModel, table=True):
    """A waiting zone (Wartezone)."""

    __tablename__ = "zone"

    site: str = Field(primary_key=True, foreign_key="site.id")
    id: str = Field(primary_key=True)
    name: dict[str, str] = Field(sa_type=JSON)
    sound: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """As `wire.messages.Sound` says it; what is missing is as there."""


class ConcernRow(SQLModel, table=True):
    """A concern that visitors come with (Anliegen)."""

    __tablename__ = "concern"

    site: str = Field(primary_key=True, foreign_key="site.id")
    id: str = Field(primary_key=True)
    position: int
    name: dict[str, str] = Field(sa_type=JSON)
    hint: dict[str, str] = Field(sa_type=JSON)
    zone: str
    service_minutes: int
    open: bool = True
    parent: str | None = None
    hours: list[dict[str, int]] = Field(default_factory=list, sa_type=JSON)
    """As `wire.messages.Hours` says them."""
    required_skill: str | None = None
    papers: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)


class RoomRow(SQLModel, table=True):
    """A room or a counter (Zimmer, Schalter) with its rectangle on the plan, in metres."""

    __tablename__ = "room"

    site: str = Field(primary_key=True, foreign_key="site.id")
    label: str = Field(primary_key=True)
    name: dict[str, str] = Field(sa_type=JSON)
    zone: str
    kind: str
    concerns: list[str] = Field(sa_type=JSON)
    floor: int
    x: float
    y: float
    w: float
    h: float
    skills: list[str] = Field(default_factory=list, sa_type=JSON)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    team: str = ""


class NodeRow(SQLModel, table=True):
    """A point on a way."""

    __tablename__ = "node"

    site: str = Field(primary_key=True, foreign_key="site.id")
    id: str = Field(primary_key=True)
    floor: int
    x: float
    y: float
    kind: str
    ref: str = ""


class EdgeRow(SQLModel, table=True):
    """Two points between which one can walk, either way."""

    __tablename__ = "edge"

    site: str = Field(primary_key=True, foreign_key="site.id")
    a: str = Field(primary_key=True)
    b: str = Field(primary_key=True)


class AbsenceRow(SQLModel, table=True):
    """A member of staff, a room, or both are away for a time."""

    __tablename__ = "absence"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    kind: str
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    room: str | None = None
    staff: str | None = None
