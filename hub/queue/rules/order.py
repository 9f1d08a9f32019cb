"""Who is next for a desk: one key for each visit, the office's parameters, and the reasons.

A visit counts as come at its place (`Place.at`), and the earliest place is called first. With
``due = max(arrival, appointment)`` two things hold for each visit, whatever the office chooses:
``place <= due`` and ``place >= arrival - bound``. Therefore nobody is called before a visit that
the same desk may call and that was due more than `bound` before they came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final, Literal

from hub.kit.errors import HouseError
from hub.queue.rules.visits import NEEDS, Need, Ticket
from wire.ids import ConcernId, RoomId

LONGEST_MINUTES: Final = 240
LEAST_BOUND: Final = 5
"""With less nobody's stated need would count."""
EVERYBODY_SPEAKS: Final = frozenset({"de", "de-simple"})
"""Languages that every desk of a German office speaks."""
NEED_MINUTES: Final[Mapping[Need, int]] = {
    "pregnant": 20, "disabled": 20, "wheelchair": 20, "blind": 20, "deaf": 0, "small_children": 15,
    "emergency": LONGEST_MINUTES,
}  # fmt: skip
"""By how much a stated need moves a visit forward, if the office decides nothing else. People with
severe disabilities and parents go first in many offices by house rule, not by law."""


WITHIN_BOUND: Final = ("appointment_credit", "transfer_credit", "language_patience")
"""What gives no more than the bound."""


class InvalidRule(HouseError):
    """The parameters do not fit each other; `field` says which one."""

    key = "invalid_rule"
    status = 422


_NOTHING: Final = timedelta()


@dataclass(frozen=True)
class Spans:
    """The parameters of a rule as spans of time: the order asks for them thousands of times."""

    bound: timedelta
    appointment_credit: timedelta
    due_early: timedelta
    grace: timedelta
    late_credit: timedelta
    transfer_credit: timedelta
    language_patience: timedelta
    needs: Mapping[Need, timedelta]
    """None moves further than the bound."""


@dataclass(frozen=True)
class OrderRule:
    """The office's parameters of the order, in whole minutes. Raises InvalidRule."""

    bound: int = 30
    """Nobody waits longer than this beyond those who came later."""
    appointment_credit: int = 30
    """Who has an appointment counts as come so long before its time."""
    due_early: int = 5
    """From so long before its time an appointment is called like everybody else."""
    grace: int = 10
    """Who comes later than this has lost the credit."""
    late_credit: int = 10
    """What is left of it then, counted from when they came."""
    transfer_credit: int = 10
    """Who is handed on counts as come so much earlier than they did."""
    language_patience: int = 5
    """So long a visit waits for an open desk that speaks its language."""
    needs: Mapping[Need, int] = field(default_factory=lambda: dict(NEED_MINUTES))

    @cached_property
    def spans(self) -> Spans:
        names = [one.name for one in fields(Spans) if one.name != "needs"]
        needs = {
            need: timedelta(minutes=min(minutes, self.bound))
            for need, minutes in self.needs.items()
        }
        return Spans(
            **{name: timedelta(minutes=getattr(self, name)) for name in names}, needs=needs
        )

    def __post_init__(self) -> None:
        numbers = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "needs"}
        numbers |= {f"needs.{need}": minutes for need, minutes in self.needs.items()}
        for name, minutes in numbers.items():
            if not isinstance(minutes, int) or not 0 <= minutes <= LONGEST_MINUTES:
                raise InvalidRule(field=name)
        if self.bound < LEAST_BOUND:
            raise InvalidRule(field="bound")
        for name in WITHIN_BOUND:
            if numbers[name] > self.bound:
                raise InvalidRule(field=name)
        if self.late_credit > self.appointment_credit + self.grace:
            raise InvalidRule(field="late_credit")
        if unknown := set(self.needs) - set(NEEDS):
            raise InvalidRule(field=f"needs.{min(unknown)}")


def order_rule(said: Mapping[str, Any]) -> OrderRule:
    """The rule that an office has said. Raises InvalidRule.

    What is missing is as above, but gives no more than the office's bound.
    """
    known = {one.name for one in fields(OrderRule)}
    if unknown := set(said) - known:
        raise InvalidRule(field=min(unknown))
    needs = said.get("needs", {})
    if not isinstance(needs, Mapping):
        raise InvalidRule(field="needs")
    bound = said.get("bound", OrderRule.bound)
    most = bound if isinstance(bound, int) else OrderRule.bound
    missing = {name: min(getattr(OrderRule, name), most) for name in WITHIN_BOUND}
    late = min(OrderRule.late_credit, said.get("appointment_credit", most) + OrderRule.grace)
    usual = {**missing, "late_credit": late}
    return OrderRule(**{**usual, **said, "needs": {**NEED_MINUTES, **needs}})


Cause = Literal["arrival", "appointment", "late", "need", "transfer", "bound"]


