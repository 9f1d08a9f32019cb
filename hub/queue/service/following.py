"""Whoever follows their own ticket on a phone: its secret, and its place in the queue."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import Ahead, Ticket, ahead
from hub.queue.service.common import rule_of, site_of
from hub.queue.service.doors import closures
from hub.queue.service.order import desk_of
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

    A room that is closed calls nobody; where all are, those count that open again today.
    """
    closed = closures(session, site, now=now)
    shut = {room for room, one in closed.items() if one.whole_day}
    shut |= sites.rooms_away(session, site, now=now)
    desks = [
        desk_of(session, site, room)
        for room in sites.rooms(session, site)
        if room.label not in shut
    ]
    minutes = {one.id: one.service_minutes for one in sites.concerns(session, site)}
    resting = frozenset(one.room for one in closed.values() if not one.whole_day)
    return ahead(tickets, desks, minutes, now, rule_of(session, site), resting)
