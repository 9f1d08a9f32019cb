"""Puts the picture of the floor together, out of what the lower rooms know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.appointments.rules import Appointment
from hub.devices.rules import Device
from hub.kit.database import Session
from hub.queue.rules import (
    CALL_LASTS,
    IN_LINE,
    IN_THE_HOUSE,
    UNSEEN_AFTER,
    Addressee,
    Desk,
    Ticket,
    in_order,
    minutes,
    near_bound,
    unshown,
)
from hub.reception import rules, schemas
from hub.reception.service.house import House, house
from hub.sites.rules import Room
from wire.ids import SiteId

MISSED_SHOWN = 8
LATE_SHOWN = 50
"""How many of those who did not come stay in sight, the latest first."""
HIDDEN = ("served",)
"""Appointments that need nobody's eye any more."""


@dataclass(frozen=True)
class _View(House):
    """What all lines of one picture are drawn with."""

    desk: Room | None
    calls: Desk | None
    names: bool


def picture(
    session: Session, site_id: SiteId, *, room: str | None, names: bool, now: datetime
) -> schemas.Floor:
    """The floor as the desk in `room` sees it, or as the house sees it without one.

    Without `names` it says of nobody who they are. Raises UnknownSite. A room that the house no
    longer has counts as none.
    """
    return seen_from(house(session, site_id, now=now), room=room, names=names)


def seen_from(all_of_it: House, *, room: str | None, names: bool) -> schemas.Floor:
    """The same, out of what is known of the house already."""
    desk = all_of_it.rooms.get(room) if room else None
    calls = all_of_it.desks[desk.label] if desk else None
    view = _View(**vars(all_of_it), desk=desk, calls=calls, names=names)
    tickets, now = view.tickets, view.now
    waiting = [one for one in tickets if one.state in IN_LINE]
    chosen = view.choice(calls, waiting) if calls else None
    held = {one.ticket.id: one.until for one in chosen.held} if chosen else {}
    lines = tuple(
        _waiting(view, one, held.get(one.id)) for one in in_order(waiting, now, view.rule)
    )
    called = tuple(_called(view, one) for one in tickets if one.state == "called")
    of = {one.appointment_id: one for one in tickets if one.appointment_id}
    due = tuple(_expected(view, one, of.get(one.id)) for one in view.booked)
    ahead = chosen.next if chosen else None
    return schemas.Floor(
        site=view.site.id,
        site_name=view.site.name,
        timezone=view.site.timezone,
        at=now,
        room=desk.label if desk else None,
        room_name=view.room_name(desk.label) if desk else None,
        figures=_figures(view, lines, called, due),
        expected=tuple(one for one in due if one.arrival not in HIDDEN),
        waiting=lines,
        called=called,
        serving=tuple(_serving(view, one) for one in tickets if one.state == "serving"),
        parked=_parked(view),
        missed=_missed(view),
        closed=_closed(view),
        told_late=tuple(_told_late(one) for one in view.told_late[:LATE_SHOWN]),
        devices=_devices(view.devices),
        bound_minutes=view.rule.bound,
        next_ticket=ahead.id if ahead else None,
        rooms=tuple(schemas.Choice(id=r.label, name=r.name["de"]) for r in view.rooms.values()),
        concerns=tuple(schemas.Choice(id=one.id, name=one.name["de"]) for one in view.offered),
        zones=tuple(schemas.Choice(id=one.id, name=one.name["de"]) for one in view.zones),
    )


def _expected(view: _View, one: Appointment, ticket: Ticket | None) -> schemas.Expected:
    late = timedelta(minutes=view.site.late_minutes)
    return schemas.Expected(
        appointment_id=one.id,
        starts_at=one.starts_at,
        person=one.person if view.names else None,
        concern=view.concern(one.concern),
        room=one.room,
        room_name=view.room_name(one.room) if one.room else None,
        adviser=one.adviser if view.names else None,
        lang=one.lang,
        arrival=rules.arrival(one, ticket, view.now, late),
        late_minutes=minutes(one.starts_at, view.now),
        number=ticket.number if ticket else None,
        ticket_id=ticket.id if ticket else None,
    )


