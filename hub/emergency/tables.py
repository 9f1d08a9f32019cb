"""Tables of emergencies: the alarms with who raised and ended them, and where they stood."""

from datetime import datetime

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime

_STANDS = text("ended_at IS NULL")


class AlarmRow(SQLModel, table=True):
    """An alarm at one site, from being raised to being ended: the audit of emergencies."""

    __tablename__ = "alarm"
    __table_args__ = (
        Index(
            "uq_alarm_standing", "site", "kind", "scope", unique=True,
            sqlite_where=_STANDS, postgresql_where=_STANDS,
        ),
    )  # fmt: skip

    site: str = Field(primary_key=True, foreign_key="site.id")
    id: str = Field(primary_key=True)
    kind: str
    reach: str
    zones: list[str] = Field(sa_type=JSON)
    scope: str
    """Reach and zones as one word, for the constraint."""
    since: datetime = Field(sa_type=UtcDateTime)
    raised_by: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None


class AlarmShownRow(SQLModel, table=True):
    """A display's word that an alarm stood on its panel."""

    __tablename__ = "alarm_shown"

    site: str = Field(primary_key=True, foreign_key="site.id")
    alarm: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    frame_at: datetime = Field(sa_type=UtcDateTime)
