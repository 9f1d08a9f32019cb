"""Counts, by the register alone, the rows whose time is over at a moment."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    FromClause,
    String,
    Table,
    and_,
    cast,
    func,
    or_,
    select,
)
from sqlmodel import AutoString, Session, SQLModel

from hub.privacy.rules import Holding

_EMPTY_JSON = ("null", "[]", "{}")


def table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def count(
    session: Session, site: str, holdings: tuple[Holding, ...], at: datetime, day: date
) -> int:
    """Rows that are due by `at`, a moment of the local `day`.

    The holdings are of one table, with one clock and one end.
    """
    one = holdings[0]
    here = table(one.table)
    source, moment = _moment(one, here)
    kept = one.since.kept
    over = moment <= day - kept if isinstance(moment.type, Date) else moment < at - kept
    query = select(func.count()).select_from(source).where(over, _still(one, holdings, here))
    return int(session.connection().execute(query.where(of_site(here, site))).scalar_one())


def of_site(here: Table, site: str) -> ColumnElement[bool]:
    """Rows of the site: by their own column, or by the row that they hang on."""
    if "site" in here.c:
        return here.c.site == site
    found: list[ColumnElement[bool]] = []
    for key in here.foreign_keys:
        if "site" in key.column.table.c:
            theirs = select(key.column).where(key.column.table.c.site == site)
            found.append(key.parent.in_(theirs))
    return and_(*found) if found else and_(True)


def _moment(one: Holding, here: Table) -> tuple[FromClause, ColumnElement[Any]]:
    """Where the rows are, and from when the time of each runs."""
    if not one.since.table:
        return here, here.c[one.since.column]
    there = table(one.since.table)
    joined = here.join(there, here.c[one.since.by] == there.c.id)
    return joined, there.c[one.since.column]


def _still(one: Holding, holdings: tuple[Holding, ...], here: Table) -> ColumnElement[bool]:
    """Whether the row still has what is to end."""
    if one.then == "deleted":
        return and_(True)
    if one.then == "replaced":
        # What is replaced bears the same new value everywhere.
        return and_(*(here.c[a] != here.c[b] for a, b in pairwise(one.columns)))
    return or_(*(_filled(part, here, column) for part in holdings for column in part.columns))


def _filled(one: Holding, here: Table, name: str) -> ColumnElement[bool]:
    column = here.c[name]
    if isinstance(column.type, JSON):
        return and_(column.is_not(None), cast(column, String).not_in(_EMPTY_JSON))
    if isinstance(column.type, String | AutoString):
        kept = ~column.startswith(one.keeps, autoescape=True) if one.keeps else and_(True)
        return and_(column != "", kept)
    return column.is_not(None)
