"""There is no camera, or it gives no picture at all; it is opened anew by itself."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The camera's own word; `camera_health` has been patient before."""
    return now.program.camera == "unplugged"


CHECK = Check(
    key="camera.unplugged",
    severity="fault",
    technician="Die Kamera fehlt oder gibt kein Bild. Kabel und Stecker prüfen.",
    judge=judge,
    visitor="banner_camera",
)
