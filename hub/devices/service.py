"""The front door of the devices: where they hang, their state, their health."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from hub.devices import repository
from hub.devices.rules import (
    HELP_FADES,
    Device,
    DeviceExists,
    DeviceKind,
    Place,
    Presence,
    UnknownDevice,
    View,
    Word,
    calm,
    counts,
    elsewhere,
    heir,
    moved,
    there,
    voiced,
)
from hub.devices.tables import DeviceRow
from hub.kit.database import Change, Session
from wire import topics
from wire.health import Health
from wire.ids import DeviceId, SiteId
from wire.messages import DeviceState, Programme

log = logging.getLogger("hub.devices")


def hang(change: Change, place: Place) -> None:
    """Take a new device into the house; it is told of its place. Raises DeviceExists.

    The first display of a zone speaks for it unless another one was told to.
    """
    if repository.row(change.session, change.site, place.id) is not None:
        raise DeviceExists(device=place.id)
    there_already = displays(change.session, change.site)
    repository.add(change.session, change.site, voiced(place, there_already))
    _row(change.session, change.site, place.id).untold = True


def rehang(change: Change, place: Place) -> None:
    """The device hangs elsewhere, or is used otherwise, from now on. Raises UnknownDevice.

    Each zone that has displays keeps one voice: that of the old one is handed over, and where
    another speaks the newcomer is silent.
    """
    row = _row(change.session, change.site, place.id)
    before, row.untold = repository.place(row), True
    if place.kind != "display" or not elsewhere(before, place):
        repository.write_place(row, place)
        return
    others = [one for one in displays(change.session, change.site) if one.id != place.id]
    repository.write_place(row, moved(before, place, others))
    _hand_over(change, before, others)


def take_down(change: Change, device_id: DeviceId, *, timezone: str) -> None:
    """The device hangs here no more. Raises UnknownDevice.

    A display is told so, as its broker still keeps what it was told before: it shows nothing then,
    no door either, and plays nothing. Another one speaks for its zone.
    """
    row = _row(change.session, change.site, device_id)
    place = repository.place(row)
    repository.remove(change.session, row)
    if place.kind == "display":
        _hand_over(change, place, displays(change.session, change.site))
        nowhere = calm(replace(place, role="zone"), change.revision, timezone=timezone)
        change.withdraw(topics.DOOR, dev=place.id)
        change.publish(topics.PROGRAMME, Programme(rev=change.revision), dev=place.id)
        change.publish(topics.CONFIG, nowhere, dev=place.id)
    if place.keeps_house:
        change.withdraw(topics.HOUSE, dev=place.id)
    log.info("device_taken_down", extra={"site": change.site, "device": device_id})


def untold(session: Session, site: SiteId) -> tuple[DeviceId, ...]:
    """Devices whose place has changed since they were last told of it."""
    return tuple(DeviceId(row.id) for row in repository.untold(session, site))


def note_told(change: Change, device_id: DeviceId) -> None:
    """What the device must know of its place is on its way. Raises UnknownDevice."""
    _row(change.session, change.site, device_id).untold = False


def tell_displays(change: Change, zone: str) -> None:
    """Have the zone's displays told anew, as after a change of its sound; no others heed it."""
    for row in repository.displays(change.session, change.site):
        if row.zone == zone:
            row.untold = True


def tell_all(change: Change) -> None:
    """Have all devices told anew, as after a change of the house."""
    repository.all_untold(change.session, change.site)


def displays(session: Session, site: SiteId) -> tuple[Place, ...]:
    """Where all displays hang."""
    return tuple(repository.place(row) for row in repository.displays(session, site))


def views(session: Session, site: SiteId) -> list[View]:
    """All displays with what decides whose calls they show."""
    return repository.views(session, site)


def doors(session: Session, site: SiteId) -> tuple[Place, ...]:
    """The displays that hang at doors."""
    return tuple(repository.place(row) for row in repository.of_role(session, site, "door"))


def device(session: Session, site: SiteId, device_id: DeviceId) -> Device:
    """The device. Raises UnknownDevice."""
    return repository.device(_row(session, site, device_id))


def devices(session: Session, site: SiteId) -> tuple[Device, ...]:
    return tuple(repository.devices(session, site))


def kind(session: Session, site: SiteId, device_id: DeviceId) -> DeviceKind:
    """Whether it is a kiosk or a display. Raises UnknownDevice."""
    found = repository.kind(session, site, device_id)
    if found is None:
        raise UnknownDevice(device=device_id)
    return found


def presences(
    session: Session, site: SiteId, wanted: Collection[DeviceId], *, now: datetime
) -> dict[DeviceId, Presence]:
    """Who these devices are and whether they are connected; some may hang here no more."""
    found = repository.presences(session, site, wanted, now)
    return {DeviceId(one): presence for one, presence in found.items()}


