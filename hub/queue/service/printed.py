"""Numbers that kiosks print alone: who may print which, and what came of those that did."""

import logging
from datetime import date

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import IN_LINE, GivenOut, NotYourTicket, Paper, Range, free_range, next_after
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from wire.ids import DeviceId, SiteId

log = logging.getLogger("hub.queue")


def lease(change: Change, device: DeviceId) -> Range | None:
    """The numbers that this kiosk alone gives out, its own for good; None when all are held.

    A range is never taken back and does not begin anew at midnight: so neither a clock nor a day
    can make two kiosks print one number.
    """
    held = repository.leases(change.session, change.site)
    if device in held:
        return held[device]
    zones = [zone.id for zone in sites.zones(change.session, change.site)]
    found = free_range(held.values(), zones)
    if found is None:
        log.warning("leases_used_up", extra={"site": change.site, "device": device})
        return None
    repository.add_lease(change.session, change.site, device, found)
    log.info("numbers_leased", extra={"site": change.site, "device": device, **vars(found)})
    return found


def next_leased(session: Session, site: SiteId, device: DeviceId, held: Range) -> int | None:
    """Where the kiosk goes on in its range, as far as the hub has heard; None: at the beginning.

    A kiosk whose disk was changed would print the numbers of the same day once more.
    """
    return next_after(repository.last_printed(session, site, device, held), held)


def clashes(change: Change, given: GivenOut, day: date) -> bool:
    """Whether somebody else has, or may get, this number on that day; logged.

    A number that the kiosk does not hold is another kiosk's, or will be: the database may have been
    restored from before it was leased.
    """
    held = repository.leases(change.session, change.site).get(given.device)
    extra = {"device": given.device, "number": given.number}
    if held is None or not held.holds(given.number):
        log.warning("printed_number_not_leased", extra=extra)
        return True
    if repository.number_stands(change.session, change.site, day, given.number):
        log.warning("printed_number_clash", extra=extra)
        return True
    return False


def known(change: Change, given: GivenOut) -> str | None:
    """The ticket that this printed number led to already, by the kiosk's own id for it.

    Raises NotYourTicket when the id is that of somebody else's ticket.
    """
    printed = repository.printed_row(change.session, change.site, given.ticket_id)
    if printed is not None and printed.device == given.device:
        return printed.ticket
    if repository.id_is_taken(change.session, given.ticket_id):
        raise NotYourTicket(ticket=given.ticket_id)
    return None


def note_printed(
    change: Change, row: TicketRow, said_id: str, device: DeviceId, paper: Paper
) -> bool:
    """Note what became of a printed number. True when that is not the ticket's own paper.

    A ticket that waits and whose own slip never came out takes the number that did.
    """
    printed = repository.printed_row(change.session, change.site, said_id)
    if printed is None or printed.device != device:
        return False
    if printed.paper != "printed":
        printed.paper = paper
    own = (row.series, row.number) == (printed.series, printed.number)
    if own or printed.id == row.id:
        return False
    lost = row.paper in ("failed", "abandoned") and row.state in IN_LINE
    if lost and paper == "printed" and not printed.clash and printed.day == row.day:
        row.series, row.number = printed.series, printed.number
        row.paper, row.paper_fault, row.paper_device = "printed", None, device
    return True
