"""The order as the house is now: its desks, who is next for one of them and why, who is due."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from hub.identity import service as identity
from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import Choice, Desk, OrderRule, Ticket, choose, due_at
from hub.queue.service.common import forget_outlook, put_in_place, rule_of, site_of
from hub.queue.service.doors import closures
from hub.queue.service.steps import advance
from hub.sites import service as sites
from hub.sites.rules import Room, rooms_left
from wire.ids import RoomId, SiteId

log = logging.getLogger("hub.queue")

FIRST_LOOK: Final = 8
"""Of a long queue so many are read before all: seldom is more than one held back."""


def desk_of(session: Session, site: SiteId, room: Room) -> Desk:
    """The room as a desk that calls: it serves the concerns for which it has the skill."""
    needed = {one.id: one.required_skill for one in sites.concerns(session, site)}
    able = frozenset(
        one for one in room.concerns if (skill := needed.get(one)) is None or skill in room.skills
    )
    return Desk(room.label, able, frozenset(room.languages))


def open_desks(session: Session, site: SiteId, *, now: datetime) -> tuple[Desk, ...]:
    """The desks that call people now: neither closed nor absent."""
    shut = set(closures(session, site, now=now)) | nobody_there(session, site, now=now)
    rooms = sites.rooms(session, site)
    return tuple(desk_of(session, site, room) for room in rooms if room.label not in shut)


def nobody_there(
    session: Session, site: SiteId, *, now: datetime, at: datetime | None = None
) -> frozenset[RoomId]:
    """Rooms whose desk is away, or left by all who work there; they count as shut.

    Where people are only away, whoever sits down there in their place may call all the same. `at`:
    as it will be then, if nobody changes seats.
    """
    away = sites.rooms_away(session, site, now=at or now)
    absent = sites.staff_away(session, site, now=at or now)
    if not absent:
        return away
    seated: dict[str, frozenset[str]] = {}
    for one in identity.at_desks(session, site, now=now):
        seated[one.room] = seated.get(one.room, frozenset()) | {one.staff_id}
    return away | rooms_left(identity.own_desks(session, site), absent, seated)


def choice(
    session: Session, site: SiteId, waiting: Sequence[Ticket], room: Room, *, now: datetime
) -> Choice:
    """Whom the room would call, in order, out of those who wait."""
    desk = desk_of(session, site, room)
    others = [one for one in open_desks(session, site, now=now) if one.room != desk.room]
    return choose(waiting, desk, now, rule_of(session, site), others)


def first_for(change: Change, room: Room, *, now: datetime) -> Ticket | None:
    """Whom the room calls next."""
    desk, day = desk_of(change.session, change.site, room), site_of(change).day(now)
    rule = rule_of(change.session, change.site)
    for most in (FIRST_LOOK, None):
        found = repository.candidates(change.session, change.site, day, desk, most)
        chosen = choice(change.session, change.site, found, room, now=now).next
        if len(found) != most or (chosen is not None and due_at(chosen, rule) <= now):
            return chosen
    return None


def activate_due(change: Change, *, now: datetime) -> int:
    """Let those who came too early wait like everybody else once their time has come. How many.

    The log says the moment at which it had come, not that at which somebody looked.
    """
    rule, day = rule_of(change.session, change.site), site_of(change).day(now)
    early = timedelta(minutes=rule.due_early)
    rows = repository.early(change.session, change.site, day, now + early)
    for row in rows:
        due = max(row.queued_at, (row.appointment_at or now) - early)
        advance(change, row, "activate", actor="hub", now=due)
    change.session.flush()
    return len(rows)


def anybody_due(session: Session, site: SiteId, *, now: datetime) -> bool:
    """Whether the time of somebody who came too early has come: cheap enough to ask each second."""
    early = timedelta(minutes=rule_of(session, site).due_early)
    day = sites.site(session, site).day(now)
    return bool(repository.early(session, site, day, now + early))


def reorder(change: Change, *, now: datetime) -> None:
    """Give everybody in line the place that the office's rule gives them now."""
    day = site_of(change).day(now)
    for row in repository.in_line(change.session, change.site, day):
        put_in_place(change, row)
    change.session.flush()
    forget_outlook(change)
    log.info("queue_reordered", extra={"site": change.site})


def rule(session: Session, site: SiteId) -> OrderRule:
    """The office's parameters of the order."""
    return rule_of(session, site)
