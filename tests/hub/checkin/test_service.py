"""From letter, short code or wish to a place in the queue, on both databases."""

import logging
from datetime import timedelta

import pytest

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment, NewAppointment
from hub.checkin import service
from hub.queue import service as queue
from hub.sites.demo import ELSEWHERE, HOUSE, OTHER_HOUSE
from tests.hub.conftest import Office
from wire.ids import ConcernId, DeviceId, RoomId, SiteId
from wire.messages import (
    CheckinRequest,
    PaperReport,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

KIOSK = DeviceId("kiosk-01")
PERSON = "Marquardt, J."


def book(
    office: Office, minutes: int = 10, room: str | None = "2.14", site: SiteId | None = None
) -> Appointment:
    at = office.watch.now + timedelta(minutes=minutes)
    new = NewAppointment(
        at, 30, ConcernId("erstantrag"), RoomId(room) if room else None, "Frau Brandt", PERSON
    )
    with office.database.change(site or office.site) as change:
        return appointments.book(change, new)


def letter(office: Office, one: Appointment) -> str:
    return appointments.letter_code(office.keyring, HOUSE.site, one)


def show(
    office: Office, code: str, kind: str = "letter", device: DeviceId | None = KIOSK
) -> TicketReply | RefusalReply:
    request = CheckinRequest.model_validate({"kind": kind, "code": code, "lang": "en"})
    with office.database.change(office.site) as change:
        return service.answer_checkin(
            change, request, keyring=office.keyring, device=device, now=office.watch.now
        )


def paper(office: Office, ticket_id: str, outcome: str, device: DeviceId = KIOSK) -> None:
    said = {"ticket_id": ticket_id, "outcome": outcome, "at": office.watch.now}
    with office.database.change(office.site) as change:
        report = PaperReport.model_validate(said)
        service.note_paper(change, report, device=device, now=office.watch.now)


def in_queue(office: Office, ticket_id: str) -> tuple[str, str]:
    with office.database.read() as session:
        found = queue.ticket(session, office.site, ticket_id)
    return found.state, found.paper


def got_ticket(reply: TicketReply | RefusalReply) -> TicketReply:
    assert isinstance(reply, TicketReply), reply
    return reply


def reason(reply: TicketReply | RefusalReply) -> str:
    assert isinstance(reply, RefusalReply), reply
    return reply.reason


def test_a_letter_becomes_a_ticket_for_its_room(office: Office) -> None:
    booked = book(office)
    reply = got_ticket(show(office, letter(office, booked)))
    assert (reply.number, reply.zone, reply.room) == ("T001", "B", "2.14")
    assert (reply.appointment_at, reply.print, reply.again) == (booked.starts_at, True, False)
    with office.database.read() as session:
        found = appointments.find(session, office.site, booked.id)
        assert queue.ticket(session, office.site, reply.ticket_id).lang == "en"
    assert found is not None
    assert (found.state, found.ticket_id) == ("checked_in", reply.ticket_id)


def test_without_a_room_one_waits_where_the_concern_is_served(office: Office) -> None:
    reply = got_ticket(show(office, letter(office, book(office, room=None))))
    assert (reply.zone, reply.room) == ("A", None)


def test_a_short_code_is_read_as_people_type_it(office: Office) -> None:
    code = book(office).short_code
    typed = f" {code[:4].lower()}-{code[4:].lower()} "
    assert got_ticket(show(office, typed, "short_code")).number == "T001"


def test_every_refusal_has_its_reason(office: Office) -> None:
    good = book(office)
    text = letter(office, good)
    flipped = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    cancelled = book(office)
    with office.database.change(office.site) as change:
        appointments.cancel(change, cancelled.id)
    elsewhere = appointments.letter_code(
        office.keyring, OTHER_HOUSE.site, book(office, room=None, site=ELSEWHERE)
    )
    never_booked = Appointment(**{**vars(good), "id": "00" * 8})
    for code, why in (
        ("https://example.org/", "foreign"),
        ("X" * 200, "foreign"),
        (flipped, "forged"),
        (letter(office, never_booked), "unknown"),
        (letter(office, book(office, -24 * 60)), "wrong_day"),
        (letter(office, book(office, 61)), "too_early"),
        (letter(office, book(office, -31)), "too_late"),
        (letter(office, cancelled), "cancelled"),
        (elsewhere, "wrong_site"),
    ):
        assert reason(show(office, code)) == why
    refused = show(office, elsewhere)
    assert isinstance(refused, RefusalReply)
    assert refused.site_name == OTHER_HOUSE.site.name


def test_a_refusal_is_one_event_without_code_or_name(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    booked = book(office, 61)
    text = letter(office, booked)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        show(office, text)
    (event,) = caplog.records
    said = str(vars(event))
    assert event.getMessage() == "checkin_refused"
    assert "too_early" in said
    assert not any(secret in said for secret in (text, PERSON, booked.short_code))


def test_the_same_letter_again_is_the_same_number_without_a_second_slip(office: Office) -> None:
    text = letter(office, book(office))
    first = got_ticket(show(office, text))
    paper(office, first.ticket_id, "printed")
    again = got_ticket(show(office, text, device=DeviceId("kiosk-02")))
    assert (again.number, again.again, again.print) == (first.number, True, False)


def test_after_a_failed_print_the_letter_prints_again_at_once(office: Office) -> None:
    text = letter(office, book(office))
    first = got_ticket(show(office, text))
    assert got_ticket(show(office, text)).print is False
    paper(office, first.ticket_id, "failed")
    other = DeviceId("kiosk-02")
    assert got_ticket(show(office, text, device=other)).print is True
    paper(office, first.ticket_id, "printed", other)
    assert in_queue(office, first.ticket_id) == ("arrived", "printed")


def test_who_missed_the_call_waits_anew_with_the_letter(office: Office) -> None:
    text = letter(office, book(office))
    first = got_ticket(show(office, text))
    with office.database.change(office.site) as change:
        queue.call_ticket(change, first.ticket_id, "2.14", actor="brandt", now=office.watch.now)
        queue.no_show(change, first.ticket_id, actor="brandt", now=office.watch.now)
    again = got_ticket(show(office, text))
    assert (again.number, in_queue(office, first.ticket_id)[0]) == (first.number, "waiting")


def test_a_finished_visit_is_refused(office: Office) -> None:
    text = letter(office, book(office))
    first = got_ticket(show(office, text))
    with office.database.change(office.site) as change:
        queue.call_ticket(change, first.ticket_id, "2.14", actor="brandt", now=office.watch.now)
        queue.start(change, first.ticket_id, actor="brandt", now=office.watch.now)
        queue.finish(change, first.ticket_id, actor="brandt", now=office.watch.now)
    assert reason(show(office, text)) == "finished"


def test_an_abandoned_slip_takes_a_walk_in_out_but_keeps_an_appointment(office: Office) -> None:
    booked = got_ticket(show(office, letter(office, book(office))))
    with office.database.change(office.site) as change:
        wish = TicketRequest(concern="unterlagen", lang="de")
        walk_in = got_ticket(
            service.answer_ticket_request(change, wish, device=KIOSK, now=office.watch.now)
        )
    for one in (booked, walk_in):
        paper(office, one.ticket_id, "abandoned")
    assert in_queue(office, booked.ticket_id) == ("arrived", "abandoned")
    assert in_queue(office, walk_in.ticket_id) == ("left", "abandoned")


def test_a_walk_in_gets_a_number_and_an_estimate(office: Office) -> None:
    wish = TicketRequest(concern="umzug", lang="de")
    with office.database.change(office.site) as change:
        at_kiosk = got_ticket(
            service.answer_ticket_request(change, wish, device=KIOSK, now=office.watch.now)
        )
        at_desk = got_ticket(
            service.answer_ticket_request(change, wish, device=None, now=office.watch.now)
        )
    assert (at_kiosk.number, at_kiosk.zone, at_kiosk.wait_minutes) == ("W001", "B", (0, 5))
    assert (at_kiosk.print, at_desk.print) == (True, False)
    assert in_queue(office, at_desk.ticket_id) == ("waiting", "none")


def test_an_unknown_concern_is_refused(office: Office) -> None:
    with office.database.change(office.site) as change:
        wish = TicketRequest(concern="kaffee", lang="de")
        reply = service.answer_ticket_request(change, wish, device=KIOSK, now=office.watch.now)
    assert reason(reply) == "unknown_concern"


@pytest.mark.parametrize(
    ("concern", "hour", "why"),
    [
        ("geld", 8, "unknown_concern"),
        ("bildungspaket", 8, "concern_closed"),
        ("ausbildung", 6, "concern_closed"),
        ("ausbildung", 8, None),
        ("ausbildung", 11, "concern_closed"),
        ("erstantrag", 3, None),
    ],
)
def test_numbers_are_for_concerns_that_are_open_at_that_hour(
    office: Office, concern: str, hour: int, why: str | None
) -> None:
    now = office.watch.now.replace(hour=hour)
    for device in (KIOSK, None):
        with office.database.change(office.site) as change:
            wish = TicketRequest(concern=concern, lang="uk")
            reply = service.answer_ticket_request(change, wish, device=device, now=now)
        assert (reply.reason if isinstance(reply, RefusalReply) else None) == why


def test_codes_cannot_be_tried_out_at_a_kiosk(office: Office) -> None:
    good = book(office).short_code
    for _ in range(10):
        assert reason(show(office, "22222222", "short_code")) == "unknown"
    assert reason(show(office, good, "short_code")) == "too_many_tries"
    assert got_ticket(show(office, good, "short_code", device=None)).number == "T001"
    office.watch.wait(minutes=5)
    assert got_ticket(show(office, good, "short_code")).again is True


@pytest.mark.parametrize("typed", ["", "1", "0000000O", "K7MD2QXP7", "🙂" * 8])
def test_what_is_no_short_code_is_unknown(office: Office, typed: str) -> None:
    with office.database.change(office.site) as change:
        reply = service.check_in_by_short_code(
            change, typed, lang="de", device=KIOSK, now=office.watch.now
        )
    assert reason(reply) == "unknown"
