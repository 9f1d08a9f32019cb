"""The front door of care: a signed code that opens one kiosk's service menu for a while."""

import logging
from dataclasses import dataclass
from datetime import datetime

from hub.appointments.service import Keyring
from hub.care.rules import NoServiceMenu, until
from hub.devices import service as devices
from hub.devices.rules import Device, UnknownDevice
from hub.kit.auth import Principal
from hub.kit.database import Session
from hub.sites import service as sites
from hub.sites.rules import Misplacement, misplaced
from wire import qr
from wire.ids import DeviceId, SiteId

log = logging.getLogger("hub.care")


@dataclass(frozen=True)
class Opener:
    """A service code for one kiosk; `text` is what its QR code says."""

    device: DeviceId
    device_name: str
    text: str
    until: datetime


@dataclass(frozen=True)
class Misplaced:
    """A device that hangs where it is of no use."""

    name: str
    wrong: Misplacement


def all_devices(session: Session, site: SiteId) -> tuple[Device, ...]:
    """Kiosks and displays, as they were last heard."""
    return tuple(devices.devices(session, site))


def misplaced_devices(session: Session, site: SiteId) -> tuple[Misplaced, ...]:
    """Devices that are of no use where they hang, and why."""
    house = sites.house(session, site)
    return tuple(
        Misplaced(one.place.name, wrong)
        for one in devices.devices(session, site)
        for wrong in misplaced(house, one.place)
        if one.place.kind == "display" or wrong == "no_point"
    )


def opener(
    session: Session, who: Principal, device: str, *, keyring: Keyring, now: datetime
) -> Opener:
    """A new service code. Raises NoServiceMenu.

    Who had one made for which kiosk goes to the log; the code does not.
    """
    try:
        place = devices.device(session, who.site, DeviceId(device)).place
    except UnknownDevice:
        raise NoServiceMenu(device=device) from None
    if place.kind != "kiosk":
        raise NoServiceMenu(device=device)
    code = qr.ServiceCode(keyring.key_id, qr.device_mark(who.site, place.id), until(now))
    log.info(
        "service_code_made",
        extra={"site": who.site, "device": place.id, "staff": who.staff_id, "until": code.until},
    )
    return Opener(place.id, place.name, qr.sign_service(code, keyring.private), code.until)
