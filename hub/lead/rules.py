"""What needs a manager, how many desks the queue needs, and two rules side by side. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal

from hub.devices.rules import SILENT_AFTER, Device
from hub.insights.rules.spread import percentile
from hub.kit.errors import HouseError
from hub.queue.rules import IN_LINE, NEAR_BOUND, OVERDUE, Desk, OrderRule, Replayed, Ticket
from wire.ids import ConcernId

AlertKind = Literal[
    "help", "unserved", "bound", "unseen", "uncome", "printer", "display", "kiosk", "stranded",
    "away", "left", "device",
]  # fmt: skip
URGENCY: Final[tuple[AlertKind, ...]] = (
    "help", "unserved", "bound", "unseen", "uncome", "printer", "display", "kiosk", "stranded",
    "away", "left", "device",
)  # fmt: skip
"""The most urgent first: somebody stands there; somebody waits in vain; somebody waits too long;
somebody does not know that they are called; of somebody who was called nobody knows more; slips,
screens and doors; somebody will come to a desk
where nobody is; what is only good to know."""
PRINTER: Final = frozenset({"printer.paper_out", "printer.cover_open", "printer.cutter"})
"""Troubles that a person with a roll of paper mends on the spot."""
SAME: Final = timedelta(minutes=1)
"""Waits that differ by less are the same to whoever waits."""


class RuleChanged(HouseError):
    """Somebody else has changed the rule since the form was drawn."""

    key = "changed_meanwhile"
    status = 409


@dataclass(frozen=True)
class Alert:
    """One thing that needs somebody: what, since when, and which tickets or thing it is about."""

    kind: AlertKind
    since: datetime
    name: str
    """What it is about: a concern, a zone, a room or a device, by the name that staff know."""
    ref: str = ""
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    """Of appointments, by the clock on the wall."""
    troubles: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def urgency(self) -> int:
        return URGENCY.index(self.kind)


def by_urgency(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """The most urgent first; of one kind the oldest."""
    return tuple(sorted(alerts, key=lambda one: (one.urgency, one.since, one.name)))


def near_since(ticket: Ticket, rule: OrderRule) -> datetime:
    """From when on this wait is an exception, as `hub.queue.rules.near_bound` has it."""
    if ticket.appointment_at is None:
        return ticket.since + NEAR_BOUND * timedelta(minutes=rule.bound)
    return max(ticket.appointment_at, ticket.since) + OVERDUE


def near(tickets: Iterable[Ticket], rule: OrderRule, now: datetime) -> dict[str, list[Ticket]]:
    """Whoever waits near the bound, by waiting zone, the one that does so longest first."""
    found: dict[str, list[Ticket]] = {}
    waiting = [one for one in tickets if one.state in IN_LINE and near_since(one, rule) <= now]
    for one in sorted(waiting, key=lambda each: near_since(each, rule)):
        found.setdefault(one.zone, []).append(one)
    return found


def unserved(tickets: Iterable[Ticket], desks: Sequence[Desk]) -> dict[ConcernId, list[Ticket]]:
    """Whoever waits though no open desk may call them, by concern, the longest wait first."""
    found: dict[ConcernId, list[Ticket]] = {}
    for one in sorted(tickets, key=lambda each: each.since):
        if one.state in IN_LINE and not any(desk.serves(one) for desk in desks):
            found.setdefault(one.concern, []).append(one)
    return found


def device_alerts(devices: Iterable[Device], now: datetime) -> list[Alert]:
    """What is wrong with kiosks and displays, one alert each: the worst of what it has."""
    found = []
    for one in devices:
        name, ref = one.place.name, one.place.id
        keys = tuple(trouble.key for trouble in one.troubles)
        if one.help_at is not None:
            found.append(Alert("help", one.help_at, name, ref))
        if not one.online:
            kind: AlertKind = "display" if one.place.kind == "display" else "kiosk"
            found.append(Alert(kind, _silent_since(one, now), name, ref))
        elif keys:
            mends = any(key in PRINTER for key in keys)
            since = min(trouble.since for trouble in one.troubles)
            found.append(Alert("printer" if mends else "device", since, name, ref, troubles=keys))
    return found


def _silent_since(one: Device, now: datetime) -> datetime:
    """When it was last heard; of one that was never heard, as long as it takes to know."""
    return one.seen_at or now - SILENT_AFTER


@dataclass(frozen=True)
class Load:
    """People in line against desks: for a zone, or one concern.

    `work_minutes`: how long one desk alone would serve them; `needed`: desks that are needed so
    that all of them are called within the promise; `called_last_hour`: how fast it goes.
    """

    waiting: int
    longest: int
    open_desks: int
    desks: int
    work_minutes: int
    needed: int
    called_last_hour: int

    @property
    def short(self) -> int:
        """How many desks are missing."""
        return max(0, self.needed - self.open_desks)


def needed_desks(work_minutes: int, promise_minutes: int) -> int:
    """Work that is in line, divided by the promised wait, rounded up."""
    return ceil(work_minutes / promise_minutes) if promise_minutes else 0


@dataclass(frozen=True)
class Crowd:
    """What a load is reckoned from: the day's visits that belong together, and their desks."""

    tickets: tuple[Ticket, ...]
    open_desks: int
    desks: int
    minutes: Mapping[ConcernId, int] = field(default_factory=dict)
    """How long one visitor with a concern takes at a desk."""


