"""What a visitor is promised in a running house, on both databases."""

from datetime import timedelta
from functools import partial

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment, show_up
from hub.kit.database import Database
from hub.queue import service
from hub.queue.rules import NewTicket, Ticket
from tests.hub.conftest import Office
from wire.ids import ConcernId, RoomId, ZoneId

COUNTER = RoomId("Schalter 1")
PAPERS = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")


def issue(office: Office, database: Database | None = None) -> Ticket:
    with (database or office.database).change(office.site) as change:
        coming = partial(appointments.to_come, change.session, change.site, now=office.watch.now)
        return service.issue(change, PAPERS, now=office.watch.now, coming=coming)


def only_one_counter(office: Office) -> None:
    with office.database.change(office.site) as change:
        for room in ("Schalter 2", "Schalter 3"):
            service.close_room(change, room, until=None, now=office.watch.now)


def serve(office: Office, minutes: float) -> None:
    """A visit at the counter, from the call to its end."""
    with office.database.change(office.site) as change:
        called = service.call_next(change, COUNTER, actor="kern", now=office.watch.now).ticket_id
        service.start(change, called, actor="kern", now=office.watch.now)
    office.watch.wait(minutes=minutes)
    with office.database.change(office.site) as change:
        service.finish(change, called, actor="kern", now=office.watch.now)


def book(office: Office, minutes: int) -> str:
    new = NewAppointment(
        office.watch.now + timedelta(minutes=minutes), 15, ConcernId("unterlagen"), None, "Kern",
        "Weber, H.",
    )  # fmt: skip
    with office.database.change(office.site) as change:
        return appointments.book(change, new).id


def test_a_promise_is_what_every_process_says_of_the_same_queue(office: Office) -> None:
    only_one_counter(office)
    promised = [issue(office) for _ in range(5)]
    other = office.another_process()
    promised.append(issue(office, other))
    promised.append(issue(office, other))
    with office.another_process().read() as session:
        tickets = service.today(session, office.site, now=office.watch.now)
        told = service.estimates(session, office.site, tickets, coming=tuple, now=office.watch.now)
    assert [told[one.id].minutes for one in promised] == [one.promised for one in promised]
    assert promised[0].promised == (0, 5)
    assert promised[-1].promised
    assert promised[-1].promised[0] >= 20


def test_what_others_did_is_known_after_five_seconds(office: Office) -> None:
    only_one_counter(office)
    mine, other = office.database, office.another_process()
    first = issue(office, mine).promised
    for _ in range(6):
        issue(office, other)
    office.watch.wait(seconds=5)
    after = issue(office, mine).promised
    assert first
    assert after
    assert after[0] >= first[1] + 15


def test_requests_that_overtake_each_other_are_told_in_the_order_of_being_written(
    office: Office,
) -> None:
    """They have looked at the clock before they waited for each other."""
    only_one_counter(office)
    in_order = [issue(office).promised for _ in range(4)]
    office.watch.wait(milliseconds=-300)
    promised, before = issue(office).promised, in_order[-1]
    assert promised
    assert before
    assert promised >= before


def test_a_call_makes_the_next_promise_shorter(office: Office) -> None:
    only_one_counter(office)
    for _ in range(5):
        issue(office)
    before = issue(office).promised
    for _ in range(3):
        serve(office, minutes=1)
    after = issue(office).promised
    assert before
    assert after
    assert after[1] < before[1]


def test_a_house_learns_from_yesterday_how_long_a_concern_takes(office: Office) -> None:
    only_one_counter(office)
    for _ in range(3):
        issue(office)
    said = issue(office).promised
    for _ in range(25):
        issue(office)
        serve(office, minutes=20)
    office.watch.wait(days=1)
    only_one_counter(office)
    for _ in range(3):
        issue(office)
    learnt = issue(office).promised
    assert said
    assert learnt
    assert learnt[0] >= said[1] + 10


def test_who_is_to_come_is_reckoned_with_until_they_are_here(office: Office) -> None:
    soon, off, _later = book(office, 20), book(office, 25), book(office, 60 * 6)
    with office.database.change(office.site) as change:
        appointments.cancel(change, off)
        coming = appointments.to_come(change.session, office.site, now=office.watch.now)
    assert [(one.id, one.chance) for one in coming] == [(soon, show_up(0, 0))]
    with office.database.change(office.site) as change:
        appointments.check_in(change, soon, "t", now=office.watch.now)
    with office.database.read() as session:
        assert appointments.to_come(session, office.site, now=office.watch.now) == ()


def test_appointments_that_come_first_lengthen_a_promise(office: Office) -> None:
    only_one_counter(office)
    for _ in range(4):
        issue(office)
    alone = issue(office).promised
    for minutes in (5, 10, 12, 14, 16):
        book(office, minutes)
    office.watch.wait(seconds=6)
    among = issue(office).promised
    assert alone
    assert among
    assert among[1] > alone[1] + 10


def test_how_many_come_follows_from_those_who_came() -> None:
    assert show_up(0, 0) == 0.85
    assert show_up(200, 200) < 0.55
