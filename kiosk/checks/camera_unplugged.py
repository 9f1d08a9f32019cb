"""There is no camera, or it gives no picture at all, or its driver hangs."""

from datetime import timedelta

from kiosk.care.check import Check, Repair
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
    # Its own thread opens it anew, unless it is that thread which hangs.
    repair=Repair(
        "reopen_camera",
        lambda tools: tools.reopen_camera(),
        timedelta(seconds=60),
        timedelta(seconds=600),
    ),
)
