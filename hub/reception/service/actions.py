"""What staff do at the floor; each function runs inside a change, under the site's lock."""

from datetime import datetime

from hub.appointments import service as appointments
from hub.appointments.rules import UnknownAppointment
from hub.checkin import service as checkin
from hub.devices import service as devices
from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.kit.errors import HouseError
from hub.queue import service as queue
from hub.queue.rules import CallView, NoRoomChosen, Ticket, unshown
from hub.reception import schemas
from hub.sites import service as sites
from wire.ids import DeviceId, SiteId
from wire.messages import RefusalReply, TicketReply, TicketRequest


class CheckinRefused(HouseError):
    """The visitor does not get into the queue; `key` is the reason of `wire.messages`."""

    status = 409

    def __init__(self, refusal: RefusalReply) -> None:
        self.key = refusal.reason
        super().__init__(**refusal.model_dump(mode="json", exclude={"kind", "reason"}))
        self.refusal = refusal


def call_next(change: Change, who: Principal, room: str | None, now: datetime) -> schemas.CalledOut:
    """Call whoever is next for the desk. Raises NobodyWaiting, DeskIsBusy, UnknownRoom."""
    call = queue.call_next(change, _desk(who, room), actor=who.login, now=now)
    return _called(change, call, now)


def call_ticket(
    change: Change, who: Principal, ticket: str, room: str | None, now: datetime
) -> schemas.CalledOut:
    """Call this one to the desk. Raises TicketAlreadyCalled, DeskIsBusy, WrongState."""
    call = queue.call_ticket(change, ticket, _desk(who, room), actor=who.login, now=now)
    return _called(change, call, now)


def recall(change: Change, who: Principal, ticket: str, now: datetime) -> schemas.CalledOut:
    """Call once more to the same room. Raises WrongState, UnknownTicket."""
    return _called(change, queue.recall(change, ticket, actor=who.login, now=now), now)


def move(change: Change, who: Principal, ticket: str, what: str, now: datetime) -> schemas.Moved:
    """Start, finish, no-show, withdraw, take the call back. Raises WrongState, UnknownTicket."""
    return _moved(queue.MOVES[what](change, ticket, actor=who.login, now=now))


def park(change: Change, who: Principal, ticket: str, reason: str, now: datetime) -> schemas.Moved:
    """Put the visit aside for a while; its place stays. Raises WrongState, UnknownTicket."""
    return _moved(queue.park(change, ticket, actor=who.login, now=now, reason=reason))


def transfer(
    change: Change, who: Principal, ticket: str, to: schemas.Transfer, now: datetime
) -> schemas.Moved:
    """Hand the visit on. Raises WrongState, UnknownConcern, UnknownRoom, NobodyServes."""
    return _moved(
        queue.transfer(
            change, ticket, concern=to.concern, room=to.room, actor=who.login, now=now,
            reason=to.reason,
        )
    )  # fmt: skip


def merge(change: Change, who: Principal, ticket: str, other: str, now: datetime) -> schemas.Moved:
    """Two numbers of one person become one visit. Raises WrongState, UnknownTicket."""
    return _moved(queue.merge(change, ticket, other, actor=who.login, now=now))


def set_needs(
    change: Change, who: Principal, ticket: str, said: schemas.Needs, now: datetime
) -> schemas.Moved:
    """What the visitor has stated. Raises UnknownNeed, NeedWithoutReason, NeedsChanged."""
    return _moved(
        queue.set_needs(
            change, ticket, said.needs, said.reason, actor=who.login, now=now, shown=said.shown
        )
    )


def add_note(
    change: Change, who: Principal, ticket: str, text: str, now: datetime
) -> schemas.Moved:
    """Write something down about the visit. Raises UnknownTicket."""
    return _moved(queue.add_note(change, ticket, text, actor=who.login, now=now))


