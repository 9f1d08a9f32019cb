"""The front door of the appointments: book, cancel, check in, and the codes of their letters."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.appointments import repository
from hub.appointments.rules import (
    Appointment,
    Booking,
    Event,
    NewAppointment,
    UnknownAppointment,
    show_up,
    step,
)
from hub.appointments.tables import AppointmentRow
from hub.kit.database import Change, Session, kept
from hub.queue import service as tickets
from hub.queue.rules import Expected
from hub.sites import service as sites
from hub.sites.rules import Site
from wire import qr
from wire.ids import AppointmentCode, ConcernId, RoomId, SiteId

log = logging.getLogger("hub.appointments")

KEY_ID = 1
LOOKS_AHEAD: Final = timedelta(hours=4)
"""Nobody waits so long that later appointments come before them."""
SHOWN_UP_FROM: Final = timedelta(days=28)


@dataclass(frozen=True)
class Keyring:
    """The key that signs letters, and all public keys whose letters are honoured, by id."""

    key_id: int
    private: Ed25519PrivateKey
    public: Mapping[int, Ed25519PublicKey]


def open_keyring(state: Path) -> Keyring:
    """The keys in the hub's state directory; made at the first start."""
    private = repository.signing_key(state / f"letters-{KEY_ID}.pem")
    return Keyring(KEY_ID, private, {KEY_ID: private.public_key()})


def letter_code(keyring: Keyring, site: Site, appointment: Appointment) -> AppointmentCode:
    """The text of the QR code on the appointment's letter."""
    code = qr.Code(
        key_id=keyring.key_id,
        site_number=site.number,
        appointment=bytes.fromhex(appointment.id),
        starts_at=appointment.starts_at,
    )
    return AppointmentCode(qr.sign(code, keyring.private))


def book(change: Change, new: NewAppointment) -> Appointment:
    """A new appointment with a code of its own."""
    row = AppointmentRow(
        **vars(new), id=qr.new_appointment_id().hex(), site=change.site,
        short_code=_free_short_code(change.session, change.site),
    )  # fmt: skip
    repository.add(change.session, row)
    repository.book_changed(change.session, change.site, change.revision)
    log.info("appointment_booked", extra={"site": change.site, "appointment": row.id})
    return repository.appointment(row)


def cancel(change: Change, appointment_id: str) -> Appointment:
    """The appointment is off. Raises UnknownAppointment, AppointmentState."""
    row = _step(change, appointment_id, "cancel")
    repository.book_changed(change.session, change.site, change.revision)
    log.info("appointment_cancelled", extra={"site": change.site, "appointment": row.id})
    return repository.appointment(row)


def check_in(change: Change, appointment_id: str, ticket_id: str, *, now: datetime) -> Appointment:
    """The visitor is here. Raises UnknownAppointment, AppointmentState."""
    row = _step(change, appointment_id, "check_in")
    row.checked_in_at, row.ticket_id = now, ticket_id
    return repository.appointment(row)


def find(session: Session, site: SiteId, appointment_id: str) -> Appointment | None:
    row = repository.row(session, site, appointment_id)
    return repository.appointment(row) if row else None


def find_by_short_code(session: Session, site: SiteId, short_code: str) -> Appointment | None:
    """By the code as `wire.qr.read_short_code` gives it."""
    row = repository.by_short_code(session, site, short_code)
    return repository.appointment(row) if row else None


def expected(session: Session, site: SiteId, *, day: date) -> tuple[Appointment, ...]:
    """All appointments of a local day by time, whatever their state."""
    start, end = sites.site(session, site).bounds(day)
    return tuple(
        repository.appointment(row) for row in repository.between(session, site, start, end)
    )


def bookings(session: Session, site: SiteId, first: date, last: date) -> tuple[Booking, ...]:
    """All appointments of the local days from `first` to `last`, without their persons."""
    here = sites.site(session, site)
    start, end = here.bounds(first)[0], here.bounds(last)[1]
    return tuple(repository.bookings(session, site, start, end))


def coming(
    session: Session, site: SiteId, *, day: date, cancelled: bool, most: int
) -> tuple[Appointment, ...]:
    """Those of a local day and later that stand, or those that are off; the next ones first."""
    start, _ = sites.site(session, site).bounds(day)
    rows = repository.coming(session, site, start, cancelled=cancelled, most=most)
    return tuple(repository.appointment(row) for row in rows)


def to_come(session: Session, site: SiteId, *, now: datetime) -> tuple[Expected, ...]:
    """Whoever may still come for an appointment of the next hours, as the queue reckons with it.

    How likely that is follows from the weeks before this day.
    """
    here = sites.site(session, site)
    chance = _show_up(session, here, here.day(now))
    since = now - timedelta(minutes=here.late_minutes)
    found = repository.to_come(session, site, since, now + LOOKS_AHEAD)
    return tuple(
        Expected(name, at, ConcernId(concern), RoomId(room) if room else None, chance)
        for name, at, concern, room in found
    )


def _show_up(session: Session, here: Site, day: date) -> float:
    """The share of appointments whose person comes; asked once a day in this process."""
    shelf, key = kept(session), ("show_up", here.id)
    known: tuple[date, float] | None = shelf.get(key)
    if known is None or known[0] != day:
        start, _ = here.bounds(day - SHOWN_UP_FROM)
        end, _ = here.bounds(day)
        known = shelf[key] = day, show_up(*repository.came(session, here.id, start, end))
    return known[1]


def booked(
    session: Session, site: SiteId, *, now: datetime, room: str = "", concern: str = ""
) -> int:
    """How many appointments that begin later stand in this room, or are for this concern."""
    return repository.count_booked(session, site, now, room=room, concern=concern)


def book_is_behind(session: Session, site: SiteId) -> bool:
    """Whether appointments were made or called off since `book_told`."""
    return repository.book_is_behind(session, site)


def book_told(change: Change) -> None:
    """The kiosks are told of all that was made or called off until now."""
    repository.book_told(change.session, change.site)


def forget_people(change: Change, *, before: datetime) -> None:
    """The appointments stay; whose they were is personal, and its time is over."""
    repository.forget_people(change.session, change.site, before)


def forget_letters(change: Change, *, before: datetime) -> None:
    """Letters of before then lead to no appointment and no visit any more."""
    _cut(change, repository.with_letters(change.session, change.site, before))


def erase(change: Change, appointments: Sequence[str]) -> Mapping[str, str]:
    """Whose these appointments were, and which letters lead to them; their new ids by the old."""
    repository.erase_people(change.session, appointments)
    return _cut(change, appointments)


def _cut(change: Change, appointments: Sequence[str]) -> Mapping[str, str]:
    """An appointment's id stands in its letter; with another one it stays as a figure only."""
    renamed = {one: qr.new_appointment_id().hex() for one in appointments}
    if renamed:
        repository.rename(change.session, renamed)
        tickets.rename_letters(change, renamed)
        change.session.expire_all()
    return renamed


def _free_short_code(session: Session, site: str) -> str:
    while True:
        code = qr.new_short_code()
        if repository.by_short_code(session, site, code) is None:
            return code


def _step(change: Change, appointment_id: str, event: Event) -> AppointmentRow:
    row = repository.row(change.session, change.site, appointment_id)
    if row is None:
        raise UnknownAppointment(appointment=appointment_id)
    row.state = step(repository.appointment(row).state, event)
    return row
