"""The lens is covered: light comes in, but the picture has no shapes."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

FLAT = 8.0
"""Spread of brightness, of 255: a hall far out of focus has about 30, a finger on the lens 3."""


def judge(now: Snapshot) -> bool:
    spread = now.program.camera_spread
    return now.program.camera is None and spread is not None and spread < FLAT


CHECK = Check(
    key="camera.covered",
    severity="fault",
    technician=(
        "Das Kamerabild hat keine Formen: Die Linse ist beklebt, verschmutzt oder "
        "verdeckt. Linse reinigen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=60), well=timedelta(seconds=10)),
    visitor="banner_camera",
)
