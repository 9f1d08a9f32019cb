"""The front door of the devices: their state, their health, what they have shown."""

import logging
from datetime import datetime, timedelta

from hub.devices import repository
from hub.devices.rules import Device, Overview, Place, Shown, UnknownDevice, Word, counts
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
    return Overview(devices(session, site), shown)


def note_state(change: Change, device_id: DeviceId, state: DeviceState) -> bool:
    """A birth or a death. False when it is older than what is known. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    known = Word(row.bd, row.online, row.seen_at) if row.seen_at else None
    if not counts(known, Word(state.bd, state.online, state.at)):
        log.info("device_state_outdated", extra={"device": device_id, "bd": state.bd})
        return False
    news = row.online != state.online
    row.online, row.bd, row.version = state.online, state.bd, state.version
    row.seen_at = state.at
    if news:
        log.info("device_online" if state.online else "device_offline", extra=_names(row))
    return True


def note_health(change: Change, device_id: DeviceId, health: Health, *, now: datetime) -> None:
    """The device's own account of itself. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    row.health = [trouble.model_dump(mode="json") for trouble in health.troubles]
    row.seen_at = now
    keys = [trouble.key for trouble in health.troubles]
    log.info("device_health", extra={**_names(row), "troubles": keys})


def note_shown(change: Change, device_id: DeviceId, shown: CallShown) -> None:
    """A call stood on the display's panel; noted once for each attempt. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    key = (shown.call_id, shown.attempt)
    if repository.was_shown(change.session, change.site, row.id, *key):
        return
    repository.add_shown(
        change.session, change.site, row.id,
        call_id=shown.call_id, attempt=shown.attempt, frame_at=shown.frame_at,
    )  # fmt: skip
    log.info("call_shown", extra={**_names(row), "call": shown.call_id, "attempt": shown.attempt})


def note_help(change: Change, device_id: DeviceId, *, now: datetime) -> None:
    """A visitor at the kiosk asks for a person. Raises UnknownDevice."""
    row = _row(change.session, change.site, device_id)
    row.help_at = now
    log.info("help_requested", extra=_names(row))


def help_given(change: Change, device_id: DeviceId) -> None:
    """Somebody went to the kiosk. Raises UnknownDevice."""
    _row(change.session, change.site, device_id).help_at = None


def _row(session: Session, site: SiteId, device_id: str) -> DeviceRow:
    row = repository.row(session, site, device_id)
    if row is None:
        raise UnknownDevice(device=device_id)
    return row


def _names(row: DeviceRow) -> dict[str, str]:
    return {"site": row.site, "device": row.id}
