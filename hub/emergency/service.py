"""The front door of emergencies: raise, end, tell the displays, and know where an alarm stands."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from hub.devices import service as devices
from hub.devices.rules import Device
from hub.emergency import repository, schemas
from hub.emergency.rules import (
    KEPT,
    KINDS,
    Alarm,
    Room,
    Scope,
    TooManyAlarms,
    UnknownAlarm,
    raising,
    require_clear,
    said_already,
    said_by_all,
    scope,
    with_room,
)
from hub.emergency.texts import TEXTS, TITLES
from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.sites import service as sites
from hub.sites.rules import sights
from wire import messages, topics
from wire.alarms import reaches
from wire.ids import DeviceId, SiteId, new_ulid
from wire.messages import AlarmKind, Emergency, EmergencyShown
from wire.messages.emergency import BARRING

log = logging.getLogger("hub.emergency")

ENDED_SHOWN: Final = 5


def raise_alarm(change: Change, who: Principal, given: schemas.NewAlarm, *, now: datetime) -> Alarm:
    """Raise an alarm at one site; what stands already is the answer to being asked again.

    Raises NotPermitted (an all-clear ends alarms), UnknownScope, AllClearForZones, StillStanding,
    TooManyAlarms.
    """
    zones = (one.id for one in sites.zones(change.session, change.site))
    return _raise(change, who, given.kind, scope(given.scope, given.zones, zones), now=now)


def raise_for_house(
    changes: Sequence[Change], who: Principal, kind: AlarmKind, *, now: datetime
) -> Alarm:
    """Raise an alarm at all sites, in their one transaction; answers that of the person's site.

    It is one alarm: sites that say it already, but not all as the same, take the new one instead.
    Raises NotPermitted, TooManyAlarms.
    """
    where = Scope("house")
    standing_at = (repository.standing(one.session, one.site) for one in changes)
    same = None if said_by_all(kind, where, standing_at) else new_ulid(now)
    raised = {one.site: _raise(one, who, kind, where, now=now, new=same) for one in changes}
    return raised[who.site]


def end_alarm(changes: Sequence[Change], who: Principal, alarm: str, *, now: datetime) -> Alarm:
    """End an alarm at each of these sites that it stands at; the first who ends it is kept.

    Raises UnknownAlarm.
    """
    for one in changes:
        known = repository.alarm(one.session, one.site, alarm)
        if known is not None and known.ended_at is None:
            _end(one, who, known, now)
            tell(one)
    here = next(one for one in changes if one.site == who.site)
    return _known(here.session, here.site, alarm)


def is_for_house(session: Session, site: SiteId, alarm: str) -> bool:
    """Whether it was raised at all sites, so that it ends at all. Raises UnknownAlarm."""
    return _known(session, site, alarm).scope.reach == "house"


def tell(change: Change) -> None:
    """All that stands, retained: also when the hub begins or the broker has lost its memory."""
    alarms = said(change.session, change.site)
    change.publish(topics.EMERGENCY, Emergency(rev=change.revision, alarms=alarms))


def said(session: Session, site: SiteId) -> tuple[messages.Alarm, ...]:
    """All that stands as screens and phones say it: the most pressing first, then the newest."""
    standing = repository.standing(session, site)
    return tuple(_message(one) for one in sorted(standing, key=lambda one: KINDS.index(one.kind)))


def note_shown(change: Change, device: DeviceId, said: EmergencyShown, *, now: datetime) -> None:
    """A display's word that an alarm stands on its panel. Raises UnknownAlarm, UnknownDevice."""
    devices.device(change.session, change.site, device)
    alarm = _known(change.session, change.site, said.alarm)
    # No frame precedes its alarm or follows its report; the display's clock may be wrong.
    at = said.frame_at if alarm.since <= said.frame_at <= now else now
    if repository.add_shown(change.session, change.site, alarm.id, device, at):
        log.info("alarm_shown", extra={"site": change.site, "device": device, "alarm": alarm.id})


