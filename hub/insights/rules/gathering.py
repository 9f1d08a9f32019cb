"""Raw values of a selection of visits, put side by side in one pass; nothing is averaged here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, get_args

from hub.insights.rules.groups import People
from hub.queue.rules import AT_DAY_END, Talk, Visit

Dimension = Literal[
    "concern", "hour", "weekday", "group", "appointment", "origin", "language"
]  # fmt: skip
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
NOT_CALLED: Final = ""
"""The desk group of those whom no desk has called."""
FORMER: Final = "former"
"""The desk group of rooms that the house no longer has, and of all on days of other groups."""

Outcome = Literal["done", "no_show", "abandoned", "broken_off", "open", "told_late"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)


@dataclass(frozen=True)
class Frame:
    """What a visit is seen against: the site's clock, its desk groups, which concern is wanted."""

    local: Callable[[datetime], datetime]
    groups: Mapping[str, str]
    """Desk group by room, as they are now."""
    concern: str | None = None
    reception: str = "reception"
    """The origin of numbers that no device gave out."""
    grouped_on: date | None = None
    """The day on which desks were put into these groups; None: they always were.

    Only later days are told by these groups: of two looks at a day, one before and one after a
    desk has changed its group, the difference would be that desk, and so a person.
    """

    def group(self, room: str | None, day: date) -> str:
        if room is None:
            return NOT_CALLED
        if self.grouped_on is not None and day <= self.grouped_on:
            return FORMER
        return self.groups.get(room, FORMER)


@dataclass
class Cell:
    """What belongs to one part of the selection; times are in seconds."""

    arrivals: int = 0
    waits: list[float] = field(default_factory=list)
    talks: list[float] = field(default_factory=list)
    staff: set[str] = field(default_factory=set)
    desks: set[str] = field(default_factory=set)

    @property
    def people(self) -> People:
        return People(frozenset(self.staff), frozenset(self.desks))

    def take(self, talk: Talk) -> None:
        if talk.lasted is not None:
            self.talks.append(talk.lasted.total_seconds())
            (self.staff if talk.staff else self.desks).add(talk.staff or talk.room)

    def take_all(self, other: "Cell") -> None:
        self.arrivals += other.arrivals
        self.waits += other.waits
        self.talks += other.talks
        self.staff |= other.staff
        self.desks |= other.desks


@dataclass
class DeskDay:
    """A desk on one day: from its first conversation to the end of its last, and all of them."""

    since: datetime
    until: datetime
    busy_s: float = 0.0


@dataclass
class Gathered:
    """All raw values; what staff did is gathered for every concern, whichever is wanted."""

    total: Cell = field(default_factory=Cell)
    cells: dict[Dimension, dict[str, Cell]] = field(
        default_factory=lambda: {one: defaultdict(Cell) for one in DIMENSIONS}
    )
    days: dict[date, Cell] = field(default_factory=lambda: defaultdict(Cell))
    heat: dict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    """Waits by weekday (0 is Monday) and hour of arrival."""
    counts: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    at_once: list[str | None] = field(default_factory=list)
    """The letters of visits that ended in one conversation, without being handed on."""
    waits_again: list[float] = field(default_factory=list)
    gave_up_after: list[float] = field(default_factory=list)
    desk_days: dict[tuple[str, date], DeskDay] = field(default_factory=dict)
    told: list[tuple[int, int, float]] = field(default_factory=list)
    """Least and most minutes that somebody was told, and the seconds until the call."""


def gather(visits: Iterable[Visit], frame: Frame) -> Gathered:
    """Look at each visit once."""
    found = Gathered()
    for one in visits:
        if one.facts.letter is not None:
            found.letters[one.facts.letter] += 1
        wanted = frame.concern in (None, one.concern)
        keys = _keys(one, frame)
        if wanted:
            _take_visit(found, one, keys)
        for talk in one.talks:
            _take_talk(found, one, talk, keys, frame)
    return found


def outcome(one: Visit) -> Outcome:
    """How a visit ended, as far as the log knows."""
    if one.facts.told_late:
        return "told_late"
    if one.state == "left":
        return "abandoned" if one.called_at is None else "broken_off"
    return "done" if one.state == "done" else "no_show" if one.state == "no_show" else "open"


def _keys(one: Visit, frame: Frame) -> dict[Dimension, str]:
    return {
        "concern": one.concern,
        "hour": str(frame.local(one.arrived_at).hour),
        "weekday": str(one.facts.day.weekday()),
        "group": frame.group(one.room if one.called_at else None, one.facts.day),
        "appointment": "with" if one.facts.with_appointment else "without",
        "origin": "reception" if one.facts.origin == frame.reception else "kiosk",
        "language": one.facts.lang,
    }


def _take_visit(found: Gathered, one: Visit, keys: Mapping[Dimension, str]) -> None:
    ended = outcome(one)
    cells = [found.total, found.days[one.facts.day]]
    cells += [found.cells[dimension][key] for dimension, key in keys.items()]
    for cell in cells:
        cell.arrivals += 1
    if one.called_at is not None:
        waited = one.waited.total_seconds()
        for cell in cells:
            cell.waits.append(waited)
        found.heat[one.facts.day.weekday(), int(keys["hour"])].append(waited)
        if one.facts.said is not None and one.straight:
            took = (one.called_at - one.arrived_at).total_seconds()
            found.told.append((*one.facts.said, took))
    if one.waited_again:
        found.waits_again.append(one.waited_again.total_seconds())
    if ended == "abandoned" and one.ended_by != AT_DAY_END:
        found.gave_up_after.append(one.waited.total_seconds())
    if ended == "done" and len(one.talks) == 1 and not one.transferred:
        found.at_once.append(one.facts.letter)
    _count(found.counts, one, ended)


def _count(counts: Counter[str], one: Visit, ended: Outcome) -> None:
    counts[ended] += 1
    happened = (
        ("at_day_end", ended != "told_late" and one.ended_by == AT_DAY_END),
        ("abandoned_at_day_end", ended == "abandoned" and one.ended_by == AT_DAY_END),
        ("parked_visits", one.parked > 0),
        ("transferred_visits", one.transferred > 0),
        ("recalled_visits", one.recalls > 0),
    )
    for name, so in happened:
        counts[name] += so
    counts["parks"] += one.parked
    counts["transfers"] += one.transferred
    counts["recalls"] += one.recalls


def _take_talk(
    found: Gathered, one: Visit, talk: Talk, keys: Mapping[Dimension, str], frame: Frame
) -> None:
    """A conversation belongs to the concern, the desk and the hour at which it was held."""
    own: dict[Dimension, str] = {
        "concern": talk.concern,
        "hour": str(frame.local(talk.since).hour),
        "group": frame.group(talk.room, one.facts.day),
    }
    for dimension, key in {**keys, **own}.items():
        found.cells[dimension][key].take(talk)
    if frame.concern in (None, talk.concern):
        found.total.take(talk)
    if talk.lasted is None:
        return
    until = talk.since + talk.lasted
    at_desk = found.desk_days.setdefault((talk.room, one.facts.day), DeskDay(talk.since, until))
    at_desk.since, at_desk.until = min(at_desk.since, talk.since), max(at_desk.until, until)
    at_desk.busy_s += talk.lasted.total_seconds()
