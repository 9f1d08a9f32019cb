"""Answers to whoever stands at a kiosk or at reception now."""

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
from hub.checkin.service.common import (
    by_letter,
    coming,
    log,
    new_for,
    read_letter,
    refuse,
    reply,
    where,
)
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import NewTicket, NumbersUsedUp
from hub.sites import service as sites
from hub.sites.rules import UnknownConcern, groups
from wire import qr
from wire.ids import DeviceId
from wire.look import Lang
from wire.messages import CheckinRequest, RefusalReply, TicketReply, TicketRequest


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
        found = by_letter(change, *read_letter(change, request.code, keyring))
    else:
        found = _by_short_code(change, request.code, device, now=now)
    return _judged(change, found, request.lang, device, now=now, sent_at=sent_at)


def check_in_by_short_code(
    change: Change, typed: str, *, lang: Lang, device: DeviceId | None, now: datetime,
    actor: str = "",
) -> TicketReply | RefusalReply:  # fmt: skip
    """Check in by what somebody typed.

    Without `device` it is reception, with no limit of tries; `actor` is the login of who does it.
    """
    found = _by_short_code(change, typed, device, now=now)
    return _judged(change, found, lang, device, now=now, actor=actor)


def answer_ticket_request(
    change: Change, request: TicketRequest, *, device: DeviceId | None, now: datetime,
    actor: str = "",
) -> TicketReply | RefusalReply:  # fmt: skip
    """A number for a concern, with a waiting estimate; no more numbers today means closed.

    A group of concerns is none itself: nobody waits for it. Without `device` it is reception, and
    `actor` the login of who gives the number out.
    """
    session, site = change.session, change.site
    try:
        concern = sites.concern(session, site, request.concern)
    except UnknownConcern:
        return refuse(change, Refusal("unknown_concern"), device)
    if concern.id in groups(sites.concerns(session, site)):
        return refuse(change, Refusal("unknown_concern"), device)
    if not sites.takes_numbers(session, site, concern, now):
        return refuse(change, Refusal("concern_closed"), device)
    new = NewTicket(concern.id, concern.zone, request.lang)
    try:
        ticket = queue.issue(
            change, new, now=now, device=device, actor=actor, coming=coming(change, now)
        )
    except NumbersUsedUp:
        return refuse(change, Refusal("concern_closed"), device)
    return reply(change, ticket, wait_minutes=ticket.promised, prints=device is not None)


def _judged(
    change: Change,
    found: Appointment | Refusal,
    lang: Lang,
    device: DeviceId | None,
    *,
    now: datetime,
    sent_at: datetime | None = None,
    actor: str = "",
) -> TicketReply | RefusalReply:
    if isinstance(found, Refusal):
        return refuse(change, found, device)
    ticket = queue.ticket_of_appointment(change.session, change.site, found.id)
    verdict = judge(found, ticket, sites.site(change.session, change.site), now, sent_at)
    if isinstance(verdict, Refusal):
        return refuse(change, verdict, device)
    if isinstance(verdict, AlreadyHere):
        return _again(change, verdict, device, now=now, actor=actor)
    return _check_in(change, found, lang, device, now=now, actor=actor)


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
    change: Change, appointment: Appointment, lang: Lang, device: DeviceId | None, *,
    now: datetime, actor: str,
) -> TicketReply:  # fmt: skip
    new = new_for(change, appointment, lang)
    ticket = queue.issue(
        change, new, now=now, device=device, actor=actor, coming=coming(change, now)
    )
    appointments.check_in(change, appointment.id, ticket.id, now=now)
    log.info("checked_in", extra={**where(change, device), "ticket": ticket.id})
    return reply(change, ticket, wait_minutes=ticket.promised, prints=device is not None)


def _again(
    change: Change, here: AlreadyHere, device: DeviceId | None, *, now: datetime, actor: str
) -> TicketReply:
    ticket = here.ticket
    if here.waits_anew:
        by = device or actor or queue.RECEPTION
        ticket = queue.come_back(change, ticket.id, actor=by, now=now)
    prints = device is not None and prints_again(ticket, now)
    if prints and device is not None:
        queue.expect_paper(change, ticket.id, device, now=now)
    log.info("already_here", extra={**where(change, device), "ticket": ticket.id, "print": prints})
    return reply(change, ticket, prints=prints, again=True)
