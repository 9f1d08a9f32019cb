"""The machine runs out of memory: programs wait for it (Arbeitsspeicher knapp)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

SCARCE_MB = 80.0
"""Below this a Linux with a browserless screen begins to throw out its own code."""
PRESSING = 20.0
"""Percent of a minute in which programs waited for memory; above, touches feel late."""


def judge(now: Snapshot) -> bool:
    free, pressure = now.machine.available_mb, now.machine.pressure
    scarce = free is not None and free < SCARCE_MB
    return scarce or (pressure is not None and pressure > PRESSING)


CHECK = Check(
    key="memory.low",
    severity="fault",
    technician=(
        "Der Arbeitsspeicher ist knapp. Welche Programme laufen noch? Hilft das nicht: "
        "Gerät neu starten."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=30), well=timedelta(seconds=60)),
)
