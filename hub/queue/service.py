"""The front door of the queue: issue, call, recall, start, finish; each tells the displays.

Every function that changes something runs inside a change, that is under the site's lock.
`actor` is who did it: a device's id, ``reception`` or a login.
"""

import logging
from datetime import datetime, timedelta

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import (
    HIGHEST_NUMBER,
    OPEN_STATES,
    CallView,
    Desk,
    DeskIsBusy,
    Event,
    NewTicket,
    NobodyWaiting,
    NumbersUsedUp,
    Paper,
    Ticket,
    TicketAlreadyCalled,
    UnknownTicket,
    next_ticket,
    step,
    wait_range,
)
from hub.queue.tables import CallRow, TicketRow
from hub.sites import service as sites
from hub.sites.rules import Site
from wire import topics
from wire.ids import CallId, DeviceId, RoomId, SiteId, TicketId, ZoneId, new_ulid
from wire.messages import Board, BoardCall, Call

log = logging.getLogger("hub.queue")

RECENT_CALLS = 5
"""How many calls that are over stay on a board."""
MOST_OPEN_CALLS = 40
RECEPTION = "reception"


# ------------------------------------------------------------------ issuing


def issue(
    change: Change, new: NewTicket, *, now: datetime, device: DeviceId | None = None
) -> Ticket:
    """Give out the next number. Raises NumbersUsedUp.

    With `device` a slip is expected from that kiosk; without, reception says the number aloud.
    """
    day = _site(change).day(now)
    number = repository.next_number(change.session, change.site, day, new.series)
    if number > HIGHEST_NUMBER:
        raise NumbersUsedUp(series=new.series)
    row = TicketRow(
        id=new_ulid(now), site=change.site, day=day, number=number, series=new.series,
        concern=new.concern, zone=new.zone, room=new.room, lang=new.lang,
        appointment_id=new.appointment_id, appointment_at=new.appointment_at, state="waiting",
        paper="pending" if device else "none", paper_device=device,
        paper_at=now if device else None, origin=device or RECEPTION, issued_at=now,
    )  # fmt: skip
    change.session.add(row)
    change.session.flush()
    repository.add_event(change.session, row.id, "issue", at=now, actor=row.origin)
    _publish_board(change, ZoneId(row.zone), now=now)
    issued = repository.ticket(row, None)
    log.info("ticket_issued", extra=_names(change, issued))
    return issued


def wait_minutes(session: Session, site: SiteId, concern: str, *, now: datetime) -> tuple[int, int]:
    """Least and most minutes that a walk-in for `concern` would wait now."""
    one = sites.concern(session, site, concern)
    desks = [room for room in sites.rooms(session, site) if one.id in room.concerns]
    rivals = {rival for room in desks for rival in room.concerns} or {one.id}
    day = sites.site(session, site).day(now)
    ahead = repository.waiting_for(session, site, day, sorted(rivals))
    return wait_range(ahead, len(desks), one.service_minutes)


# ------------------------------------------------------------------ calling


def call_next(change: Change, room: str, *, actor: str, now: datetime) -> CallView:
    """Call whoever is next for this room. Raises NobodyWaiting, DeskIsBusy, UnknownRoom."""
    here = sites.room(change.session, change.site, room)
    _desk_is_free(change, here.label, now=now)
    site = _site(change)
    desk = Desk(here.label, frozenset(here.concerns))
    first = repository.candidates(change.session, change.site, site.day(now), desk)
    chosen = next_ticket(first, desk, now, timedelta(minutes=site.walkin_bound_minutes))
    if chosen is None:
        raise NobodyWaiting(room=room)
    return _call(change, _row(change, chosen.id), here.label, actor=actor, now=now)


def call_ticket(
    change: Change, ticket_id: str, room: str, *, actor: str, now: datetime
) -> CallView:
    """Call this one, whoever is next. Raises TicketAlreadyCalled, DeskIsBusy, WrongState."""
    here = sites.room(change.session, change.site, room)
    row = _row(change, ticket_id)
    if row.state in OPEN_STATES:
        open_call = repository.open_call_of_ticket(change.session, row.id)
        raise TicketAlreadyCalled(room=open_call.room if open_call else None)
    _desk_is_free(change, here.label, now=now)
    return _call(change, row, here.label, actor=actor, now=now)


def recall(change: Change, ticket_id: str, *, actor: str, now: datetime) -> CallView:
    """Call once more to the same room (erneuter Aufruf). Raises WrongState."""
    row = _row(change, ticket_id)
    _step(change, row, "recall", actor=actor, now=now)
    call = _open_call(change, row)
    call.attempt += 1
    call.called_at = now
    change.session.flush()
    return _tell_call(change, row, call, now=now)


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
    left = repository.unended_before(change.session, change.site, _site(change).day(now))
    for row in left:
        _step(change, row, "day_end", actor="hub", now=now)
        _close_call(change, row)
    change.session.flush()
    return len(left)


# ------------------------------------------------------------------ paper


def expect_paper(change: Change, ticket_id: str, device: DeviceId, *, now: datetime) -> None:
    """The kiosk prints the slip (again)."""
    row = _row(change, ticket_id)
    row.paper, row.paper_fault = "pending", None
    row.paper_device, row.paper_at = device, now


