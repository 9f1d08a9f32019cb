"""Numbers and their paper: issue, estimate, and what became of the slip."""

import logging
from datetime import datetime

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import (
    HIGHEST_NUMBER,
    NewTicket,
    NumbersUsedUp,
    Paper,
    Ticket,
    wait_range,
)
from hub.queue.service.boards import publish_board
from hub.queue.service.common import RECEPTION, names, row_of, site_of
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from wire.ids import DeviceId, SiteId, ZoneId, new_ulid

log = logging.getLogger("hub.queue")


def issue(
    change: Change, new: NewTicket, *, now: datetime, device: DeviceId | None = None
) -> Ticket:
    """Give out the next number. Raises NumbersUsedUp.

    With `device` a slip is expected from that kiosk; without, reception says the number aloud.
    """
    day = site_of(change).day(now)
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
    repository.add_ticket(change.session, row)
    repository.add_event(change.session, row.id, "issue", at=now, actor=row.origin)
    publish_board(change, ZoneId(row.zone), now=now)
    issued = repository.ticket(row, None)
    log.info("ticket_issued", extra=names(change, issued))
    return issued


def wait_minutes(session: Session, site: SiteId, concern: str, *, now: datetime) -> tuple[int, int]:
    """Least and most minutes that a walk-in for `concern` would wait now."""
    one = sites.concern(session, site, concern)
    desks = [room for room in sites.rooms(session, site) if one.id in room.concerns]
    rivals = {rival for room in desks for rival in room.concerns} or {one.id}
    day = sites.site(session, site).day(now)
    ahead = repository.waiting_for(session, site, day, sorted(rivals))
    return wait_range(ahead, len(desks), one.service_minutes)


def expect_paper(change: Change, ticket_id: str, device: DeviceId, *, now: datetime) -> None:
    """The kiosk prints the slip (again)."""
    row = row_of(change, ticket_id)
    row.paper, row.paper_fault = "pending", None
    row.paper_device, row.paper_at = device, now


def note_paper(
    change: Change, ticket_id: str, device: DeviceId, paper: Paper, fault: str | None, *,
    now: datetime,
) -> Ticket:  # fmt: skip
    """What became of the slip. Raises UnknownTicket.

    Only the kiosk that prints it has a say, and paper that came out stays out.
    """
    row = row_of(change, ticket_id)
    if row.paper_device != device or row.paper == "printed":
        log.info("paper_report_outdated", extra={"device": device, "ticket": row.id})
    else:
        row.paper, row.paper_fault, row.paper_at = paper, fault, now
        repository.add_event(
            change.session, row.id, f"paper_{paper}", at=now, actor=device, detail=fault or ""
        )
    return repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))
