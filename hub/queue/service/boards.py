"""What the displays of a zone show, told with each change."""

from collections.abc import Mapping
from datetime import datetime

from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.repository.waits import put_waits, waits
from hub.queue.rules import CALL_LASTS
from hub.sites import service as sites
from wire import topics
from wire.ids import SiteId, ZoneId
from wire.messages import Board

RECENT_CALLS = 5
"""How many calls that are over stay on a board."""
MOST_OPEN_CALLS = 40


def board(session: Session, site: SiteId, zone: ZoneId, *, rev: int, now: datetime) -> Board:
    """Everything the zone's displays show: calls to be followed first, then the last ones."""
    day = sites.site(session, site).day(now)
    calls = repository.calls_of_zone(
        session, site, day, zone, since=now - CALL_LASTS, most=MOST_OPEN_CALLS, over=RECENT_CALLS
    )
    waiting = repository.waiting_count(session, site, day, zone)
    wait = waits(session, site).get(zone) if waiting else None
    return Board(zone=zone, rev=rev, calls=calls, waiting=waiting, wait_minutes=wait)


def told_waits(session: Session, site: SiteId) -> dict[ZoneId, tuple[int, int]]:
    """How many minutes the last one in each zone waits, least and most, as boards were told."""
    return waits(session, site)


def note_waits(change: Change, found: Mapping[ZoneId, tuple[int, int]], *, now: datetime) -> None:
    """Tell the boards whose zones wait longer or shorter than they were told."""
    known = waits(change.session, change.site)
    put_waits(change.session, change.site, found)
    for zone in sorted({*known, *found}):
        if known.get(zone) != found.get(zone):
            publish_board(change, zone, now=now)


def publish_boards(change: Change, *, now: datetime) -> None:
    """Tell all boards anew: after a start, or when the broker has lost its memory."""
    for zone in sites.zones(change.session, change.site):
        publish_board(change, zone.id, now=now)


def publish_board(change: Change, zone: ZoneId, *, now: datetime) -> None:
    change.session.flush()
    state = board(change.session, change.site, zone, rev=change.revision, now=now)
    change.publish(topics.BOARD, state, zone=zone)
