"""Tables of silent calls: each with its caller, room and end, and who went there."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime

_OPEN = text("ended_at IS NULL")


class SilentCallRow(SQLModel, table=True):
    """A silent call (stiller Notruf); one open call a caller."""

    __tablename__ = "silent_call"
    __table_args__ = (
        Index("uq_silent_call_open", "site", "staff", unique=True,
              sqlite_where=_OPEN, postgresql_where=_OPEN),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    staff: str
    name: str
    room: str | None = None
    raised_at: datetime = Field(sa_type=UtcDateTime)
    escalated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None
    outcome: str | None = None
    note: str = ""


class SilentAnswerRow(SQLModel, table=True):
    """Somebody goes there (Ich gehe hin)."""

    __tablename__ = "silent_answer"

    call: str = Field(primary_key=True, foreign_key="silent_call.id")
    staff: str = Field(primary_key=True)
    name: str
    at: datetime = Field(sa_type=UtcDateTime)
