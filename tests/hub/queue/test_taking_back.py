"""A call that is taken back leaves nothing; one that nobody followed expires and comes again."""

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from hub.queue import service
from hub.queue.rules import CALL_LASTS, Ticket, WrongState
from hub.queue.tables import TicketEventRow
from tests.hub.conftest import Office
from tests.hub.queue.test_service import (
    COUNTER,
    OTHER,
    act,
    board,
    call_next,
    call_this,
    issue,
    posted,
)
from wire.messages import Call


def ticket_of(office: Office, ticket: Ticket) -> Ticket:
    with office.database.read() as session:
        return service.ticket(session, office.site, ticket.id)


def test_who_was_called_by_mistake_waits_at_their_old_place(office: Office) -> None:
    first = issue(office)
    office.watch.wait(minutes=3)
    issue(office)
    assert call_next(office) == first.id
    taken_back = act(office, "cancel", first.id)
    assert (taken_back.state, taken_back.called_at) == ("waiting", None)
    assert board(office).waiting == 2
    assert call_next(office, OTHER) == first.id


def test_a_call_taken_back_stands_on_no_board_and_in_no_history(office: Office) -> None:
    wrong, other = issue(office), issue(office)
    call_this(office, wrong)
    call_this(office, other, OTHER)
    act(office, "cancel", wrong.id)
    assert [one.number for one in board(office).calls] == [other.number]
    for what in ("start", "finish"):
        act(office, what, other.id)
    assert [one.number for one in board(office).calls] == [other.number]
    with office.database.read() as session:
        today = service.today(session, office.site, now=office.watch.now)
    assert {one.number: one.call is None for one in today} == {
        wrong.number: True, other.number: False,
    }  # fmt: skip
    office.watch.wait(minutes=1)
    call_this(office, wrong)
    act(office, "no_show", wrong.id)
    assert [one.number for one in board(office).calls] == [wrong.number, other.number]


def test_the_desk_is_free_again(office: Office) -> None:
    ticket, other = issue(office), issue(office)
    call_this(office, ticket)
    act(office, "cancel", ticket.id)
    call_this(office, other, COUNTER)
    assert ticket_of(office, other).state == "called"


@pytest.mark.parametrize("before", [(), ("start",), ("no_show",), ("leave",), ("cancel",)])
def test_only_a_call_can_be_taken_back(office: Office, before: tuple[str, ...]) -> None:
    ticket = issue(office)
    if before:
        call_this(office, ticket)
    for what in before:
        act(office, what, ticket.id)
    with pytest.raises(WrongState):
        act(office, "cancel", ticket.id)


def test_board_and_call_say_until_when_a_call_stands_out(office: Office) -> None:
    issue(office)
    call_next(office)
    (shown,) = board(office).calls
    (call,) = [one for one in posted(office) if isinstance(one, Call)]
    assert shown.expires_at == call.expires_at == office.watch.now + CALL_LASTS
    assert (shown.lang, call.lang) == ("de", "de")


def test_an_expired_call_stands_among_the_last_ones_and_a_recall_brings_it_back(
    office: Office,
) -> None:
    old = issue(office)
    call_next(office)
    office.watch.wait(seconds=CALL_LASTS.total_seconds() - 1)
    fresh = issue(office)
    assert board(office).calls[0].open
    office.watch.wait(seconds=1)
    call_this(office, fresh, OTHER)
    assert [(one.number, one.open) for one in board(office).calls] == [
        (fresh.number, True), (old.number, False),
    ]  # fmt: skip
    with office.database.change(office.site) as change:
        again = service.recall(change, old.id, actor="yilmaz", now=office.watch.now)
    assert (again.attempt, again.expires_at) == (2, office.watch.now + CALL_LASTS)
    assert {one.number for one in board(office).calls if one.open} == {old.number, fresh.number}


def test_an_expired_call_still_holds_its_desk_until_staff_end_it(office: Office) -> None:
    ticket = issue(office)
    call_next(office)
    office.watch.wait(seconds=(CALL_LASTS + timedelta(minutes=1)).total_seconds())
    assert ticket_of(office, ticket).state == "called"
    assert act(office, "start", ticket.id).state == "serving"


def steps(office: Office, session: Session) -> int:
    """Hundreds of steps that the database takes to find what happened last to today's visits."""
    count = [0]

    def passed() -> int:
        count[0] += 1
        return 0

    connection = session.connection().connection.driver_connection
    assert connection is not None
    connection.set_progress_handler(passed, 100)
    service.latest_events(session, office.site, now=office.watch.now)
    connection.set_progress_handler(None, 0)
    return count[0]


def test_what_was_taken_back_on_other_days_is_not_looked_at(office: Office) -> None:
    if not office.url.startswith("sqlite"):
        pytest.skip("only SQLite counts its steps")
    old = issue(office)
    later = office.watch.wait(days=1)
    issue(office)
    with office.database.read() as session:
        before = steps(office, session)
    rows = [
        {"id": f"e{n}", "ticket": old.id, "seq": n, "event": "undo", "at": later, "actor": "",
         "undoes": f"u{n}"}
        for n in range(100, 2100)
    ]  # fmt: skip
    with office.database.write() as session:
        session.connection().execute(insert(TicketEventRow), rows)
    with office.database.read() as session:
        assert steps(office, session) <= 2 * before + 10
