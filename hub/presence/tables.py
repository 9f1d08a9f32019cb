"""Tables of presence: signs beside the queue's log, the evening rule, evacuations and their marks.

Marks are only ever added, each in a row of its own: no warden can overwrite another's.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime

_RUNS = text("ended_at IS NULL")


class PresenceSignRow(SQLModel, table=True):
    """A sign of a visitor that is no step of their visit: at a kiosk again, at the exit."""

    __tablename__ = "presence_sign"

    ticket: str = Field(primary_key=True, foreign_key="ticket.id")
    kind: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


class PresenceRuleRow(SQLModel, table=True):
    """What the office has decided; without a row the rules' own default holds."""

    __tablename__ = "presence_rule"

    site: str = Field(primary_key=True, foreign_key="site.id")
    evening_minutes: int | None = None
    """None: nobody is counted out in the evening."""


class HouseToldRow(SQLModel, table=True):
    """When the kiosks that keep the list were last told of it."""

    __tablename__ = "house_told"

    site: str = Field(primary_key=True, foreign_key="site.id")
    at: datetime = Field(sa_type=UtcDateTime)
    digest: str


class EvacuationRow(SQLModel, table=True):
    """A clearing of the house (Räumung)."""

    __tablename__ = "evacuation"
    __table_args__ = (
        Index("uq_evacuation_running", "site", unique=True,
              sqlite_where=_RUNS, postgresql_where=_RUNS),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    begun_at: datetime = Field(sa_type=UtcDateTime)
    begun_by: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None


class EvacuationMarkRow(SQLModel, table=True):
    """A warden's word on one person; `rev`, the change's revision, is the order."""

    __tablename__ = "evacuation_mark"

    evacuation: str = Field(primary_key=True, foreign_key="evacuation.id")
    subject: str = Field(primary_key=True)
    person: int = Field(primary_key=True)
    rev: int = Field(primary_key=True, sa_type=BigInteger)
    seen: bool
    at: datetime = Field(sa_type=UtcDateTime)
    by: str


class EvacuationStaffRow(SQLModel, table=True):
    """A colleague at a desk while the house was cleared; their session may end meanwhile."""

    __tablename__ = "evacuation_staff"

    evacuation: str = Field(primary_key=True, foreign_key="evacuation.id")
    staff_id: str = Field(primary_key=True)
    name: str
    room: str
    floor: int | None
    since: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
