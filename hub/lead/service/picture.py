"""Puts the manager's floor together, out of what the lower rooms know; nobody's name is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hub.appointments import service as appointments
from hub.devices import service as devices
from hub.devices.rules import trouble_text
from hub.identity import service as identity
from hub.kit.database import Session
from hub.lead import rules, schemas, texts
from hub.queue import service as queue
from hub.queue.rules import (
    CALL_LASTS,
    IN_LINE,
    IN_THE_HOUSE,
    OPEN_STATES,
    Closure,
    Desk,
    OrderRule,
    Ticket,
    unshown,
)
from hub.sites import service as sites
from hub.sites.rules import Absence, Concern, House, Room
from hub.sites.rules.plan import Drawn, drawn
from wire.ids import RoomId, SiteId


@dataclass(frozen=True)
class _View:
    """What all parts of one picture are drawn with."""

    session: Session
    house: House
    now: datetime
    tickets: tuple[Ticket, ...]
    desks: Mapping[RoomId, Desk]
    open: tuple[Desk, ...]
    closures: Mapping[str, Closure]
    rule: OrderRule
    left: Mapping[RoomId, Absence]

    @property
    def site(self) -> SiteId:
        return self.house.site.id

    def concern(self, concern: str) -> str:
        return next((one.name["de"] for one in self.house.concerns if one.id == concern), concern)

    def room(self, label: str) -> str:
        return next((one.name["de"] for one in self.house.rooms if one.label == label), label)

    def minutes(self, since: datetime) -> int:
        return max(0, int((self.now - since).total_seconds() // 60))


def picture(session: Session, site: SiteId, *, now: datetime) -> schemas.Floor:
    """The whole house at this moment. Raises UnknownSite."""
    house = sites.house(session, site)
    view = _View(
        session, house, now, queue.today(session, site, now=now),
        {one.label: queue.desk_of(session, site, one) for one in house.rooms},
        queue.open_desks(session, site, now=now), queue.closures(session, site, now=now),
        queue.rule(session, site), _left(session, site, now),
    )  # fmt: skip
    waiting = [one for one in view.tickets if one.state in IN_LINE]
    return schemas.Floor(
        site=site,
        site_name=house.site.name,
        timezone=house.site.timezone,
        at=now,
        promise_minutes=house.site.promise_minutes,
        bound_minutes=view.rule.bound,
        inside=sum(one.persons for one in view.tickets if one.state in IN_THE_HOUSE),
        waiting=len(waiting),
        longest=max((view.minutes(one.since) for one in waiting), default=0),
        open_desks=len(view.open),
        desks=len(view.desks),
        alerts=tuple(_told(view, one) for one in rules.by_urgency(_alerts(view))),
        queues=_queues(view),
        rooms=tuple(_room(view, one) for one in house.rooms),
    )


def drawn_house(session: Session, site: SiteId) -> tuple[Drawn, ...]:
    """The floors as plans, in metres."""
    return drawn(sites.house(session, site))


def _room(view: _View, one: Room) -> schemas.RoomNow:
    ticket = next(
        (
            each
            for each in view.tickets
            if each.state in OPEN_STATES and each.call and each.call.room == one.label
        ),
        None,
    )
    told = _has(view, ticket) if ticket else _empty(view, one)
    return schemas.RoomNow(
        room=one.label, name=one.name["de"], zone=one.zone, floor=one.floor, **told
    )


def _has(view: _View, ticket: Ticket) -> dict[str, Any]:
    called_at = ticket.call.called_at if ticket.call else ticket.issued_at
    since = ticket.started_at or called_at if ticket.state == "serving" else called_at
    return {
        "state": ticket.state, "number": ticket.number, "since": since,
        "minutes": view.minutes(since),
    }  # fmt: skip


def _empty(view: _View, one: Room) -> dict[str, Any]:
    entered = sites.away(view.session, view.site, one.label, now=view.now)
    away = entered or view.left.get(one.label)
    if away is not None:
        return {"state": "away", "since": away.starts_at, "until": away.ends_at}
    shut = view.closures.get(one.label)
    if shut is not None:
        return {"state": "closed", "until": None if shut.whole_day else shut.until}
    ended = [
        each.ended_at
        for each in view.tickets
        if each.ended_at and each.call and each.call.room == one.label
    ]
    since = max(ended, default=None)
    return {"state": "free", "since": since, "minutes": view.minutes(since) if since else 0}


def _queues(view: _View) -> tuple[schemas.Queue, ...]:
    soon = view.now + timedelta(hours=1)
    day = view.house.site.day(view.now)
    booked = appointments.expected(view.session, view.site, day=day)
    coming = [one for one in booked if one.state == "booked" and view.now <= one.starts_at <= soon]
    zone_of = {one.id: one.zone for one in view.house.concerns}
    return tuple(
        schemas.Queue(
            id=zone.id,
            name=zone.name["de"],
            zone=zone.id,
            expected_next_hour=sum(zone_of.get(one.concern) == zone.id for one in coming),
            concerns=_concerns(view, zone.id),
            **_load(view, [one for one in view.tickets if one.zone == zone.id], zone=zone.id),
        )
        for zone in view.house.zones
    )


def _concerns(view: _View, zone: str) -> tuple[schemas.Load, ...]:
    """Those for which somebody of the zone waits, in the office's order."""
    found = []
    for one in view.house.concerns:
        tickets = [each for each in view.tickets if (each.concern, each.zone) == (one.id, zone)]
        if any(each.state in IN_LINE for each in tickets):
            told = _load(view, tickets, concern=one)
            found.append(schemas.Load(id=one.id, name=one.name["de"], zone=zone, **told))
    return tuple(found)


