"""Reads and writes appointments, and the key that signs their letters."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import bindparam, func, text, update
from sqlmodel import Session, col, select

from hub.appointments.rules import Appointment, Booking, State
from hub.appointments.tables import AppointmentRow, BookRow
from hub.kit.tables import UtcDateTime
from wire.ids import ConcernId, RoomId

_CHANGED = text(
    "INSERT INTO day_book (site, changed, told) VALUES (:site, :revision, 0)"
    " ON CONFLICT (site) DO UPDATE SET changed = :revision"
)
_TO_COME = select(
    AppointmentRow.id, AppointmentRow.starts_at, AppointmentRow.concern, AppointmentRow.room
).where(
    AppointmentRow.site == bindparam("site"),
    col(AppointmentRow.starts_at) >= bindparam("start", type_=UtcDateTime),
    col(AppointmentRow.starts_at) < bindparam("end", type_=UtcDateTime),
    AppointmentRow.state == "booked",
)
_RENAME = (
    update(AppointmentRow)
    .where(col(AppointmentRow.id) == bindparam("old"))
    .values(id=bindparam("new"), short_code=bindparam("new"))
)
_NOBODY = {"person": "", "born": None, "adviser": ""}
_TOLD = text("UPDATE day_book SET told = changed WHERE site = :site")


def book_changed(session: Session, site: str, revision: int) -> None:
    """The kiosks' day books are behind from now on."""
    session.connection().execute(_CHANGED, {"site": site, "revision": revision})


def book_told(session: Session, site: str) -> None:
    session.connection().execute(_TOLD, {"site": site})


def book_is_behind(session: Session, site: str) -> bool:
    found = session.get(BookRow, site)
    return found is not None and found.changed != found.told


def add(session: Session, row: AppointmentRow) -> None:
    session.add(row)
    session.flush()


def row(session: Session, site: str, appointment_id: str) -> AppointmentRow | None:
    found = session.get(AppointmentRow, appointment_id)
    return found if found is not None and found.site == site else None


def by_short_code(session: Session, site: str, short_code: str) -> AppointmentRow | None:
    query = select(AppointmentRow).where(
        AppointmentRow.site == site, AppointmentRow.short_code == short_code
    )
    return session.exec(query).one_or_none()


def between(
    session: Session, site: str, start: datetime, end: datetime
) -> Sequence[AppointmentRow]:
    """Appointments that begin at `start` or later and before `end`, by time."""
    query = select(AppointmentRow).where(
        AppointmentRow.site == site,
        AppointmentRow.starts_at >= start,
        AppointmentRow.starts_at < end,
    )
    order = (col(AppointmentRow.starts_at), col(AppointmentRow.id))
    return session.exec(query.order_by(*order)).all()


def bookings(session: Session, site: str, start: datetime, end: datetime) -> Iterator[Booking]:
    """As `between`, without what is personal."""
    query = select(
        AppointmentRow.id, AppointmentRow.starts_at, AppointmentRow.concern, AppointmentRow.state
    ).where(
        AppointmentRow.site == site,
        AppointmentRow.starts_at >= start,
        AppointmentRow.starts_at < end,
    )
    for name, starts_at, concern, state in session.exec(query):
        yield Booking(name, starts_at, ConcernId(concern), cast("State", state))


def coming(
    session: Session, site: str, start: datetime, *, cancelled: bool, most: int
) -> Sequence[AppointmentRow]:
    """Appointments that begin at `start` or later, the next ones first."""
    off = col(AppointmentRow.state) == "cancelled"
    query = select(AppointmentRow).where(
        AppointmentRow.site == site,
        AppointmentRow.starts_at >= start,
        off if cancelled else ~off,
    )
    order = (col(AppointmentRow.starts_at), col(AppointmentRow.id))
    return session.exec(query.order_by(*order).limit(most)).all()


def to_come(
    session: Session, site: str, start: datetime, end: datetime
) -> Sequence[tuple[str, datetime, str, str | None]]:
    """Whoever is not here of those whose time lies between: id, time, concern, room."""
    key = {"site": site, "start": start, "end": end}
    return [(a, at, b, c) for a, at, b, c in session.connection().execute(_TO_COME, key)]


def came(session: Session, site: str, start: datetime, end: datetime) -> tuple[int, int]:
    """Of the appointments of a span of time: how many came, and how many did not."""
    query = (
        select(AppointmentRow.state, func.count())
        .where(AppointmentRow.site == site, AppointmentRow.starts_at >= start,
               AppointmentRow.starts_at < end)
        .group_by(AppointmentRow.state)
    )  # fmt: skip
    found = dict(session.exec(query).all())
    return found.get("checked_in", 0), found.get("booked", 0)


def count_booked(session: Session, site: str, after: datetime, *, room: str, concern: str) -> int:
    query = select(func.count()).where(
        AppointmentRow.site == site,
        AppointmentRow.starts_at >= after,
        AppointmentRow.state == "booked",
        AppointmentRow.room == room if room else AppointmentRow.concern == concern,
    )
    return session.exec(query).one()


def forget_people(session: Session, site: str, before: datetime) -> None:
    query = update(AppointmentRow).where(
        col(AppointmentRow.site) == site,
        col(AppointmentRow.starts_at) < before,
        (col(AppointmentRow.person) != "") | (col(AppointmentRow.adviser) != "")
        | col(AppointmentRow.born).is_not(None),
    )  # fmt: skip
    session.connection().execute(query.values(_NOBODY))


def erase_people(session: Session, appointments: Sequence[str]) -> None:
    query = update(AppointmentRow).where(col(AppointmentRow.id).in_(appointments))
    session.connection().execute(query.values(_NOBODY))


def with_letters(session: Session, site: str, before: datetime) -> Sequence[str]:
    """Appointments before then to which a letter still leads."""
    query = select(AppointmentRow.id).where(
        AppointmentRow.site == site, AppointmentRow.starts_at < before,
        AppointmentRow.short_code != AppointmentRow.id,
    )  # fmt: skip
    return session.exec(query).all()


def rename(session: Session, renamed: Mapping[str, str]) -> None:
    """Give appointments other ids, by the old one; as a short code the id is nobody's."""
    pairs = [{"old": old, "new": new} for old, new in renamed.items()]
    session.connection().execute(_RENAME, pairs)


def appointment(row: AppointmentRow) -> Appointment:
    return Appointment(
        id=row.id,
        starts_at=row.starts_at,
        minutes=row.minutes,
        concern=ConcernId(row.concern),
        room=RoomId(row.room) if row.room else None,
        adviser=row.adviser,
        person=row.person,
        born=row.born,
        lang=row.lang,
        short_code=row.short_code,
        state=cast("State", row.state),
        checked_in_at=row.checked_in_at,
        ticket_id=row.ticket_id,
    )


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The office's key, made at the first start; the file is for its owner's eyes only.

    Two processes that start at once agree: whoever writes the file first wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        raw = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds another kind of key than Ed25519")
    return key
