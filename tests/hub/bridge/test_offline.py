"""What kiosks gave out alone joins the queue: each visit once, under the number on paper."""

from datetime import timedelta

import pytest
from sqlmodel import col, delete, update

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import HIGHEST_NUMBER, IN_LINE
from hub.queue.tables import LeaseRow, NumberCounterRow, PrintedNumberRow, TicketRow
from hub.sites.demo import HOUSE
from hub.sites.tables import ConcernRow
from tests.hub.bridge.alone import Kiosk, book, got, hear, issue, letter, ticket, today, wish
from tests.hub.bridge.speech import acks, receiver
from tests.hub.conftest import Office
from wire.messages import AmendRequest, CheckinRequest, DoneReply, Envelope


def kiosks(office: Office) -> tuple[Kiosk, Kiosk]:
    return Kiosk(office), Kiosk(office, "kiosk-07")


def test_a_walk_in_waits_under_the_number_on_paper_since_it_was_printed(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    said = kiosk.alone(wish("umzug"))
    began, heard = office.watch.now, office.watch.wait(minutes=40)
    hear(office, to, said)
    reply = got(acks(office)[-1].reply)
    assert (reply.number, reply.print, reply.ticket_id) == ("L001", False, issue(said).ticket_id)
    (one,) = today(office)
    assert (one.number, one.issued_at, one.zone, one.origin) == ("L001", began, "B", "kiosk-01")
    assert (one.offline_at, one.merged_at, one.refused, one.paper) == (
        began,
        heard,
        None,
        "pending",
    )
    hear(office, to, kiosk.paper(said))
    assert ticket(office, reply.ticket_id).paper == "printed"


def test_a_letter_becomes_its_appointments_ticket(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    said = kiosk.alone(letter(office, booked))
    office.watch.wait(hours=2)
    hear(office, to, said)
    (one,) = today(office)
    assert (one.number, one.room, one.appointment_id) == ("L001", "2.14", booked.id)
    with office.database.read() as session:
        found = appointments.find(session, office.site, booked.id)
    assert found is not None
    assert (found.state, found.ticket_id, found.checked_in_at) == (
        "checked_in", one.id, issue(said).issued_at,
    )  # fmt: skip


def test_the_same_letter_at_two_kiosks_is_one_visit_with_both_numbers(office: Office) -> None:
    to, (one, two), booked = receiver(office), kiosks(office), book(office)
    first = one.alone(letter(office, booked))
    office.watch.wait(minutes=3)
    second = two.alone(letter(office, booked))
    for said in (second, two.paper(second), first, one.paper(first)):
        hear(office, to, said)
    (visit,) = today(office)
    assert (visit.number, [each.number for each in visit.further]) == ("L334", ["L001"])
    assert (visit.further[0].device, visit.further[0].paper) == ("kiosk-01", "printed")
    assert got(acks(office)[-2].reply).number == "L334"
    assert ticket(office, issue(first).ticket_id).id == visit.id


def test_only_the_number_that_came_out_counts(office: Office) -> None:
    to, (one, two), booked = receiver(office), kiosks(office), book(office)
    first, second = one.alone(letter(office, booked)), two.alone(letter(office, booked))
    for said in (first, one.paper(first, "failed"), second, two.paper(second)):
        hear(office, to, said)
    (visit,) = today(office)
    assert (visit.number, visit.further, visit.paper) == ("L334", (), "printed")


def test_who_was_checked_in_before_keeps_the_number(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    hear(office, to, kiosk.says(letter(office, booked)))
    hear(office, to, kiosk.alone(letter(office, booked)))
    (visit,) = today(office)
    assert (visit.number, [each.number for each in visit.further]) == ("T001", ["L001"])


def test_who_was_given_up_before_stands_in_the_house_again(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    early = kiosk.alone(letter(office, booked))
    hear(office, to, kiosk.says(letter(office, booked)))
    (visit,) = today(office)
    missed = office.watch.wait(minutes=5)
    with office.database.change(office.site) as change:
        queue.call_ticket(change, visit.id, "2.14", actor="brandt", now=missed)
        queue.no_show(change, visit.id, actor="brandt", now=missed)
    hear(office, to, early)
    assert ticket(office, visit.id).state == "no_show", "that was before the call"
    office.watch.wait(minutes=5)
    hear(office, to, kiosk.alone(letter(office, booked)))
    assert ticket(office, visit.id).state in IN_LINE


@pytest.mark.parametrize("synced", [True, False])
def test_who_was_given_up_and_shows_the_letter_again_to_a_kiosk_alone_waits_anew(
    office: Office, synced: bool
) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office, synced=synced), book(office)
    said = kiosk.alone(letter(office, booked))
    hear(office, to, said)
    (visit,) = today(office)
    again_too_soon = kiosk.says(said.data)
    missed = office.watch.wait(minutes=5)
    hear(office, to, again_too_soon)
    assert ticket(office, visit.id).state in IN_LINE, "nobody was given up"
    with office.database.change(office.site) as change:
        queue.call_ticket(change, visit.id, "2.14", actor="brandt", now=missed)
        queue.no_show(change, visit.id, actor="brandt", now=missed)
    for one in (said, again_too_soon):
        hear(office, to, one)
    assert ticket(office, visit.id).state == "no_show", "that was before the call"
    office.watch.wait(minutes=5)
    hear(office, to, kiosk.says(said.data))
    back = ticket(office, visit.id)
    assert (back.state, back.number, back.further) == ("waiting", visit.number, ())
    assert got(acks(office)[-1].reply).ticket_id == visit.id
    assert len(today(office)) == 1


@pytest.mark.parametrize("end", ["finish", "midnight"])
def test_the_same_letter_again_changes_nothing_for_a_visit_that_is_over(
    office: Office, end: str
) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    said = kiosk.alone(letter(office, booked))
    hear(office, to, said)
    (visit,) = today(office)
    with office.database.change(office.site) as change:
        if end == "finish":
            _serve(change, visit.id, office)
        else:
            queue.end_days(change, now=office.watch.wait(days=1))
    before = ticket(office, visit.id)
    office.watch.wait(minutes=5)
    hear(office, to, kiosk.says(said.data))
    assert ticket(office, visit.id) == before


def _cancelled(office: Office) -> tuple[CheckinRequest, Appointment]:
    booked = book(office)
    with office.database.change(office.site) as change:
        appointments.cancel(change, booked.id)
    return letter(office, booked), booked


def test_who_would_have_been_refused_waits_without_appointment(office: Office) -> None:
    to, (one, two) = receiver(office), kiosks(office)
    shown, booked = _cancelled(office)
    forged = shown.model_copy(update={"code": shown.code[:60] + "AAA" + shown.code[63:]})
    never = Appointment(**{**vars(booked), "id": "00" * 8})
    cases = (
        (shown, "cancelled", "erstantrag"),
        (forged, "forged", "erstantrag"),
        (letter(office, never), "unknown", "erstantrag"),
        (letter(office, book(office, 24 * 60)), "wrong_day", "erstantrag"),
        (letter(office, book(office, -40)), "too_late", "erstantrag"),
        (CheckinRequest(kind="short_code", code="AAAA", lang="de"), "unknown", "erstantrag"),
        (wish("kaffee"), "unknown_concern", "erstantrag"),
        (wish("geld"), None, "erstantrag"),
        (wish("bildungspaket"), "concern_closed", "bildungspaket"),
    )
    for wanted, refused, concern in cases:
        said = one.alone(wanted)
        hear(office, to, said)
        got(acks(office)[-1].reply)
        found = ticket(office, issue(said).ticket_id)
        assert (found.refused, found.concern, found.appointment_id) == (refused, concern, None)
        assert (found.state, found.number) == ("waiting", issue(said).number)
    again = two.alone(shown)
    hear(office, to, again)
    assert len(today(office)) == len(cases), "the cancelled letter at a second kiosk"
    assert ticket(office, issue(again).ticket_id).further[0].number == issue(again).number


def test_an_earlier_request_that_was_heard_leads_to_no_second_ticket(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    unheard = kiosk.says(wish())
    hear(office, to, unheard)
    said = kiosk.alone(wish(), supersedes=unheard.id)
    hear(office, to, said)
    (one,) = today(office)
    assert (one.number, one.further) == ("L001", ())
    hear(office, to, kiosk.paper(said))
    assert ticket(office, one.id).paper == "printed"


def test_who_was_called_meanwhile_keeps_the_called_number(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    unheard = kiosk.says(wish())
    hear(office, to, unheard)
    with office.database.change(office.site) as change:
        queue.call_next(change, "Schalter 1", actor="yilmaz", now=office.watch.now)
    hear(office, to, kiosk.alone(wish(), supersedes=unheard.id))
    (one,) = today(office)
    assert (one.number, [each.number for each in one.further]) == ("W001", ["L001"])


def test_a_late_copy_of_an_earlier_request_gets_the_same_ticket(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    unheard = kiosk.says(wish())
    hear(office, to, kiosk.alone(wish(), supersedes=unheard.id))
    hear(office, to, unheard)
    assert [one.number for one in today(office)] == ["L001"]
    late = acks(office)[-1]
    assert (late.of, got(late.reply).number, got(late.reply).print) == (unheard.id, "L001", False)


def test_what_one_device_supersedes_is_its_own(office: Office) -> None:
    to, (one, two) = receiver(office), kiosks(office)
    unheard = one.says(wish())
    hear(office, to, two.alone(wish(), supersedes=unheard.id))
    hear(office, to, unheard)
    assert sorted(each.number for each in today(office)) == ["L334", "W001"]


def test_a_visit_of_an_earlier_day_is_recorded_and_over(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    said, walked = kiosk.alone(letter(office, booked)), kiosk.alone(wish())
    first_day = HOUSE.site.day(office.watch.now)
    office.watch.wait(days=3)
    for one in (said, walked):
        hear(office, to, one)
        found = ticket(office, issue(one).ticket_id)
        assert (found.state, found.day, found.refused) == ("left", first_day, None)
    assert today(office) == []
    assert ticket(office, issue(said).ticket_id).appointment_id == booked.id


@pytest.mark.warns("visit_of_unsure_day")
def test_a_visit_of_an_earlier_day_is_over_also_when_the_kiosks_clock_is_unsure(
    office: Office,
) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office, synced=False), book(office)
    said, walked = kiosk.alone(letter(office, booked)), kiosk.alone(wish())
    began = office.watch.now
    office.watch.wait(days=1)
    for one in (said, walked):
        hear(office, to, one)
        found = ticket(office, issue(one).ticket_id)
        assert (found.state, found.day) == ("left", HOUSE.site.day(began))
        assert (found.issued_at, found.offline_at) == (began, None)
        assert (found.merged_at, found.refused) == (office.watch.now, None)
    assert today(office) == []
    assert ticket(office, issue(said).ticket_id).appointment_id == booked.id


def test_whoever_came_to_a_kiosk_that_woke_at_yesterdays_time_waits_today(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office, synced=False), book(office)
    yesterday = office.watch.now - timedelta(days=1)
    for wanted in (letter(office, booked), wish()):
        hear(office, to, kiosk.alone(wanted, at=yesterday, day_known=False))
    came = [(one.issued_at, one.merged_at, one.refused) for one in today(office)]
    assert came == [(office.watch.now, office.watch.now, None)] * 2
    assert all(one.state in IN_LINE for one in today(office))


@pytest.mark.parametrize(
    ("synced", "ahead"),
    [(True, timedelta(hours=2)), (False, timedelta(hours=-2)), (False, timedelta(days=400))],
)
def test_a_moment_of_today_or_later_that_cannot_be_believed_counts_from_now(
    office: Office, synced: bool, ahead: timedelta
) -> None:
    to, kiosk = receiver(office), Kiosk(office, synced=synced)
    hear(office, to, kiosk.alone(wish(), at=office.watch.now + ahead))
    (one,) = today(office)
    assert (one.issued_at, one.offline_at, one.state) == (office.watch.now, None, "waiting")


def test_nobody_is_late_only_because_the_kiosks_clock_says_nothing(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office, synced=False), book(office)
    said = kiosk.alone(letter(office, booked))
    office.watch.wait(hours=2)
    hear(office, to, said)
    assert today(office)[0].appointment_id == booked.id


@pytest.mark.warns("printed_number_clash")
def test_a_number_that_stands_for_somebody_else_loses_nobody(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office, synced=False)
    first, second = kiosk.alone(wish()), kiosk.alone(wish(), number="L001")
    for said in (first, second):
        hear(office, to, said)
    one, two = (ticket(office, issue(said).ticket_id) for said in (first, second))
    assert (one.number, two.number) == ("L001", "W001")
    assert [(each.number, each.clash) for each in two.further] == [("L001", True)]


@pytest.mark.warns("printed_number_not_leased")
def test_a_number_that_is_not_the_kiosks_own_loses_nobody_and_takes_nobodys(office: Office) -> None:
    to, (one, two) = receiver(office), kiosks(office)
    odd = [one.alone(wish(), number=number) for number in ("L334", "L667", "T001", "K001")]
    for said in odd:
        hear(office, to, said)
        found = ticket(office, issue(said).ticket_id)
        assert found.state == "waiting"
        assert [(each.number, each.clash) for each in found.further] == [(issue(said).number, True)]
    rightly = two.alone(wish())
    hear(office, to, rightly)
    numbers = [ticket(office, issue(said).ticket_id).number for said in (*odd, rightly)]
    assert numbers == ["W001", "W002", "W003", "W004", "L334"]
    assert to.refused == {}


@pytest.mark.warns("printed_number_not_leased")
def test_a_lease_that_a_restored_database_has_forgotten_loses_nobody(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    unheard = kiosk.says(wish())
    hear(office, to, unheard)
    with office.database.change(office.site) as change:
        change.session.exec(delete(LeaseRow))
    for said in (kiosk.alone(letter(office, booked)), kiosk.alone(wish(), supersedes=unheard.id)):
        hear(office, to, said)
        assert [each.number for each in ticket(office, issue(said).ticket_id).further] == [
            issue(said).number
        ]
    assert sorted(one.number for one in today(office)) == ["T001", "W001"]


@pytest.mark.warns("message_refused")
def test_no_device_speaks_for_a_ticket_of_another_one(office: Office) -> None:
    to, (one, two) = receiver(office), kiosks(office)
    taken, asked = two.alone(wish()), two.says(wish())
    for said in (taken, asked):
        hear(office, to, said)
    before = today(office)
    for ticket_id in (issue(taken).ticket_id, got(acks(office, "kiosk-07")[-1].reply).ticket_id):
        stolen = issue(taken).model_copy(update={"number": "L001", "ticket_id": ticket_id})
        hear(office, to, one.says(wish().model_copy(update={"offline": stolen})))
        assert acks(office)[-1].outcome == "malformed"
    assert today(office) == before
    assert to.refused == {"not_your_ticket": 2}


@pytest.mark.warns("message_refused")
def test_an_id_that_stands_at_another_site_is_answered_too(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    said = kiosk.alone(wish())
    hear(office, to, said)
    with office.database.change(office.site) as change:
        for table in (PrintedNumberRow, TicketRow):
            change.session.exec(update(table).values(site="nebenstadt"))
    hear(office, to, kiosk.says(said.data))
    assert acks(office)[-1].outcome == "malformed"


def test_an_appointment_whose_concern_the_house_has_no_more_is_a_visit(office: Office) -> None:
    to, (one, two), booked = receiver(office), kiosks(office), book(office, room=None)
    with office.database.change(office.site) as change:
        change.session.exec(delete(ConcernRow).where(col(ConcernRow.id) == booked.concern))
    first, second = (kiosk.alone(letter(office, booked)) for kiosk in (one, two))
    for said in (first, second):
        hear(office, to, said)
    (visit,) = today(office)
    assert (visit.number, visit.state, visit.refused) == ("L001", "waiting", "unknown_concern")
    assert (visit.appointment_id, visit.concern) == (None, "weiterbewilligung")
    assert [each.number for each in visit.further] == ["L334"], "the letter is known again"


@pytest.mark.warns("printed_number_clash")
def test_a_printed_number_is_a_visit_also_when_the_days_numbers_are_used_up(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    day = HOUSE.site.day(office.watch.now)
    with office.database.change(office.site) as change:
        for series in ("T", "W"):
            change.session.add(
                NumberCounterRow(site=office.site, day=day, series=series, last=HIGHEST_NUMBER)
            )
    said = [kiosk.alone(wish(), number="L001") for _ in range(3)]
    for one in said:
        hear(office, to, one)
    found = [ticket(office, issue(one).ticket_id) for one in said]
    assert [one.number for one in found] == ["L001", "S001", "S002"]
    assert [[each.number for each in one.further] for one in found[1:]] == [["L001"], ["L001"]]


@pytest.mark.warns("site_without_concerns", "message_refused")
def test_in_a_house_without_concerns_the_kiosk_is_answered_all_the_same(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    with office.database.change(office.site) as change:
        change.session.exec(delete(ConcernRow))
    booked = book(office, room=None)
    for wanted in (wish(), letter(office, booked)):
        said = kiosk.alone(wanted)
        hear(office, to, said)
        assert (acks(office)[-1].of, acks(office)[-1].outcome) == (said.id, "malformed")
    assert today(office) == []


@pytest.mark.warns("message_refused")
@pytest.mark.parametrize("ticket_id", ["../../etc", "a b", "", "x" * 41, "<b>"])
def test_a_ticket_id_that_is_no_name_is_refused(office: Office, ticket_id: str) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    plain = kiosk.alone(wish())
    odd = issue(plain).model_copy(update={"ticket_id": ticket_id})
    hear(office, to, kiosk.says(wish().model_copy(update={"offline": odd})))
    assert acks(office)[-1].outcome == "malformed"
    assert today(office) == []


def test_companions_and_further_concerns_are_as_said_last(office: Office) -> None:
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    said = kiosk.alone(letter(office, booked))
    hear(office, to, said)
    ticket_id = issue(said).ticket_id

    def amend(persons: int, *concerns: str) -> Envelope:
        return kiosk.says(AmendRequest(ticket_id=ticket_id, persons=persons, concerns=concerns))

    first = amend(3, "umzug", "kaffee", "geld", "erstantrag")
    for one in (first, amend(2, "umzug"), first):
        hear(office, to, one)
    assert acks(office)[-1].reply == DoneReply()
    found = ticket(office, ticket_id)
    assert (found.persons, found.concerns) == (2, ("umzug",)), (
        "the repeated message changes nothing"
    )


def test_word_about_a_ticket_that_comes_before_its_check_in_is_said_again(office: Office) -> None:
    """The hub was killed, or its database stood still, between the first message and the second."""
    to, kiosk, booked = receiver(office), Kiosk(office), book(office)
    said = kiosk.alone(letter(office, booked))
    about = [
        kiosk.paper(said),
        kiosk.says(AmendRequest(ticket_id=issue(said).ticket_id, persons=3)),
    ]
    for one in (*about, said, *about):
        hear(office, to, one)
    assert [ack.of for ack in acks(office)] == [said.id, *(one.id for one in about)]
    found = ticket(office, issue(said).ticket_id)
    assert (found.paper, found.persons) == ("printed", 3)


def _serve(change: Change, ticket_id: str, office: Office) -> None:
    """In room 2.14, from the call to the end."""
    queue.call_ticket(change, ticket_id, "2.14", actor="brandt", now=office.watch.now)
    queue.start(change, ticket_id, actor="brandt", now=office.watch.now)
    queue.finish(change, ticket_id, actor="brandt", now=office.watch.now)


def test_who_comes_back_after_their_visit_waits_again_under_the_printed_number(
    office: Office,
) -> None:
    """Sent away to copy something: a kiosk alone cannot know that the appointment is over."""
    to, (one, two), booked = receiver(office), kiosks(office), book(office)
    hear(office, to, one.says(letter(office, booked)))
    with office.database.change(office.site) as change:
        _serve(change, today(office)[0].id, office)
    office.watch.wait(minutes=5)
    back = two.alone(letter(office, booked))
    hear(office, to, back)
    found = ticket(office, issue(back).ticket_id)
    assert (found.state, found.refused, found.number) == ("waiting", "finished", issue(back).number)
    assert found.appointment_id is None
    again = one.alone(letter(office, booked))
    hear(office, to, again)
    joined = ticket(office, found.id)
    assert [each.number for each in joined.further] == [issue(again).number]


@pytest.mark.warns("message_refused")
def test_nobody_else_amends_a_visit_nor_on_another_day(office: Office) -> None:
    to, (one, two) = receiver(office), kiosks(office)
    hear(office, to, one.says(wish()))
    ticket_id = today(office)[0].id
    more = AmendRequest(ticket_id=ticket_id, persons=4)
    hear(office, to, two.says(more))
    assert acks(office, "kiosk-07")[-1].outcome == "malformed"
    office.watch.wait(days=1)
    hear(office, to, one.says(more))
    assert (acks(office)[-1].outcome, acks(office)[-1].reply) == ("committed", None)
    assert ticket(office, ticket_id).persons == 1
