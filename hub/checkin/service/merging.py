"""What a kiosk did alone, taken in afterwards: exactly one visit for whoever stood there.

The visitor holds a printed number, so there is a visit in any case, also where the hub would have
refused: then without appointment, and staff read why.
"""

from dataclasses import dataclass
from datetime import datetime

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring
from hub.checkin.rules import Refusal, counts_from, given_at, judge
from hub.checkin.service.common import by_letter, log, new_for, read_letter, reply, where
from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.rules import GivenOut, NewTicket, Ticket
from hub.sites import service as sites
from hub.sites.rules import Site, UnknownConcern, leaf
from wire import qr
from wire.ids import DeviceId, TicketNumber
from wire.look import Lang
from wire.messages import CheckinRequest, OfflineIssue, TicketReply, TicketRequest


@dataclass(frozen=True)
class Offline:
    """What a kiosk says it gave out alone. `earlier`: the hub's answer to what it supersedes.

    `told_at` is when it said so, which is later than the issue when a letter was shown again;
    None: at the issue.
    """

    issue: OfflineIssue
    device: DeviceId
    synced: bool
    earlier: TicketReply | None = None
    told_at: datetime | None = None

    def given(self, site: Site, now: datetime) -> GivenOut:
        said = self.issue.issued_at
        at = given_at(said, self.synced, now)
        return GivenOut(
            ticket_id=self.issue.ticket_id,
            number=TicketNumber(self.issue.number),
            device=self.device,
            at=at or counts_from(said if self.issue.day_known else None, site, now),
            sure=at is not None,
        )

    def stood_there(self, now: datetime) -> datetime:
        """When the visitor was last seen at the kiosk; now, when its clock cannot be believed."""
        return given_at(self.told_at or self.issue.issued_at, self.synced, now) or now


@dataclass(frozen=True)
class _Shown:
    """What the visitor showed: an appointment of ours, or why it is none; the letter's name."""

    found: Appointment | Refusal
    letter: str | None


def merge_checkin(
    change: Change, request: CheckinRequest, offline: Offline, *, keyring: Keyring, now: datetime
) -> TicketReply:
    """A check-in of a kiosk alone. Raises NotYourTicket; UnknownConcern in a house without any."""
    given = offline.given(sites.site(change.session, change.site), now)
    before = _before(change, offline, given, now=now)
    if before is None:
        shown = _shown(change, request, keyring)
        ticket = _ticket_of(change, shown, given)
        if ticket is not None and not _served_before(ticket, offline, now):
            before = _joined(change, ticket, offline, given, now=now)
        else:
            shown = _again_after(shown) if ticket else shown
            before = _enter(change, shown, request.lang, given, now=now)
    return reply(change, before, prints=False)


def merge_ticket_request(
    change: Change, request: TicketRequest, offline: Offline, *, now: datetime
) -> TicketReply:
    """A walk-in's number of a kiosk alone. Raises as `merge_checkin`."""
    given = offline.given(sites.site(change.session, change.site), now)
    ticket = _before(change, offline, given, now=now)
    if ticket is None:
        known = sites.concerns(change.session, change.site)
        wanted = next((one for one in known if one.id == request.concern), None)
        refused = None if wanted else "unknown_concern"
        if wanted and not sites.takes_numbers(change.session, change.site, wanted, given.at):
            refused = "concern_closed"
        new = _without_appointment(change, request.concern, request.lang)
        ticket = queue.take_in(change, new, given, refused=refused, now=now)
    log.info("merged", extra={**where(change, given.device), "ticket": ticket.id})
    return reply(change, ticket, prints=False)


def _before(change: Change, offline: Offline, given: GivenOut, *, now: datetime) -> Ticket | None:
    """The ticket that this very number led to, or the request that it supersedes."""
    known = queue.known(change, given)
    if known is not None:
        ticket = queue.ticket(change.session, change.site, known)
        return _back(change, ticket, offline, now=now)
    if offline.earlier is None:
        return None
    ticket = queue.ticket(change.session, change.site, offline.earlier.ticket_id)
    ticket = queue.add_number(change, ticket.id, given, own=True, now=now)
    return _back(change, ticket, offline, now=now)


def _shown(change: Change, request: CheckinRequest, keyring: Keyring) -> _Shown:
    if request.kind == "letter":
        code, otherwise = read_letter(change, request.code, keyring)
        return _Shown(by_letter(change, code, otherwise), code.appointment.hex() if code else None)
    typed = qr.read_short_code(request.code)
    found = typed and appointments.find_by_short_code(change.session, change.site, typed)
    return _Shown(found, found.id) if found else _Shown(Refusal("unknown"), None)


