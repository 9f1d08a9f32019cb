"""Figures of a selection, out of its raw values; each is defined in the glossary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.appointments.rules import Booking
from hub.insights.rules.gathering import (
    DIMENSIONS,
    NOT_CALLED,
    Cell,
    Dimension,
    Frame,
    Gathered,
)
from hub.insights.rules.groups import People, partition
from hub.insights.rules.spread import Spread, percentile, spread


@dataclass(frozen=True)
class Part:
    """One part of the selection. `talks` None: of too few people to be told."""

    key: str
    arrivals: int
    waits: Spread
    talks: Spread | None = None
    busy: float | None = None
    """Share of a desk's time in which somebody was there to be served; desk groups alone."""


@dataclass(frozen=True)
class Table:
    """The selection by one dimension.

    `rest`: the parts named in `together`, whose staff are too few, as one. Desk groups stand
    nowhere else then; of other parts only the conversations do not, and `rest` has these alone.
    Without `staff` nothing at all is told of conversations.
    """

    dimension: Dimension
    parts: tuple[Part, ...]
    rest: Part | None = None
    together: tuple[str, ...] = ()
    staff: bool = True


@dataclass(frozen=True)
class Came:
    """What became of appointments; `never`: nobody came, `late`: too late, and drew a number."""

    booked: int
    here: int
    never: int
    late: int
    ahead: int
    cancelled: int


@dataclass(frozen=True)
class Accuracy:
    """Whether people were called when they were told, and how many seconds off it."""

    count: int
    inside: int
    off_median: int | None
    off_p90: int | None


@dataclass(frozen=True)
class Figures:
    """All figures of a selection."""

    total: Part
    tables: tuple[Table, ...]
    days: tuple[tuple[date, Part], ...]
    heat: Mapping[tuple[int, int], Spread]
    counts: Mapping[str, int]
    first_contact: int
    waits_again: Spread
    gave_up_after: Spread
    told: Accuracy
    staff: bool
    """Whether conversations of the whole selection may be told."""

    def table(self, dimension: Dimension) -> Table:
        return next(one for one in self.tables if one.dimension == dimension)


def figures(found: Gathered, frame: Frame, promise_minutes: int, least: int) -> Figures:
    """Work out all figures; those of staff only of at least `least` people."""
    promise_s = promise_minutes * 60.0
    concerns = partition(_people(found.cells["concern"]), least)
    if frame.concern is None:
        shown = bool(concerns.alone or concerns.together)
        tables = tuple(_table(found, one, frame, promise_s, least) for one in DIMENSIONS)
    else:
        # Who may see one concern alone by the partition of all may see it here, and no more:
        # what is crossed with it could be of a single person.
        shown = frame.concern in concerns.alone
        plain = [one for one in DIMENSIONS if one not in ("group", "concern")]
        tables = tuple(
            Table(one, _plain(found.cells[one], promise_s), staff=False) for one in plain
        )
    busy = _busy(found) if shown and frame.concern is None else None
    return Figures(
        total=_part("all", found.total, promise_s, talks=shown, busy=busy),
        tables=tables,
        days=tuple(
            (day, _part(str(day), one, promise_s)) for day, one in sorted(found.days.items())
        ),
        heat={key: spread(waits, promise_s) for key, waits in found.heat.items()},
        counts=found.counts,
        first_contact=sum(one is None or found.letters[one] == 1 for one in found.at_once),
        waits_again=spread(found.waits_again),
        gave_up_after=spread(found.gave_up_after),
        told=_accuracy(found.told),
        staff=shown,
    )  # fmt: skip


def came(
    appointments: Iterable[Booking], letters: Mapping[str, int], concern: str | None,
    late_minutes: int, now: datetime,
) -> Came:  # fmt: skip
    """Whether people came to their appointments; `letters`: those that visits came with."""
    counts = dict.fromkeys(("booked", "here", "never", "late", "ahead", "cancelled"), 0)
    for one in appointments:
        if concern not in (None, one.concern):
            continue
        if one.state == "cancelled":
            counts["cancelled"] += 1
            continue
        counts["booked"] += 1
        over = now > one.starts_at + timedelta(minutes=late_minutes)
        if one.state == "checked_in":
            counts["here"] += 1
        elif letters.get(one.id):
            counts["late"] += 1
        else:
            counts["never" if over else "ahead"] += 1
    return Came(**counts)


def _people(cells: Mapping[str, Cell]) -> dict[str, People]:
    return {key: cell.people for key, cell in cells.items() if cell.talks}


def _table(
    found: Gathered, dimension: Dimension, frame: Frame, promise_s: float, least: int
) -> Table:
    cells = found.cells[dimension]
    if dimension == "group":
        return _groups(found, frame, promise_s, least)
    told = partition(_people(cells), least)
    parts = tuple(
        _part(key, cell, promise_s, talks=key in told.alone) for key, cell in cells.items()
    )
    rest = None
    if told.together:
        joined = _part("rest", _joined(cells, told.together), promise_s, talks=True)
        rest = Part("rest", 0, spread(()), joined.talks)
    return Table(dimension, parts, rest, told.together, bool(told.alone or told.together))


def _groups(found: Gathered, frame: Frame, promise_s: float, least: int) -> Table:
    """Desk groups with too few people are told only together: their waits speak of them, too."""
    cells = {key: one for key, one in found.cells["group"].items() if key != NOT_CALLED}
    told = partition({key: one.people for key, one in cells.items()}, least)
    parts = [
        _part(key, cells[key], promise_s, talks=True, busy=_busy(found, frame, (key,)))
        for key in told.alone
    ]
    rest = None
    if told.together:
        joined = _joined(cells, told.together)
        busy = _busy(found, frame, told.together)
        rest = _part("rest", joined, promise_s, talks=True, busy=busy)
    if (uncalled := found.cells["group"].get(NOT_CALLED)) is not None:
        parts.append(_part(NOT_CALLED, uncalled, promise_s))
    return Table("group", tuple(parts), rest, told.together, bool(told.alone or told.together))


def _plain(cells: Mapping[str, Cell], promise_s: float) -> tuple[Part, ...]:
    return tuple(_part(key, cell, promise_s) for key, cell in cells.items() if cell.arrivals)


def _joined(cells: Mapping[str, Cell], keys: Iterable[str]) -> Cell:
    joined = Cell()
    for key in keys:
        joined.take_all(cells[key])
    return joined


def _part(
    key: str, cell: Cell, promise_s: float, *, talks: bool = False, busy: float | None = None
) -> Part:
    """The longest conversation is one person's and is told nowhere."""
    held = spread(cell.talks) if talks else None
    if held is not None:
        held = Spread(held.count, held.median, held.p90, None)
    return Part(key, cell.arrivals, spread(cell.waits, promise_s), held, busy)


def _busy(
    found: Gathered, frame: Frame | None = None, groups: Sequence[str] | None = None
) -> float | None:
    """Conversation by the time between the first and the last one of each desk and day."""
    busy = open_s = 0.0
    for (room, day), desk in found.desk_days.items():
        if groups is None or (frame is not None and frame.group(room, day) in groups):
            busy += desk.busy_s
            open_s += (desk.until - desk.since).total_seconds()
    return busy / open_s if open_s else None


def _accuracy(told: Iterable[tuple[int, int, float]]) -> Accuracy:
    off = sorted(max(low * 60 - took, took - high * 60, 0.0) for low, high, took in told)
    median, p90 = percentile(off, 0.5), percentile(off, 0.9)
    return Accuracy(
        len(off), sum(one == 0 for one in off),
        None if median is None else int(median), None if p90 is None else int(p90),
    )  # fmt: skip
