"""The front door of the devices: their state, their health, what they have shown."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hub.devices import repository
from hub.devices.rules import (
    HELP_FADES,
    Device,
    Overview,
    Place,
    Shown,
    UnknownDevice,
    Word,
    counts,
    framed_at,
    there,
)
from hub.devices.tables import DeviceRow
from hub.kit.database import Change, Session
from wire.health import Health
from wire.ids import DeviceId, SiteId
from wire.messages import CallShown, DeviceState

log = logging.getLogger("hub.devices")

SHOWN_FOR = timedelta(hours=18)
"""How far back the overview looks for proofs of display; longer than an office day."""


def hang(change: Change, place: Place) -> None:
    """Take a new device into the house."""
    repository.add(change.session, change.site, place)


def device(session: Session, site: SiteId, device_id: DeviceId) -> Device:
    """The device. Raises UnknownDevice."""
    return repository.device(_row(session, site, device_id))


def devices(session: Session, site: SiteId) -> tuple[Device, ...]:
    return tuple(repository.device(row) for row in repository.rows(session, site))


def overview(session: Session, site: SiteId, *, now: datetime) -> Overview:
    """All devices with their troubles, and today's proofs of display by call."""
    shown: dict[str, tuple[Shown, ...]] = {}
    for one in repository.shown_since(session, site, now - SHOWN_FOR):
        shown[one.call_id] = (*shown.get(one.call_id, ()), one)
    return Overview(tuple(there(one, now) for one in devices(session, site)), shown)


def repeats(session: Session, site: SiteId, device_id: DeviceId, word: Word) -> bool:
    """Whether a birth or death says nothing but that the device is still there, or less.

    Raises UnknownDevice.
    """
    known = _known(_row(session, site, device_id))
    return known is not None and replace(known, at=word.at) == word


def note_repetition(session: Session, site: SiteId, device_id: DeviceId, word: Word,
                    *, now: datetime) -> None:  # fmt: skip
    """A sign of life, unless it is the broker's copy of what is known. Raises UnknownDevice."""
    row = _row(session, site, device_id)
    if word.online and row.said_at != word.at:
        row.said_at, row.seen_at = word.at, now


def note_state(
    change: Change, device_id: DeviceId, state: DeviceState, *, boot: str, now: datetime
) -> bool:
    """A birth or a death. False when it is older than what is known. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    if not counts(_known(row), word_of(state, boot)):
        log.info("device_state_outdated", extra={"device": device_id, "bd": state.bd})
        return False
    if row.online != state.online:
        log.info("device_online" if state.online else "device_offline", extra=_names(row))
    if state.online or there(repository.device(row), now).online:
        row.seen_at = now
    row.boot, row.bd, row.online, row.said_at = boot, state.bd, state.online, state.at
    row.version = state.version
    return True


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


def note_shown(
    change: Change, device_id: DeviceId, shown: CallShown, *, called_at: datetime, now: datetime
) -> None:
    """A call stood on the display's panel; noted once for each attempt. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    key = (shown.call_id, shown.attempt)
    if repository.was_shown(change.session, change.site, row.id, *key):
        return
    repository.add_shown(
        change.session, change.site, row.id, call_id=shown.call_id, attempt=shown.attempt,
        frame_at=framed_at(shown.frame_at, called_at, now),
    )  # fmt: skip
    log.info("call_shown", extra={**_names(row), "call": shown.call_id, "attempt": shown.attempt})


def forget_shown(change: Change, *, before: datetime) -> None:
    """Proofs of display of earlier days, which nobody looks at any more."""
    repository.forget_shown(change.session, change.site, before)


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


def _known(row: DeviceRow) -> Word | None:
    return Word(row.boot, row.bd, row.online, row.said_at) if row.said_at else None


def _row(session: Session, site: SiteId, device_id: str) -> DeviceRow:
    row = repository.row(session, site, device_id)
    if row is None:
        raise UnknownDevice(device=device_id)
    return row


def _names(row: DeviceRow) -> dict[str, str]:
    return {"site": row.site, "device": row.id}