def _waiting(view: _View, one: Ticket, held: datetime | None) -> schemas.Waiting:
    waited, bound = view.now - one.issued_at, view.bound
    estimate = view.estimates.get(one.id)
    return schemas.Waiting(
        ticket_id=one.id,
        number=one.number,
        zone=one.zone,
        concern=view.concern(one.concern),
        lang=one.lang,
        appointment_at=one.appointment_at,
        room=one.room,
        room_name=view.room_name(one.room) if one.room else None,
        issued_at=one.issued_at,
        minutes=minutes(one.issued_at, view.now),
        bound_minutes=view.rule.bound,
        share=min(1.0, max(0.0, waited / bound)),
        near_bound=near_bound(one, view.rule, view.now),
        wait_minutes=estimate.minutes if estimate else None,
        mine=view.calls is not None and view.calls.serves(one),
        state=one.state,
        transferred_from=view.place_name(one.transferred_from) if one.transferred_from else None,
        needs=one.needs if view.names else (),
        held_until=held,
        paper=_slip(view, one),
        note=_note(view, one),
        acted=_acted(view, one),
    )


def _called(view: _View, one: Ticket) -> schemas.Called:
    room, attempt, called_at, call_id = "", 1, one.called_at or one.issued_at, ""
    if one.call:
        room, attempt = one.call.room, one.call.attempt
        called_at, call_id = one.call.called_at, one.call.call_id
    addressees = view.addressees.get((call_id, attempt), ())
    return schemas.Called(
        ticket_id=one.id,
        call_id=call_id,
        number=one.number,
        zone=one.zone,
        room=room,
        room_name=view.room_name(room),
        attempt=attempt,
        called_at=called_at,
        seconds=max(0, int((view.now - called_at).total_seconds())),
        seen=tuple(
            schemas.Seen(display=_name(each), at=each.shown_at, late=each.late)
            for each in addressees
            if each.shown_at is not None
        ),
        heard=_heard(addressees, called_at, view.now),
        missing=_missing(addressees, called_at, view.now),
        gap=unshown(called_at, addressees, view.now),
        expires_at=called_at + CALL_LASTS,
        expired=view.now >= called_at + CALL_LASTS,
        paper=_slip(view, one),
        note=_note(view, one),
        acted=_acted(view, one),
    )


def _name(one: Addressee) -> str:
    return one.name or one.device


def _heard(
    addressees: tuple[Addressee, ...], called_at: datetime, now: datetime
) -> tuple[schemas.HeardOn, ...]:
    """What displays that speak have said of it, or that they should have said so by now."""
    return tuple(
        schemas.HeardOn(
            display=_name(one), outcome=one.heard, at=one.spoken_at, languages=one.languages
        )
        for one in addressees
        if one.heard is not None or (one.speaks and now - called_at >= rules.UNHEARD_AFTER)
    )


def _missing(
    addressees: tuple[Addressee, ...], called_at: datetime, now: datetime
) -> tuple[schemas.Missing, ...]:
    if now - called_at < UNSEEN_AFTER:
        return ()
    return tuple(
        schemas.Missing(display=_name(one), online=one.online)
        for one in addressees
        if one.shown_at is None
    )


def _serving(view: _View, one: Ticket) -> schemas.Serving:
    room = one.call.room if one.call else ""
    started_at = one.started_at or view.now
    return schemas.Serving(
        ticket_id=one.id,
        number=one.number,
        zone=one.zone,
        concern=view.concern(one.concern),
        room=room,
        room_name=view.room_name(room),
        started_at=started_at,
        minutes=minutes(started_at, view.now),
        note=_note(view, one),
        acted=_acted(view, one),
    )


def _parked(view: _View) -> tuple[schemas.Parked, ...]:
    """Those who were put aside, who has been away longest first."""
    found = [
        schemas.Parked(
            ticket_id=one.id,
            number=one.number,
            zone=one.zone,
            concern=view.concern(one.concern),
            since=aside.since,
            minutes=minutes(aside.since, view.now),
            reason=aside.reason if view.names else "",
            acted=_acted(view, one),
        )
        for one in view.tickets
        if (aside := view.asides.get(one.id)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.since))


