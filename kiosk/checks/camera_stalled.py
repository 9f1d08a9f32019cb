"""The camera's driver or the reading of a picture hangs; opened anew, both begin again."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The word of the camera's guard, who has been patient before."""
    return now.program.camera == "stalled"


CHECK = Check(
    key="camera.stalled",
    severity="fault",
    technician="Kamera oder Leseprogramm hängen. Der Kiosk öffnet die Kamera neu.",
    judge=judge,
    # A camera that was opened anew is well until its guard has looked again.
    patience=Patience(well=timedelta(seconds=12)),
    visitor="banner_camera",
    repair=Repair(
        "reopen_camera",
        lambda tools: tools.reopen_camera(),
        timedelta(seconds=10),
        timedelta(seconds=300),
    ),
)
