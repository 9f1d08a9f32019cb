"""Devices, and which word about their state counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hub.kit.errors import HouseError
from wire.ids import DeviceId, ZoneId

DeviceKind = Literal["kiosk", "display"]


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


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with a device; `severity` is "warning" or "fault"."""

    key: str
    severity: str
    since: datetime


@dataclass(frozen=True)
class Device:
    """A device as reception sees it. `help_at`: when a visitor last asked it for a person."""

    place: Place
    online: bool
    seen_at: datetime | None
    version: str
    troubles: tuple[Trouble, ...]
    help_at: datetime | None


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


def counts(known_bd: int, bd: int) -> bool:
    """Whether a birth or death is to be believed: a late will never overrules a newer birth.

    `bd` is the number that a birth shares with its own will, growing with each connection.
    """
    return bd >= known_bd
