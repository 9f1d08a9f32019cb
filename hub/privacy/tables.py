"""The table of deletions on request: proof of the deed, nothing of the person."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class ErasureRow(SQLModel, table=True):
    """Somebody's data was deleted on request (Löschung auf Antrag)."""

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_site_at", "site", "at"),)

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    at: datetime = Field(sa_type=UtcDateTime)
    asked_by: str
    granted_by: str
    visits: int
    """How many visits and appointments it concerned."""
    counts: dict[str, int] = Field(sa_type=JSON)
    """Rows that were emptied or deleted, by table."""
