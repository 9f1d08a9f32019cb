"""Waiting times: what a newcomer is promised, and how long everybody in line still waits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from hub.kit.database import Change, Session, kept, revision_in
from hub.queue.repository import desks, past
from hub.queue.rules import (
    IN_LINE,
    DeskNow,
    Estimate,
    Expected,
    Outlook,
    ServiceTimes,
    Ticket,
    learnt,
    occupations,
    outlook,
)
from hub.queue.rules.times import MINUTE
from hub.queue.service.common import OUTLOOK, rule_of
from hub.queue.service.doors import closures
from hub.queue.service.order import desk_of, nobody_there
from hub.sites import service as sites
from wire.ids import SiteId, ZoneId

Coming = Callable[[], Iterable[Expected]]
"""Who is to come today, asked only where the answer is needed: the queue knows no appointments."""

KEPT_FOR: Final = timedelta(seconds=5)
"""So old may be what this process has worked out. It forgets at once what its own acts change;
what other processes have done meanwhile moves no range in steps of five minutes."""
LEARNT_FROM: Final = timedelta(days=28)
MOST_VISITS: Final = 3000
"""So many of the newest visits tell how long concerns take: read once a day by each process."""


def promise(change: Change, one: Ticket, *, coming: Coming, now: datetime) -> Estimate | None:
    """How long somebody waits who joins the queue at this moment; None: nobody can say.

    Whoever joins last costs no look at the queue, while it is as this process last knew it.
    """
    shelf, key = kept(change.session), (OUTLOOK, change.site)
    known: Outlook | None = shelf.get(key)
    if known is not None and abs(now - known.at) < KEPT_FOR and known.ends_before(one):
        told = known.join(one)
        return told.after(max(0.0, (now - known.at) / MINUTE)) if told else None
    day = sites.site(change.session, change.site).day(now)
    line = [*desks.line(change.session, change.site, day), one]
    shelf[key], everybody = _played(change.session, change.site, line, coming, now)
    return everybody.get(one.id)


def estimates(
    session: Session, site: SiteId, tickets: Sequence[Ticket], *, coming: Coming, now: datetime
) -> Mapping[str, Estimate]:
    """How long each of the day's `tickets` waits that is in line, by its id.

    One that no desk will call today has none. Worked out once for each revision in a process.
    """
    shelf, key, revision = kept(session), ("estimates", site), revision_in(session, site)
    at, of, told = shelf.get(key, (now, None, {}))
    if of != revision or abs(now - at) >= KEPT_FOR:
        _, told = _played(session, site, tickets, coming, now)
        shelf[key] = now, revision, told
    found: Mapping[str, Estimate] = told
    return found


def zone_waits(
    session: Session, site: SiteId, *, coming: Coming, now: datetime
) -> dict[ZoneId, tuple[int, int]]:
    """How many minutes the last one in each zone still waits, least and most, for its boards.

    Zones in which nobody waits, or of whom nobody can say when, are left out.
    """
    day = sites.site(session, site).day(now)
    line = desks.line(session, site, day)
    told = estimates(session, site, line, coming=coming, now=now)
    found: dict[ZoneId, tuple[int, int]] = {}
    for one in line:
        if one.state != "arrived" and (known := told.get(one.id)) is not None:
            longest = found.get(one.zone, (0, 0))
            found[one.zone] = max(longest, known.minutes, key=lambda span: (span[1], span[0]))
    return found


def desks_now(session: Session, site: SiteId, *, now: datetime) -> list[DeskNow]:
    """The desks that call today, with who keeps them; not those that are shut for the day."""
    closed = closures(session, site, now=now)
    shut = {room for room, one in closed.items() if one.whole_day}
    shut |= nobody_there(session, site, now=now)
    day = sites.site(session, site).day(now)
    busy = desks.kept_by_visits(session, site, day)
    idle = desks.idle_since(session, site, day)
    return [
        DeskNow(
            desk_of(session, site, room),
            busy.get(room.label),
            closed_until=closed[room.label].until if room.label in closed else None,
            idle_since=idle.get(room.label),
        )
        for room in sites.rooms(session, site) if room.label not in shut
    ]  # fmt: skip


def service_times(session: Session, site: SiteId, *, now: datetime) -> ServiceTimes:
    """How long visits take by concern, out of the weeks before this day; the same all day long."""
    here = sites.site(session, site)
    day = here.day(now)
    said = {one.id: one.service_minutes for one in sites.concerns(session, site)}
    shelf, key = kept(session), ("times", site)
    known: tuple[object, ServiceTimes] | None = shelf.get(key)
    if known is None or known[0] != (day, said):
        first = past.first_day(session, site, day - LEARNT_FROM, day, most=MOST_VISITS)
        logs = past.logs(session, site, first, day - timedelta(days=1), here.day)
        seen = [one for _, log in logs for one in occupations(log)]
        known = shelf[key] = (day, said), learnt(seen, said)
    return known[1]


def _played(
    session: Session, site: SiteId, line: Iterable[Ticket], coming: Coming, now: datetime
) -> tuple[Outlook, dict[str, Estimate]]:
    waiting = [one for one in line if one.state in IN_LINE]
    here = {one.appointment_id for one in waiting}
    return outlook(
        waiting, desks_now(session, site, now=now),
        [one for one in coming() if one.id not in here],
        service_times(session, site, now=now), now, rule_of(session, site),
    )  # fmt: skip
