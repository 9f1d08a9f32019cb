"""The codes on letters: what the hub signs, it honours; whatever is changed, it refuses."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from hub.appointments import service
from hub.appointments.rules import Appointment, AppointmentState, NewAppointment, UnknownAppointment
from hub.appointments.service import Keyring, open_keyring
from hub.kit.database import Change
from hub.sites.demo import HOUSE
from tests.hub.conftest import MONDAY, Office
from tests.hub.races import together
from wire import qr
from wire.ids import ConcernId, RoomId

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
NEW = NewAppointment(MONDAY, 30, ConcernId("umzug"), RoomId("2.14"), "Frau Brandt", "Marquardt, J.")


def book(office: Office) -> Appointment:
    with office.database.change(office.site) as change:
        return service.book(change, NEW)


def appointment() -> Appointment:
    return Appointment(
        id="0123456789abcdef", starts_at=MONDAY, minutes=30, concern=ConcernId("umzug"), room=None,
        adviser="", person="", lang="de", short_code="", state="booked", checked_in_at=None,
        ticket_id=None,
    )  # fmt: skip


def test_a_letter_says_what_was_booked(keyring: Keyring) -> None:
    code = qr.verify(service.letter_code(keyring, HOUSE.site, appointment()), keyring.public)
    assert code.appointment.hex() == "0123456789abcdef"
    assert (code.site_number, code.starts_at, code.key_id) == (77, MONDAY, service.KEY_ID)


def test_every_change_of_one_character_is_refused(keyring: Keyring) -> None:
    text = service.letter_code(keyring, HOUSE.site, appointment())
    refused = 0
    for at in range(len(text)):
        for other in ALPHABET:
            if other == text[at]:
                continue
            with pytest.raises(qr.CodeRefused):
                qr.verify(text[:at] + other + text[at + 1 :], keyring.public)
            refused += 1
    assert refused == len(text) * (len(ALPHABET) - 1)


def test_another_offices_key_is_refused(keyring: Keyring, tmp_path: Path) -> None:
    text = service.letter_code(open_keyring(tmp_path), HOUSE.site, appointment())
    with pytest.raises(qr.CodeRefused) as refused:
        qr.verify(text, keyring.public)
    assert refused.value.fault == "forged"


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    keys = together([lambda: open_keyring(tmp_path / "state")] * 4)
    assert all(isinstance(one, Keyring) for one in keys)
    assert len({one.private.private_bytes_raw() for one in keys if isinstance(one, Keyring)}) == 1
    (file,) = (tmp_path / "state").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_each_appointment_has_codes_of_its_own(office: Office) -> None:
    one, two = book(office), book(office)
    assert len({one.id, two.id, one.short_code, two.short_code}) == 4
    with office.database.read() as session:
        assert service.find_by_short_code(session, office.site, two.short_code) == two
        assert service.find(session, office.site, one.id) == one
        assert service.find(session, office.site, "ff" * 8) is None


def test_only_a_booked_appointment_is_cancelled_or_checked_in(office: Office) -> None:
    one, two = book(office), book(office)
    with office.database.change(office.site) as change:
        assert service.cancel(change, one.id).state == "cancelled"
        assert service.check_in(change, two.id, "01TICKET", now=MONDAY).ticket_id == "01TICKET"
        for wrong in (one.id, two.id):
            with pytest.raises(AppointmentState):
                service.cancel(change, wrong)
        with pytest.raises(UnknownAppointment):
            service.cancel(change, "ff" * 8)


def test_expected_are_those_of_the_local_day(office: Office) -> None:
    def at(change: Change, **away: float) -> Appointment:
        moved = NewAppointment(**{**vars(NEW), "starts_at": MONDAY + timedelta(**away)})
        return service.book(change, moved)

    with office.database.change(office.site) as change:
        late, early = at(change, hours=14, minutes=59), at(change, hours=-9)
        for outside in ({"hours": 15}, {"hours": -9, "minutes": -1}):
            at(change, **outside)
        day = HOUSE.site.day(MONDAY)
        assert service.expected(change.session, office.site, day=day) == (early, late)


def test_whose_appointment_it_was_is_forgotten(office: Office) -> None:
    past = book(office)
    later = NewAppointment(
        MONDAY + timedelta(minutes=15), 30, ConcernId("umzug"), None, "", "Lehmann, P."
    )
    with office.database.change(office.site) as change:
        service.book(change, later)
        service.forget_people(change, before=MONDAY + timedelta(minutes=1))
    with office.database.read() as session:
        found = service.expected(session, office.site, day=MONDAY.date())
    assert [(one.person, one.id == past.id) for one in found] == [
        ("", True),
        ("Lehmann, P.", False),
    ]
