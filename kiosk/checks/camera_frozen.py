"""The camera gives the same picture again and again."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The camera's own word; `camera_health` has been patient before."""
    return now.program.camera == "frozen"


CHECK = Check(
    key="camera.frozen",
    severity="fault",
    technician=(
        "Die Kamera liefert immer dasselbe Bild. Der Kiosk öffnet sie neu; hilft das "
        "nicht, Stecker ziehen und wieder stecken."
    ),
    judge=judge,
    # A camera that was opened anew is well until its pictures have been compared again.
    patience=Patience(well=timedelta(seconds=12)),
    visitor="banner_camera",
    repair=Repair(
        "reopen_camera",
        lambda tools: tools.reopen_camera(),
        timedelta(seconds=10),
        timedelta(seconds=300),
    ),
)
