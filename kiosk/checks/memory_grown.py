"""The kiosk's own program has grown far beyond its normal size; a new start mends it."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot

GROWN_MB = 700.0
"""Twice and more of what it holds after weeks; a small board has 1,000 for everything."""


def judge(now: Snapshot) -> bool:
    return now.machine.own_mb is not None and now.machine.own_mb > GROWN_MB


CHECK = Check(
    key="memory.grown",
    severity="warning",
    technician=(
        "Das Kioskprogramm braucht ungewöhnlich viel Speicher. Es startet neu, sobald "
        "niemand davor steht."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=60), well=timedelta(seconds=10)),
    repair=Repair(
        "restart", lambda tools: tools.restart(), timedelta(seconds=0), timedelta(seconds=60)
    ),
)