def close_room(change: Change, room: str, until: datetime | None, now: datetime) -> schemas.Closed:
    """Receive nobody in the room until then, or for the rest of the day.

    Raises UnknownRoom, AlreadyOver, DeskIsBusy.
    """
    shut = queue.close_room(change, room, until=until, now=now)
    return schemas.Closed(room=shut.room, closed=True, until=None if shut.whole_day else shut.until)


def open_room(change: Change, room: str, now: datetime) -> schemas.Closed:
    """Receive people in the room again. Raises UnknownRoom."""
    queue.open_room(change, room, now=now)
    return schemas.Closed(room=room, closed=False)


def reprint(change: Change, ticket: str, now: datetime) -> schemas.Moved:
    """Have the slip printed once more. Raises NoSlip, KioskAway, StillPrinting, UnknownTicket."""
    ordered = checkin.reprint(change, ticket, now=now)
    return _moved(ordered)


def issue(change: Change, who: Principal, wish: schemas.NewTicket, now: datetime) -> schemas.Issued:
    """A number for somebody without appointment.

    Raises CheckinRefused, NumbersUsedUp, UnknownNeed, NeedWithoutReason.
    """
    request = TicketRequest(concern=wish.concern, lang=wish.lang)
    issued = _issued(
        checkin.answer_ticket_request(change, request, device=None, now=now, actor=who.login)
    )
    if wish.persons > 1:
        queue.amend(
            change, issued.ticket_id, DeviceId(queue.RECEPTION), persons=wish.persons,
            concerns=(), now=now, actor=who.login,
        )  # fmt: skip
    if wish.needs:
        queue.set_needs(change, issued.ticket_id, wish.needs, wish.reason, actor=who.login, now=now)
    return issued


def check_in(
    change: Change, who: Principal, short_code: str | None, appointment: str | None, now: datetime
) -> schemas.Issued:
    """Check somebody in by the letter's short code, or by the appointment that staff have found.

    Raises CheckinRefused, UnknownAppointment.
    """
    if short_code is None:
        found = appointments.find(change.session, change.site, appointment or "")
        if found is None:
            raise UnknownAppointment(appointment=appointment)
        short_code = found.short_code
    return _issued(
        checkin.check_in_by_short_code(
            change, short_code, lang="de", device=None, now=now, actor=who.login
        )
    )


def help_given(change: Change, device: str) -> None:
    """Somebody went to the kiosk that asked for a person. Raises UnknownDevice."""
    devices.help_given(change, DeviceId(device))


def outcome(session: Session, site: SiteId, done: schemas.Moved) -> dict[str, object]:
    """The fields of what was done, with the concern's name."""
    name = sites.concern(session, site, done.concern).name["de"]
    return {**done.model_dump(), "concern": name}


def desk_of(who: Principal) -> str:
    """The room that this member of staff has chosen. Raises NoRoomChosen."""
    return _desk(who, None)


def _desk(who: Principal, room: str | None) -> str:
    chosen = room or who.room
    if not chosen:
        raise NoRoomChosen
    return chosen


def _called(change: Change, call: CallView, now: datetime) -> schemas.CalledOut:
    addressees = queue.addressees_of(change.session, change.site, call, now=now)
    return schemas.CalledOut(
        call_id=call.call_id,
        ticket_id=call.ticket_id,
        number=call.number,
        room=call.room,
        attempt=call.attempt,
        gap=unshown(call.called_at, addressees, now),
    )


def _issued(reply: TicketReply | RefusalReply) -> schemas.Issued:
    if isinstance(reply, RefusalReply):
        raise CheckinRefused(reply)
    return schemas.Issued(
        ticket_id=reply.ticket_id,
        number=reply.number,
        zone=reply.zone,
        room=reply.room,
        wait_minutes=reply.wait_minutes,
        again=reply.again,
    )


def _moved(one: Ticket) -> schemas.Moved:
    return schemas.Moved(
        ticket_id=one.id, number=one.number, state=one.state, zone=one.zone, concern=one.concern
    )
