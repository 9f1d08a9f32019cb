"""How a test changes the use of a display that hangs already."""

from dataclasses import replace
from typing import Any

from hub.devices import service as devices
from hub.kit.database import Change
from wire.ids import DeviceId


def use(change: Change, device: str, **how: Any) -> None:  # noqa: ANN401  any field of a place
    """The display stays where it hangs, and is told that it is used otherwise from now on."""
    place = devices.device(change.session, change.site, DeviceId(device)).place
    devices.rehang(change, replace(place, **how))
