"""Charts as shapes: where each bar, band and line lies. Templates only draw them.

All lie in a field of 100 units from top to bottom and `STEP` units a column; it is stretched to
the width that there is, so that words stay beside it, in letters that do not shrink.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Final

from hub.insights import schemas, texts

STEP: Final = 10
HEIGHT: Final = 100
MINUTE: Final = 60
ENOUGH: Final = 5
"""Of fewer waits a percentile of a field in the week's picture is chance."""
HEAT_STEPS: Final = (0.25, 0.5, 0.75, 1.0, 1.5)
"""Shares of the promise at which the colour of a field grows darker."""
LABELS: Final = 8
"""More of them stand in each other's way on a phone."""


@dataclass(frozen=True)
class Column:
    """One column; `top` and `bottom` of its bar, None without one. `mark`: where its middle is."""

    x: float
    name: str
    label: str
    top: float | None
    bottom: float | None
    mark: float | None
    said: str


@dataclass(frozen=True)
class Plot:
    """Columns side by side, from 0 at the bottom to `most` at the top."""

    columns: tuple[Column, ...]
    most: int
    line: float | None = None
    """How high the promise lies."""

    @property
    def width(self) -> int:
        return STEP * len(self.columns)


@dataclass(frozen=True)
class Bar:
    """A bar that lies: from the middle to the 90th percentile, in 100 units to the right."""

    name: str
    since: float
    until: float
    within: bool
    """Nine of ten wait no longer than promised."""
    said: str


@dataclass(frozen=True)
class Bars:
    bars: tuple[Bar, ...]
    line: float
    most: int


@dataclass(frozen=True)
class HeatField:
    """One field of the week: minutes that nine of ten waited no longer than; None: too few."""

    minutes: int | None
    level: int
    count: int


@dataclass(frozen=True)
class Heat:
    hours: tuple[int, ...]
    rows: tuple[tuple[str, tuple[HeatField, ...]], ...]


@dataclass(frozen=True)
class Charts:
    arrivals: Plot
    waits: Plot
    days: Plot
    concerns: Bars
    heat: Heat


def charts(found: schemas.Figures) -> Charts:
    """What the page draws of the figures."""
    hours = _hours(found)
    spread_out = [(f"{hour}", f"{hour}–{hour + 1} Uhr", waits) for hour, _, waits in hours]
    per_day = [(f"{one.day:%d.%m.}", f"{one.day:%d.%m.%Y}", one.waits) for one in found.days]
    return Charts(
        arrivals=_counts([(hour, count) for hour, count, _ in hours]),
        waits=_ranges(spread_out, found.promise_minutes),
        days=_ranges(per_day, found.promise_minutes),
        concerns=_bars(found),
        heat=_heat(found),
    )


def minutes(seconds: int | None) -> int | None:
    """Whole minutes, those that have begun: nobody is told a wait shorter than it was."""
    return None if seconds is None else ceil(seconds / MINUTE)


def nice(most: float) -> int:
    """The next round number from `most` on, as the upper end of an axis."""
    if most <= 4:
        return 4
    size = 10 ** int(log10(most))
    return next(int(step * size) for step in (1, 2, 4, 6, 8, 10) if step * size >= most)


def _hours(found: schemas.Figures) -> list[tuple[int, int, schemas.Spread]]:
    """Every hour between the first and the last in which somebody came."""
    table = next(one for one in found.tables if one.dimension == "hour")
    known = {int(one.key): one for one in table.parts if one.arrivals}
    if not known:
        return []
    none = schemas.Spread(count=0, median=None, p90=None, longest=None, kept=None, share_kept=None)
    return [
        (hour, known[hour].arrivals, known[hour].waits) if hour in known else (hour, 0, none)
        for hour in range(min(known), max(known) + 1)
    ]


def _counts(hours: Sequence[tuple[int, int]]) -> Plot:
    most = nice(max((count for _, count in hours), default=0))
    return Plot(
        tuple(
            Column(STEP * at, f"{hour}–{hour + 1} Uhr", str(hour), HEIGHT - HEIGHT * count / most,
                   HEIGHT, None, f"{count} Ankünfte")
            for at, (hour, count) in enumerate(hours)
        ),
        most,
    )  # fmt: skip


def _ranges(named: Sequence[tuple[str, str, schemas.Spread]], promise: int) -> Plot:
    """Label, name and waits of each column."""
    longest = max((waits.p90 or 0 for _, _, waits in named), default=0) / MINUTE
    most = nice(max(longest, promise * 1.2))
    apart = ceil(len(named) / LABELS)
    columns = []
    for at, (label, name, waits) in enumerate(named):
        shown = label if at % apart == 0 and at <= len(named) - apart / 2 else ""
        if waits.median is None or waits.p90 is None:
            columns.append(Column(STEP * at, name, shown, None, None, None, "niemand aufgerufen"))
            continue
        middle, upper = (_height(one / MINUTE, most) for one in (waits.median, waits.p90))
        columns.append(Column(STEP * at, name, shown, upper, middle, middle, said(waits)))
    return Plot(tuple(columns), most, _height(promise, most))


def _height(value: float, most: int) -> float:
    return round(HEIGHT - HEIGHT * min(value, most) / most, 2)


def said(waits: schemas.Spread) -> str:
    """A spread in words."""
    return f"Mitte {minutes(waits.median)} min, 9 von 10 höchstens {minutes(waits.p90)} min"


def _bars(found: schemas.Figures) -> Bars:
    table = next((one for one in found.tables if one.dimension == "concern"), None)
    parts = [one for one in table.parts if one.waits.count] if table else []
    longest = max((one.waits.p90 or 0 for one in parts), default=0) / MINUTE
    most = nice(max(longest, found.promise_minutes * 1.2))
    bars = []
    for one in parts:
        since, until = (one.waits.median or 0) / MINUTE, (one.waits.p90 or 0) / MINUTE
        within = until <= found.promise_minutes
        bars.append(Bar(one.name, _across(since, most), _across(until, most), within,
                        said(one.waits)))  # fmt: skip
    return Bars(tuple(bars), _across(found.promise_minutes, most), most)


def _across(value: float, most: int) -> float:
    return round(HEIGHT * value / most, 2)


def _heat(found: schemas.Figures) -> Heat:
    cells = {(one.weekday, one.hour): one.waits for one in found.heat}
    if not cells:
        return Heat((), ())
    hours = range(min(hour for _, hour in cells), max(hour for _, hour in cells) + 1)
    days = range(max(4, *(day for day, _ in cells)) + 1)
    rows = tuple(
        (
            texts.WEEKDAYS[day],
            tuple(_field(cells.get((day, hour)), found.promise_minutes) for hour in hours),
        )
        for day in days
    )
    return Heat(tuple(hours), rows)


def _field(waits: schemas.Spread | None, promise: int) -> HeatField:
    if waits is None or waits.count < ENOUGH or waits.p90 is None:
        return HeatField(None, 0, waits.count if waits else 0)
    share = waits.p90 / (MINUTE * promise) if promise else 2.0
    level = 1 + sum(share > step for step in HEAT_STEPS)
    return HeatField(minutes(waits.p90), level, waits.count)
