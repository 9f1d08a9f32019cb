"""Nothing comes out of the thread that reads the camera: driver or decoder hang."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot

STALLED_S = 8.0
"""An idle camera gives several pictures a second, the slowest decoding takes well below one."""


def judge(now: Snapshot) -> bool:
    age = now.program.camera_age_s
    return now.program.camera != "unplugged" and age is not None and age > STALLED_S


CHECK = Check(
    key="camera.stalled",
    severity="fault",
    technician=(
        "Kamera oder Leseprogramm hängen: Seit Sekunden wurde kein Bild verarbeitet. "
        "Der Kiosk öffnet die Kamera neu."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=0), well=timedelta(seconds=12)),
    visitor="banner_camera",
    repair=Repair(
        "reopen_camera",
        lambda tools: tools.reopen_camera(),
        timedelta(seconds=10),
        timedelta(seconds=300),
    ),
)
