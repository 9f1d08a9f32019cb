"""Calls and what follows: recall, start, finish, no-show, and the end of a day."""

import logging
from datetime import datetime

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.repository import history
from hub.queue.rules import (
    OPEN_STATES,
    CallView,
    DeskIsBusy,
    NobodyWaiting,
    NowAnother,
    RoomClosed,
    Ticket,
    TicketAlreadyCalled,
    UnknownTicket,
    step,
)
from hub.queue.service.addressees import address
from hub.queue.service.boards import publish_board
from hub.queue.service.common import note_event, put_in_place, row_of, site_of, today_row
from hub.queue.service.doors import closure, publish_door
from hub.queue.service.order import activate_due, first_for
from hub.queue.service.steps import advance, close_call, move, restore, settle
from hub.queue.tables import CallRow, TicketRow
from hub.sites import service as sites
from wire import topics
from wire.ids import RoomId, ZoneId, new_ulid
from wire.messages import Call

log = logging.getLogger("hub.queue")


def call_next(change: Change, room: str, *, actor: str, now: datetime) -> CallView:
    """Call whoever is next for this room.

    Raises NobodyWaiting, DeskIsBusy, RoomClosed, UnknownRoom.
    """
    here = sites.room(change.session, change.site, room)
    _desk_receives(change, here.label, now=now)
    activate_due(change, now=now)
    chosen = first_for(change, here, now=now)
    if chosen is None:
        raise NobodyWaiting(room=room)
    return _call(change, row_of(change, chosen.id), here.label, actor=actor, now=now)


def call_ticket(
    change: Change, ticket_id: str, room: str, *, actor: str, now: datetime
) -> CallView:
    """Call this one, whoever is next.

    Raises TicketAlreadyCalled, DeskIsBusy, RoomClosed, WrongState.
    """
    here = sites.room(change.session, change.site, room)
    row = today_row(change, ticket_id, now=now)
    if row.state in OPEN_STATES:
        open_call = repository.open_call_of_ticket(change.session, row.id)
        raise TicketAlreadyCalled(room=open_call.room if open_call else None)
    _desk_receives(change, here.label, now=now)
    return _call(change, row, here.label, actor=actor, now=now)


def recall(change: Change, ticket_id: str, *, actor: str, now: datetime) -> CallView:
    """Call once more to the same room (erneuter Aufruf), also after the call has expired.

    Raises WrongState.
    """
    row = today_row(change, ticket_id, now=now)
    step(repository.ticket(row, None).state, "recall")
    call = _open_call(change, row)
    advance(change, row, "recall", actor=actor, now=now, room=call.room)
    call.attempt += 1
    call.called_at = now
    change.session.flush()
    return _tell_call(change, row, call, now=now)


def cancel(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """Take the call back (Aufruf zurücknehmen): the visitor is where they were before it.

    It is as if nobody had called: no board and no history shows it. Raises WrongState.
    """
    row = today_row(change, ticket_id, now=now)
    step(repository.ticket(row, None).state, "cancel")
    called = history.last_call(change.session, row.id)
    if called is None or not called.before:
        return move(change, ticket_id, "cancel", actor=actor, now=now)
    restore(row, called.before)
    put_in_place(change, row)
    note_event(
        change, row, "cancel", at=now, actor=actor, state=row.state, room=row.room,
        concern=row.concern,
    )  # fmt: skip
    return settle(change, row, now=now, cancelled=True)


def start(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visitor has come to the room. Raises WrongState."""
    return move(change, ticket_id, "start", actor=actor, now=now)


def finish(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visit is over. Raises WrongState."""
    return move(change, ticket_id, "finish", actor=actor, now=now)


def no_show(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visitor did not come; can still be called again. Raises WrongState."""
    return move(change, ticket_id, "no_show", actor=actor, now=now)


def leave(change: Change, ticket_id: str, *, actor: str, now: datetime, detail: str = "") -> Ticket:
    """The visitor has left or was never there. Raises WrongState."""
    return move(change, ticket_id, "leave", actor=actor, now=now, detail=detail)


def come_back(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """A visitor who was given up shows the letter again and waits anew.

    Who was only parked is ready, and waits at the old place. Raises WrongState, and NowAnother
    where the visit goes on under another number.
    """
    row = today_row(change, ticket_id, now=now)
    if row.joined is not None:
        raise NowAnother(number=repository.ticket(row_of(change, row.joined), None).number)
    if row.state == "parked":
        return move(change, ticket_id, "resume", actor=actor, now=now)
    row.queued_at = now
    put_in_place(change, row)
    return move(change, ticket_id, "come_back", actor=actor, now=now)


def end_days(change: Change, *, now: datetime) -> int:
    """End what staff left open on earlier days, so that no desk stays blocked. How many."""
    left = repository.unended_before(change.session, change.site, site_of(change).day(now))
    for row in left:
        advance(change, row, "day_end", actor="hub", now=now)
        close_call(change, row)
    repository.forget_closures(change.session, change.site, now)
    change.session.flush()
    return len(left)


def _desk_receives(change: Change, room: RoomId, *, now: datetime) -> None:
    shut = closure(change.session, change.site, room, now=now)
    if shut is not None:
        until = None if shut.whole_day else shut.until.isoformat()
        raise RoomClosed(room=room, until=until)
    away = sites.away(change.session, change.site, room, now=now)
    if away is not None:
        raise RoomClosed(room=room, until=away.ends_at.isoformat())
    busy = repository.open_call_in_room(change.session, change.site, room)
    if busy is not None and busy[1].day < site_of(change).day(now):
        end_days(change, now=now)
    elif busy is not None:
        raise DeskIsBusy(number=repository.ticket(busy[1], None).number, room=room)


def _call(change: Change, row: TicketRow, room: RoomId, *, actor: str, now: datetime) -> CallView:
    advance(change, row, "call", actor=actor, now=now, detail=room, room=room)
    call = CallRow(id=new_ulid(now), site=change.site, ticket=row.id, room=room, called_at=now)
    change.session.add(call)
    change.session.flush()
    return _tell_call(change, row, call, now=now)


def _tell_call(change: Change, row: TicketRow, call: CallRow, *, now: datetime) -> CallView:
    view = repository.call(call, row)
    address(change, view, ZoneId(row.zone))
    publish_board(change, ZoneId(row.zone), now=now)
    change.publish(
        topics.CALL,
        Call(
            call_id=call.id, attempt=call.attempt, zone=row.zone, number=view.number,
            room=call.room, lang=view.lang, called_at=call.called_at,
            board_rev=change.revision, expires_at=view.expires_at,
        ),
        zone=row.zone,
    )  # fmt: skip
    publish_door(change, view.room, now=now)
    log.info(
        "ticket_called",
        extra={"site": change.site, "ticket": row.id, "room": call.room, "attempt": call.attempt},
    )
    return view


def _open_call(change: Change, row: TicketRow) -> CallRow:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is None:
        raise UnknownTicket(ticket=row.id)
    return call
