"""The day book: what stands, what is off, for as many whole days as there is room for."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment, NewAppointment
from hub.appointments.tables import AppointmentRow
from hub.bridge.books import MOST_ENTRIES, day_book
from hub.kit.post import Post
from hub.sites import service as sites
from tests.hub.bridge.alone import book
from tests.hub.conftest import Office
from wire.codec import MAX_BYTES, encode
from wire.ids import ConcernId, RoomId
from wire.messages import DayBook
from wire.qr import book_key, new_appointment_id

DAY = 24 * 60


def key(one: Appointment) -> str:
    return book_key(bytes.fromhex(one.id))


def the_book(office: Office) -> DayBook:
    with office.database.read() as session:
        house = sites.house(session, office.site)
        return day_book(session, house, rev=7, now=office.watch.now)


def many(office: Office, count: int, at: datetime) -> None:
    rows = [
        {
            "id": new_appointment_id().hex(), "site": office.site, "starts_at": at, "minutes": 30,
            "concern": "c" * 32, "room": "2.10", "adviser": "", "person": "", "lang": "de",
            "short_code": f"{at:%d%H}{nth:05}", "state": "booked", "checked_in_at": None,
            "ticket_id": None,
        }
        for nth in range(count)
    ]  # fmt: skip
    with office.database.change(office.site) as change:
        change.session.connection().execute(insert(AppointmentRow), rows)


def test_a_book_says_where_to_wait_and_what_is_off(office: Office) -> None:
    here, anywhere, later = book(office), book(office, room=None), book(office, 3 * DAY)
    book(office, -DAY)
    off = book(office, 2 * DAY)
    with office.database.change(office.site) as change:
        appointments.cancel(change, off.id)
        appointments.check_in(change, here.id, "01T", now=office.watch.now)
    found = the_book(office)
    assert set(found.entries) == {key(here), key(anywhere), key(later)}
    assert found.revoked == (key(off),)
    entry, open_entry = found.entries[key(here)], found.entries[key(anywhere)]
    assert (entry.zone, entry.room, entry.concern) == ("B", "2.14", "erstantrag")
    assert (open_entry.zone, open_entry.room) == ("A", None)
    assert (found.rev, found.as_of) == (7, office.watch.now)


def test_nobody_learns_a_code_or_a_person_from_a_book(office: Office) -> None:
    one = book(office)
    said = the_book(office).model_dump_json()
    assert not any(secret in said for secret in (one.id, one.short_code, one.person, one.adviser))


@pytest.mark.warns("appointment_not_booked")
def test_one_appointment_that_no_kiosk_could_read_keeps_no_other_from_the_book(
    office: Office,
) -> None:
    good = book(office)
    odd = NewAppointment(office.watch.now, 30, ConcernId("ALG II"), RoomId("2.14"), "", "", "de")
    with office.database.change(office.site) as change:
        appointments.book(change, odd)
    assert set(the_book(office).entries) == {key(good)}


def test_what_the_house_does_not_have_is_left_out(office: Office) -> None:
    new = NewAppointment(office.watch.now, 30, ConcernId("kaffee"), RoomId("9.99"), "", "", "de")
    with office.database.change(office.site) as change:
        appointments.book(change, new)
    assert the_book(office).entries == {}


def test_a_day_that_does_not_fit_as_a_whole_is_left_out(office: Office) -> None:
    now = office.watch.now
    for days, count in ((0, 700), (1, 700), (2, 200)):
        many(office, count, now + timedelta(days=days))
    found = the_book(office)
    assert len(found.entries) == 1400
    raw = encode(Post("hub-1", office.watch).envelope(found))
    assert len(raw) < MAX_BYTES / 1.3


@pytest.mark.warns("day_book_full")
def test_of_a_day_that_is_too_long_the_book_holds_what_fits(office: Office) -> None:
    many(office, MOST_ENTRIES + 5, office.watch.now)
    assert len(the_book(office).entries) == MOST_ENTRIES


def test_a_book_is_behind_after_each_booking_and_cancelling(office: Office) -> None:
    def behind() -> bool:
        with office.database.read() as session:
            return appointments.book_is_behind(session, office.site)

    def tell() -> None:
        with office.database.change(office.site) as change:
            appointments.book_told(change)

    assert not behind()
    one = book(office)
    assert behind()
    tell()
    assert not behind()
    with office.database.change(office.site) as change:
        appointments.cancel(change, one.id)
    assert behind()
    tell()
    assert not behind()
