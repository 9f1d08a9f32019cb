"""What the lower rooms know of a house at one moment, read once for all who look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.devices import service as devices
from hub.devices.rules import Device
from hub.kit.database import Session
from hub.queue import service as queue
from hub.queue.rules import (
    Addressee,
    Choice,
    Closure,
    Desk,
    Entry,
    Estimate,
    OrderRule,
    Ticket,
    choose,
    last_step,
)
from hub.reception.rules import JUST_NOW, by_staff
from hub.sites import service as sites
from hub.sites.rules import Absence, Concern, Room, Site, Zone, groups
from wire.ids import SiteId

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Aside:
    """Since when somebody is put aside, and why."""

    since: datetime
    reason: str


@dataclass(frozen=True)
class House:
    """Everything of one moment that is the same for all who look."""

    site: Site
    now: datetime
    rooms: Mapping[str, Room]
    concerns: Mapping[str, Concern]
    zones: tuple[Zone, ...]
    offered: tuple[Concern, ...]
    """Concerns for which a number can be drawn at this moment."""
    devices: tuple[Device, ...]
    addressees: Mapping[tuple[str, int], tuple[Addressee, ...]]
    rule: OrderRule
    estimates: Mapping[str, Estimate]
    tickets: tuple[Ticket, ...]
    booked: tuple[Appointment, ...]
    asides: Mapping[str, Aside]
    """Of the tickets that are put aside."""
    shut: tuple[Closure, ...]
    away: tuple[Absence, ...]
    """Of the rooms that count as shut for an absence, the one that ends last."""
    told_late: tuple[Ticket, ...]
    waits: tuple[int, ...]
    """Minutes that those who were called today have waited for their first call."""
    acted: Mapping[str, Entry]
    """What colleagues have just done to which visit."""
    desks: Mapping[str, Desk]
    open: tuple[Desk, ...]

    def choice(self, desk: Desk, waiting: Sequence[Ticket]) -> Choice:
        """Whom the desk would call, in order."""
        others = [one for one in self.open if one.room != desk.room]
        return choose(waiting, desk, self.now, self.rule, others)

    @property
    def bound(self) -> timedelta:
        return timedelta(minutes=self.rule.bound)

    def room_name(self, label: str) -> str:
        room = self.rooms.get(label)
        return room.name["de"] if room else label

    def device_name(self, device: str) -> str:
        found = (one.place.name for one in self.devices if one.place.id == device)
        return next(found, device)

    def is_there(self, device: str | None) -> bool:
        return any(one.place.id == device and one.online for one in self.devices)

    def place_name(self, name: str) -> str:
        """Of a room or of a concern, whichever has this label."""
        return self.room_name(name) if name in self.rooms else self.concern(name)

    def concern(self, concern: str) -> str:
        found = self.concerns.get(concern)
        return found.name["de"] if found else concern


def waits(session: Session, site_id: SiteId, *, now: datetime) -> tuple[int, ...]:
    """How many minutes those who were called today have waited for their first call, by the log.

    It reads the whole day, which is too much for each drawing of a page.
    """
    today = sites.site(session, site_id).day(now)
    return tuple(
        int(one.waited / MINUTE)
        for one in queue.visits_between(session, site_id, today, today, now=now)
        if one.called_at is not None
    )


def house(
    session: Session, site_id: SiteId, *, now: datetime, waited: tuple[int, ...] | None = None
) -> House:
    """All of it as it is now; `waited`: the `waits`, where they are known. Raises UnknownSite."""
    here = sites.site(session, site_id)
    tickets = queue.today(session, site_id, now=now)
    called = [one.call.call_id for one in tickets if one.state == "called" and one.call]
    rooms = sites.rooms(session, site_id)
    concerns = sites.concerns(session, site_id)
    above = groups(concerns)
    return House(
        site=here,
        now=now,
        rooms={one.label: one for one in rooms},
        concerns={one.id: one for one in concerns},
        zones=sites.zones(session, site_id),
        offered=tuple(
            one
            for one in concerns
            if one.id not in above and sites.takes_numbers(session, site_id, one, now)
        ),
        devices=devices.overview(session, site_id, now=now),
        addressees=queue.addressees(session, site_id, called, now=now),
        rule=queue.rule(session, site_id),
        estimates=queue.estimates(
            session, site_id, tickets, now=now,
            coming=partial(appointments.to_come, session, site_id, now=now),
        ),
        tickets=tickets,
        booked=tuple(appointments.expected(session, site_id, day=here.day(now))),
        asides={one.id: _aside(session, one) for one in tickets if one.state == "parked"},
        shut=tuple(queue.closures(session, site_id, now=now).values()),
        away=tuple(
            found
            for one in rooms
            if (found := sites.away(session, site_id, one.label, now=now)) is not None
        ),
        told_late=queue.told_late(session, site_id, now=now),
        waits=waits(session, site_id, now=now) if waited is None else waited,
        acted={
            ticket: one
            for ticket, one in queue.newest(session, site_id, now - JUST_NOW).items()
            if by_staff(one)
        },
        desks={one.label: queue.desk_of(session, site_id, one) for one in rooms},
        open=queue.open_desks(session, site_id, now=now),
    )  # fmt: skip


def _aside(session: Session, one: Ticket) -> Aside:
    last = last_step(queue.history(session, one.id)[0])
    return Aside(last.at, last.detail) if last else Aside(one.since, "")
