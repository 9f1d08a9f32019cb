"""What the displays of a zone show, told with each change."""

from datetime import datetime

from hub.kit.database import Change, Session
from hub.queue import repository
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
    return Board(zone=zone, rev=rev, calls=calls, waiting=waiting)


def publish_boards(change: Change, *, now: datetime) -> None:
    """Tell all boards anew: after a start, or when the broker has lost its memory."""
    for zone in sites.zones(change.session, change.site):
        publish_board(change, zone.id, now=now)


def publish_board(change: Change, zone: ZoneId, *, now: datetime) -> None:
    change.session.flush()
    state = board(change.session, change.site, zone, rev=change.revision, now=now)
    change.publish(topics.BOARD, state, zone=zone)
