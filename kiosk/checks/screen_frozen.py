"""No frame reaches the screen although one was asked for; the watchdog ends the program then."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

FROZEN_S = 8.0
"""A still scene is asked for a frame after 2 s, see `kiosk.ui.pulse`."""


def judge(now: Snapshot) -> bool:
    age = now.program.frame_age_s
    return age is not None and age > FROZEN_S


CHECK = Check(
    key="screen.frozen",
    severity="fault",
    technician=(
        "Der Bildschirm steht. Das Kioskprogramm startet von selbst neu; geschieht das "
        "oft, Grafiktreiber und Kabel prüfen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=0), well=timedelta(seconds=4)),
)
