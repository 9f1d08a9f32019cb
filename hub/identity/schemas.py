"""What programs send and get: signing in, one's own account, the accounts of others."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.identity import rules
from hub.identity.rules.tokens import USUAL_DAYS
from hub.identity.rules.tokens import Token as KnownToken


class SignIn(BaseModel):
    login: str = Field(max_length=80)
    password: str = Field(max_length=200)


class SignedIn(BaseModel):
    """The cookie comes beside it; `csrf` goes into the header X-CSRF-Token of each change."""

    csrf: str
    name: str
    role: str


class Me(BaseModel):
    """Who is signed in, as what and where; `permissions` as routes name them."""

    login: str
    name: str
    site: str
    role: str
    roles: dict[str, str]
    """By site, where the person may go on."""
    permissions: list[str]


class Proof(BaseModel):
    """The password once more."""

    password: str = Field(max_length=200)


class SignInRule(BaseModel):
    """Roles for which a passkey is compulsory."""

    passkey_roles: tuple[str, ...] = Field(max_length=20)


class NewPassword(BaseModel):
    old: str = Field(max_length=200)
    new: str = Field(max_length=200)


class SiteChoice(BaseModel):
    site: str = Field(max_length=80)


class OpenSession(BaseModel):
    """A signed-in browser of one's own."""

    model_config = ConfigDict(from_attributes=True)

    mark: str
    site: str
    browser: str
    began_at: datetime
    seen_at: datetime
    this: bool


class OpenSessions(BaseModel):
    sessions: tuple[OpenSession, ...]


class Account(BaseModel):
    """A member of staff; `roles` by site."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    login: str
    name: str
    roles: dict[str, str]
    disabled: bool
    locked_until: datetime | None
    has_password: bool
    link_until: datetime | None
    seen_at: datetime | None
    version: int


class Accounts(BaseModel):
    staff: tuple[Account, ...]


class NewAccount(BaseModel):
    login: str = Field(max_length=80)
    name: str = Field(max_length=200)
    roles: dict[str, str] = Field(max_length=50)


class AccountChange(BaseModel):
    """`roles` by site; null takes the role away, sites that are not named stay."""

    version: int
    name: str = Field(max_length=200)
    roles: dict[str, str | None] = Field(max_length=50)


class Link(BaseModel):
    """The address below the hub's own at which the person sets a password, once."""

    staff: str
    path: str
    until: datetime


class View(BaseModel):
    """Somebody was shown personal data; `login` is empty where staff stay covered."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    kind: str
    subject: str
    page: str
    purpose: str
    login: str
    delete_on: date


class ViewsList(BaseModel):
    """The newest first, 500 at most: ask for fewer days to see the others."""

    views: tuple[View, ...]


class AuditRequest(BaseModel):
    """`subject` is a login, or the id of a person's appointment or ticket."""

    act: Literal["audit.staff", "audit.person"]
    subject: str = Field(max_length=80)
    why: str = Field(max_length=500)


class Approval(BaseModel):
    """What one person asks and another decides."""

    id: str
    act: str
    subject: str
    why: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    state: str


class Approvals(BaseModel):
    approvals: tuple[Approval, ...]


def approval(one: rules.Approval, now: datetime) -> Approval:
    return Approval(
        id=one.id, act=one.act, subject=one.subject, why=one.why, asked_by=one.asked_login,
        asked_at=one.asked_at, decided_by=one.decided_login, decided_at=one.decided_at,
        state=one.state(now),
    )  # fmt: skip


class NewToken(BaseModel):
    """`scopes` are permissions as routes name them; the token holds so many days."""

    name: str = Field(max_length=200)
    scopes: tuple[str, ...] = Field(max_length=100)
    days: int = USUAL_DAYS


class TokenRequest(BaseModel):
    """`scopes` that show people or figures, and why a system needs them."""

    scopes: tuple[str, ...] = Field(max_length=100)
    why: str = Field(max_length=500)


class GivenToken(BaseModel):
    """For `Authorization: Bearer …`; it is told this once and kept nowhere."""

    id: str
    token: str


class Token(BaseModel):
    id: str
    name: str
    scopes: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    holds: bool


class Tokens(BaseModel):
    tokens: tuple[Token, ...]


def token(one: KnownToken, now: datetime) -> Token:
    return Token(
        id=one.id, name=one.name, scopes=one.scopes, made_by=one.made_by, made_at=one.made_at,
        expires_at=one.expires_at, last_used_at=one.last_used_at, revoked_at=one.revoked_at,
        holds=one.holds(now),
    )  # fmt: skip


class Passkey(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    made_at: datetime
    last_used_at: datetime | None


class Passkeys(BaseModel):
    """One's own keys, and how many recovery codes are still good."""

    passkeys: tuple[Passkey, ...]
    codes_left: int


class NewPasskey(BaseModel):
    """`credential` is what `navigator.credentials.create` gave, as WebAuthn's JSON."""

    credential: dict[str, object]
    name: str = Field(default="", max_length=200)


class RecoveryCodes(BaseModel):
    """Told this once; each is good once."""

    codes: tuple[str, ...]
