"""Tables of the appointments. `person` and `born` are personal: in no log, on no device."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class AppointmentRow(SQLModel, table=True):
    """An appointment (Termin); `id` is the hex of the 8 bytes in its letter's code."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("site", "short_code"),
        Index("ix_appointment_site_starts_at", "site", "starts_at"),
    )

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    starts_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int
    concern: str
    room: str | None = None
    adviser: str
    person: str
    born: date | None = None
    lang: str
    short_code: str
    state: str = "booked"
    checked_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ticket_id: str | None = None


class BookRow(SQLModel, table=True):
    """Whether the kiosks' day books are behind: the revisions of the last change and telling."""

    __tablename__ = "day_book"

    site: str = Field(primary_key=True, foreign_key="site.id")
    changed: int = Field(sa_type=BigInteger)
    told: int = Field(sa_type=BigInteger)
