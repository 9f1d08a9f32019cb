"""Tables of staff and of their sessions."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index
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
    desk: str | None = None
    """Where they sat down last: their own, as long as they choose no other."""


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
    proved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was last made sure who sits there."""
    must_enrol: bool = False
    """The person needs a passkey and has none: this session serves for making one."""


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


class PersonalView(SQLModel, table=True):
    """Somebody was shown personal data. Rows are added, and deleted when their day has come."""

    __tablename__ = "personal_view"
    __table_args__ = (Index("ix_personal_view_site_at", "site", "at"),)

    id: str = Field(primary_key=True)
    site: str
    at: datetime = Field(sa_type=UtcDateTime)
    staff_id: str = Field(index=True)
    """Of a member of staff, or of a system's token."""
    login: str
    kind: str
    subject: str = Field(index=True)
    page: str
    purpose: str
    delete_on: date = Field(index=True)


class FourEyes(SQLModel, table=True):
    """What one person asks and another decides."""

    __tablename__ = "four_eyes"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
        CheckConstraint("(decided_by IS NULL) = (granted IS NULL)", name="decided_by_somebody"),
    )

    id: str = Field(primary_key=True)
    site: str = Field(index=True)
    act: str
    subject: str
    why: str
    asked_by: str
    asked_login: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: str | None = None
    decided_login: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    granted: bool | None = None


class SystemToken(SQLModel, table=True):
    """Another system that speaks to the API. Of its token only the SHA-256 is here."""

    __tablename__ = "system_token"

    id: str = Field(primary_key=True)
    site: str = Field(index=True)
    name: str
    token_hash: str = Field(unique=True)
    scopes: list[str] = Field(sa_type=JSON)
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_by: str | None = None


class Passkey(SQLModel, table=True):
    """A key of a person (WebAuthn); the private half never leaves their device."""

    __tablename__ = "passkey"

    id: str = Field(primary_key=True)
    """The credential's id, base64url."""
    staff_id: str = Field(foreign_key="staff.id", index=True)
    name: str
    public_key: bytes
    sign_count: int
    made_at: datetime = Field(sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecoveryCode(SQLModel, table=True):
    """A code that stands in for a lost key once. Only its SHA-256 is here."""

    __tablename__ = "recovery_code"

    code_hash: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)


class SignInRule(SQLModel, table=True):
    """For which roles of a site a passkey is compulsory."""

    __tablename__ = "sign_in_rule"

    site: str = Field(primary_key=True)
    passkey_roles: list[str] = Field(sa_type=JSON)


class SignInStep(SQLModel, table=True):
    """A question to a passkey that waits for its answer: of a sign-in, or of a new key."""

    __tablename__ = "sign_in_step"

    token_hash: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id")
    challenge: bytes
    tries: int = 0
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class StaffSubject(SQLModel, table=True):
    """Who somebody is at the authority's sign-in; never by a name, which may be given anew."""

    __tablename__ = "staff_subject"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id", index=True)


class OidcStep(SQLModel, table=True):
    """Somebody has gone to the authority's sign-in and is awaited back."""

    __tablename__ = "oidc_step"

    state_hash: str = Field(primary_key=True)
    nonce: str
    verifier: str
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
