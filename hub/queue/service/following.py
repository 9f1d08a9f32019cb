"""Whoever follows their own ticket on a phone: its secret, and its place in the queue."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import Ahead, Desk, Ticket, ahead
from hub.queue.service.common import site_of
from hub.queue.service.doors import closures
from hub.sites import service as sites
from wire.ids import SiteId

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's 32, which nobody mistakes for each other: five bits each."""
_LENGTH: Final = 26


def new_follow_token() -> str:
    """130 random bits. Kept as it is, because a slip that is printed again bears it again."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def forget_follows(change: Change, *, now: datetime) -> None:
    """The pages of earlier days' tickets are gone for good."""
    repository.forget_follows(change.session, change.site, site_of(change).day(now))


def places(
    session: Session, site: SiteId, tickets: Sequence[Ticket], *, now: datetime
) -> dict[str, Ahead]:
    """Who of the day's `tickets` waits behind how many, by ticket id.

    A room that is closed for the rest of the day calls nobody.
    """
    shut = {room for room, one in closures(session, site, now=now).items() if one.whole_day}
    desks = [
        Desk(room.label, frozenset(room.concerns))
        for room in sites.rooms(session, site)
        if room.label not in shut
    ]
    minutes = {one.id: one.service_minutes for one in sites.concerns(session, site)}
    bound = timedelta(minutes=sites.site(session, site).walkin_bound_minutes)
    return ahead(tickets, desks, minutes, now, bound)
