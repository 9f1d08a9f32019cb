"""What all acts on the queue need: the site, the ticket's row, its name in the log."""

from datetime import datetime
from typing import Any, Final

from hub.kit.database import Change, Session, kept
from hub.queue import repository
from hub.queue.repository import history
from hub.queue.rules import NotToday, OrderRule, Ticket, UnknownTicket, order_rule, place_at
from hub.queue.tables import TicketRow
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.ids import SiteId, TicketId

RECEPTION = "reception"


def site_of(change: Change) -> Site:
    return sites.site(change.session, change.site)


def row_of(change: Change, ticket_id: str) -> TicketRow:
    row = repository.ticket_row(change.session, change.site, ticket_id)
    if row is None:
        raise UnknownTicket(ticket=ticket_id)
    return row


def today_row(change: Change, ticket_id: str, *, now: datetime) -> TicketRow:
    """The visit, if it is of this day. Raises UnknownTicket, NotToday."""
    row = row_of(change, ticket_id)
    if row.day != site_of(change).day(now):
        raise NotToday(ticket=row.id)
    return row


def rule_of(session: Session, site: SiteId) -> OrderRule:
    """The office's parameters of the order."""
    return order_rule(sites.site(session, site).order_rule)


OUTLOOK: Final = "outlook"
"""Under which name this process keeps what the queue leaves of the desks' time."""


def forget_outlook(change: Change) -> None:
    """The queue or its desks are no longer as this process has played them through."""
    kept(change.session).pop((OUTLOOK, change.site), None)


def put_in_place(change: Change, row: TicketRow) -> None:
    """Give the visit the place that follows from what is known of it now."""
    rule = rule_of(change.session, change.site)
    row.place_at = place_at(repository.ticket(row, None), rule)


def note_event(
    change: Change, row: TicketRow, event: str, *, at: datetime, actor: str,
    **more: Any,  # noqa: ANN401  any column
) -> None:  # fmt: skip
    """Write the next line of the visit's log; `more` as `repository.history.add_event`."""
    row.version += 1
    history.add_event(change.session, row.id, row.version, event, at=at, actor=actor, **more)


def names(change: Change, one: Ticket) -> dict[str, str]:
    return {"site": change.site, "ticket": TicketId(one.id), "number": one.number}
