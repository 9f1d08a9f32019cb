"""Tables of displays: what they were asked to do, what they say, their last pictures."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime, of_device


class DisplayOrderRow(SQLModel, table=True):
    """An order to one display, and what became of it."""

    __tablename__ = "display_order"
    __table_args__ = (of_device(),)

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    device: str
    action: str
    ordered_by: str
    ordered_at: datetime = Field(sa_type=UtcDateTime, index=True)
    outcome: str | None = None
    detail: str = ""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DisplayReportRow(SQLModel, table=True):
    """The last that a display said of what it has drawn, as `wire.messages.DisplayReport`."""

    __tablename__ = "display_report"
    __table_args__ = (of_device(),)

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    report: dict[str, Any] = Field(sa_type=JSON)
    heard_at: datetime = Field(sa_type=UtcDateTime)


class DisplayPictureRow(SQLModel, table=True):
    """The last picture of a panel, for a few minutes."""

    __tablename__ = "display_picture"
    __table_args__ = (of_device(),)

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    taken_at: datetime = Field(sa_type=UtcDateTime)
    heard_at: datetime = Field(sa_type=UtcDateTime, index=True)
    jpeg: bytes = Field(sa_type=LargeBinary)