def note_paper(
    change: Change, ticket_id: str, device: DeviceId, paper: Paper, fault: str | None, *,
    now: datetime,
) -> Ticket:  # fmt: skip
    """What became of the slip. Raises UnknownTicket.

    Only the kiosk that prints it has a say, and paper that came out stays out.
    """
    row = _row(change, ticket_id)
    if row.paper_device != device or row.paper == "printed":
        log.info("paper_report_outdated", extra={"device": device, "ticket": row.id})
    else:
        row.paper, row.paper_fault, row.paper_at = paper, fault, now
        repository.add_event(
            change.session, row.id, f"paper_{paper}", at=now, actor=device, detail=fault or ""
        )
    return repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))


# ------------------------------------------------------------------ reading


def ticket(session: Session, site: SiteId, ticket_id: str) -> Ticket:
    """The ticket with its open call. Raises UnknownTicket."""
    row = repository.ticket_row(session, site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    return repository.ticket(row, repository.open_call_of_ticket(session, row.id))


def ticket_of_appointment(session: Session, site: SiteId, appointment_id: str) -> Ticket | None:
    row = repository.appointment_ticket(session, site, appointment_id)
    return repository.ticket(row, None) if row else None


def today(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """All tickets of the local day in the order of issue, each with its latest call."""
    return tuple(repository.tickets(session, site, sites.site(session, site).day(now)))


def waiting(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """Who waits, in the order of issue."""
    day = sites.site(session, site).day(now)
    return tuple(repository.tickets(session, site, day, ["waiting"]))


def called_and_serving(session: Session, site: SiteId, *, now: datetime) -> tuple[Ticket, ...]:
    """Who is on the way to a room or in it; `call` says where."""
    day = sites.site(session, site).day(now)
    return tuple(repository.tickets(session, site, day, OPEN_STATES))


def open_calls(session: Session, site: SiteId, *, now: datetime) -> tuple[CallView, ...]:
    """The calls of those on the way to a room or in it."""
    return tuple(one.call for one in called_and_serving(session, site, now=now) if one.call)


def board(session: Session, site: SiteId, zone: ZoneId, *, rev: int, now: datetime) -> Board:
    """Everything the zone's displays show: calls to be followed first, then the last ones."""
    day = sites.site(session, site).day(now)
    calls = repository.calls_of_zone(
        session, site, day, zone, most=MOST_OPEN_CALLS, over=RECENT_CALLS
    )
    return Board(
        zone=zone,
        rev=rev,
        calls=tuple(_board_call(call, row, called=called) for call, row, called in calls),
        waiting=repository.waiting_count(session, site, day, zone),
    )


def publish_boards(change: Change, *, now: datetime) -> None:
    """Tell all boards anew: after a start, or when the broker has lost its memory."""
    for zone in sites.zones(change.session, change.site):
        _publish_board(change, zone.id, now=now)


# ------------------------------------------------------------------ within


def _site(change: Change) -> Site:
    return sites.site(change.session, change.site)


def _row(change: Change, ticket_id: str) -> TicketRow:
    row = repository.ticket_row(change.session, change.site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    return row


def _desk_is_free(change: Change, room: RoomId, *, now: datetime) -> None:
    busy = repository.open_call_in_room(change.session, change.site, room)
    if busy is not None and busy[1].day < _site(change).day(now):
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
    repository.add_event(change.session, row.id, event, at=now, actor=actor, detail=detail)


def _call(change: Change, row: TicketRow, room: RoomId, *, actor: str, now: datetime) -> CallView:
    _step(change, row, "call", actor=actor, now=now, detail=room)
    call = CallRow(id=new_ulid(now), site=change.site, ticket=row.id, room=room, called_at=now)
    change.session.add(call)
    change.session.flush()
    return _tell_call(change, row, call, now=now)


def _tell_call(change: Change, row: TicketRow, call: CallRow, *, now: datetime) -> CallView:
    view = repository.call(call, row)
    _publish_board(change, ZoneId(row.zone), now=now)
    change.publish(
        topics.CALL,
        Call(
            call_id=call.id, attempt=call.attempt, zone=row.zone, number=view.number,
            room=call.room, lang=repository.lang(row), called_at=call.called_at,
            board_rev=change.revision,
        ),
        zone=row.zone,
    )  # fmt: skip
    log.info(
        "ticket_called",
        extra={"site": change.site, "ticket": row.id, "room": call.room, "attempt": call.attempt},
    )
    return view


def _move(
    change: Change, ticket_id: str, event: Event, *, actor: str, now: datetime, detail: str = ""
) -> Ticket:
    row = _row(change, ticket_id)
    _step(change, row, event, actor=actor, now=now, detail=detail)
    if row.state not in OPEN_STATES:
        _close_call(change, row)
    change.session.flush()
    _publish_board(change, ZoneId(row.zone), now=now)
    moved = repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))
    log.info("ticket_moved", extra={**_names(change, moved), "state": moved.state})
    return moved


def _open_call(change: Change, row: TicketRow) -> CallRow:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is None:
        raise UnknownTicket(ticket=row.id)
    return call


def _close_call(change: Change, row: TicketRow) -> None:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is not None:
        call.open = False


def _publish_board(change: Change, zone: ZoneId, *, now: datetime) -> None:
    change.session.flush()
    state = board(change.session, change.site, zone, rev=change.revision, now=now)
    change.publish(topics.BOARD, state, zone=zone)


def _board_call(call: CallRow, row: TicketRow, *, called: bool) -> BoardCall:
    return BoardCall(
        call_id=CallId(call.id), attempt=call.attempt, number=repository.call(call, row).number,
        room=call.room, called_at=call.called_at, lang=repository.lang(row), open=called,
    )  # fmt: skip


def _names(change: Change, one: Ticket) -> dict[str, str]:
    return {"site": change.site, "ticket": TicketId(one.id), "number": one.number}