def load(crowd: Crowd, promise_minutes: int, now: datetime) -> Load:
    """How the people of a crowd stand against its desks."""
    line = [one for one in crowd.tickets if one.state in IN_LINE]
    work = sum(crowd.minutes.get(one.concern, 0) for one in line)
    longest = max((now - one.since for one in line), default=timedelta())
    hour = now - timedelta(hours=1)
    called = sum(one.called_at is not None and one.called_at > hour for one in crowd.tickets)
    return Load(
        len(line), int(longest.total_seconds() // 60), crowd.open_desks, crowd.desks, work,
        needed_desks(work, promise_minutes), called,
    )  # fmt: skip


@dataclass(frozen=True)
class Side:
    """Waits in minutes by one rule; None of nothing. `uncalled`: never called while there."""

    count: int
    median: int | None
    p90: int | None
    longest: int | None
    uncalled: int


@dataclass(frozen=True)
class Comparison:
    """A group of a day's visits by the rule that was, and by the one that is looked at."""

    was: Side
    would: Side
    sooner: int
    later: int
    same: int


def compare(visits: Iterable[Replayed]) -> Comparison:
    """Who would have waited how long. Waits that differ by less than a minute are the same."""
    found = tuple(visits)
    moved = [change for one in found if (change := difference(one)) is not None]
    sooner, later = sum(one <= -SAME for one in moved), sum(one >= SAME for one in moved)
    return Comparison(
        _side([one.waited for one in found]), _side([one.would_wait for one in found]),
        sooner, later, len(moved) - sooner - later,
    )  # fmt: skip


def difference(one: Replayed) -> timedelta | None:
    """By how much longer the visit would have waited; None where one of both is not known."""
    if one.waited is None or one.would_wait is None:
        return None
    return one.would_wait - one.waited


def most_changed(visits: Iterable[Replayed], most: int) -> tuple[Replayed, ...]:
    """Those whose wait would change most, the largest change first; none that stays the same."""
    moved = [one for one in visits if abs(difference(one) or timedelta()) >= SAME]
    moved.sort(key=lambda one: abs(difference(one) or timedelta()), reverse=True)
    return tuple(moved[:most])


def _side(waits: Sequence[timedelta | None]) -> Side:
    known = sorted(one.total_seconds() / 60 for one in waits if one is not None)
    return Side(
        len(known), _whole(percentile(known, 0.5)), _whole(percentile(known, 0.9)),
        _whole(known[-1] if known else None), len(waits) - len(known),
    )  # fmt: skip


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else int(minutes)
