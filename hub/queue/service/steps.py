"""One step of a visit: its state, its times, its log, its call, and what the displays are told."""

import logging
from datetime import datetime
from typing import Any

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.rules import ENDED, HARMLESS, OPEN_STATES, Event, Ticket, step
from hub.queue.service.boards import publish_board
from hub.queue.service.common import forget_outlook, names, note_event, today_row
from hub.queue.service.doors import publish_door
from hub.queue.tables import TicketRow
from wire.ids import RoomId, ZoneId

log = logging.getLogger("hub.queue")

KEPT = (
    "state", "concern", "concerns", "zone", "room", "transferred_from", "queued_at", "place_at",
    "called_at", "started_at", "ended_at",
)  # fmt: skip
"""What taking an event back restores."""
_MOMENTS = frozenset({"queued_at", "place_at", "called_at", "started_at", "ended_at"})


def advance(
    change: Change, row: TicketRow, event: Event, *, actor: str, now: datetime, detail: str = "",
    room: str | None = None, before: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Take the visit one step further, and write it down. Raises WrongState.

    `room` is the one that has the visit afterwards.
    """
    if before is None and (event in HARMLESS or event == "call"):
        before = snapshot(change, row)
    row.state = step(repository.ticket(row, None).state, event)
    _stamp(row, event, now)
    forget_outlook(change)
    note_event(
        change, row, event, at=now, actor=actor, detail=detail, state=row.state,
        room=room or row.room, concern=row.concern, before=before,
    )  # fmt: skip


def move(
    change: Change, ticket_id: str, event: Event, *, actor: str, now: datetime, detail: str = ""
) -> Ticket:
    """A step that ends in no new call. Raises WrongState, UnknownTicket."""
    row = today_row(change, ticket_id, now=now)
    call = repository.open_call_of_ticket(change.session, row.id)
    room = call.room if call else None
    advance(change, row, event, actor=actor, now=now, detail=detail, room=room)
    return settle(change, row, now=now, cancelled=event == "cancel")


def settle(
    change: Change, row: TicketRow, *, now: datetime, cancelled: bool = False,
    zones: tuple[str, ...] = (),
) -> Ticket:  # fmt: skip
    """After a step: end the call that is over, tell the boards of its zones and the door."""
    call = repository.open_call_of_ticket(change.session, row.id)
    if row.state not in OPEN_STATES:
        close_call(change, row, cancelled=cancelled)
    change.session.flush()
    forget_outlook(change)
    for zone in sorted({row.zone, *zones}):
        publish_board(change, ZoneId(zone), now=now)
    if call is not None:
        publish_door(change, RoomId(call.room), now=now)
    moved = repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))
    log.info("ticket_moved", extra={**names(change, moved), "state": moved.state})
    return moved


def close_call(change: Change, row: TicketRow, *, cancelled: bool = False) -> None:
    call = repository.open_call_of_ticket(change.session, row.id)
    if call is not None:
        call.open, call.cancelled = False, cancelled


def snapshot(change: Change, row: TicketRow) -> dict[str, Any]:
    """How the visit is now, with the call that is open, as JSON."""
    call = repository.open_call_of_ticket(change.session, row.id)
    kept = {name: getattr(row, name) for name in KEPT}
    written = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in kept.items()
    }
    return {**written, "call": call.id if call else None}


def restore(row: TicketRow, before: dict[str, Any]) -> None:
    """Make the visit what a snapshot says."""
    for name in KEPT:
        value = before[name]
        moment = name in _MOMENTS and value is not None
        setattr(row, name, datetime.fromisoformat(value) if moment else value)


def _stamp(row: TicketRow, event: Event, now: datetime) -> None:
    stamps = {"called": "called_at", "serving": "started_at"}
    ended = row.state in ENDED
    if stamp := "ended_at" if ended else stamps.get(row.state):
        setattr(row, stamp, now)
    if not ended:
        row.ended_at = None
    if event == "cancel":
        row.called_at = None
