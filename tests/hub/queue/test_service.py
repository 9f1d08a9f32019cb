"""Issue, call, recall, start, finish on both databases, and what the displays are told."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from hub.kit.tables import OutboxRow
from hub.queue import service
from hub.queue.rules import (
    DeskIsBusy,
    NewTicket,
    NobodyWaiting,
    NumbersUsedUp,
    Ticket,
    TicketAlreadyCalled,
    UnknownTicket,
    WrongState,
)
from hub.queue.tables import CallRow, NumberCounterRow, TicketEventRow, TicketRow
from tests.hub.conftest import Office
from wire import topics
from wire.codec import decode
from wire.ids import ConcernId, DeviceId, RoomId, TicketId, ZoneId
from wire.messages import Board, Call

COUNTER, OTHER = RoomId("Schalter 1"), RoomId("Schalter 2")
PAPERS = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")


def issue(office: Office, new: NewTicket = PAPERS, device: str | None = None) -> Ticket:
    with office.database.change(office.site) as change:
        return service.issue(
            change, new, now=office.watch.now, device=DeviceId(device) if device else None
        )


def act(office: Office, what: str, ticket_id: str) -> Ticket:
    with office.database.change(office.site) as change:
        done: Ticket = getattr(service, what)(
            change, ticket_id, actor="yilmaz", now=office.watch.now
        )
        return done


def call_next(office: Office, room: RoomId = COUNTER) -> TicketId:
    with office.database.change(office.site) as change:
        return service.call_next(change, room, actor="yilmaz", now=office.watch.now).ticket_id


def call_this(office: Office, ticket: Ticket, room: RoomId = COUNTER) -> None:
    with office.database.change(office.site) as change:
        service.call_ticket(change, ticket.id, room, actor="yilmaz", now=office.watch.now)


def posted(office: Office) -> list[Board | Call]:
    """What the transactions have left for the broker, the oldest first."""
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).order_by("id")).all()
    messages = [decode(row.topic, row.payload)[1].data for row in rows]
    return [one for one in messages if isinstance(one, Board | Call)]


def board(office: Office, zone: str = "A") -> Board:
    return [one for one in posted(office) if isinstance(one, Board) and one.zone == zone][-1]


def test_numbers_run_by_series_and_begin_anew_each_day(office: Office) -> None:
    appointment = NewTicket(
        ConcernId("umzug"), ZoneId("B"), "de", RoomId("2.14"), "aa" * 8, office.watch.now
    )
    numbers = [issue(office).number, issue(office).number, issue(office, appointment).number]
    office.watch.wait(days=1)
    assert [*numbers, issue(office).number] == ["W001", "W002", "T001", "W001"]


def test_after_999_the_numbers_are_used_up(office: Office) -> None:
    day = office.watch.now.date()
    with office.database.write() as session:
        session.add(NumberCounterRow(site=office.site, day=day, series="W", last=998))
    assert issue(office).number == "W999"
    with pytest.raises(NumbersUsedUp):
        issue(office)


def test_a_whole_visit(office: Office) -> None:
    ticket = issue(office)
    office.watch.wait(minutes=4)
    assert call_next(office) == ticket.id
    assert act(office, "start", ticket.id).state == "serving"
    office.watch.wait(minutes=10)
    done = act(office, "finish", ticket.id)
    assert done.state == "done"
    assert done.called_at == ticket.issued_at + timedelta(minutes=4)
    assert done.ended_at == ticket.issued_at + timedelta(minutes=14)
    with office.database.read() as session:
        (found,) = service.today(session, office.site, now=office.watch.now)
    assert (found.state, found.call and found.call.open) == ("done", False)


def test_who_called_is_forgotten_and_what_happened_is_not(office: Office) -> None:
    issue(office)
    office.watch.wait(minutes=4)
    call_next(office)
    with office.database.change(office.site) as change:
        service.forget_persons(change, before=office.watch.now)
    query = select(TicketEventRow.event, TicketEventRow.actor).order_by("at")
    with office.database.read() as session:
        assert session.exec(query).all() == [("issue", ""), ("call", "yilmaz")]


def test_each_refusal_says_what_stands_in_the_way(office: Office) -> None:
    with pytest.raises(NobodyWaiting):
        call_next(office)
    first, second = issue(office), issue(office)
    call_next(office)
    with pytest.raises(DeskIsBusy) as busy:
        call_next(office)
    assert busy.value.fields["number"] == first.number
    with pytest.raises(TicketAlreadyCalled) as called:
        call_this(office, first, OTHER)
    assert called.value.fields["room"] == COUNTER
    with pytest.raises(WrongState):
        act(office, "finish", second.id)
    with pytest.raises(UnknownTicket):
        act(office, "start", "01NOSUCHTICKET")


def test_the_desk_of_an_appointment_gets_it_and_no_other(office: Office) -> None:
    new = NewTicket(
        ConcernId("umzug"), ZoneId("B"), "de", RoomId("2.14"), "bb" * 8, office.watch.now
    )
    ticket = issue(office, new)
    with pytest.raises(NobodyWaiting):
        call_next(office, RoomId("2.12"))
    assert call_next(office, RoomId("2.14")) == ticket.id


def test_who_did_not_come_can_be_called_again_and_can_come_back(office: Office) -> None:
    ticket = issue(office)
    call_next(office)
    assert act(office, "no_show", ticket.id).state == "no_show"
    call_this(office, ticket, OTHER)
    act(office, "no_show", ticket.id)
    assert act(office, "come_back", ticket.id).state == "waiting"
    assert call_next(office) == ticket.id


def test_the_board_follows_each_step(office: Office) -> None:
    first, second = issue(office), issue(office)
    assert (board(office).waiting, board(office).calls) == (2, ())
    call_next(office)
    (shown,) = board(office).calls
    assert (shown.number, shown.room, shown.open) == (first.number, COUNTER, True)
    office.watch.wait(seconds=30)
    with office.database.change(office.site) as change:
        service.recall(change, first.id, actor="yilmaz", now=office.watch.now)
    assert board(office).calls[0].attempt == 2
    call_next(office, OTHER)
    assert [one.number for one in board(office).calls] == [first.number, second.number] or [
        one.number for one in board(office).calls
    ] == [second.number, first.number]
    act(office, "start", first.id)
    assert [(one.number, one.open) for one in board(office).calls] == [
        (second.number, True),
        (first.number, False),
    ]
    assert board(office).waiting == 0


def test_boards_only_grow_and_a_call_names_the_board_that_shows_it(office: Office) -> None:
    for _ in range(3):
        issue(office)
    ticket = call_next(office)
    act(office, "start", ticket)
    messages = posted(office)
    revisions = [one.rev for one in messages if isinstance(one, Board)]
    assert revisions == sorted(set(revisions))
    (call,) = [one for one in messages if isinstance(one, Call)]
    before = messages[messages.index(call) - 1]
    assert isinstance(before, Board)
    assert before.rev == call.board_rev
    assert before.calls[0].call_id == call.call_id


def test_a_call_expires_and_a_board_is_retained(office: Office) -> None:
    issue(office)
    call_next(office)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).order_by("id")).all()
    board_row, call_row = rows[-2:]
    assert (board_row.retain, board_row.expires_at) == (True, None)
    assert call_row.retain is False
    assert call_row.expires_at == office.watch.now + timedelta(seconds=topics.CALL.expiry_s or 0)


def test_only_the_last_five_calls_stay_on_the_board(office: Office) -> None:
    for _ in range(7):
        issue(office)
        ticket = call_next(office)
        act(office, "start", ticket)
        act(office, "finish", ticket)
        office.watch.wait(minutes=1)
    assert [one.number for one in board(office).calls] == ["W007", "W006", "W005", "W004", "W003"]


def test_yesterday_does_not_block_a_desk_today(office: Office) -> None:
    old, never_called = issue(office), issue(office)
    call_next(office)
    office.watch.wait(days=1)
    today = issue(office)
    assert call_next(office) == today.id
    with office.database.read() as session:
        states = [service.ticket(session, office.site, t.id).state for t in (old, never_called)]
    assert states == ["no_show", "left"]


def test_paper_is_what_its_own_kiosk_says(office: Office) -> None:
    ticket = issue(office, device="kiosk-01")
    assert ticket.paper == "pending"
    for device, said, found in (
        ("kiosk-02", "failed", "pending"),
        ("kiosk-01", "failed", "failed"),
        ("kiosk-01", "printed", "printed"),
        ("kiosk-01", "abandoned", "printed"),
    ):
        with office.database.change(office.site) as change:
            noted = service.note_paper(
                change, ticket.id, DeviceId(device), said, None, now=office.watch.now  # type: ignore[arg-type]
            )  # fmt: skip
        assert noted.paper == found


def test_the_promise_counts_those_whom_the_same_desks_serve(office: Office) -> None:
    other = NewTicket(ConcernId("umzug"), ZoneId("B"), "de")
    money = NewTicket(ConcernId("geldleistung"), ZoneId("A"), "de")
    for _ in range(6):
        issue(office)
    assert issue(office, money).promised == (5, 15)
    assert issue(office, other).promised == (0, 5)
    with office.database.read() as session:
        today = service.today(session, office.site, now=office.watch.now)
    (kept,) = [one.promised for one in today if one.concern == other.concern]
    assert kept == (0, 5), "it can be held against what happened"


def test_the_database_itself_refuses_a_second_open_call(office: Office) -> None:
    one, two = issue(office), issue(office)
    call_next(office)
    for ticket, room in ((one.id, OTHER), (two.id, COUNTER)):
        with pytest.raises(IntegrityError), office.database.change(office.site) as change:
            change.session.add(
                CallRow(id=f"x{room}", site=office.site, ticket=ticket, room=room,
                        called_at=office.watch.now)
            )  # fmt: skip


def test_the_database_itself_refuses_a_second_number(office: Office) -> None:
    ticket = issue(office)
    with office.database.read() as session:
        row = session.get(TicketRow, ticket.id)
    assert row is not None
    with pytest.raises(IntegrityError), office.database.change(office.site) as change:
        change.session.add(TicketRow(**{**row.model_dump(), "id": "another"}))