def forget_shown(change: Change, device: DeviceId) -> None:
    """Another player, or none, is this display from now on: it has shown no alarm yet."""
    repository.forget_shown(change.session, change.site, device)


def alarms(session: Session, site: SiteId, *, now: datetime) -> schemas.Alarms:
    """What stands where, and what stood lately."""
    standing = repository.standing(session, site)
    ended = repository.ended(session, site, ENDED_SHOWN)
    displays = _displays(session, site, now)
    shown = repository.shown(session, site, [one.id for one in (*standing, *ended)])

    def view(one: Alarm) -> schemas.Standing:
        wanted = _reached(session, site, displays, one.scope.zones)
        return _view(one, displays, wanted, shown[one.id])

    return schemas.Alarms(
        standing=tuple(view(one) for one in standing), ended=tuple(view(one) for one in ended)
    )


def standing(session: Session, site: SiteId) -> tuple[Alarm, ...]:
    """Alarms that nobody has ended, the newest first."""
    return repository.standing(session, site)


def view(session: Session, site: SiteId, alarm: str, *, now: datetime) -> schemas.Standing:
    """One alarm, standing or over. Raises UnknownAlarm."""
    known = _known(session, site, alarm)
    displays = _displays(session, site, now)
    wanted = _reached(session, site, displays, known.scope.zones)
    shown = repository.shown(session, site, [known.id])[known.id]
    return _view(known, displays, wanted, shown)


def reached(
    session: Session, site: SiteId, wanted: schemas.NewAlarm, *, now: datetime
) -> schemas.Reached:
    """Which displays, kiosks and phones of the site would show it."""
    zones = (one.id for one in sites.zones(session, site))
    displays = _displays(session, site, now)
    shown = _reached(session, site, displays, wanted.zones)
    return schemas.Reached(
        displays=len(shown),
        all_displays=len(shown) == len(displays),
        kiosks=reaches(wanted.kind, wanted.zones, None),
        all_phones=all(reaches(wanted.kind, wanted.zones, zone) for zone in zones),
        bars=wanted.kind in BARRING,
    )


def ending(session: Session, who: Principal, wanted: schemas.NewAlarm) -> tuple[Alarm, ...]:
    """Which alarms of the person's site would end if they raised this one.

    Raises NotPermitted, UnknownScope, AllClearForZones, StillStanding, TooManyAlarms.
    """
    who.require(raising(wanted.kind))
    zones = (one.id for one in sites.zones(session, who.site))
    return _ending(session, who.site, wanted.kind, scope(wanted.scope, wanted.zones, zones))


def ending_elsewhere(
    session: Session, who: Principal, kind: AlarmKind
) -> tuple[tuple[str, Alarm], ...]:
    """Which alarms end at other sites, with the site's name, if this one is raised for the house.

    Without those that the person's own site has too. Raises TooManyAlarms.
    """
    here = {one.id for one in _ending(session, who.site, kind, Scope("house"))}
    numbers = sites.other_sites(session, who.site)
    found = [sites.site_by_number(session, int(number)) for number in numbers]
    return tuple(
        (site.name, one)
        for site in found
        if site is not None
        for one in _ending(session, site.id, kind, Scope("house"))
        if one.id not in here
    )


def ended_by(session: Session, who: Principal, alarm: str, *, now: datetime) -> schemas.Standing:
    """The alarm that the person is about to end. Raises UnknownAlarm."""
    return view(session, who.site, alarm, now=now)


def forget(change: Change, *, now: datetime) -> None:
    """The audit of alarms that ended long ago."""
    repository.forget(change.session, change.site, now - KEPT)


def _ending(session: Session, site: SiteId, kind: AlarmKind, where: Scope) -> tuple[Alarm, ...]:
    standing = repository.standing(session, site)
    require_clear(kind, where, standing)
    if said_already(kind, where, standing):
        return ()
    return _room(session, site, kind, where, standing).over


