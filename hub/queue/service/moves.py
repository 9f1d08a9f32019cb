"""What staff do to a visit besides calling: park, hand on, merge, state a need, note, take back."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.repository import history
from hub.queue.rules import (
    IN_LINE,
    MERGED,
    NEEDS,
    DeskIsBusy,
    Need,
    NeedsChanged,
    NeedWithoutReason,
    NobodyServes,
    Ticket,
    TooLateToUndo,
    UnknownNeed,
    WrongState,
    takes_back,
)
from hub.queue.service.common import names, note_event, put_in_place, today_row
from hub.queue.service.order import desk_of
from hub.queue.service.steps import advance, move, restore, settle, snapshot
from hub.queue.tables import CallRow
from hub.sites import service as sites
from wire.ids import ConcernId

log = logging.getLogger("hub.queue")

MERGES: Final = (*IN_LINE, "parked")
"""Visits that can still become one."""


def park(change: Change, ticket_id: str, *, actor: str, now: datetime, reason: str = "") -> Ticket:
    """The visitor fetches a paper or fills in a form (zurückstellen). Raises WrongState."""
    return move(change, ticket_id, "park", actor=actor, now=now, detail=reason)


def resume(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """The parked visitor is ready and waits at the old place. Raises WrongState."""
    return move(change, ticket_id, "resume", actor=actor, now=now)


def transfer(
    change: Change, ticket_id: str, *, concern: str | None, room: str | None, actor: str,
    now: datetime, reason: str = "",
) -> Ticket:  # fmt: skip
    """Hand the visit on to another concern, or to one room (weiterleiten); it keeps its place.

    A further concern of the visit that comes now is none that is left. Raises WrongState,
    UnknownConcern, UnknownRoom, NobodyServes.
    """
    row = today_row(change, ticket_id, now=now)
    before, zone = snapshot(change, row), row.zone
    call = repository.open_call_of_ticket(change.session, row.id)
    target = sites.concern(change.session, change.site, concern or row.concern)
    here = sites.room(change.session, change.site, room) if room else None
    if here is None and not _served(change, target.id):
        raise NobodyServes(concern=target.id)
    row.transferred_from = call.room if call else row.room or row.concern
    row.concern, row.room = target.id, here.label if here else None
    row.concerns = [one for one in row.concerns if one != target.id]
    row.zone = here.zone if here else target.zone
    advance(change, row, "transfer", actor=actor, now=now, detail=reason, before=before)
    put_in_place(change, row)
    return settle(change, row, now=now, zones=(zone,))


def merge(change: Change, kept_id: str, other_id: str, *, actor: str, now: datetime) -> Ticket:
    """One person has drawn two numbers: one visit stays, with the earlier place.

    The one with an appointment stays, whichever was named first. What was noted about the other
    stands with it, and the other's page for phones shows it. Raises WrongState.
    """
    kept, other = today_row(change, kept_id, now=now), today_row(change, other_id, now=now)
    if kept.id == other.id:
        raise WrongState(state=kept.state, event="merge")
    if other.appointment_id is not None:
        kept, other = other, kept
    unfit = next((one for one in (kept, other) if one.state not in MERGES), None)
    if unfit is not None or other.appointment_id is not None:
        raise WrongState(state=(unfit or other).state, event="merge")
    said = repository.ticket(other, None).number
    wishes = dict.fromkeys([*kept.concerns, other.concern, *other.concerns])
    kept.concerns = [one for one in wishes if one != kept.concern]
    kept.queued_at = min(kept.queued_at, other.queued_at)
    kept.persons = max(kept.persons, other.persons)
    kept.needs = list(dict.fromkeys([*kept.needs, *other.needs]))
    kept.need_reason = kept.need_reason or other.need_reason
    other.joined = kept.id
    history.move_notes(change.session, other.id, kept.id)
    put_in_place(change, kept)
    advance(
        change, other, "leave", actor=actor, now=now, before={},
        detail=f"{MERGED}{repository.ticket(kept, None).number}",
    )  # fmt: skip
    note_event(change, kept, "merge", at=now, actor=actor, detail=said)
    settle(change, other, now=now)
    return settle(change, kept, now=now)


def set_needs(
    change: Change, ticket_id: str, needs: Sequence[str], reason: str, *, actor: str,
    now: datetime, shown: Sequence[str] | None = None,
) -> Ticket:  # fmt: skip
    """What the visitor has stated, for their place and for wardens; it replaces what stood there.

    `shown` is what stood there when the form was drawn. Raises UnknownNeed, NeedWithoutReason,
    NeedsChanged, UnknownTicket.
    """
    row = today_row(change, ticket_id, now=now)
    if shown is not None and sorted(shown) != sorted(row.needs):
        raise NeedsChanged(ticket=row.id)
    stated = [_need(one) for one in dict.fromkeys(needs)]
    if stated and not reason.strip():
        raise NeedWithoutReason
    row.needs, row.need_reason = list(stated), reason.strip() if stated else ""
    put_in_place(change, row)
    note_event(change, row, "needs", at=now, actor=actor, detail=",".join(stated))
    return settle(change, row, now=now)


def add_note(change: Change, ticket_id: str, text: str, *, actor: str, now: datetime) -> Ticket:
    """Write something down about the visit; several may at once. Raises UnknownTicket."""
    row = today_row(change, ticket_id, now=now)
    history.add_note(change.session, row.id, text.strip(), at=now, actor=actor)
    note_event(change, row, "note", at=now, actor=actor)
    return repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))


def undo(change: Change, ticket_id: str, *, actor: str, now: datetime) -> Ticket:
    """Take the last step back, within a minute and while nothing but notes has followed it.

    Raises TooLateToUndo, and DeskIsBusy where its room has somebody else by now.
    """
    row = today_row(change, ticket_id, now=now)
    last = history.last_event(change.session, row.id)
    if last is None or not last.before or not takes_back(last.event, last.at, now):
        raise TooLateToUndo(ticket=row.id)
    if history.changed_after(change.session, row.id, last.seq):
        raise TooLateToUndo(ticket=row.id)
    zone, call = row.zone, _call_again(change, last.before)
    restore(row, last.before)
    put_in_place(change, row)
    note_event(
        change, row, "undo", at=now, actor=actor, state=row.state, concern=row.concern,
        room=call.room if call else row.room, undoes=last.id,
    )  # fmt: skip
    return settle(change, row, now=now, zones=(zone,))


def _call_again(change: Change, before: dict[str, Any]) -> CallRow | None:
    """Open the call that the event has ended; its room must be free."""
    if before["call"] is None:
        return None
    found = repository.call_row(change.session, change.site, before["call"])
    if found is None:
        return None
    call, ticket = found
    if not call.open:
        busy = repository.open_call_in_room(change.session, change.site, call.room)
        if busy is not None:
            raise DeskIsBusy(number=repository.ticket(busy[1], None).number, room=call.room)
        call.open, call.cancelled = True, False
        change.session.flush()
    log.info("call_open_again", extra=names(change, repository.ticket(ticket, None)))
    return call


def _served(change: Change, concern: ConcernId) -> bool:
    """Whether any room of the house has what the concern needs."""
    rooms = sites.rooms(change.session, change.site)
    return any(concern in desk_of(change.session, change.site, room).concerns for room in rooms)


def _need(said: str) -> Need:
    found = next((one for one in NEEDS if one == said), None)
    if found is None:
        raise UnknownNeed(need=said)
    return found