def _missed(view: _View) -> tuple[schemas.Missed, ...]:
    gone = [one for one in view.tickets if one.state == "no_show"]
    gone.sort(key=lambda one: one.ended_at or one.issued_at, reverse=True)
    return tuple(
        schemas.Missed(
            ticket_id=one.id,
            number=one.number,
            zone=one.zone,
            room=one.call.room if one.call else None,
            called_at=one.called_at,
            attempts=one.call.attempt if one.call else 1,
            acted=_acted(view, one),
        )
        for one in gone[:MISSED_SHOWN]
    )


def _closed(view: _View) -> tuple[schemas.ClosedRoom, ...]:
    """Rooms that receive nobody; who is away and has closed as well is away."""
    away = {
        one.room: schemas.ClosedRoom(
            room=one.room, room_name=view.room_name(one.room), until=one.ends_at,
            ends_at=one.ends_at, away=True,
        )
        for one in view.away
        if one.room is not None
    }  # fmt: skip
    return (*away.values(), *(one for one in _shut(view) if one.room not in away))


def _shut(view: _View) -> tuple[schemas.ClosedRoom, ...]:
    return tuple(
        schemas.ClosedRoom(
            room=one.room,
            room_name=view.room_name(one.room),
            until=None if one.whole_day else one.until,
            ends_at=one.until,
        )
        for one in view.shut
    )


def _told_late(one: Ticket) -> schemas.ToldLate:
    return schemas.ToldLate(
        ticket_id=one.id,
        number=one.number,
        zone=one.zone,
        given_at=one.issued_at,
        at=one.merged_at or one.issued_at,
        refused=one.refused,
        appointment=one.appointment_id is not None,
    )


def _note(view: _View, one: Ticket) -> schemas.Note:
    merged = None
    if one.merged_at is not None:
        merged = schemas.Merged(given_at=one.offline_at, at=one.merged_at, refused=one.refused)
    return schemas.Note(
        persons=one.persons,
        concerns=tuple(view.concern(each) for each in one.concerns),
        further=tuple(
            schemas.Further(
                number=each.number,
                device_name=view.device_name(each.device),
                at=each.at,
                clash=each.clash,
            )
            for each in one.further
        ),
        merged=merged,
        reprint=view.is_there(one.paper_device) and one.state in (*IN_LINE, "called"),
    )


def _acted(view: _View, one: Ticket) -> schemas.Acted | None:
    """Who did it is for those who may read the visit's log."""
    last = view.acted.get(one.id)
    if last is None or not view.names:
        return None
    return schemas.Acted(event=last.event, by=last.actor, at=last.at)


def _slip(view: _View, one: Ticket) -> schemas.Slip | None:
    if rules.slip_is_trouble(one.paper, one.paper_at, view.now):
        return schemas.Slip(state=one.paper, fault=one.paper_fault)
    return None


def _devices(devices: tuple[Device, ...]) -> tuple[schemas.Device, ...]:
    return tuple(
        schemas.Device(
            device_id=one.place.id,
            name=one.place.name,
            kind=one.place.kind,
            online=one.online,
            seen_at=one.seen_at,
            troubles=tuple(schemas.Trouble(**vars(trouble)) for trouble in one.troubles),
            temperature=one.vitals.temperature if one.vitals else None,
            help_at=one.help_at,
        )
        for one in devices
    )


def _figures(
    view: _View,
    waiting: tuple[schemas.Waiting, ...],
    called: tuple[schemas.Called, ...],
    expected: tuple[schemas.Expected, ...],
) -> schemas.Figures:
    soon = view.now + timedelta(hours=1)
    walk_ins = [one for one in waiting if one.appointment_at is None]
    return schemas.Figures(
        inside=sum(one.state in IN_THE_HOUSE for one in view.tickets),
        waiting=len(waiting),
        wait_median=rules.percentile(view.waits, 0.5),
        wait_p90=rules.percentile(view.waits, 0.9),
        unseen_calls=sum(one.unseen for one in called),
        expected_next_hour=sum(
            one.arrival == "not_yet" and one.starts_at <= soon for one in expected
        ),
        longest=max(walk_ins, key=lambda one: view.now - one.issued_at, default=None),
    )
