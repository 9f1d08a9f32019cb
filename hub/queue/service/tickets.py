"""Numbers and their paper: issue, estimate, and what became of the slip."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.repository import history
from hub.queue.rules import (
    HIGHEST_NUMBER,
    NewTicket,
    NotYourTicket,
    NumbersUsedUp,
    Paper,
    Ticket,
    due_at,
    place_at,
)
from hub.queue.service.boards import publish_board
from hub.queue.service.common import RECEPTION, names, note_event, row_of, rule_of, site_of
from hub.queue.service.following import new_follow_token
from hub.queue.service.printed import note_printed
from hub.queue.service.waiting import Coming, promise
from hub.queue.tables import TicketRow
from wire.ids import ConcernId, DeviceId, ZoneId, new_ulid

log = logging.getLogger("hub.queue")


def issue(
    change: Change, new: NewTicket, *, now: datetime, device: DeviceId | None = None,
    actor: str = "", coming: Coming = tuple,
) -> Ticket:  # fmt: skip
    """Give out the next number, and promise when its turn comes. Raises NumbersUsedUp.

    With `device` a slip is expected from that kiosk; without, reception says the number aloud, and
    `actor` is the login of who does.
    """
    day = site_of(change).day(now)
    row = new_row(
        change, new, id=new_ulid(now), day=day, series=new.series,
        number=next_number(change, day, new.series), paper="pending" if device else "none",
        paper_device=device, paper_at=now if device else None, origin=device or RECEPTION,
        issued_at=now,
    )  # fmt: skip
    estimate = promise(change, repository.ticket(row, None), coming=coming, now=now)
    if estimate is not None:
        row.wait_low, row.wait_high = estimate.minutes
    return enter(change, row, now=now, actor=actor)


def next_number(change: Change, day: date, series: str) -> int:
    """The next number of a series that the hub gives out. Raises NumbersUsedUp."""
    number = repository.next_number(change.session, change.site, day, series)
    if number > HIGHEST_NUMBER:
        raise NumbersUsedUp(series=series)
    return number


def new_row(change: Change, new: NewTicket, **more: Any) -> TicketRow:  # noqa: ANN401  any column
    """A visit that begins; `more` are the columns that its kind of issue decides."""
    said = {"concerns": [], **vars(new), "needs": list(new.needs)}
    row = TicketRow(
        **said, site=change.site, state="waiting", follow=new_follow_token(),
        queued_at=more["issued_at"], place_at=more["issued_at"], **more,
    )  # fmt: skip
    rule = rule_of(change.session, change.site)
    begun = repository.ticket(row, None)
    row.place_at = place_at(begun, rule)
    if begun.since < due_at(begun, rule):
        row.state = "arrived"
    return row


def enter(
    change: Change, row: TicketRow, *, now: datetime, detail: str = "", actor: str = ""
) -> Ticket:
    """Put a new ticket into the queue, and tell the displays; `actor`: unless its origin did it."""
    repository.add_ticket(change.session, row)
    history.add_event(
        change.session, row.id, row.version, "issue", at=row.issued_at, actor=actor or row.origin,
        detail=detail, state=row.state, room=row.room, concern=row.concern,
    )  # fmt: skip
    publish_board(change, ZoneId(row.zone), now=now)
    issued = repository.ticket(row, None)
    log.info("ticket_issued", extra=names(change, issued))
    return issued


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
    if note_printed(change, row, ticket_id, device, paper):
        log.info("further_paper_noted", extra={"device": device, "ticket": row.id})
    elif row.paper_device != device or row.paper == "printed":
        log.info("paper_report_outdated", extra={"device": device, "ticket": row.id})
    else:
        row.paper, row.paper_fault, row.paper_at = paper, fault, now
        note_event(change, row, f"paper_{paper}", at=now, actor=device, detail=fault or "")
    return repository.ticket(row, repository.open_call_of_ticket(change.session, row.id))


def amend(
    change: Change, ticket_id: str, device: DeviceId, *, persons: int,
    concerns: Sequence[ConcernId], now: datetime, actor: str = "",
) -> Ticket:  # fmt: skip
    """How the visit is from now on. Raises UnknownTicket, NotYourTicket.

    `device` is where the visitor stands; `actor` the login of who does it for them.
    """
    row = row_of(change, ticket_id)
    printed = repository.printed_row(change.session, change.site, ticket_id)
    if device not in (row.origin, row.paper_device, printed.device if printed else None):
        raise NotYourTicket(ticket=ticket_id)
    if (row.persons, row.concerns) != (persons, list(concerns)):
        row.persons, row.concerns = persons, list(concerns)
        note_event(change, row, "amend", at=now, actor=actor or device)
    return repository.ticket(row, None)
