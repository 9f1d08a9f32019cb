"""Table of the players that wait to be paired."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class PairingRow(SQLModel, table=True):
    """A player that shows a code. Of its secret only the SHA-256 is kept, of passwords nothing."""

    __tablename__ = "pairing"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    code: str = Field(unique=True)
    secret_hash: str
    address: str
    model: str
    version: str
    width: int
    height: int
    height_mm: int | None = None
    asked_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str = "asked"
    device: str | None = None
    claimed_by: str | None = None
