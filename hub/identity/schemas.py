"""What programs send and get: signing in, one's own account, the accounts of others."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


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
