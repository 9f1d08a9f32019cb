"""Leaving the house: past the exit, by the visitor's phone, by staff, by the evening rule."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from hub.appointments import service as appointments
from hub.appointments.service import Keyring
from hub.kit.database import Change, Database, Session
from hub.presence import repository
from hub.presence.rules import (
    EVACUATIONS_KEPT,
    SIGNS_KEPT,
    WHERE,
    Leave,
    Stay,
    UnknownVisit,
    closing_time,
    days,
    evening_has_come,
    gone_by_evening,
    leaving,
    seen_after,
)
from hub.presence.service.looking import evening_minutes, picture
from hub.queue import service as queue
from hub.queue.rules import Ticket
from hub.sites import service as sites
from wire import qr
from wire.ids import SiteId

log = logging.getLogger("hub.presence")

_TICKET_PAGE: Final = "/t/"


def leave(
    change: Change, ticket_id: str, *, actor: str, now: datetime, at: datetime | None = None,
    detail: str = "exit",
) -> Ticket:  # fmt: skip
    """The visitors of this ticket go. Said twice it is the same. Raises UnknownTicket.

    `at` is when they went, where that is heard of later, as from a kiosk without network. Whoever
    has given a sign since is in the house again.
    """
    ticket = queue.ticket(change.session, change.site, ticket_id)
    went = min(at or now, now)
    repository.note_sign(change.session, ticket.id, "exit", went)
    log_ = _log(change.session, change.site, ticket)
    if seen_after(log_, went):
        log.info("left_and_came_back", extra={"site": change.site, "ticket": ticket.id})
        return ticket
    # Nothing in the queue's log comes before what stands in it, such as a call to who had left.
    moment = _of_its_day(change, ticket, max([went, *log_.values()]))
    gone = _act(change, ticket, leaving(WHERE.get(ticket.state)), actor, moment, detail)
    log.info("visitor_left", extra={"site": change.site, "ticket": ticket.id, "how": detail})
    return gone


def leave_by_code(
    change: Change, text: str, *, keyring: Keyring, actor: str, now: datetime,
    at: datetime | None = None,
) -> Ticket:  # fmt: skip
    """As the kiosk at the exit reads it: a letter, or the address on a slip.

    `at` as for `leave`. Raises UnknownVisit, also for what is no code of ours.
    """
    went = at or now
    found = _by_page(change, text, went) or _by_letter(change, text, keyring, went)
    if found is None:
        raise UnknownVisit
    return leave(change, found.id, actor=actor, now=now, at=at)


def leave_by_number(change: Change, number: str, *, actor: str, now: datetime) -> Ticket:
    """As staff hear it: ``T042``, in any spelling. Raises UnknownVisit."""
    plain = "".join(number.split()).upper()
    found = plain and queue.ticket_of_number(change.session, change.site, plain, now=now)
    if not found:
        raise UnknownVisit
    return leave(change, found.id, actor=actor, now=now, detail="staff")


def note_kiosk(change: Change, ticket_id: str, *, now: datetime) -> None:
    """A visitor stood at a kiosk once more: they are in the house. Raises UnknownTicket."""
    ticket = queue.ticket(change.session, change.site, ticket_id)
    repository.note_sign(change.session, ticket.id, "kiosk", now)


def count_out(database: Database, site: SiteId, *, now: datetime) -> int:
    """The evening rule: who counts as gone leaves the queue. How many visits.

    Any number of hubs may ask at once: each visit is counted out once, and nobody waits for the
    site's lock while there is nothing to do.
    """
    with database.read() as session:
        if not _gone(session, site, now):
            return 0
    with database.change(site) as change:
        gone = _gone(change.session, site, now)
        for one in gone:
            ticket = queue.ticket(change.session, site, one.visit)
            moment = _of_its_day(change, ticket, now)
            _act(change, ticket, leaving(one.where), "hub", moment, "evening")
    log.info("house_counted_out", extra={"site": site, "visits": len(gone)})
    return len(gone)


def _gone(session: Session, site_id: SiteId, now: datetime) -> tuple[Stay, ...]:
    """By the evening of the day on which they came, which may begin after its midnight."""
    site = sites.site(session, site_id)
    minutes = evening_minutes(session, site_id)
    closes = {site.day(at): closing_time(site, site.local(at)) for at in days(site, now)}
    over = {day: at for day, at in closes.items() if evening_has_come(at, minutes, now)}
    if not over:
        return ()
    sure = [one for one in picture(session, site_id, now=now).stays if one.sure]
    return tuple(
        gone
        for day, at in over.items()
        for gone in gone_by_evening(
            (one for one in sure if site.day(one.arrived) == day), at, minutes, now
        )
    )


def set_evening(change: Change, minutes: int | None) -> None:
    """So long after closing time the house counts as empty; None: it never does by itself."""
    repository.set_evening(change.session, change.site, minutes)


def forget(change: Change, *, now: datetime) -> None:
    """Signs of days that are over, and evacuations of long ago."""
    repository.forget_signs(change.session, now - SIGNS_KEPT)
    repository.forget_evacuations(change.session, change.site, now - EVACUATIONS_KEPT)


def erase(change: Change, tickets: Sequence[str]) -> None:
    """Signs of visits whose holder wants it; what wardens have ticked off names nobody."""
    repository.erase_signs(change.session, tickets)


def _act(
    change: Change, ticket: Ticket, act: Leave, actor: str, now: datetime, detail: str
) -> Ticket:
    if act == "finish":
        return queue.finish(change, ticket.id, actor=actor, now=now)
    if act == "leave":
        return queue.leave(change, ticket.id, actor=actor, now=now, detail=detail)
    return ticket


def _by_page(change: Change, text: str, now: datetime) -> Ticket | None:
    """The slip's address ends with the ticket's secret, wherever the hub's pages stand."""
    _, page, token = text.rpartition(_TICKET_PAGE)
    if not page or not token:
        return None
    site = sites.site(change.session, change.site)
    found = (
        queue.ticket_of_follow(change.session, change.site, token, now=at) for at in days(site, now)
    )
    return next((one for one in found if one is not None), None)


def _by_letter(change: Change, text: str, keyring: Keyring, now: datetime) -> Ticket | None:
    """Of this day or night: an old letter at the exit is nobody's visit."""
    try:
        code = qr.verify(text, keyring.public)
    except qr.CodeRefused:
        return None
    found = appointments.find(change.session, change.site, code.appointment.hex())
    ticket = found and queue.ticket_of_appointment(change.session, change.site, found.id)
    site = sites.site(change.session, change.site)
    near = [site.day(at) for at in days(site, now)]
    return ticket if ticket and ticket.day in near else None


def _log(session: Session, site: SiteId, ticket: Ticket) -> dict[str, datetime]:
    """When each kind of event and of sign of this visit happened last."""
    known = queue.latest_events(session, site, now=ticket.issued_at).get(ticket.id, {})
    return {**known, **repository.signs(session, [ticket.id]).get(ticket.id, {})}


def _of_its_day(change: Change, ticket: Ticket, moment: datetime) -> datetime:
    """Within the visit's day, in which its log ends."""
    site = sites.site(change.session, change.site)
    last = site.bounds(ticket.day or site.day(ticket.issued_at))[1]
    return min(moment, (last - timedelta(seconds=1)).astimezone(UTC))
