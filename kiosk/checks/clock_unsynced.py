"""The clock is not set by a time server: times on tickets may be wrong."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    return now.machine.clock_synced is False


CHECK = Check(
    key="clock.unsynced",
    severity="warning",
    technician=(
        "Die Uhr ist nicht gestellt: Kein Zeitserver erreichbar. Netz und Zeitserver prüfen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=300), well=timedelta(seconds=10)),
)
