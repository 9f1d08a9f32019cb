"""The table of wrong short codes, so that nobody can try them out at a kiosk."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class WrongCodeRow(SQLModel, table=True):
    """Somebody typed a code that is no appointment's."""

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_site_device_at", "site", "device", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(foreign_key="site.id")
    device: str
    at: datetime = Field(sa_type=UtcDateTime)
