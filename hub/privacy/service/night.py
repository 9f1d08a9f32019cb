"""What the night has deleted, what it will delete next, and whether anything was left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from hub.kit import jobs
from hub.kit.database import Change, Session
from hub.kit.jobs import Report
from hub.privacy.repository import due, erasures
from hub.privacy.rules import ENDING, ERASURES_KEPT, Clock, Holding
from hub.privacy.rules.parts import Then
from hub.sites import service as sites
from wire.ids import SiteId

NIGHT: Final = "forget"
"""The job of `hub.bridge.housekeeping`."""
SOON: Final = timedelta(days=7)
REPORTS_SHOWN: Final = 14


@dataclass(frozen=True)
class Due:
    """Rows of a table that end together: how many by now, how many within SOON besides."""

    table: str
    columns: tuple[str, ...]
    then: Then
    since: Clock
    step: str
    now: int
    soon: int


def due_soon(session: Session, site_id: SiteId, now: datetime) -> tuple[Due, ...]:
    """All that ends by itself, in the register's order; what is due now the next night ends."""
    site = sites.site(session, site_id)
    then = now + SOON
    found = []
    for together in _together(ENDING):
        one = together[0]
        over = due.count(session, site_id, together, now, site.day(now))
        soon = due.count(session, site_id, together, then, site.day(then))
        columns = tuple(label for part in together for label in part.columns.values())
        found.append(Due(one.table, columns, one.then, one.since, one.step, over, soon - over))
    return tuple(found)


def nights(session: Session, site: SiteId, most: int = REPORTS_SHOWN) -> list[Report]:
    """What the last nights have done, the newest first."""
    return jobs.reports(session, site, NIGHT, most)


def forget_erasures(change: Change, *, now: datetime) -> None:
    """The proof of deletions that nobody asks for any more."""
    erasures.forget(change.session, change.site, now - ERASURES_KEPT)


def _together(holdings: Sequence[Holding]) -> list[tuple[Holding, ...]]:
    """Holdings of a table that end at the same moment in the same way."""

    def end(one: Holding) -> tuple[str, str, str, str]:
        return one.table, one.since.column, str(one.since.kept), one.then

    return [tuple(group) for _, group in groupby(sorted(holdings, key=end), key=end)]
