"""What kiosks gave out alone joins the queue: each visit once, each number as it is on paper."""

import logging
from datetime import date, datetime

from hub.kit.database import Change
from hub.queue import repository
from hub.queue.rules import (
    SPARE_LETTERS,
    GivenOut,
    NewTicket,
    NumbersUsedUp,
    Ticket,
    takes_number,
)
from hub.queue.service.calls import end_days
from hub.queue.service.common import forget_outlook, names, note_event, row_of, site_of
from hub.queue.service.printed import clashes
from hub.queue.service.reading import ticket
from hub.queue.service.tickets import enter, new_row, next_number
from hub.sites import service as sites

log = logging.getLogger("hub.queue")


def take_in(
    change: Change, new: NewTicket, given: GivenOut, *, refused: str | None, now: datetime
) -> Ticket:
    """A visit that the hub did not know of, under the number that the visitor holds.

    A number that is somebody else's loses nobody: the visit gets a new one, and the printed one
    stays with it. A visit of an earlier day is over.
    """
    day = site_of(change).day(given.at)
    clash = clashes(change, given, day)
    series, number = given.number[0], int(given.number[1:])
    if clash:
        series, number = _fresh(change, day, new.series)
    row = new_row(
        change, new, id=given.ticket_id, day=day, series=series, number=number, paper="pending",
        paper_device=given.device, paper_at=now, origin=given.device, issued_at=given.at,
        offline_at=given.at if given.sure else None, merged_at=now, refused=refused,
    )  # fmt: skip
    enter(change, row, now=now, detail="offline")
    forget_outlook(change)
    repository.add_printed(change.session, change.site, row.id, given, day=day, clash=clash)
    if day < site_of(change).day(now):
        if not given.sure:
            log.warning("visit_of_unsure_day", extra={"device": given.device, "day": str(day)})
        end_days(change, now=now)
    return ticket(change.session, change.site, row.id)


def add_number(
    change: Change, ticket_id: str, given: GivenOut, *, own: bool, now: datetime
) -> Ticket:
    """One more printed number for a ticket that there is already.

    With `own` the kiosk had never heard of the ticket's number: then it takes the printed one.
    """
    row = row_of(change, ticket_id)
    day = site_of(change).day(given.at)
    clash = clashes(change, given, day)
    repository.add_printed(change.session, change.site, row.id, given, day=day, clash=clash)
    if own and not clash and takes_number(repository.ticket(row, None), given, day):
        row.series, row.number = given.number[0], int(given.number[1:])
        row.paper, row.paper_fault = "pending", None
        row.paper_device, row.paper_at = given.device, now
    note_event(change, row, "printed", at=given.at, actor=given.device, detail=given.number)
    change.session.flush()
    joined = ticket(change.session, change.site, row.id)
    log.info("printed_number_joined", extra={**names(change, joined), "printed": given.number})
    return joined


def _fresh(change: Change, day: date, series: str) -> tuple[str, int]:
    """A number that nobody has printed; of another series when one is used up.

    Raises NumbersUsedUp when all letters are, after thousands of visits on one day.
    """
    signs = {str(zone.id) for zone in sites.zones(change.session, change.site)}
    for letter in (series, "W", "T", *(one for one in SPARE_LETTERS if one not in signs)):
        try:
            return letter, next_number(change, day, letter)
        except NumbersUsedUp:
            continue
    raise NumbersUsedUp(series=series)
