"""Figures as files: CSV as programs read it (RFC 4180) and as a German Excel opens it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from hub.insights import schemas, texts

Style = Literal["rfc4180", "excel"]
TableName = Literal[
    "concern", "hour", "weekday", "group", "appointment", "origin", "language", "days", "heat",
    "counts",
]  # fmt: skip
TABLES: Final[tuple[TableName, ...]] = get_args(TableName)
Cell = str | int | None
COLUMNS: Final = (
    "Ankünfte", "aufgerufen", "Wartezeit Mitte (s)", "Wartezeit 9 von 10 (s)",
    "längste Wartezeit (s)", "im Versprechen",
)  # fmt: skip
TALK_COLUMNS: Final = ("Gespräche", "Gespräch Mitte (s)", "Gespräch 9 von 10 (s)", "Auslastung (%)")


@dataclass(frozen=True)
class _Form:
    separator: str
    mark: str


STYLES: Final[Mapping[Style, _Form]] = {
    "rfc4180": _Form(",", ""),
    "excel": _Form(";", "\ufeff"),
}
"""Excel in German takes semicolons, and UTF-8 only behind a byte order mark."""


def as_csv(found: schemas.Figures, table: TableName, style: Style) -> str:
    """One table as a file; durations in whole seconds, so that no comma is misread."""
    form = STYLES[style]
    file = io.StringIO()
    file.write(form.mark)
    writer = csv.writer(file, delimiter=form.separator, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(found, table))
    return file.getvalue()


def _harmless(cell: Cell) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def _rows(found: schemas.Figures, table: TableName) -> Iterator[tuple[Cell, ...]]:
    span = ("von", "bis")
    days = (found.first.isoformat(), found.last.isoformat())
    if table == "counts":
        yield (*span, "Zahl", "Wert")
        yield from ((*days, *row) for row in _counts(found))
    elif table == "days":
        yield ("Tag", *COLUMNS)
        yield from ((one.day.isoformat(), one.arrivals, *_waits(one.waits)) for one in found.days)
    elif table == "heat":
        yield (*span, "Wochentag", "Stunde", *COLUMNS[1:])
        for cell in found.heat:
            yield (*days, texts.WEEKDAYS[cell.weekday], cell.hour, *_waits(cell.waits))
    else:
        yield (*span, texts.DIMENSION_NAMES[table], *COLUMNS, *TALK_COLUMNS)
        chosen = next((one for one in found.tables if one.dimension == table), None)
        if chosen is not None:
            yield from ((*days, *_part(one)) for one in _parts(chosen))


def _parts(table: schemas.Table) -> Iterable[schemas.Part]:
    if table.rest is None:
        return table.parts
    named = f"{table.rest.name}: {', '.join(table.together)}"
    return (*table.parts, table.rest.model_copy(update={"name": named}))


def _part(one: schemas.Part) -> tuple[Cell, ...]:
    talks = (one.talks.count, one.talks.median, one.talks.p90) if one.talks else (None,) * 3
    busy = None if one.busy is None else round(100 * one.busy)
    return (one.name, one.arrivals, *_waits(one.waits), *talks, busy)


def _waits(waits: schemas.Spread) -> tuple[Cell, ...]:
    return (waits.count, waits.median, waits.p90, waits.longest, waits.kept)


def _counts(found: schemas.Figures) -> Iterator[tuple[Cell, Cell]]:
    yield "arrivals", found.total.arrivals
    yield from found.counts.model_dump().items()
    yield from ((f"appointments_{k}", v) for k, v in found.appointments.model_dump().items())
    for name, each in (
        ("waits", found.total.waits), ("waits_again", found.waits_again),
        ("gave_up_after", found.gave_up_after),
    ):  # fmt: skip
        yield f"{name}_count", each.count
        yield f"{name}_median_s", each.median
        yield f"{name}_p90_s", each.p90
        yield f"{name}_longest_s", each.longest
    yield "waits_in_promise", found.total.waits.kept
    yield "promise_minutes", found.promise_minutes
    if found.total.talks is not None:
        yield "talks_count", found.total.talks.count
        yield "talks_median_s", found.total.talks.median
        yield "talks_p90_s", found.total.talks.p90
    yield "told_count", found.told.count
    yield "told_inside", found.told.inside
