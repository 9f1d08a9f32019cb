"""What all acts on the queue need: the site, the ticket's row, its name in the log."""

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.rules import Ticket, UnknownTicket
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.ids import TicketId

RECEPTION = "reception"


def site_of(change: Change) -> Site:
    return sites.site(change.session, change.site)


def row_of(change: Change, ticket_id: str) -> TicketRow:
    row = repository.ticket_row(change.session, change.site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    return row


def names(change: Change, one: Ticket) -> dict[str, str]:
    return {"site": change.site, "ticket": TicketId(one.id), "number": one.number}
