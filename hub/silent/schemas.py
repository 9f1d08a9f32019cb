"""What programs send and get of silent calls."""

from datetime import datetime

from pydantic import BaseModel, Field

from hub.silent.rules import MOST_NOTE, Outcome


class Coming(BaseModel):
    """Somebody who goes there."""

    name: str
    at: datetime


class SilentCall(BaseModel):
    """A call that colleagues see; `loud`: nobody answered within 30 s."""

    call: str
    name: str
    room: str | None
    raised_at: datetime
    loud: bool
    coming: tuple[Coming, ...]
    mine: bool
    """The person who asks has called themselves."""
    ended_at: datetime | None = None
    ended_by: str | None = None
    outcome: Outcome | None = None
    note: str = ""


class SilentCalls(BaseModel):
    open: tuple[SilentCall, ...]
    ended: tuple[SilentCall, ...]


class End(BaseModel):
    """What the call was, and what others should know of it."""

    outcome: Outcome
    note: str = Field(default="", max_length=MOST_NOTE)


class Rate(BaseModel):
    """Calls of a year that were no exercise, and the share of false alarms; null below five."""

    calls: int
    false_alarms: float | None
