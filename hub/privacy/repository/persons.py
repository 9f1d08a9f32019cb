"""Finds a visitor and reads all that the house holds of them, as the register names it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, or_, select
from sqlmodel import Session

from hub.presence.rules import visit_subject
from hub.privacy.repository.due import of_site, table
from hub.privacy.rules import Holding
from hub.privacy.rules.person import TIES, Person

Row = Mapping[str, Any]
"""Columns by name."""


def appointment(session: Session, site: str, **known: object) -> Row | None:
    """The appointment of this id or short code."""
    here = table("appointment")
    same = (here.c[name] == value for name, value in known.items())
    return next(iter(_all(session, "appointment", site, *same)), None)


def appointments(
    session: Session, site: str, *, born: date | None, span: tuple[datetime, datetime] | None
) -> list[Row]:
    """Those of people with this birthday, or of this span of time."""
    here = table("appointment")
    wanted: list[ColumnElement[bool]] = [here.c.person != ""]
    if born is not None:
        wanted.append(here.c.born == born)
    if span is not None:
        wanted += [here.c.starts_at >= span[0], here.c.starts_at < span[1]]
    return _all(session, "appointment", site, *wanted)


def ticket(session: Session, site: str, ticket_id: str) -> Row | None:
    return next(iter(_all(session, "ticket", site, table("ticket").c.id == ticket_id)), None)


def numbered(session: Session, site: str, day: date, number: int) -> list[Row]:
    here = table("ticket")
    return _all(session, "ticket", site, here.c.day == day, here.c.number == number)


def same_person(session: Session, site: str, row: Row) -> tuple[str, ...]:
    """The appointment, and all that bear the same name and birthday."""
    if not row["person"] or row["born"] is None:
        return (row["id"],)
    here = table("appointment")
    same = here.c.person == row["person"], here.c.born == row["born"]
    return tuple(one["id"] for one in _all(session, "appointment", site, *same))


def visits_of(session: Session, site: str, appointments: Sequence[str]) -> tuple[str, ...]:
    """The visits with these appointments, also where a kiosk alone had only seen the letter."""
    here = table("ticket")
    theirs = or_(here.c.appointment_id.in_(appointments), here.c.letter.in_(appointments))
    return tuple(one["id"] for one in _all(session, "ticket", site, theirs))


def one_visit(session: Session, site: str, tickets: Sequence[str]) -> list[Row]:
    """These visits, and all that have become one with one of them."""
    here, known = table("ticket"), set(tickets)
    while True:
        found = _all(
            session, "ticket", site, or_(here.c.id.in_(known), here.c.joined.in_(known))
        )  # fmt: skip
        more = {one[name] for one in found for name in ("id", "joined")} - {None} - known
        if not more:
            return found
        known |= more


def rows(session: Session, site: str, name: str, person: Person) -> list[Row]:
    """All rows of a table that are this person's."""
    here = table(name)
    column, tie = TIES[name]
    if tie == "within":
        return _within(session, site, name, column, person)
    names: Mapping[str, Any] = {
        "appointment": person.appointments,
        "ticket": person.tickets,
        "mark": [visit_subject(one) for one in person.tickets],
        "call": select(table("call").c.id).where(table("call").c.ticket.in_(person.tickets)),
    }
    return _all(session, name, site, here.c[column].in_(names[tie]))


def moment(session: Session, one: Holding, row: Row) -> datetime | date | None:
    """From when the time of this row runs."""
    if not one.since.table:
        found: datetime | date | None = row[one.since.column]
        return found
    there = table(one.since.table)
    query = select(there.c[one.since.column]).where(there.c.id == row[one.since.by])
    later: datetime | None = session.connection().execute(query).scalar_one_or_none()
    return later


def views(session: Session, site: str, person: Person) -> list[Row]:
    """When which page has shown this person, the newest first; not to whom."""
    here = table("personal_view")
    query = select(here.c.at, here.c.kind, here.c.page, here.c.purpose, here.c.delete_on).where(
        here.c.site == site, here.c.subject.in_(person.ids)
    )
    found = session.connection().execute(query.order_by(here.c.at.desc()))
    return [dict(row) for row in found.mappings()]


def _within(session: Session, site: str, name: str, column: str, person: Person) -> list[Row]:
    here = table(name)
    if isinstance(here.c[column].type, LargeBinary):
        # Messages wait for a moment only: they are few, and no database searches in bytes alike.
        return [
            row for row in _all(session, name, site, ~here.c.retain)
            if any(one.encode() in row[column] for one in person.ids)
        ]  # fmt: skip
    speaks = or_(*(here.c[column].contains(one, autoescape=True) for one in person.ids))
    return _all(session, name, site, speaks)


def _all(session: Session, name: str, site: str, *wanted: ColumnElement[bool]) -> list[Row]:
    here = table(name)
    query = select(here).where(of_site(here, site), *wanted)
    keys = [here.c[key.name] for key in here.primary_key]
    found = session.connection().execute(query.order_by(*keys))
    return [dict(row) for row in found.mappings()]
