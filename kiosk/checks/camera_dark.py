"""The camera gives pictures in which no letter can be read: too dark."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The camera's own word; `camera_health` has been patient before."""
    return now.program.camera == "dark"


CHECK = Check(
    key="camera.dark",
    severity="fault",
    technician=(
        "Die Kamera sieht nichts: Es ist zu dunkel, oder die Linse ist verdeckt. Licht "
        "und Linse prüfen."
    ),
    judge=judge,
    visitor="banner_camera",
)
