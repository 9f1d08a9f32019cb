"""Who calls and answers silently, when a call gets loud, and the rate of false alarms. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError

ESCALATES_AFTER: Final = timedelta(seconds=30)
"""So long a call may stay unanswered before every page of staff shows and sounds it."""
REPEAT: Final = timedelta(minutes=1)
"""Whoever presses again so soon means the call that they have raised; a browser tries for less."""
RATE_LEAST: Final = 5
"""Of fewer calls no rate is told: it would speak of single people."""
RATE_SPAN: Final = timedelta(days=365)
KEPT: Final = timedelta(days=365)
"""How long the audit of an ended call is kept."""
MOST_NOTE: Final = 1000
"""Characters of the note with which a call ends."""

Outcome = Literal["helped", "false_alarm", "exercise"]
OUTCOMES: Final[Mapping[Outcome, str]] = {
    "helped": "Es wurde geholfen",
    "false_alarm": "Fehlalarm",
    "exercise": "Übung",
}


class UnknownSilentCall(HouseError):
    """No such call at this site."""

    key = "unknown_silent_call"
    status = 404


class SilentCallOver(HouseError):
    """The call has been ended; nobody needs to go there any more."""

    key = "silent_call_over"
    status = 409


class NotYourself(HouseError):
    """Whoever calls for help cannot be the one who comes."""

    key = "not_yourself"
    status = 409


@dataclass(frozen=True)
class Coming:
    """Somebody who goes there."""

    staff_id: str
    name: str
    at: datetime


@dataclass(frozen=True)
class SilentCall:
    """One call, from being raised to being ended with a word on what it was."""

    id: str
    staff_id: str
    name: str
    room: str | None
    """Where the caller sat, by the room's label; None: at no desk."""
    raised_at: datetime
    escalated_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    outcome: Outcome | None = None
    note: str = ""
    coming: tuple[Coming, ...] = ()

    @property
    def loud(self) -> bool:
        """Nobody has answered in time, and nobody has since."""
        return self.escalated_at is not None and not self.coming


def repeats(call: SilentCall, now: datetime) -> bool:
    """Whether a press now is the one that raised this open call; else help is needed anew."""
    return now - call.raised_at < REPEAT


def due(calls: Iterable[SilentCall], now: datetime) -> tuple[SilentCall, ...]:
    """Open calls that get loud now."""
    return tuple(
        one for one in calls
        if one.ended_at is None and one.escalated_at is None and not one.coming
        and now - one.raised_at >= ESCALATES_AFTER
    )  # fmt: skip


View = Literal["caller", "colleague", "nobody"]


def view(call: SilentCall, staff_id: str, *, answers: bool) -> View:
    """What a page of this person shows of an open call; `answers`: they may answer any.

    The caller's own never says what it is: whoever threatens them may read it. A call that is
    escalated has every member of staff look.
    """
    if call.staff_id == staff_id:
        return "caller"
    if answers or call.escalated_at is not None:
        return "colleague"
    return "nobody"


@dataclass(frozen=True)
class Rate:
    """How many of the calls were false alarms; None where too few were made to say."""

    calls: int
    false_alarms: float | None
    """As a share of those that were no exercise."""


def rate(outcomes: Iterable[Outcome]) -> Rate:
    real = [one for one in outcomes if one != "exercise"]
    if len(real) < RATE_LEAST:
        return Rate(len(real), None)
    return Rate(len(real), sum(one == "false_alarm" for one in real) / len(real))
