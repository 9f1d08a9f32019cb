"""Puts the picture of one desk together, out of what the lower rooms know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.desk import rules, schemas
from hub.kit.database import Session
from hub.queue import service as queue
from hub.queue.rules import (
    IN_LINE,
    OPEN_STATES,
    UNDO_WITHIN,
    UNSEEN_AFTER,
    CallView,
    OrderRule,
    Reason,
    Ticket,
    due_at,
    minutes,
    near_bound,
    place,
    unshown,
)
from hub.sites import service as sites
from hub.sites.rules import Concern, Room, Site, groups
from wire.ids import SiteId

WAITING_SHOWN: Final = 10
"""Nobody reads more on a phone; the rest is a number."""
MISSED_SHOWN: Final = 5


@dataclass(frozen=True)
class _View:
    """What all lines of one picture are drawn with."""

    session: Session
    site: Site
    now: datetime
    rooms: Mapping[str, Room]
    concerns: Mapping[str, Concern]
    booked: Mapping[str, Appointment]
    rule: OrderRule
    names: bool

    def concern(self, concern: str) -> str:
        found = self.concerns.get(concern)
        return found.name["de"] if found else concern

    def room(self, label: str) -> str:
        found = self.rooms.get(label)
        return found.name["de"] if found else label

    def person(self, ticket: Ticket) -> str | None:
        found = self.booked.get(ticket.appointment_id or "")
        return found.person if found and self.names else None


def picture(
    session: Session, site_id: SiteId, *, room: str | None, name: str, login: str, names: bool,
    now: datetime,
) -> schemas.Desk:  # fmt: skip
    """The desk in `room` as whoever is called `name` sees it. Raises UnknownSite.

    `login`: as whom they act; what they did last can be taken back for a while. Without `names`
    it says of nobody who they are. A room that the house no longer has counts as none.
    """
    site = sites.site(session, site_id)
    booked = appointments.expected(session, site_id, day=site.day(now))
    view = _View(
        session, site, now,
        {one.label: one for one in sites.rooms(session, site_id)},
        {one.id: one for one in sites.concerns(session, site_id)},
        {one.id: one for one in booked}, queue.rule(session, site_id), names,
    )  # fmt: skip
    tickets = queue.today(session, site_id, now=now)
    here = view.rooms.get(room or "")
    mine = [one for one in booked if rules.is_mine(one, here.label if here else None, name)]
    return schemas.Desk(
        site=site_id,
        site_name=site.name,
        timezone=site.timezone,
        at=now,
        bound_minutes=view.rule.bound,
        appointments=_appointments(view, mine, tickets, here),
        rooms=tuple(schemas.Choice(id=r.label, name=r.name["de"]) for r in view.rooms.values()),
        concerns=_concerns(view),
        **_at_desk(view, here, tickets),
        undo=_undo(view, login),
    )


def _at_desk(view: _View, here: Room | None, tickets: tuple[Ticket, ...]) -> dict[str, Any]:
    """What there is to see of the room itself; nothing without one."""
    if here is None:
        nothing = dict.fromkeys(("room", "room_name", "closed", "current", "next_ticket"))
        empty = dict.fromkeys(("waiting", "held", "parked", "missed"), ())
        return {**nothing, **empty, "more_waiting": 0}
    waiting = [one for one in tickets if one.state in IN_LINE]
    chosen = queue.choice(view.session, view.site.id, waiting, here, now=view.now)
    last = [one for one in tickets if one.call is not None and one.call.room == here.label]
    current = next((one for one in last if one.state in OPEN_STATES), None)
    missed = sorted(
        (one for one in last if one.state == "no_show"), key=lambda one: one.ended_at or view.now
    )
    return {
        "room": here.label,
        "room_name": here.name["de"],
        "closed": _closed(view, here),
        "current": _current(view, current, current.call) if current and current.call else None,
        "next_ticket": chosen.next.id if chosen.next else None,
        "waiting": tuple(_waiting(view, one) for one in chosen.order[:WAITING_SHOWN]),
        "more_waiting": max(0, len(chosen.order) - WAITING_SHOWN),
        "held": tuple(
            schemas.Held(**_visitor(view, one.ticket), until=one.until) for one in chosen.held
        ),
        "parked": tuple(
            schemas.Visitor(**_visitor(view, one)) for one in last if one.state == "parked"
        ),
        "missed": tuple(
            schemas.Visitor(**_visitor(view, one)) for one in reversed(missed[-MISSED_SHOWN:])
        ),
    }


def _visitor(view: _View, one: Ticket, since: datetime | None = None) -> dict[str, Any]:
    return {
        "ticket_id": one.id,
        "number": one.number,
        "zone": one.zone,
        "concern": view.concern(one.concern),
        "further": tuple(view.concern(each) for each in one.concerns),
        "persons": one.persons,
        "lang": one.lang,
        "person": view.person(one),
        "appointment_at": one.appointment_at,
        "needs": one.needs if view.names else (),
        "since": since or one.since,
        "minutes": minutes(since or one.since, view.now),
    }


def _waiting(view: _View, one: Ticket) -> schemas.Waiting:
    here = place(one, view.rule)
    return schemas.Waiting(
        **_visitor(view, one),
        counts_at=here.at,
        why=tuple(_why(view, reason) for reason in here.reasons),
        early=view.now < due_at(one, view.rule),
        near_bound=near_bound(one, view.rule, view.now),
        transferred=one.transferred_from is not None,
    )


def _why(view: _View, one: Reason) -> schemas.Why:
    """Which need it is speaks of health: whoever may not know it hears that there is one."""
    return schemas.Why(
        cause=one.cause, at=one.at, minutes=one.minutes, need=one.need if view.names else None
    )


def _current(view: _View, one: Ticket, call: CallView) -> schemas.Current:
    addressees = queue.addressees_of(view.session, view.site.id, call, now=view.now)
    called_at, calling = call.called_at, one.state == "called"
    since = called_at if calling else one.started_at or called_at
    _, notes = queue.history(view.session, one.id) if view.names else ((), ())
    return schemas.Current(
        **_visitor(view, one, since),
        state=one.state,
        called_at=called_at,
        attempt=call.attempt,
        gap=unshown(called_at, addressees, view.now) if calling else None,
        seen_on=tuple(each.name or each.device for each in addressees if each.shown_at),
        turns_at=called_at + UNSEEN_AFTER if calling else None,
        next_concerns=tuple(
            schemas.Choice(id=each, name=view.concern(each)) for each in one.concerns
        ),
        notes=tuple(schemas.Note(**vars(each)) for each in notes),
    )


def _closed(view: _View, here: Room) -> schemas.Closed | None:
    away = sites.away(view.session, view.site.id, here.label, now=view.now)
    if away is not None:
        return schemas.Closed(until=away.ends_at, ends_at=away.ends_at, away=True)
    shut = queue.closure(view.session, view.site.id, here.label, now=view.now)
    if shut is None:
        return None
    until = None if shut.whole_day else shut.until
    return schemas.Closed(until=until, ends_at=shut.until, away=False)


def _undo(view: _View, login: str) -> schemas.Undo | None:
    found = queue.last_act(view.session, view.site.id, login, now=view.now)
    if found is None:
        return None
    one, act = found
    return schemas.Undo(
        ticket_id=one.id, number=one.number, event=act.event, until=act.at + UNDO_WITHIN
    )


def _appointments(
    view: _View, mine: list[Appointment], tickets: tuple[Ticket, ...], here: Room | None
) -> tuple[schemas.Booked, ...]:
    """Those that are still to be had come first."""
    by_appointment = {one.appointment_id: one for one in tickets if one.appointment_id}
    lines = [_booked(view, one, by_appointment.get(one.id), here) for one in mine]
    return tuple(sorted(lines, key=lambda one: (one.state not in rules.AHEAD, one.starts_at)))


def _booked(
    view: _View, one: Appointment, ticket: Ticket | None, here: Room | None
) -> schemas.Booked:
    state = rules.coming(one, ticket, view.now, timedelta(minutes=view.site.late_minutes))
    since = ticket.since if ticket else one.starts_at
    elsewhere = one.room if one.room and (here is None or one.room != here.label) else None
    return schemas.Booked(
        appointment_id=one.id,
        starts_at=one.starts_at,
        person=one.person if view.names else None,
        concern=view.concern(one.concern),
        lang=one.lang,
        state=state,
        minutes=minutes(since, view.now),
        arrived_at=ticket.since if ticket else None,
        ticket_id=ticket.id if ticket else None,
        number=ticket.number if ticket else None,
        zone=ticket.zone if ticket else None,
        elsewhere=view.room(elsewhere) if elsewhere else None,
    )


def _concerns(view: _View) -> tuple[schemas.Choice, ...]:
    """Those that some room serves; a group leads to others and is none."""
    above = groups(view.concerns.values())
    served = {
        concern
        for room in view.rooms.values()
        for concern in queue.desk_of(view.session, view.site.id, room).concerns
    }
    return tuple(
        schemas.Choice(id=one.id, name=one.name["de"])
        for one in view.concerns.values()
        if one.id not in above and one.id in served
    )
