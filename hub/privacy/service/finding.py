"""Finds whose data is wanted: by letter, code, number and day, or name and birthday."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from hub.appointments.service import Keyring
from hub.kit.database import Session
from hub.privacy.repository import persons
from hub.privacy.rules.person import Hit, NothingSought, Person, UnknownPerson
from hub.reception.rules.finding import Known, Sought, fits, sought
from hub.sites import service as sites
from wire import qr
from wire.ids import SiteId

Row = Mapping[str, Any]


def find(
    session: Session, site_id: SiteId, typed: str, day: date | None, *, keyring: Keyring,
    now: datetime,
) -> tuple[Hit, ...]:  # fmt: skip
    """Appointments and visits that fit, by time, none twice.

    `day` is that of the visit: today's where a number has none. Raises NothingSought where a name
    stands alone: it would list strangers.
    """
    typed = typed.strip()
    known = _by_id(session, site_id, typed) or _by_letter(session, site_id, typed, keyring)
    if known is not None:
        return (known,)
    site = sites.site(session, site_id)
    wanted = sought(typed, site.day(now))
    if wanted.code is not None:
        row = persons.appointment(session, site_id, short_code=wanted.code)
        return (_booked(row),) if row else ()
    if wanted.number is not None:
        rows = persons.numbered(session, site_id, day or site.day(now), wanted.number)
        hits = (_visit(row) for row in rows)
        return tuple(one for one in hits if fits(_number(wanted), Known(numbers=(one.number,))))
    if not wanted.words or (wanted.born is None and day is None):
        raise NothingSought
    span = site.bounds(day) if day else None
    rows = persons.appointments(session, site_id, born=wanted.born, span=span)
    return _in_order(
        _booked(row) for row in rows if fits(wanted, Known(row["person"], row["born"]))
    )


def person(session: Session, site: SiteId, found_id: str) -> Person:
    """All that is known to be the same person's. Raises UnknownPerson.

    Appointments with the same name and the same birthday are one person's; of a visit without an
    appointment nothing else is known.
    """
    booked = persons.appointment(session, site, id=found_id)
    visits = [] if booked else persons.one_visit(session, site, [found_id])
    if booked is None and not visits:
        raise UnknownPerson
    letters = {one["appointment_id"] or one["letter"] for one in visits} - {None}
    known = [booked] if booked else _known(session, site, letters)
    same = (one for row in known for one in persons.same_person(session, site, row))
    theirs = tuple(sorted({*same, *letters}))
    own = [one["id"] for one in visits]
    all_visits = persons.one_visit(
        session, site, [*own, *persons.visits_of(session, site, theirs)]
    )  # fmt: skip
    return Person(found_id, theirs, tuple(one["id"] for one in all_visits))


def _known(session: Session, site: SiteId, letters: Iterable[str]) -> list[Row]:
    rows = (persons.appointment(session, site, id=one) for one in letters)
    return [row for row in rows if row is not None]


def _by_id(session: Session, site: SiteId, typed: str) -> Hit | None:
    booked = persons.appointment(session, site, id=typed.lower())
    if booked is not None:
        return _booked(booked)
    visit = persons.ticket(session, site, typed)
    return _visit(visit) if visit else None


def _by_letter(session: Session, site: SiteId, typed: str, keyring: Keyring) -> Hit | None:
    try:
        code = qr.verify(typed, keyring.public)
    except qr.CodeRefused:
        return None
    row = persons.appointment(session, site, id=code.appointment.hex())
    return _booked(row) if row else None


def _number(wanted: Sought) -> Sought:
    return Sought(letter=wanted.letter, number=wanted.number)


def _booked(row: Row) -> Hit:
    return Hit(row["id"], row["starts_at"], row["concern"], "", row["state"])


def _visit(row: Row) -> Hit:
    number = f"{row['series']}{row['number']:03d}"
    return Hit(row["id"], row["issued_at"], row["concern"], number, row["state"])


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda one: (one.at, one.id)))
