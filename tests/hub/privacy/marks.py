"""Rows full of marks, of one age, in every table that holds persons; and a search for the marks.

It shares nothing with the services: only tables, foreign keys and the register are read.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    select,
)
from sqlmodel import AutoString

from hub.kit.database import Database
from hub.kit.tables import UtcDateTime
from hub.migrations import METADATA
from hub.privacy.rules import Holding
from wire.ids import SiteId

BORN: Final = date(1911, 11, 11)
"""A birthday that nobody else in the database has."""
MARKED: Final = "Merkmal"


def mark(table: str, column: str) -> str:
    return f"{MARKED}.{table}.{column}"


def fill(
    database: Database, site: SiteId, holdings: Iterable[Holding], at: datetime, day: date,
    given: Mapping[str, Mapping[str, object]] | None = None,
) -> set[tuple[str, str]]:  # fmt: skip
    """One row a table with marks in the columns of these holdings; which columns can bear one.

    `given`: values by table that are to stand there, whatever else would.
    """
    wanted = {(one.table, column) for one in holdings for column in one.columns}
    needed = _with_parents({table for table, _ in wanted})
    marked: set[tuple[str, str]] = set()
    with database.write() as session:
        connection = session.connection()
        for table in METADATA.sorted_tables:
            if table.name not in needed:
                continue
            row = _parents(connection, table, site)
            for column in table.c:
                if column.name in row or (column.name == "id" and isinstance(column.type, Integer)):
                    continue
                bears = (table.name, column.name) in wanted
                row[column.name] = _value(column, bears, site, at, day)
            row |= (given or {}).get(table.name, {})
            connection.execute(insert(table).values(row))
            marked |= {
                (table.name, name) for name, value in row.items()
                if (table.name, name) in wanted and _is_mark(table.name, name, value)
            }  # fmt: skip
    return marked


def found(database: Database) -> set[tuple[str, str]]:
    """Which marks stand anywhere in the database, by table and column where they were put."""
    with database.read() as session:
        text = "\n".join(
            _plain(value)
            for table in METADATA.sorted_tables
            for row in session.connection().execute(select(table))
            for value in row
        )
    marks = {
        (table.name, column.name) for table in METADATA.sorted_tables for column in table.c
        if mark(table.name, column.name) in text.replace('"', " ").split()
    }  # fmt: skip
    return marks | ({("appointment", "born")} if str(BORN) in text else set())


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, list | dict):
        return " ".join(map(_plain, value.values() if isinstance(value, dict) else value))
    return str(value)


def _with_parents(tables: set[str]) -> set[str]:
    """And the tables on whose rows theirs hang, apart from the set-up that is there."""
    more = {
        key.column.table.name
        for name in tables
        for key in METADATA.tables[name].foreign_keys
        if key.column.table.name not in ("site", "device", "media_file")
    }
    return tables if more <= tables else _with_parents(tables | more)


def _parents(connection: Connection, table: Table, site: SiteId) -> dict[str, Any]:
    """The columns that name another row, filled with one that is there."""
    row: dict[str, Any] = {}
    for constraint in table.foreign_key_constraints:
        there = constraint.referred_table
        keys = [element.column for element in constraint.elements]
        query = select(*keys)
        if "site" in there.c:
            query = query.where(there.c.site == site)
        if there.name == "site":
            query = query.where(there.c.id == site)
        theirs = connection.execute(query.limit(1)).first()
        if theirs is not None:
            row |= dict(zip(constraint.column_keys, theirs, strict=True))
        elif all(table.c[name].nullable for name in constraint.column_keys):
            row |= dict.fromkeys(constraint.column_keys)
    return row


def _value(column: Column[Any], bears: bool, site: SiteId, at: datetime, day: date) -> object:
    if isinstance(column.type, UtcDateTime):
        return at
    if isinstance(column.type, Date):
        return BORN if column.name == "born" else day
    said = mark(column.table.name, column.name) if bears else f"x-{column.table.name}"
    if isinstance(column.type, String | AutoString):
        return site if column.name == "site" and not bears else said
    if isinstance(column.type, LargeBinary):
        return said.encode()
    if isinstance(column.type, JSON):
        return [said]
    return column.name == "granted" if isinstance(column.type, Boolean) else 1


def _is_mark(table: str, column: str, value: object) -> bool:
    return value == BORN or mark(table, column) in _plain(value)
