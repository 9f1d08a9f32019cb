"""Reads and writes what displays have shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, func, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from hub.content.rules import Part
from hub.content.tables import PlayedDayRow, PlayedRow
from wire.messages import Played

BATCH: Final = 2_000
"""Entries that are forgotten at one time, so that nobody who writes waits for long."""
_ENTRY: Final = (
    col(PlayedRow.site), col(PlayedRow.device), col(PlayedRow.begun_at), col(PlayedRow.item),
)  # fmt: skip
_DAY: Final = (
    col(PlayedDayRow.site), col(PlayedDayRow.day), col(PlayedDayRow.device),
    col(PlayedDayRow.item), col(PlayedDayRow.outcome),
)  # fmt: skip


def add_played(
    session: Session, site: str, device: str, entries: Iterable[Played],
    day: Callable[[datetime], date],
) -> None:  # fmt: skip
    """Each once, also in the sums of its `day`: what is told a second time changes nothing."""
    rows = [
        {
            "site": site, "device": device, "begun_at": one.begun_at, "item": one.item,
            "playlist": one.playlist or "", "lang": one.lang or "", "ended_at": one.ended_at,
            "outcome": one.outcome, "reason": one.reason,
        }
        for one in entries
    ]  # fmt: skip
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    entry = dialect.insert(PlayedRow).values(rows).on_conflict_do_nothing()
    fresh = connection.execute(
        entry.returning(
            col(PlayedRow.item), col(PlayedRow.outcome), col(PlayedRow.begun_at),
            col(PlayedRow.ended_at),
        )
    )  # fmt: skip
    sums: dict[tuple[date, str, str], tuple[int, float]] = {}
    for item, outcome, begun, ended in fresh:
        key = (day(begun), str(item), str(outcome))
        times, seconds = sums.get(key, (0, 0.0))
        sums[key] = times + 1, seconds + (ended - begun).total_seconds()
    if not sums:
        return
    more = dialect.insert(PlayedDayRow)
    more = more.on_conflict_do_update(
        index_elements=_DAY,
        set_={
            "times": col(PlayedDayRow.times) + more.excluded.times,
            "seconds": col(PlayedDayRow.seconds) + more.excluded.seconds,
        },
    )
    connection.execute(
        more,
        [
            {
                "site": site, "device": device, "day": on, "item": item, "outcome": outcome,
                "times": times, "seconds": seconds,
            }
            for (on, item, outcome), (times, seconds) in sorted(sums.items())
        ],
    )  # fmt: skip


def played(
    session: Session, site: str, first: datetime, last: datetime, part: Part,
    most: int | None = None,
) -> Iterator[PlayedRow]:  # fmt: skip
    """What was played from `first` until before `last`, in its order."""
    query = (
        select(PlayedRow)
        .where(
            PlayedRow.site == site, PlayedRow.begun_at >= first, PlayedRow.begun_at < last,
            *_only(PlayedRow, part),
        )
        .order_by(col(PlayedRow.begun_at), col(PlayedRow.device), col(PlayedRow.item))
        .limit(most)
        .execution_options(yield_per=500)
    )  # fmt: skip
    yield from session.exec(query)


def played_days(
    session: Session, site: str, first: date, before: date, part: Part
) -> Iterator[PlayedDayRow]:
    """The sums of each day from `first` until before `before`, in their order."""
    query = (
        select(PlayedDayRow)
        .where(
            PlayedDayRow.site == site, PlayedDayRow.day >= first, PlayedDayRow.day < before,
            *_only(PlayedDayRow, part),
        )
        .order_by(*_DAY)
        .execution_options(yield_per=500)
    )  # fmt: skip
    yield from session.exec(query)


def played_sums(
    session: Session, site: str, first: date, last: date, part: Part
) -> Sequence[tuple[str, str, str, int, float]]:
    """(item, device, outcome, times, seconds) of all days from `first` to `last`."""
    groups = (col(PlayedDayRow.item), col(PlayedDayRow.device), col(PlayedDayRow.outcome))
    query = (
        select(  # type: ignore[call-overload]
            *groups, func.sum(PlayedDayRow.times), func.sum(PlayedDayRow.seconds)
        )
        .where(
            PlayedDayRow.site == site, PlayedDayRow.day >= first, PlayedDayRow.day <= last,
            *_only(PlayedDayRow, part),
        )
        .group_by(*groups)
    )  # fmt: skip
    found: Sequence[tuple[str, str, str, int, float]] = session.exec(query).all()
    return found


def forget_played(session: Session, site: str, before: datetime) -> int:
    """Some that began before a moment. How many: fewer than a batch when none is left."""
    old = (
        select(*_ENTRY)
        .where(PlayedRow.site == site, PlayedRow.begun_at < before)
        .limit(BATCH)
    )  # fmt: skip
    query = delete(PlayedRow).where(tuple_(*_ENTRY).in_(old))
    return session.connection().execute(query).rowcount


def forget_played_days(session: Session, site: str, before: date) -> int:
    """Some sums of days before a day. How many: fewer than a batch when none is left."""
    old = (
        select(*_DAY)  # type: ignore[call-overload]
        .where(PlayedDayRow.site == site, PlayedDayRow.day < before)
        .limit(BATCH)
    )
    query = delete(PlayedDayRow).where(tuple_(*_DAY).in_(old))
    return session.connection().execute(query).rowcount


def _only(table: type[PlayedRow] | type[PlayedDayRow], part: Part) -> list[Any]:
    found: list[Any] = []
    if part.device:
        found.append(table.device == part.device)
    if part.item:
        found.append(table.item == part.item)
    return found
