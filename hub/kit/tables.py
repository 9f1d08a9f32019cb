"""The base of all tables, UTC columns, and the five tables that belong to no room."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    LargeBinary,
    TypeDecorator,
)
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite has no time zones, so it is kept as UTC and comes back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def of_device() -> ForeignKeyConstraint:
    """What goes with the device, so that one that gets its name later does not inherit it."""
    return ForeignKeyConstraint(
        ["site", "device"], ["device.site", "device.id"], ondelete="CASCADE"
    )


class SiteRevision(SQLModel, table=True):
    """One row a site: its lock, and the numbers that grow with its changes."""

    __tablename__ = "site_revision"

    site: str = Field(primary_key=True)
    revision: int = Field(sa_type=BigInteger)
    furnishing: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    """Grows when the office is set up otherwise, so that processes may remember how it is."""


class OutboxRow(SQLModel, table=True):
    """A message for the broker, written in the transaction of the change that it tells of."""

    __tablename__ = "outbox"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(index=True)
    topic: str
    payload: bytes = Field(sa_type=LargeBinary)
    retain: bool
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ToldRow(SQLModel, table=True):
    """The revision of retained state that the broker has last taken, by topic."""

    __tablename__ = "told"

    topic: str = Field(primary_key=True)
    rev: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=UtcDateTime)


class InboxRow(SQLModel, table=True):
    """A message or request that was carried out, with the answer it got and gets again."""

    __tablename__ = "inbox"

    id: str = Field(primary_key=True)
    sender: str
    received_at: datetime = Field(sa_type=UtcDateTime, index=True)
    answer: str


class JobRow(SQLModel, table=True):
    """What is done once a period over all hub processes: who does it until when, what came of it.

    `holder` and `tries` together say whose it is: whoever takes it over counts one up.
    """

    __tablename__ = "job_run"

    site: str = Field(primary_key=True)
    job: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    holder: str
    tries: int
    started_at: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    steps: dict[str, dict[str, int]] = Field(default_factory=dict, sa_type=JSON)
    """Of each step: rows changed, rows deleted, milliseconds."""
    fault: str = ""
