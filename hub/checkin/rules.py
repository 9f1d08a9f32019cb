"""Whether somebody may check in now, and whether a slip is printed (again)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.appointments.rules import Appointment
from hub.queue.rules import Ticket
from hub.sites.rules import Site
from wire.messages import Reason

PRINT_AGAIN_AFTER = timedelta(seconds=30)
"""A kiosk that has said nothing about its paper for so long is believed to have printed none."""
CLOCKS_DIFFER = timedelta(minutes=1)
"""Two clocks that are set may differ a little; a moment further ahead was none."""
MOST_WRONG_CODES = 10
WRONG_CODES_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Refusal:
    """Why not; `come_from` is the first moment at which check-in is open."""

    reason: Reason
    starts_at: datetime | None = None
    come_from: datetime | None = None
    site_name: str | None = None


@dataclass(frozen=True)
class Accepted:
    """The visitor gets a place in the queue."""


@dataclass(frozen=True)
class AlreadyHere:
    """The visitor has a place already: the same number; `waits_anew` after a missed call."""

    ticket: Ticket
    waits_anew: bool


Verdict = Accepted | AlreadyHere | Refusal


def shown_at(sent_at: datetime | None, site: Site, now: datetime) -> datetime:
    """When the letter was held to the kiosk, as far as that counts today.

    Whoever came in time is in time, also when the hub was away meanwhile. `sent_at` is None when
    the kiosk's clock is not set.
    """
    if sent_at is None or site.day(sent_at) != site.day(now):
        return now
    return min(sent_at, now)


def given_at(said: datetime, synced: bool, now: datetime) -> datetime | None:
    """When a kiosk alone gave a number out; None when its clock cannot be believed."""
    return min(said, now) if synced and said <= now + CLOCKS_DIFFER else None


def counts_from(said: datetime | None, site: Site, now: datetime) -> datetime:
    """The moment of a visit whose kiosk has a clock that cannot be believed.

    A kiosk without network calls also a right clock unsure after some hours. So whoever came on an
    earlier day by that clock has left; of today and of the future only the hub's moment counts.
    `said` is None when not even the day is known: rather somebody too many in the queue than
    somebody who sits there and is in none.
    """
    return said if said and site.day(said) < site.day(now) else now


def judge(
    appointment: Appointment,
    ticket: Ticket | None,
    site: Site,
    now: datetime,
    sent_at: datetime | None = None,
) -> Verdict:
    """What the holder of this appointment's letter is told now.

    `ticket` is the one that the appointment got at an earlier check-in.
    """
    starts_at = appointment.starts_at
    come_from = starts_at - timedelta(minutes=site.early_minutes)
    if appointment.state == "cancelled":
        return Refusal("cancelled", starts_at)
    if site.day(starts_at) != site.day(now):
        return Refusal("wrong_day", starts_at, come_from)
    if ticket is not None:
        return _here_before(ticket, starts_at)
    if now < come_from:
        return Refusal("too_early", starts_at, come_from)
    if shown_at(sent_at, site, now) > starts_at + timedelta(minutes=site.late_minutes):
        return Refusal("too_late", starts_at)
    return Accepted()


def _here_before(ticket: Ticket, starts_at: datetime) -> Verdict:
    if ticket.state == "done":
        return Refusal("finished", starts_at)
    return AlreadyHere(ticket, ticket.state in ("no_show", "left", "parked"))


def prints_again(ticket: Ticket, now: datetime) -> bool:
    """Whether a second check-in prints: only when no slip came out or is about to.

    So eight kiosks with one letter give one slip, and an empty printer can be asked again.
    """
    if ticket.paper == "pending":
        return ticket.paper_at is None or now - ticket.paper_at > PRINT_AGAIN_AFTER
    return ticket.paper in ("none", "failed", "unclear", "abandoned")
