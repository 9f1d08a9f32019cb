"""The log of the set-up: which thing was changed, when and by whom, and what it was before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class HouseChangeRow(SQLModel, table=True):
    """One thing that an action changed. None before: it is new; None after: it is gone."""

    __tablename__ = "house_change"
    __table_args__ = (Index("ix_house_change_site_at", "site", "at"),)

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    action: str
    """What was done in one go bears one id."""
    at: datetime = Field(sa_type=UtcDateTime)
    login: str
    deed: str
    """As `hub.office.rules.log.Deed` has it."""
    kind: str
    key: str
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    undoes: str | None = None
    """The action that this one took back."""
