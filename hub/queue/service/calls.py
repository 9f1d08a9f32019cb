"""Calls and what follows: recall, start, finish, no-show, and the end of a day."""

import logging
from datetime import datetime, timedelta

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.rules import (
    OPEN_STATES,
    CallView,
    Desk,
    DeskIsBusy,
    Event,
    NobodyWaiting,
    RoomClosed,
    Ticket,
    TicketAlreadyCalled,
    UnknownTicket,
    next_ticket,
    step,
)
from hub.queue.service.addressees import address
from hub.queue.service.boards import publish_board
from hub.queue.service.common import names, row_of, site_of
from hub.queue.service.doors import closure, publish_door
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
    site = site_of(change)
    desk = Desk(here.label, frozenset(here.concerns))
    first = repository.candidates(change.session, change.site, site.day(now), desk)
    chosen = next_ticket(first, desk, now, timedelta(minutes=site.walkin_bound_minutes))
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
    row = row_of(change, ticket_id)
    if row.state in OPEN_STATES:
        open_call = repository.open_call_of_ticket(change.session, row.id)
        raise TicketAlreadyCalled(room=open_call.room if open_call else None)
    _desk_receives(change, here.label, now=now)
    return _call(change, row, here.label, actor=actor, now=now)


def recall(change: Change, ticket_id: str, *, actor: str, now: datetime) -> CallView:
    """Call once more to the same room (erneuter Aufruf), also after the call has expired.

    Raises WrongState.
    """
    row = row_of(change, ticket_id)
    _step(change, row, "recall", actor=actor, now=now)
    call = _open_call(change, row)
    call.attempt += 1
    call.called_at = now
    change.session.flush()
    return _tell_call(change, row, call, now=now)


def cancel(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """Take the call back (Aufruf zurücknehmen): the visitor waits at their old place.

    It is as if nobody had called: no board and no history shows it. Raises WrongState.
    """
    return _move(change, ticket_id, "cancel", actor=actor, now=now)


def start(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visitor has come to the room. Raises WrongState."""
    return _move(change, ticket_id, "start", actor=actor, now=now)


def finish(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visit is over. Raises WrongState."""
    return _move(change, ticket_id, "finish", actor=actor, now=now)


def no_show(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The visitor did not come; can still be called again. Raises WrongState."""
    return _move(change, ticket_id, "no_show", actor=actor, now=now)


def withdraw(
    change: Change, ticket_id: str, *, actor: str, now: datetime, detail: str = ""
) -> Ticket:
    """The visitor has left or was never there. Raises WrongState."""
    return _move(change, ticket_id, "withdraw", actor=actor, now=now, detail=detail)


def come_back(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """A visitor who was given up shows the letter again and waits anew. Raises WrongState."""
    return _move(change, ticket_id, "come_back", actor=actor, now=now)


def end_days(change: Change, *, now: datetime) -> int:
    """End what staff left open on earlier days, so that no desk stays blocked. How many."""
    left = repository.unended_before(change.session, change.site, site_of(change).day(now))
    for row in left:
        _step(change, row, "day_end", actor="hub", now=now)
        _close_call(change, row)
    repository.forget_closures(change.session, change.site, now)
    change.session.flush()
    return len(left)


def forget_actors(change: Change, *, before: datetime) -> None:
    """What happened stays; who did it is personal, and its time is over."""
    repository.forget_actors(change.session, change.site, before)


def _desk_receives(change: Change, room: RoomId, *, now: datetime) -> None:
    shut = closure(change.session, change.site, room, now=now)
    if shut is not None:
        until = None if shut.whole_day else shut.until.isoformat()
        raise RoomClosed(room=room, until=until)
    busy = repository.open_call_in_room(change.session, change.site, room)
    if busy is not None and busy[1].day < site_of(change).day(now):
        end_days(change, now=now)
    elif busy is not None:
        raise DeskIsBusy(number=repository.ticket(busy[1], None).number, room=room)


def _step(
    change: Change, row: TicketRow, event: Event, *, actor: str, now: datetime, detail: str = ""
) -> None:
    row.state = step(repository.ticket(row, None).state, event)
    stamps = {"called": "called_at", "serving": "started_at"}
    ended = row.state in ("done", "no_show", "withdrawn")
    stamp = "ended_at" if ended else stamps.get(row.state)
    if stamp:
        setattr(row, stamp, now)
    if not ended:
        row.ended_at = None
    if event == "cancel":
        row.called_at = None
    repository.add_event(change.session, row.id, event, at=now, actor=actor, detail=detail)


def _call(change: Change, row: TicketRow, room: RoomId, *, actor: str, now: datetime) -> CallView:
    _step(change, row, "call", actor=actor, now=now, detail=room)
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


def _move(
    change: Change, ticket_id: str, event: Event, *, actor: str, now: datetime, detail: str = ""
) -> Ticket:
    row = row_of(change, ticket_id)
    _step(change, row, event, actor=actor, now=now, detail=detail)
    call = repository.open_call_of_ticket(change.session, row.id)
    if row.state not in OPEN_STATES:
        _close_call(change, row, cancelled=event == "cancel")
    change.session.flush()
    publish_board(change, ZoneId(row.zone), now=now)
    if call is not None:
        publish_door(change, RoomId(call.room), now=now)
    moved = repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))
    log.info("ticket_moved", extra={**names(change, moved), "state": moved.state})
    return moved


def _open_call(change: Change, row: TicketRow) -> CallRow:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is None:
        raise UnknownTicket(ticket=row.id)
    return call


def _close_call(change: Change, row: TicketRow, *, cancelled: bool = False) -> None:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is not None:
        call.open, call.cancelled = False, cancelled
