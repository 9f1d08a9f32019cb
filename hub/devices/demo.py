"""The sample house's devices: kiosks at the entrance and exit, a display in each waiting zone."""

from hub.devices import service
from hub.devices.rules import Place
from hub.kit.database import Change
from wire.ids import DeviceId, ZoneId

PLACES = (
    Place(DeviceId("kiosk-01"), "kiosk", "Kiosk am Eingang", "kiosk-01", 180),
    Place(
        DeviceId("display-1"), "display", "Display 1", "display-1", 0, ZoneId("A"),
        reading_distance_m=5, panel_height_mm=680,
    ),
    Place(
        DeviceId("display-2"), "display", "Display 2", "display-2", 180, ZoneId("B"),
        reading_distance_m=6, panel_height_mm=680,
    ),
    Place(
        DeviceId("kiosk-02"), "kiosk", "Kiosk am Ausgang", "kiosk-02", 180, offers=("feedback",)
    ),
)  # fmt: skip


def furnish(change: Change) -> None:
    """Hang the devices; their nodes are those of the sample house."""
    for place in PLACES:
        service.hang(change, place)
