"""What programs send and get when they sign in."""

from pydantic import BaseModel, Field


class SignIn(BaseModel):
    login: str = Field(max_length=80)
    password: str = Field(max_length=200)


class SignedIn(BaseModel):
    """The cookie comes beside it; `csrf` goes into the header X-CSRF-Token of each change."""

    csrf: str
    name: str
    role: str
