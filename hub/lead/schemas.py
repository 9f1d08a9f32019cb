"""The floor as a manager sees it, without anybody's name, and the rule of the order."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.lead.rules import AlertKind

RoomState = Literal["free", "called", "serving", "closed", "away"]


class Line(BaseModel):
    """Frozen: a picture is of one moment."""

    model_config = ConfigDict(frozen=True)


class Alert(Line):
    """Something that needs somebody, and where to do it."""

    kind: AlertKind
    since: datetime
    minutes: int
    text: str
    todo: str
    link: str
    link_text: str


class RoomNow(Line):
    """A room or counter: who has it since when. `until`: closed or away until then."""

    room: str
    name: str
    zone: str
    floor: int
    state: RoomState
    number: str | None = None
    since: datetime | None = None
    minutes: int = 0
    until: datetime | None = None


class Load(Line):
    """People in line against desks; see `hub.lead.rules.Load`."""

    id: str
    name: str
    zone: str
    waiting: int
    longest: int
    open_desks: int
    desks: int
    work_minutes: int
    needed: int
    short: int
    called_last_hour: int


class Queue(Load):
    """A waiting zone, with each of its concerns for which people wait."""

    expected_next_hour: int
    concerns: tuple[Load, ...]


class Floor(Line):
    """The whole house at one moment."""

    site: str
    site_name: str
    timezone: str
    at: datetime
    promise_minutes: int
    bound_minutes: int
    inside: int
    waiting: int
    longest: int
    open_desks: int
    desks: int
    alerts: tuple[Alert, ...]
    queues: tuple[Queue, ...]
    rooms: tuple[RoomNow, ...]


class Rule(Line):
    """The office's rule as it is; `version` is shown again by whoever changes it."""

    rule: dict[str, Any]
    version: str
    guarantee: str


class WishedRule(BaseModel):
    """A rule to look at; what is missing is as `hub.queue.rules.OrderRule` has it."""

    rule: Annotated[dict[str, Any], Field(max_length=20)]


class NewRule(WishedRule):
    """A rule to hold from now on; `version`: of the one that was looked at."""

    version: Annotated[str, Field(max_length=40)]


class Side(Line):
    """Waits in minutes by one of two rules; see `hub.lead.rules.Side`."""

    count: int
    median: int | None
    p90: int | None
    longest: int | None
    uncalled: int


class Comparison(Line):
    """A group of visits by both rules."""

    was: Side
    would: Side
    sooner: int
    later: int
    same: int


class Changed(Line):
    """A visit whose wait would have been another; minutes."""

    number: str
    appointment: bool
    waited: int
    would_wait: int


class Preview(Line):
    """The last day on which anybody came, by the rule that was and by another one."""

    day: date | None
    everybody: Comparison
    appointments: Comparison
    walk_ins: Comparison
    changed: tuple[Changed, ...]
    """Those that would change most."""
