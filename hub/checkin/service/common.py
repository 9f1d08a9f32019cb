"""What all answers of check-in are made of."""

import logging
from datetime import datetime
from functools import partial

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring
from hub.checkin.rules import Refusal
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import NewTicket, Ticket
from hub.sites import service as sites
from hub.sites.rules import UnknownRoom
from wire import qr
from wire.ids import DeviceId, ZoneId
from wire.look import Lang
from wire.messages import Reason, RefusalReply, TicketReply

log = logging.getLogger("hub.checkin")


def read_letter(change: Change, text: str, keyring: Keyring) -> tuple[qr.Code | None, Refusal]:
    """What a letter's code says and, should no appointment be found, why that is so."""
    try:
        code = qr.verify(text, keyring.public)
    except qr.CodeRefused as refused:
        return None, Refusal("foreign" if refused.fault == "foreign" else "forged")
    here = sites.site(change.session, change.site)
    if code.site_number != here.number:
        other = sites.site_by_number(change.session, code.site_number)
        name = other.name if other else None
        return code, Refusal("wrong_site", code.starts_at, site_name=name)
    return code, Refusal("unknown")


def by_letter(change: Change, code: qr.Code | None, otherwise: Refusal) -> Appointment | Refusal:
    """The appointment of a letter that is ours."""
    if code is None or otherwise.reason != "unknown":
        return otherwise
    found = appointments.find(change.session, change.site, code.appointment.hex())
    return found or otherwise


def new_for(change: Change, appointment: Appointment, lang: Lang) -> NewTicket:
    """The place in the queue that an appointment gets. Raises UnknownConcern."""
    return NewTicket(
        concern=appointment.concern,
        zone=_zone(change, appointment),
        lang=lang,
        room=appointment.room,
        appointment_id=appointment.id,
        appointment_at=appointment.starts_at,
    )


def _zone(change: Change, appointment: Appointment) -> ZoneId:
    """Where to wait: the zone of the room, or of the concern when no room is known."""
    if appointment.room is not None:
        try:
            return sites.room(change.session, change.site, appointment.room).zone
        except UnknownRoom:
            log.warning("room_of_appointment_unknown", extra={"appointment": appointment.id})
    return sites.concern(change.session, change.site, appointment.concern).zone


def coming(change: Change, now: datetime) -> queue.Coming:
    """Who may still come today, for whoever estimates a waiting time."""
    return partial(appointments.to_come, change.session, change.site, now=now)


PAGE = "/t/"
"""Where a ticket's page for phones stands at the hub."""


def reply(
    change: Change,
    ticket: Ticket,
    *,
    prints: bool,
    wait_minutes: tuple[int, int] | None = None,
    again: bool = False,
) -> TicketReply:
    """What the visitor is told; `wait_minutes` only where the turn is still to come."""
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
        follow=_page(change, ticket),
    )


def _page(change: Change, ticket: Ticket) -> str | None:
    """The address of the ticket's page; None where phones cannot reach the hub."""
    if not change.public_url or ticket.follow is None:
        return None
    return f"{change.public_url}{PAGE}{ticket.follow}"


def refuse(change: Change, refusal: Refusal, device: DeviceId | None) -> RefusalReply:
    """One log event for each refusal, without code and name."""
    reason: Reason = refusal.reason
    log.info("checkin_refused", extra={**where(change, device), "reason": reason})
    return RefusalReply(**vars(refusal))


def where(change: Change, device: DeviceId | None) -> dict[str, str]:
    return {"site": change.site, "device": device or queue.RECEPTION}
