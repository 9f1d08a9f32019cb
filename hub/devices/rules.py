"""Devices, and which word about their state counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from hub.kit.errors import HouseError
from wire.health import Vitals
from wire.ids import DeviceId, ZoneId
from wire.messages import Offer

DeviceKind = Literal["kiosk", "display"]
ENTRANCE: tuple[Offer, ...] = ("check_in", "ticket", "documents", "find_room", "help")
"""What people can come to a kiosk at the entrance for."""
SILENT_AFTER = timedelta(seconds=100)
"""A device repeats every 30 seconds that it is there; three of these are missing then."""
HELP_FADES = timedelta(minutes=2)
"""The kiosk has long told the visitor that nobody heard, and the visitor has gone elsewhere."""


class UnknownDevice(HouseError):
    """No such device at this site."""

    key = "unknown_device"
    status = 404


@dataclass(frozen=True)
class Place:
    """Where a device hangs. `facing_deg`: where its front looks, clockwise from the plan's top."""

    id: DeviceId
    kind: DeviceKind
    name: str
    node: str
    facing_deg: float
    zone: ZoneId | None = None
    """The zone whose calls a display shows; kiosks have none."""
    reading_distance_m: float | None = None
    panel_height_mm: float | None = None
    offers: tuple[Offer, ...] = ENTRANCE
    """What visitors find at a kiosk; of no meaning for a display."""

    @property
    def gives_numbers(self) -> bool:
        return self.kind == "kiosk" and ("check_in" in self.offers or "ticket" in self.offers)


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with a device; `severity` is "warning" or "fault"."""

    key: str
    severity: str
    since: datetime


@dataclass(frozen=True)
class Device:
    """A device as it was last heard. `help_at`: when a visitor last asked it for a person."""

    place: Place
    online: bool
    seen_at: datetime | None
    version: str
    troubles: tuple[Trouble, ...]
    help_at: datetime | None
    vitals: Vitals | None = None


@dataclass(frozen=True)
class Shown:
    """A call that stood on a display: the proof that reception shows."""

    call_id: str
    attempt: int
    device: DeviceId
    device_name: str
    frame_at: datetime


@dataclass(frozen=True)
class Overview:
    """All devices of a site; `shown` is by call id, first shown first."""

    devices: tuple[Device, ...]
    shown: Mapping[str, tuple[Shown, ...]]


@dataclass(frozen=True)
class Word:
    """A birth or a death. `boot`: which life of the device; `at`: by the device's clock.

    `bd` is the number that a birth shares with its own will.
    """

    boot: str
    bd: int
    online: bool
    at: datetime


def counts(known: Word | None, word: Word) -> bool:
    """Whether a birth or death is to be believed.

    `bd` grows with each connection, so a late will never overrules a newer birth. A birth with a
    smaller `bd` out of another life is that of a device whose memory was replaced: it begins
    anew. Clocks decide nothing: a device's clock may be wrong.
    """
    if known is None or word.bd >= known.bd:
        return True
    return word.online and word.boot != known.boot


def there(device: Device, now: datetime) -> Device:
    """The device as reception sees it: one that is silent for too long is not connected.

    A broker that dies takes the wills it holds with it, so silence is all that tells.
    """
    heard = device.seen_at is not None and now - device.seen_at < SILENT_AFTER
    return replace(device, online=device.online and heard)


def framed_at(said: datetime, called_at: datetime, heard_at: datetime) -> datetime:
    """When a display showed a call: what it says if that can be, else when the hub heard of it.

    No frame precedes its call or follows its report; the display's clock may be wrong.
    """
    return said if called_at <= said <= heard_at else heard_at
