"""Presence for programs, with the same permissions as its pages."""

from datetime import datetime

from fastapi import APIRouter

from hub.kit.database import Change
from hub.kit.pages import Data, Now
from hub.presence import schemas, service
from hub.presence.routes.common import Keeping, Noting, Seeing, Setting, Warden
from hub.presence.rules import Colleague, Stay, UnknownVisit
from hub.presence.service import Picture, Roll
from hub.queue.rules import Ticket
from wire.ids import DeviceId

router = APIRouter(prefix="/api/v1")


@router.get("/presence")
def house(data: Data, now: Now, who: Seeing) -> schemas.House:
    with data.read() as session:
        seen = service.picture(session, who.site, now=now)
    return schemas.House(
        as_of=seen.at,
        persons=seen.persons,
        uncertain=seen.uncertain,
        stays=tuple(_stay(seen, one) for one in seen.stays),
        colleagues=tuple(
            schemas.Colleague(name=one.name, room=one.room, floor=one.floor, seen_at=one.seen_at)
            for one in seen.colleagues
        ),
    )


@router.post("/presence/leave")
def leave(data: Data, now: Now, who: Noting, given: schemas.Leaving) -> schemas.Left:
    with data.change(who.site) as change:
        gone = _leave(change, given, who.login, now)
    return schemas.Left(ticket_id=gone.id, number=gone.number, state=gone.state)


@router.get("/presence/rule")
def rule(data: Data, who: Seeing) -> schemas.Rule:
    with data.read() as session:
        return schemas.Rule(evening_minutes=service.evening_minutes(session, who.site))


@router.put("/presence/rule")
def set_rule(data: Data, who: Setting, given: schemas.Rule) -> schemas.Rule:
    with data.change(who.site) as change:
        service.set_evening(change, given.evening_minutes)
    return given


@router.get("/presence/keepers")
def keepers(data: Data, who: Seeing) -> tuple[schemas.Keeper, ...]:
    return tuple(
        schemas.Keeper(device=one.id, name=one.name, keeps=one.keeps_house)
        for one in service.kiosks(data, who.site)
    )


@router.put("/presence/keepers/{device}")
def keep(data: Data, now: Now, who: Keeping, device: str, given: schemas.Keeps) -> schemas.Keeper:
    with data.change(who.site) as change:
        one = service.keep_house(change, DeviceId(device), keeps=given.keeps, now=now)
    return schemas.Keeper(device=one.id, name=one.name, keeps=one.keeps_house)


@router.get("/evacuation")
def evacuation(data: Data, now: Now, who: Warden) -> schemas.Roll | None:
    """The evacuation that is going on, or null."""
    with data.read() as session:
        found = service.running(session, who.site, now=now)
    return _roll(found) if found else None


@router.post("/evacuation", status_code=201)
def begin(data: Data, now: Now, who: Warden) -> schemas.Roll:
    with data.change(who.site) as change:
        service.begin(change, who, now=now)
        return _roll(service.the_roll(change.session, who.site, now=now))


@router.post("/evacuation/marks")
def mark(data: Data, now: Now, who: Warden, given: schemas.Mark) -> schemas.Roll:
    with data.change(who.site) as change:
        return _roll(
            service.mark(change, who, given.subject, given.person, seen=given.seen, now=now)
        )


@router.post("/evacuation/end")
def end(data: Data, now: Now, who: Warden) -> schemas.Roll:
    with data.change(who.site) as change:
        last = service.the_roll(change.session, who.site, now=now)
        ended = service.end(change, who, now=now)
    return _roll(last).model_copy(update={"ended_at": ended.ended_at})


def _leave(change: Change, given: schemas.Leaving, actor: str, now: datetime) -> Ticket:
    if given.ticket_id:
        return service.leave(change, given.ticket_id, actor=actor, now=now, detail="staff")
    if given.number:
        return service.leave_by_number(change, given.number, actor=actor, now=now)
    raise UnknownVisit


def _stay(seen: Picture, one: Stay) -> schemas.Stay:
    return schemas.Stay(
        ticket_id=one.visit, number=one.number, where=one.where, zone=one.zone, room=one.room,
        floor=one.floor, place=seen.place(one), since=one.since, arrived=one.arrived,
        sign=one.sign.kind, sign_at=one.sign.at, persons=one.persons, needs=one.needs,
        lang=one.lang, sure=one.sure,
    )  # fmt: skip


def _roll(found: Roll) -> schemas.Roll:
    one = found.evacuation
    return schemas.Roll(
        evacuation=one.id, begun_at=one.begun_at, begun_by=one.begun_by, ended_at=one.ended_at,
        persons=found.count.persons, missing=found.count.missing, uncertain=found.count.uncertain,
        lines=tuple(
            schemas.Line(
                subject=entry.subject,
                number=None if isinstance(entry.who, Colleague) else entry.who.number,
                name=entry.who.name if isinstance(entry.who, Colleague) else None,
                place=_place(found.picture, entry.who),
                floor=entry.who.floor,
                persons=entry.persons,
                needs=() if isinstance(entry.who, Colleague) else entry.who.needs,
                sure=entry.sure,
                seen=tuple(
                    schemas.Person(person=nth, seen_at=mark.at, seen_by=mark.by)
                    for nth, mark in sorted(entry.seen.items())
                ),
            )
            for entry in found.entries
        ),
    )  # fmt: skip


def _place(seen: Picture, who: Stay | Colleague) -> str:
    return seen.room_name(who.room) if isinstance(who, Colleague) else seen.place(who)