@dataclass(frozen=True)
class Reason:
    """Why a visit counts from when it does: the moment from which is counted, or minutes off."""

    cause: Cause
    at: datetime | None = None
    minutes: int = 0
    need: Need | None = None


@dataclass(frozen=True)
class Place:
    """A visit's place: it counts as come `at`, for these reasons, in the order of counting."""

    at: datetime
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Desk:
    """A room that calls. `concerns`: whose visits it serves, by its skills; `languages`: spoken."""

    room: RoomId
    concerns: frozenset[ConcernId]
    languages: frozenset[str] = frozenset()

    def serves(self, ticket: Ticket) -> bool:
        if ticket.room is not None:
            return ticket.room == self.room
        return ticket.concern in self.concerns

    def speaks(self, lang: str) -> bool:
        return lang in EVERYBODY_SPEAKS or lang in self.languages


@dataclass(frozen=True)
class Held:
    """A visit that waits for a desk which speaks its language, until then at the latest."""

    ticket: Ticket
    until: datetime


@dataclass(frozen=True)
class Choice:
    """Whom a desk calls, in order, and who is held back for another desk meanwhile."""

    order: tuple[Ticket, ...]
    held: tuple[Held, ...] = ()

    @property
    def next(self) -> Ticket | None:
        return self.order[0] if self.order else None


def due_at(ticket: Ticket, rule: OrderRule) -> datetime:
    """From when on a visit is called like everybody else."""
    if ticket.appointment_at is None:
        return ticket.since
    return max(ticket.since, ticket.appointment_at - rule.spans.due_early)


def place_at(ticket: Ticket, rule: OrderRule) -> datetime:
    """The moment from which a visit counts as come; `place` says why."""
    spans, since, booked = rule.spans, ticket.since, ticket.appointment_at
    if booked is None:
        at = since
    elif since <= booked + spans.grace:
        at = booked - spans.appointment_credit
    else:
        at = since - spans.late_credit
    if ticket.needs:
        at -= max(spans.needs.get(need, _NOTHING) for need in ticket.needs)
    if ticket.transferred_from is not None:
        at -= spans.transfer_credit
    return max(at, since - spans.bound)


def place(ticket: Ticket, rule: OrderRule) -> Place:
    """Where a visit stands, and why: the first reason is what is counted from."""
    reasons = [_first(ticket, rule)]
    need = max(ticket.needs, key=lambda one: rule.needs.get(one, 0), default=None)
    if need is not None and (off := min(rule.needs.get(need, 0), rule.bound)):
        reasons.append(Reason("need", minutes=off, need=need))
    if ticket.transferred_from is not None:
        reasons.append(Reason("transfer", minutes=rule.transfer_credit))
    at, counted = place_at(ticket, rule), reasons[0].at or ticket.since
    if counted - timedelta(minutes=sum(one.minutes for one in reasons)) < at:
        reasons.append(Reason("bound", minutes=rule.bound))
    return Place(at, tuple(reasons))


def _first(ticket: Ticket, rule: OrderRule) -> Reason:
    booked = ticket.appointment_at
    if booked is None:
        return Reason("arrival", at=ticket.since)
    if ticket.since <= booked + rule.spans.grace:
        return Reason("appointment", at=booked, minutes=rule.appointment_credit)
    return Reason("late", at=ticket.since, minutes=rule.late_credit)


Rank = tuple[bool, datetime, datetime, str, str]


def rank(ticket: Ticket, now: datetime, rule: OrderRule) -> Rank:
    """What visits are sorted by: whoever is not due yet comes last."""
    early = now < due_at(ticket, rule)
    return early, place_at(ticket, rule), ticket.since, ticket.number, ticket.id


def in_order(waiting: Iterable[Ticket], now: datetime, rule: OrderRule) -> list[Ticket]:
    """Those who wait, in the order in which the house as a whole would call them."""
    return sorted(waiting, key=lambda one: rank(one, now, rule))


def held_until(
    ticket: Ticket, desk: Desk, others: Iterable[Desk], rule: OrderRule
) -> datetime | None:
    """Until when a desk leaves a visit to another open desk that speaks its language."""
    if ticket.room is not None or desk.speaks(ticket.lang):
        return None
    if not any(one.serves(ticket) and one.speaks(ticket.lang) for one in others):
        return None
    return due_at(ticket, rule) + rule.spans.language_patience


def choose(
    waiting: Iterable[Ticket],
    desk: Desk,
    now: datetime,
    rule: OrderRule,
    others: Iterable[Desk] = (),
) -> Choice:
    """Whom this desk calls, in order. `others` are the desks that are open besides it."""
    open_desks = tuple(others)
    mine: list[Ticket] = []
    held: list[Held] = []
    for one in waiting:
        if not desk.serves(one):
            continue
        until = held_until(one, desk, open_desks, rule)
        if until is not None and now < until:
            held.append(Held(one, until))
        else:
            mine.append(one)
    return Choice(tuple(in_order(mine, now, rule)), tuple(held))