def overview(session: Session, site: SiteId, *, now: datetime) -> tuple[Device, ...]:
    """All devices with their troubles, as they are now."""
    return tuple(there(one, now) for one in devices(session, site))


def repeats(session: Session, site: SiteId, device_id: DeviceId, word: Word) -> bool:
    """Whether a birth or death says nothing but that the device is still there, or less.

    Raises UnknownDevice.
    """
    known = _known(_row(session, site, device_id))
    return known is not None and replace(known, at=word.at) == word


def note_repetition(session: Session, site: SiteId, device_id: DeviceId, word: Word,
                    *, now: datetime, lived_at: datetime | None = None) -> None:  # fmt: skip
    """A sign of life, unless it is the broker's copy of what is known. Raises UnknownDevice."""
    row = _row(session, site, device_id)
    if word.online and row.said_at != word.at:
        row.said_at = word.at
        _see(row, now, lived_at)


def note_state(
    change: Change, device_id: DeviceId, state: DeviceState, *, boot: str, now: datetime,
    lived_at: datetime | None = None,
) -> bool:  # fmt: skip
    """A birth or a death. False when it is older than what is known. Raises UnknownDevice.

    `lived_at`: when a birth was said, where the broker has only kept it; else now.
    """
    row = _row(change.session, change.site, device_id)
    if not counts(_known(row), word_of(state, boot)):
        log.info("device_state_outdated", extra={"device": device_id, "bd": state.bd})
        return False
    if row.online != state.online:
        log.info("device_online" if state.online else "device_offline", extra=_names(row))
    if state.online:
        _see(row, now, lived_at)
    elif there(repository.device(row), now).online:
        row.seen_at = now
    row.boot, row.bd, row.online, row.said_at = boot, state.bd, state.online, state.at
    row.version = state.version
    return True


def _see(row: DeviceRow, now: datetime, lived_at: datetime | None) -> None:
    """What the broker has only kept is no news of now, and takes back nothing heard since."""
    row.seen_at = max(row.seen_at or lived_at, lived_at) if lived_at else now


def same_troubles(session: Session, site: SiteId, device_id: DeviceId, health: Health) -> bool:
    """Whether the device says nothing new but its figures. Raises UnknownDevice."""
    return _row(session, site, device_id).health == _troubles(health)


def note_vitals(session: Session, site: SiteId, device_id: DeviceId, health: Health) -> None:
    """The device's figures as they now are. Raises UnknownDevice."""
    _row(session, site, device_id).vitals = _vitals(health)


def note_health(change: Change, device_id: DeviceId, health: Health) -> None:
    """The device's own account of itself. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    row.health, row.vitals = _troubles(health), _vitals(health)
    keys = [trouble.key for trouble in health.troubles]
    log.info("device_health", extra={**_names(row), "troubles": keys})


def note_help(change: Change, device_id: DeviceId, *, asked_at: datetime, now: datetime) -> bool:
    """A visitor at the kiosk asks for a person. False when that was too long ago.

    Raises UnknownDevice.
    """
    row = _row(change.session, change.site, device_id)
    if now - asked_at > HELP_FADES:
        log.info("help_request_outdated", extra=_names(row))
        return False
    row.help_at = now
    log.info("help_requested", extra=_names(row))
    return True


def help_given(change: Change, device_id: DeviceId) -> None:
    """Somebody went to the kiosk. Raises UnknownDevice."""
    _row(change.session, change.site, device_id).help_at = None


def word_of(state: DeviceState, boot: str) -> Word:
    """What a state says, and in which life of the device."""
    return Word(boot, state.bd, state.online, state.at)


def _troubles(health: Health) -> list[dict[str, str]]:
    return [trouble.model_dump(mode="json") for trouble in health.troubles]


def _vitals(health: Health) -> dict[str, Any] | None:
    return health.vitals.model_dump(mode="json") if health.vitals else None


def _hand_over(change: Change, left: Place, others: Iterable[Place]) -> None:
    """Let another display speak for the zone that this one has left."""
    place = heir(left, others)
    if place is not None:
        rehang(change, place)
        log.info("voice_handed_over", extra={"site": change.site, "device": place.id})


def _known(row: DeviceRow) -> Word | None:
    return Word(row.boot, row.bd, row.online, row.said_at) if row.said_at else None


def _row(session: Session, site: SiteId, device_id: str) -> DeviceRow:
    row = repository.row(session, site, device_id)
    if row is None:
        raise UnknownDevice(device=device_id)
    return row


def _names(row: DeviceRow) -> dict[str, str]:
    return {"site": row.site, "device": row.id}
