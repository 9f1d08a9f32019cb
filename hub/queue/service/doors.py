"""Rooms that are closed for a while, and what the signs at the doors say."""

import logging
from datetime import datetime

from hub.devices import service as devices
from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import (
    CALL_LASTS,
    AlreadyOver,
    Closure,
    DeskIsBusy,
    DoorView,
    door,
)
from hub.queue.service.common import forget_outlook, site_of
from hub.queue.tables import RoomClosureRow
from hub.sites import service as sites
from wire import topics
from wire.ids import RoomId, SiteId
from wire.messages import Door

log = logging.getLogger("hub.queue")


def close_room(change: Change, room: str, *, until: datetime | None, now: datetime) -> Closure:
    """Receive nobody in the room until a moment of this day; None: for the rest of the day.

    Raises UnknownRoom, AlreadyOver, and DeskIsBusy while somebody is called there. Whoever is
    within may stay.
    """
    here = sites.room(change.session, change.site, room)
    site = site_of(change)
    _, midnight = site.bounds(site.day(now))
    if until is not None and not now < until <= midnight:
        raise AlreadyOver(room=room)
    busy = repository.open_call_in_room(change.session, change.site, here.label)
    if busy is not None and busy[1].state == "called":
        raise DeskIsBusy(number=repository.ticket(busy[1], None).number, room=room)
    open_room(change, room, now=now, tell=False)
    row = RoomClosureRow(
        site=change.site, room=here.label, until=until or midnight, whole_day=until is None
    )
    change.session.add(row)
    change.session.flush()
    publish_door(change, here.label, now=now)
    log.info("room_closed", extra={"site": change.site, "room": here.label})
    return repository.closure(row)


def open_room(change: Change, room: str, *, now: datetime, tell: bool = True) -> None:
    """Receive people again, before the time. Raises UnknownRoom."""
    here = sites.room(change.session, change.site, room)
    forget_outlook(change)
    row = repository.closure_row(change.session, change.site, here.label)
    if row is not None:
        change.session.delete(row)
        change.session.flush()
    if tell:
        publish_door(change, here.label, now=now)


def closure(session: Session, site: SiteId, room: str, *, now: datetime) -> Closure | None:
    """Until when nobody is received in the room; None: it is open."""
    return closures(session, site, now=now).get(room)


def closures(session: Session, site: SiteId, *, now: datetime) -> dict[str, Closure]:
    """The rooms that are closed now, by label."""
    return {one.room: one for one in repository.closures(session, site) if now < one.until}


def door_view(session: Session, site: SiteId, room: str, *, now: datetime) -> DoorView:
    """What the sign at the room's door says."""
    found = repository.open_call_in_room(session, site, room)
    shut = _shut(session, site, room, now=now)
    if found is None:
        return door(None, None, shut, now)
    call, ticket = found
    return door(repository.ticket(ticket, None).state, repository.call(call, ticket), shut, now)


def _shut(session: Session, site: SiteId, room: str, *, now: datetime) -> Closure | None:
    """Closed by hand or entered as away: whichever ends last."""
    found = [one for one in (closure(session, site, room, now=now),) if one is not None]
    away = sites.away(session, site, room, now=now)
    if away is not None:
        here = sites.site(session, site)
        _, midnight = here.bounds(here.day(now))
        until = min(away.ends_at, midnight)
        found.append(Closure(RoomId(room), until, whole_day=until == midnight))
    return max(found, key=lambda one: one.until, default=None)


def publish_doors(change: Change, *, now: datetime) -> None:
    """Tell all signs at doors anew: after a start, or when the broker has lost its memory."""
    for room in {one.room for one in devices.doors(change.session, change.site) if one.room}:
        publish_door(change, room, now=now)


def publish_door(change: Change, room: RoomId, *, now: datetime) -> None:
    """Tell the signs at the room's door, where it has any."""
    views = devices.views(change.session, change.site)
    signs = [one for one in views if one.role == "door" and one.room == room]
    if not signs:
        return
    change.session.flush()
    state = _message(door_view(change.session, change.site, room, now=now), room, change.revision)
    for sign in signs:
        change.publish(topics.DOOR, state, dev=sign.id)


def turned(session: Session, site: SiteId, *, after: datetime, now: datetime) -> set[str]:
    """Rooms whose door says something else by the passing of time alone since `after`."""
    reopened = {one.room for one in repository.closures(session, site) if after < one.until <= now}
    expired = repository.rooms_called_between(session, site, after - CALL_LASTS, now - CALL_LASTS)
    away = {
        one.room for one in sites.absences(session, site)
        if one.room is not None
        and (after < one.starts_at <= now or after < one.ends_at <= now)
    }  # fmt: skip
    return reopened | expired | away


def _message(view: DoorView, room: RoomId, rev: int) -> Door:
    call = view.call
    if call is None:
        return Door(rev=rev, room=room, state=view.state, until=view.until)
    return Door(
        rev=rev, room=room, state=view.state, call_id=call.call_id, attempt=call.attempt,
        number=call.number, lang=call.lang, called_at=call.called_at,
        expires_at=call.expires_at if view.state == "enter" else None,
    )  # fmt: skip
