"""What has happened in the sample house so far today: some visits are over, some people wait."""

from datetime import datetime, timedelta

from hub.kit.database import Database
from hub.queue import service
from hub.queue.rules import NewTicket
from hub.sites import service as sites
from wire.ids import ConcernId, SiteId

SERVED = (
    (78, "unterlagen", "Schalter 1"),
    (66, "geldleistung", "Schalter 2"),
    (52, "weiterbewilligung", "Schalter 3"),
    (41, "arbeitsvermittlung", "2.16"),
)
"""Minutes ago, concern, and where the visit took place."""
WAITING = ((24, "geldleistung"), (9, "unterlagen"))


def furnish(database: Database, site: SiteId, now: datetime) -> None:
    """Walk-ins of the day so far; what would fall on yesterday is left out."""
    with database.read() as session:
        house = sites.house(session, site)
    zones = {concern.id: concern.zone for concern in house.concerns}
    for ago, key, room in SERVED + tuple((ago, key, None) for ago, key in WAITING):
        at, concern = now - timedelta(minutes=ago), ConcernId(key)
        if house.site.day(at) != house.site.day(now):
            continue
        with database.change(site) as change:
            ticket = service.issue(change, NewTicket(concern, zones[concern], "de"), now=at)
        if room is not None:
            serve(database, site, ticket.id, room, at + timedelta(minutes=7))


def serve(database: Database, site: SiteId, ticket: str, room: str, at: datetime) -> None:
    """A whole visit: called at `at`, in the room a minute later, out after twelve."""
    with database.change(site) as change:
        service.call_ticket(change, ticket, room, actor="demo", now=at)
        service.start(change, ticket, actor="demo", now=at + timedelta(minutes=1))
        service.finish(change, ticket, actor="demo", now=at + timedelta(minutes=12))
