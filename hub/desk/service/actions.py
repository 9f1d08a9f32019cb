"""What an adviser does at the desk; each function runs inside a change, under the site's lock."""

from datetime import datetime

from hub.desk import schemas
from hub.desk.rules import CalledMeanwhile, called_by
from hub.kit.auth import Principal
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import IN_LINE, CallView, NoRoomChosen, Ticket, unshown


def call_next(change: Change, who: Principal, shown: str | None, now: datetime) -> schemas.Done:
    """Call whoever is next for the desk.

    `shown` is whom the page showed. If this desk has called them since, by a second press or on
    another device, nobody else is called. Raises CalledMeanwhile, NobodyWaiting, DeskIsBusy,
    RoomClosed, NoRoomChosen.
    """
    room = desk_of(who)
    if shown is not None:
        one = queue.ticket(change.session, change.site, shown)
        log, _ = queue.history(change.session, one.id)
        if one.state not in IN_LINE and called_by(log, room):
            raise CalledMeanwhile(ticket=one.id, number=one.number)
    return _called(change, queue.call_next(change, room, actor=who.login, now=now), now)


def call_ticket(change: Change, who: Principal, ticket: str, now: datetime) -> schemas.Done:
    """Call this one to my desk. Raises TicketAlreadyCalled, DeskIsBusy, RoomClosed, WrongState."""
    call = queue.call_ticket(change, ticket, desk_of(who), actor=who.login, now=now)
    return _called(change, call, now)


def recall(change: Change, who: Principal, ticket: str, now: datetime) -> schemas.Done:
    """Call once more to the same room. Raises WrongState, UnknownTicket."""
    return _called(change, queue.recall(change, ticket, actor=who.login, now=now), now)


def move(change: Change, who: Principal, ticket: str, what: str, now: datetime) -> schemas.Done:
    """Begin, finish, no-show, take the call back, and so on. Raises WrongState, UnknownTicket."""
    return _done(queue.MOVES[what](change, ticket, actor=who.login, now=now))


def park(change: Change, who: Principal, ticket: str, reason: str, now: datetime) -> schemas.Done:
    """Put the visit aside for a while; its place stays. Raises WrongState, UnknownTicket."""
    return _done(queue.park(change, ticket, actor=who.login, now=now, reason=reason))


def transfer(
    change: Change, who: Principal, ticket: str, to: schemas.HandOn, now: datetime
) -> schemas.Done:
    """Hand the visit on. Raises WrongState, UnknownConcern, UnknownRoom, NobodyServes."""
    return _done(
        queue.transfer(
            change, ticket, concern=to.concern or None, room=to.room or None, actor=who.login,
            now=now, reason=to.reason,
        )
    )  # fmt: skip


def add_note(change: Change, who: Principal, ticket: str, text: str, now: datetime) -> schemas.Done:
    """Write something down about the visit. Raises UnknownTicket."""
    return _done(queue.add_note(change, ticket, text, actor=who.login, now=now))


def close_room(change: Change, who: Principal, until: datetime | None, now: datetime) -> None:
    """Receive nobody at my desk until then, or for the rest of the day.

    Raises AlreadyOver, DeskIsBusy, NoRoomChosen.
    """
    queue.close_room(change, desk_of(who), until=until, now=now)


def open_room(change: Change, who: Principal, now: datetime) -> None:
    """Receive people at my desk again. Raises NoRoomChosen."""
    queue.open_room(change, desk_of(who), now=now)


def desk_of(who: Principal) -> str:
    """The room that this member of staff has chosen. Raises NoRoomChosen."""
    if not who.room:
        raise NoRoomChosen
    return who.room


def _called(change: Change, call: CallView, now: datetime) -> schemas.Done:
    addressees = queue.addressees_of(change.session, change.site, call, now=now)
    gap = unshown(call.called_at, addressees, now)
    return schemas.Done(
        ticket_id=call.ticket_id, number=call.number, state="called", room=call.room, gap=gap
    )


def _done(one: Ticket) -> schemas.Done:
    return schemas.Done(ticket_id=one.id, number=one.number, state=one.state)
