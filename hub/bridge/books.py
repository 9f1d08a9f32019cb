"""The day book of a site: which appointments stand and which are off, for kiosks that are alone."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.kit.database import Session
from hub.sites.rules import Concern, House, Room
from wire.messages import BookEntry, DayBook
from wire.qr import book_key

log = logging.getLogger("hub.bridge")

MOST_ENTRIES = 1_500
"""At most 127 bytes each, and 19 for a revoked one: together below `wire.codec.MAX_BYTES`."""
MOST_REVOKED = 1_500


def day_book(session: Session, house: House, *, rev: int, now: datetime) -> DayBook:
    """Today and as many whole days after it as there is room for."""
    site, today = house.site, house.site.day(now)
    standing = appointments.coming(
        session, site.id, day=today, cancelled=False, most=MOST_ENTRIES + 1
    )
    off = appointments.coming(session, site.id, day=today, cancelled=True, most=MOST_REVOKED)
    rooms: dict[str, Room] = {one.label: one for one in house.rooms}
    concerns: dict[str, Concern] = {one.id: one for one in house.concerns}
    return DayBook(
        rev=rev,
        as_of=now,
        entries={
            _key(one): entry
            for one in _whole_days(standing, house, today)
            if (entry := _entry(one, rooms, concerns)) is not None
        },
        revoked=tuple(_key(one) for one in off),
    )


def _whole_days(
    standing: Sequence[Appointment], house: House, today: date
) -> Sequence[Appointment]:
    """Without the day that did not fit as a whole; today counts as far as it fits."""
    if len(standing) <= MOST_ENTRIES:
        return standing
    cut = house.site.day(standing[-1].starts_at)
    if cut == today:
        log.warning("day_book_full", extra={"site": house.site.id})
        return standing[:MOST_ENTRIES]
    return [one for one in standing if house.site.day(one.starts_at) < cut]


def _entry(
    one: Appointment, rooms: Mapping[str, Room], concerns: Mapping[str, Concern]
) -> BookEntry | None:
    """None for an appointment whose place the house does not have, or that no kiosk could read."""
    room, concern = rooms.get(one.room or ""), concerns.get(one.concern)
    place = room or concern
    if place is None:
        return None
    try:
        return BookEntry(zone=place.zone, concern=one.concern, room=one.room)
    except ValueError:
        log.warning("appointment_not_booked", extra={"appointment": one.id})
        return None


def _key(one: Appointment) -> str:
    return book_key(bytes.fromhex(one.id))