def _room(
    session: Session, site: SiteId, kind: AlarmKind, where: Scope, standing: Sequence[Alarm]
) -> Room:
    """As `with_room`; who is refused an alarm for all sites must know at which there is none."""
    try:
        return with_room(kind, where, standing)
    except TooManyAlarms as full:
        raise TooManyAlarms(**full.fields, site=sites.site(session, site).name) from full


def _raise(
    change: Change, who: Principal, kind: AlarmKind, wanted: Scope, *, now: datetime,
    new: str | None = None,
) -> Alarm:  # fmt: skip
    """With the id `new` it is raised even where it is said already, in the place of that."""
    who.require(raising(kind))
    standing = repository.standing(change.session, change.site)
    require_clear(kind, wanted, standing)
    if new is None and (known := said_already(kind, wanted, standing)):
        return known
    room = _room(change.session, change.site, kind, wanted, standing)
    for one in room.over:
        _end(change, who, one, now)
    if room.joined:
        # To displays it is a new one, which those of both zones show; to staff the elder goes on.
        joined = replace(room.joined, id=new_ulid(now))
        repository.add(change.session, change.site, joined)
        log.info("alarms_joined", extra=_names(change, who, joined))
    alarm = Alarm(new or new_ulid(now), kind, wanted, now, who.login)
    repository.add(change.session, change.site, alarm)
    log.info("alarm_raised", extra=_names(change, who, alarm))
    tell(change)
    return alarm


def _end(change: Change, who: Principal, alarm: Alarm, now: datetime) -> None:
    repository.end(change.session, change.site, alarm.id, at=now, by=who.login)
    log.info("alarm_ended", extra=_names(change, who, alarm))


def _names(change: Change, who: Principal, alarm: Alarm) -> dict[str, object]:
    return {
        "site": change.site, "alarm": alarm.id, "kind": alarm.kind,
        "reach": alarm.scope.reach, "zones": alarm.scope.zones, "staff": who.staff_id,
    }  # fmt: skip


def _known(session: Session, site: SiteId, alarm: str) -> Alarm:
    known = repository.alarm(session, site, alarm)
    if known is None:
        raise UnknownAlarm(alarm=alarm)
    return known


def _message(alarm: Alarm) -> messages.Alarm:
    return messages.Alarm(
        id=alarm.id, kind=alarm.kind, zones=alarm.scope.zones, title=TITLES[alarm.kind],
        text=TEXTS[alarm.kind], since=alarm.since,
    )  # fmt: skip


def _displays(session: Session, site: SiteId, now: datetime) -> list[Device]:
    found = devices.overview(session, site, now=now)
    return [one for one in found if one.place.kind == "display"]


def _reached(
    session: Session, site: SiteId, displays: Sequence[Device], zones: Sequence[str]
) -> list[Device]:
    """As `wire.messages.Alarm.concerns` has it: a display that serves no zone shows every alarm."""
    if not zones:
        return list(displays)
    house = sites.house(session, site)
    served = [{sight.zone for sight in sights(house, one.place)} for one in displays]
    return [
        one for one, mine in zip(displays, served, strict=True) if not mine or mine & set(zones)
    ]


def _view(
    alarm: Alarm, displays: Sequence[Device], wanted: Sequence[Device],
    shown: Mapping[str, datetime],
) -> schemas.Standing:  # fmt: skip
    names = {one.place.id: one.place.name for one in displays}
    return schemas.Standing(
        alarm=alarm.id,
        kind=alarm.kind,
        scope=alarm.scope.reach,
        zones=alarm.scope.zones,
        title=TITLES[alarm.kind]["de"],
        text=TEXTS[alarm.kind]["de"],
        since=alarm.since,
        raised_by=alarm.raised_by,
        ended_at=alarm.ended_at,
        ended_by=alarm.ended_by,
        shown=tuple(
            schemas.Shown(device=device, name=names.get(DeviceId(device), device), at=at)
            for device, at in sorted(shown.items(), key=lambda pair: pair[1])
        ),
        missing=tuple(
            schemas.Missing(device=one.place.id, name=one.place.name, online=one.online)
            for one in wanted
            if one.place.id not in shown
        ),
    )
