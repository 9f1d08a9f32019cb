"""What follows a check-in: the paper, once more the paper, and who else came along."""

from datetime import datetime

from hub.checkin.rules import prints_again
from hub.checkin.service.common import coming, log, reply, where
from hub.devices import service as devices
from hub.devices.rules import there
from hub.kit.database import Change
from hub.kit.errors import HouseError
from hub.queue import service as queue
from hub.queue.rules import IN_LINE, Ticket, lang
from hub.sites import service as sites
from hub.sites.rules import groups
from wire import topics
from wire.ids import DeviceId, new_ulid
from wire.messages import AmendRequest, DoneReply, PaperReport, Reprint


class NoSlip(HouseError):
    """The number was given out at reception: no kiosk has printed it."""

    key = "no_slip"
    status = 409


class KioskAway(HouseError):
    """The kiosk that gave the number out is not connected; `kiosk` is its name."""

    key = "kiosk_away"
    status = 409


class StillPrinting(HouseError):
    """The slip was asked for a moment ago, and the kiosk has not said yet what came of it."""

    key = "still_printing"
    status = 409


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
    if given_up and ticket.appointment_id is None and ticket.state in (*IN_LINE, "called"):
        queue.leave(change, ticket.id, actor=device, now=now, detail="paper_abandoned")
    log.info("paper_noted", extra={**where(change, device), "outcome": report.outcome})
    return DoneReply()


def amend(
    change: Change, said: AmendRequest, *, device: DeviceId, said_at: datetime, now: datetime
) -> DoneReply | None:
    """Who is with the visitor and what else they came for. None when the day is over.

    Concerns that the house does not have are left out. Raises UnknownTicket, NotYourTicket.
    """
    ticket = queue.ticket(change.session, change.site, said.ticket_id)
    if ticket.day != sites.site(change.session, change.site).day(said_at):
        log.info("amendment_outdated", extra={**where(change, device), "ticket": ticket.id})
        return None
    known = sites.concerns(change.session, change.site)
    above = groups(known)
    kept = [
        one.id
        for one in known
        if one.id in said.concerns and one.id not in above and one.id != ticket.concern
    ]
    queue.amend(change, said.ticket_id, device, persons=said.persons, concerns=kept, now=now)
    log.info("visit_amended", extra={**where(change, device), "ticket": ticket.id})
    return DoneReply()


def reprint(change: Change, ticket_id: str, *, now: datetime) -> Ticket:
    """Order the slip once more at the kiosk that gave it out.

    Raises NoSlip, KioskAway, StillPrinting, UnknownTicket.
    """
    ticket = queue.ticket(change.session, change.site, ticket_id)
    if ticket.paper_device is None:
        raise NoSlip
    kiosk = there(devices.device(change.session, change.site, ticket.paper_device), now)
    if not kiosk.online:
        raise KioskAway(kiosk=kiosk.place.name)
    if ticket.paper == "pending" and not prints_again(ticket, now):
        raise StillPrinting
    queue.expect_paper(change, ticket.id, ticket.paper_device, now=now)
    tickets = queue.today(change.session, change.site, now=now)
    told = queue.estimates(
        change.session, change.site, tickets, coming=coming(change, now), now=now
    ).get(ticket.id)
    minutes = told.minutes if told else None
    slip = reply(change, ticket, prints=True, wait_minutes=minutes, again=True)
    order = Reprint(order=new_ulid(now), reply=slip, lang=lang(ticket.lang))
    change.publish(topics.COMMAND, order, dev=ticket.paper_device)
    log.info("reprint_ordered", extra={**where(change, ticket.paper_device), "ticket": ticket.id})
    return ticket
