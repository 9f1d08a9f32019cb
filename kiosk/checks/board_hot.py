"""The board is so hot that it slows itself down (Gerät zu heiß)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

HOT = 80.0
"""Degrees Celsius: a Raspberry Pi lowers its clock from here on, at 85 in earnest."""


def judge(now: Snapshot) -> bool:
    heat = now.machine.celsius
    return heat is not None and heat >= HOT


CHECK = Check(
    key="board.hot",
    severity="warning",
    technician=(
        "Das Gerät ist zu heiß und wird langsamer. Lüftungsschlitze frei machen, Lüfter prüfen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=30), well=timedelta(seconds=120)),
)
