"""The sample house's devices: kiosks, a display in each waiting zone, on the way, at a door."""

from hub.devices import service
from hub.devices.rules import Place, Speaking
from hub.kit.database import Change
from wire.ids import DeviceId, RoomId, ZoneId

PLACES = (
    Place(
        DeviceId("kiosk-01"), "kiosk", "Kiosk am Eingang", "kiosk-01", 180, keeps_house=True
    ),
    Place(
        DeviceId("display-1"), "display", "Display 1", "display-1", 0, ZoneId("A"),
        reading_distance_m=5, panel_height_mm=680, sound=Speaking(), tags=("wartezone",),
    ),
    Place(
        DeviceId("display-2"), "display", "Display 2", "display-2", 180, ZoneId("B"),
        reading_distance_m=6, panel_height_mm=680, sound=Speaking(), tags=("wartezone",),
    ),
    Place(
        DeviceId("kiosk-02"), "kiosk", "Kiosk am Ausgang", "kiosk-02", 180,
        offers=("feedback", "leave"),
    ),
    Place(
        DeviceId("display-3"), "display", "Display im Flur", "display-3", 270,
        reading_distance_m=4, panel_height_mm=530, role="way", tags=("flur",),
    ),
    Place(
        DeviceId("display-4"), "display", "Display 4", "display-4", 180, ZoneId("C"),
        reading_distance_m=5, panel_height_mm=680, sound=Speaking(), tags=("wartezone",),
    ),
    Place(
        DeviceId("door-214"), "display", "Türschild 2.14", "door-214", 180,
        reading_distance_m=1.5, panel_height_mm=154, role="door", room=RoomId("2.14"),
        tags=("tuer",),
    ),
)  # fmt: skip


def furnish(change: Change) -> None:
    """Hang the devices; their nodes are those of the sample house."""
    for place in PLACES:
        service.hang(change, place)
