"""Tables of staff and of their sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class Staff(SQLModel, table=True):
    """A member of staff (Mitarbeiterin, Mitarbeiter); `site` is where a session begins."""

    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    site: str = Field(index=True)
    login: str = Field(unique=True)
    name: str
    password_hash: str
    """Empty until the person has set one by their link."""
    failed_tries: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    locks: int = 0
    disabled: bool = False
    version: int = 1


class StaffRole(SQLModel, table=True):
    """What somebody is at a site; a person may be something else at each."""

    __tablename__ = "staff_role"

    staff_id: str = Field(primary_key=True, foreign_key="staff.id")
    site: str = Field(primary_key=True)
    role: str


class StaffSession(SQLModel, table=True):
    """A signed-in browser. The token itself is nowhere: only its SHA-256, in hex."""

    __tablename__ = "staff_session"

    token_hash: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)
    site: str
    """The site at which the person now works; its role there counts."""
    csrf: str
    browser: str = ""
    room: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)


class StaffLink(SQLModel, table=True):
    """A link by which somebody sets a password once. Of its token only the SHA-256 is here."""

    __tablename__ = "staff_link"

    staff_id: str = Field(primary_key=True, foreign_key="staff.id")
    token_hash: str = Field(unique=True)
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class StaffEvent(SQLModel, table=True):
    """What happened to an account: locked, given a role, disabled. Nothing of it is changed."""

    __tablename__ = "staff_event"

    id: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    kind: str
    by: str
    """Login of who did it; empty where nobody did, as with a lock."""
    detail: str = ""