def _load(
    view: _View, tickets: Sequence[Ticket], *, zone: str = "", concern: Concern | None = None
) -> dict[str, Any]:
    """Of a zone with the desks that stand in it, or of a concern with those that serve it."""

    def counts(desk: Desk) -> bool:
        if concern is not None:
            return concern.id in desk.concerns
        return any(one.label == desk.room and one.zone == zone for one in view.house.rooms)

    crowd = rules.Crowd(
        tuple(tickets), sum(map(counts, view.open)), sum(map(counts, view.desks.values())),
        {one.id: one.service_minutes for one in view.house.concerns},
    )  # fmt: skip
    found = rules.load(crowd, view.house.site.promise_minutes, view.now)
    return {**vars(found), "short": found.short}


def _alerts(view: _View) -> list[rules.Alert]:
    found = rules.device_alerts(devices.overview(view.session, view.site, now=view.now), view.now)
    for concern, line in rules.unserved(view.tickets, view.open).items():
        found.append(_group("unserved", view.concern(concern), line, line[0].since))
    for zone, line in rules.near(view.tickets, view.rule, view.now).items():
        found.append(_group("bound", zone, line, rules.near_since(line[0], view.rule)))
    found += _calls(view)
    for absence in sites.absences(view.session, view.site):
        if absence.room is not None and absence.covers(view.now):
            name = view.room(absence.room)
            found.append(rules.Alert("away", absence.starts_at, name, until=absence.ends_at))
    for room, one in view.left.items():
        found.append(rules.Alert("left", one.starts_at, view.room(room), until=one.ends_at))
    return found + _stranded(view)


def _left(session: Session, site: SiteId, now: datetime) -> dict[RoomId, Absence]:
    """Desks that all have left who work there, each with the absence that ends first."""
    own = identity.own_desks(session, site)
    known = [one for one in sites.absences(session, site) if one.covers(now)]
    entered = {one.room for one in known}
    return {
        room: min((one for one in known if one.staff in own[room]), key=lambda one: one.ends_at)
        for room in queue.nobody_there(session, site, now=now) - entered
    }


def _stranded(view: _View) -> list[rules.Alert]:
    """Appointments of the rest of the day at a desk where nobody will be, by desk."""
    if not sites.absences(view.session, view.site):
        return []
    booked = appointments.expected(view.session, view.site, day=view.house.site.day(view.now))
    coming = [one for one in booked if one.state == "booked" and one.starts_at >= view.now]
    empty = {
        at: queue.nobody_there(view.session, view.site, now=view.now, at=at)
        for at in {one.starts_at for one in coming}
    }
    found: dict[RoomId, list[str]] = {}
    for one in coming:
        if one.room is not None and one.room in empty[one.starts_at]:
            at = f"{view.house.site.local(one.starts_at):%H:%M}"
            found.setdefault(one.room, []).append(at)
    return [
        rules.Alert("stranded", view.now, view.room(room), times=tuple(times))
        for room, times in found.items()
    ]


def _group(
    kind: rules.AlertKind, name: str, line: Sequence[Ticket], since: datetime
) -> rules.Alert:
    return rules.Alert(kind, since, name, numbers=tuple(one.number for one in line))


def _calls(view: _View) -> Iterator[rules.Alert]:
    """Calls that no display shows, and those that have expired without a word of their desk."""
    calls = [one.call for one in view.tickets if one.state == "called" and one.call]
    shown = queue.addressees(view.session, view.site, [c.call_id for c in calls], now=view.now)
    for call in calls:
        expired = call.called_at + CALL_LASTS
        name, numbers = view.room(call.room), (call.number,)
        if unshown(call.called_at, shown.get((call.call_id, call.attempt), ()), view.now):
            yield rules.Alert("unseen", call.called_at, name, numbers=numbers)
        elif view.now >= expired:
            yield rules.Alert("uncome", expired, name, numbers=numbers)


def _told(view: _View, one: rules.Alert) -> schemas.Alert:
    text = texts.ALERTS[one.kind]
    said = {
        "name": one.name,
        "ref": one.ref,
        "numbers": ", ".join(one.times) or texts.numbers(one.numbers),
        "wait": "wartet" if len(one.numbers) == 1 else "warten",
        "troubles": ", ".join(trouble_text(key).rstrip(".") for key in one.troubles),
    }
    return schemas.Alert(
        kind=one.kind,
        since=one.since,
        minutes=view.minutes(one.since),
        text=text.text.format(**said),
        todo=text.todo,
        link=text.link.format(**said),
        link_text=text.link_text,
    )
