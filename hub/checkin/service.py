"""The front door of check-in: from a letter, a short code or a wish to a place in the queue."""

import logging
from datetime import datetime

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring
from hub.checkin import repository
from hub.checkin.rules import (
    MOST_WRONG_CODES,
    WRONG_CODES_WITHIN,
    AlreadyHere,
    Refusal,
    judge,
    prints_again,
)
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import NewTicket, NumbersUsedUp, Ticket
from hub.sites import service as sites
from hub.sites.rules import UnknownConcern, UnknownRoom
from wire import qr
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.look import Lang
from wire.messages import (
    CheckinRequest,
    DoneReply,
    PaperReport,
    Reason,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

log = logging.getLogger("hub.checkin")


def answer_checkin(
    change: Change,
    request: CheckinRequest,
    *,
    keyring: Keyring,
    device: DeviceId | None,
    now: datetime,
    sent_at: datetime | None = None,
) -> TicketReply | RefusalReply:
    """Check in by letter or short code. `device` is the kiosk, or None at reception.

    `sent_at` is when the visitor stood there, where the kiosk's clock can say.
    """
    if request.kind == "letter":
        found = _by_letter(change, request.code, keyring)
    else:
        found = _by_short_code(change, request.code, device, now=now)
    return _judged(change, found, request.lang, device, now=now, sent_at=sent_at)


def check_in_by_short_code(
    change: Change, typed: str, *, lang: Lang, device: DeviceId | None, now: datetime
) -> TicketReply | RefusalReply:
    """Check in by what somebody typed. Without `device` it is reception, with no limit of tries."""
    found = _by_short_code(change, typed, device, now=now)
    return _judged(change, found, lang, device, now=now)


def answer_ticket_request(
    change: Change, request: TicketRequest, *, device: DeviceId | None, now: datetime
) -> TicketReply | RefusalReply:
    """A number for a concern, with a waiting estimate; no more numbers today means closed."""
    try:
        concern = sites.concern(change.session, change.site, request.concern)
    except UnknownConcern:
        return _refused(change, Refusal("unknown_concern"), device)
    if not concern.open:
        return _refused(change, Refusal("concern_closed"), device)
    minutes = queue.wait_minutes(change.session, change.site, concern.id, now=now)
    new = NewTicket(concern.id, concern.zone, request.lang)
    try:
        ticket = queue.issue(change, new, now=now, device=device)
    except NumbersUsedUp:
        return _refused(change, Refusal("concern_closed"), device)
    return _reply(ticket, wait_minutes=minutes, prints=device is not None)


def note_paper(
    change: Change, report: PaperReport, *, device: DeviceId, now: datetime
) -> DoneReply:
    """What became of the slip. Raises UnknownTicket.

    `abandoned` means that nobody waited for it: a walk-in's number goes out of the queue, a
    checked-in appointment stays, because its holder is in the house.
    """
    ticket = queue.note_paper(
        change, report.ticket_id, device, report.outcome, report.fault, now=now
    )
    given_up = report.outcome == "abandoned" and ticket.paper == "abandoned"
    if given_up and ticket.appointment_id is None and ticket.state in ("waiting", "called"):
        queue.withdraw(change, ticket.id, actor=device, now=now, detail="paper_abandoned")
    log.info("paper_noted", extra={**_where(change, device), "outcome": report.outcome})
    return DoneReply()


def _judged(
    change: Change,
    found: Appointment | Refusal,
    lang: Lang,
    device: DeviceId | None,
    *,
    now: datetime,
    sent_at: datetime | None = None,
) -> TicketReply | RefusalReply:
    if isinstance(found, Refusal):
        return _refused(change, found, device)
    ticket = queue.ticket_of_appointment(change.session, change.site, found.id)
    verdict = judge(found, ticket, sites.site(change.session, change.site), now, sent_at)
    if isinstance(verdict, Refusal):
        return _refused(change, verdict, device)
    if isinstance(verdict, AlreadyHere):
        return _again(change, verdict, device, now=now)
    return _check_in(change, found, lang, device, now=now)


def _by_letter(change: Change, text: str, keyring: Keyring) -> Appointment | Refusal:
    try:
        code = qr.verify(text, keyring.public)
    except qr.CodeRefused as refused:
        return Refusal("foreign" if refused.fault == "foreign" else "forged")
    here = sites.site(change.session, change.site)
    if code.site_number != here.number:
        other = sites.site_by_number(change.session, code.site_number)
        return Refusal("wrong_site", code.starts_at, site_name=other.name if other else None)
    found = appointments.find(change.session, change.site, code.appointment.hex())
    return found or Refusal("unknown")


def _by_short_code(
    change: Change, typed: str, device: DeviceId | None, *, now: datetime
) -> Appointment | Refusal:
    """Reception knows whom it has before it; a kiosk gets a limited number of tries."""
    forget = now - WRONG_CODES_WITHIN
    if device is not None:
        wrong = repository.wrong_codes(change.session, change.site, device, forget)
        if wrong >= MOST_WRONG_CODES:
            return Refusal("too_many_tries")
    code = qr.read_short_code(typed)
    found = code and appointments.find_by_short_code(change.session, change.site, code)
    if found:
        return found
    if device is not None:
        repository.add_wrong_code(change.session, change.site, device, at=now, forget=forget)
    return Refusal("unknown")


def _check_in(
    change: Change, appointment: Appointment, lang: Lang, device: DeviceId | None, *, now: datetime
) -> TicketReply:
    new = NewTicket(
        concern=appointment.concern,
        zone=_zone(change, appointment),
        lang=lang,
        room=appointment.room,
        appointment_id=appointment.id,
        appointment_at=appointment.starts_at,
    )
    ticket = queue.issue(change, new, now=now, device=device)
    appointments.check_in(change, appointment.id, ticket.id, now=now)
    log.info("checked_in", extra={**_where(change, device), "ticket": ticket.id})
    return _reply(ticket, prints=device is not None)


def _again(
    change: Change, here: AlreadyHere, device: DeviceId | None, *, now: datetime
) -> TicketReply:
    ticket = here.ticket
    if here.waits_anew:
        ticket = queue.come_back(change, ticket.id, actor=device or queue.RECEPTION, now=now)
    prints = device is not None and prints_again(ticket, now)
    if prints and device is not None:
        queue.expect_paper(change, ticket.id, device, now=now)
    log.info("already_here", extra={**_where(change, device), "ticket": ticket.id, "print": prints})
    return _reply(ticket, prints=prints, again=True)


def _zone(change: Change, appointment: Appointment) -> ZoneId:
    """Where to wait: the zone of the room, or of the concern when no room is known."""
    if appointment.room is not None:
        try:
            return sites.room(change.session, change.site, appointment.room).zone
        except UnknownRoom:
            log.warning("room_of_appointment_unknown", extra={"appointment": appointment.id})
    return sites.concern(change.session, change.site, ConcernId(appointment.concern)).zone


def _reply(
    ticket: Ticket,
    *,
    prints: bool,
    wait_minutes: tuple[int, int] | None = None,
    again: bool = False,
) -> TicketReply:
    return TicketReply(
        ticket_id=ticket.id,
        number=ticket.number,
        zone=ticket.zone,
        room=ticket.room,
        appointment_at=ticket.appointment_at,
        wait_minutes=wait_minutes,
        issued_at=ticket.issued_at,
        again=again,
        print=prints,
    )


def _refused(change: Change, refusal: Refusal, device: DeviceId | None) -> RefusalReply:
    """One log event for each refusal, without code and name."""
    reason: Reason = refusal.reason
    log.info("checkin_refused", extra={**_where(change, device), "reason": reason})
    return RefusalReply(**vars(refusal))


def _where(change: Change, device: DeviceId | None) -> dict[str, str]:
    return {"site": change.site, "device": device or queue.RECEPTION}