def _ticket_of(change: Change, shown: _Shown, given: GivenOut) -> Ticket | None:
    """The ticket that this letter has got on that day already, one that is not over first."""
    session, site = change.session, change.site
    if shown.letter is None:
        return None
    day = sites.site(session, site).day(given.at)
    booked = queue.ticket_of_appointment(session, site, shown.letter)
    without = queue.ticket_of_letter(session, site, shown.letter, day=day)
    found = [one for one in (booked, without) if one and one.day == day]
    return min(found, key=lambda one: one.state == "done", default=None)


def _served_before(ticket: Ticket, offline: Offline, now: datetime) -> bool:
    """Whether the visitor came back with a letter whose visit was over by then."""
    ended = ticket.ended_at
    return ticket.state == "done" and ended is not None and ended <= offline.stood_there(now)


def _again_after(shown: _Shown) -> _Shown:
    """The hub would have said that it is done; the visitor holds a number and waits."""
    starts_at = shown.found.starts_at
    return _Shown(Refusal("finished", starts_at), shown.letter)


def _joined(
    change: Change, ticket: Ticket, offline: Offline, given: GivenOut, *, now: datetime
) -> Ticket:
    """The number is one more of the ticket that the letter has."""
    ticket = queue.add_number(change, ticket.id, given, own=False, now=now)
    log.info("merged_again", extra={**where(change, given.device), "ticket": ticket.id})
    return _back(change, ticket, offline, now=now)


def _back(change: Change, ticket: Ticket, offline: Offline, *, now: datetime) -> Ticket:
    """Whoever was given up before that moment of this day stands in the house again."""
    given_up = ticket.state in ("no_show", "left", "parked")
    today = ticket.day == sites.site(change.session, change.site).day(now)
    before = ticket.ended_at is None or ticket.ended_at <= offline.stood_there(now)
    if given_up and today and before:
        return queue.come_back(change, ticket.id, actor=offline.device, now=now)
    return ticket


def _enter(change: Change, shown: _Shown, lang: Lang, given: GivenOut, *, now: datetime) -> Ticket:
    found = shown.found
    if isinstance(found, Refusal):
        return _refused(change, found, None, shown, lang, given, now=now)
    booked = _booked(change, found, lang, given)
    if isinstance(booked, Refusal):
        return _refused(change, booked, found.concern, shown, lang, given, now=now)
    ticket = queue.take_in(change, booked, given, refused=None, now=now)
    appointments.check_in(change, found.id, ticket.id, now=given.at)
    log.info("merged", extra={**where(change, given.device), "ticket": ticket.id})
    return ticket


def _booked(
    change: Change, appointment: Appointment, lang: Lang, given: GivenOut
) -> NewTicket | Refusal:
    """The appointment's place in the queue, or why the hub would not have given it."""
    judged = judge(appointment, None, sites.site(change.session, change.site), given.at)
    if isinstance(judged, Refusal) and not _late_for_us(judged, given):
        return judged
    try:
        return new_for(change, appointment, lang)
    except UnknownConcern:
        return Refusal("unknown_concern", appointment.starts_at)


def _refused(
    change: Change, why: Refusal, concern: str | None, shown: _Shown, lang: Lang, given: GivenOut,
    *, now: datetime,
) -> Ticket:  # fmt: skip
    new = _without_appointment(change, concern, lang, shown.letter)
    ticket = queue.take_in(change, new, given, refused=why.reason, now=now)
    log.info(
        "merged_refused",
        extra={**where(change, given.device), "ticket": ticket.id, "reason": why.reason},
    )
    return ticket


def _late_for_us(refusal: Refusal, given: GivenOut) -> bool:
    """Only the hub heard too late: when nobody knows the moment, the kiosk's word counts."""
    return refusal.reason == "too_late" and not given.sure


def _without_appointment(
    change: Change, wanted: str | None, lang: Lang, letter: str | None = None
) -> NewTicket:
    """For the concern as far as the house has it, else for its first one.

    Raises UnknownConcern when there is none at all: nobody can be called then, with any number.
    """
    concern = leaf(sites.concerns(change.session, change.site), wanted)
    if concern is None:
        log.error("site_without_concerns", extra={"site": change.site})
        raise UnknownConcern(concern=wanted)
    return NewTicket(concern.id, concern.zone, lang, letter=letter)
