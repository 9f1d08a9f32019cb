"""The table of receipts for papers. It ties a code to a person: never logged, deleted in time."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class ReceiptRow(SQLModel, table=True):
    """Papers that were handed in under a code."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_site_at", "site", "at"),)

    code: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    device: str
    at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    appointment: str | None = None
    lang: str
    delete_on: date = Field(index=True)
