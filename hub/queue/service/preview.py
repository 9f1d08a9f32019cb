"""How another rule would have ordered the last day: what an office looks at before it decides."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.kit.database import Session
from hub.queue import repository
from hub.queue.repository import history
from hub.queue.rules import OrderRule, Replayed, past_day, replay
from hub.queue.service.order import desk_of
from hub.sites import service as sites
from wire.ids import SiteId


@dataclass(frozen=True)
class Preview:
    """The visits of a day, in the order of coming; `day` is None where there was none yet."""

    day: date | None
    visits: tuple[Replayed, ...]


def preview(session: Session, site: SiteId, rule: OrderRule, *, now: datetime) -> Preview:
    """The last day before today on which anybody came, ordered by `rule`.

    With the desks that the house has now, all of them open.
    """
    day = repository.last_day(session, site, sites.site(session, site).day(now))
    if day is None:
        return Preview(None, ())
    tickets = repository.tickets(session, site, day)
    logs = history.log_of(session, [one.id for one in tickets])
    desks = [desk_of(session, site, room) for room in sites.rooms(session, site)]
    return Preview(day, replay(past_day(tickets, logs, desks), rule))
