"""The hub is away: the kiosk works alone, and what it promises is kept (Zentrale weg)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    return not now.program.hub


CHECK = Check(
    key="link.down",
    severity="warning",
    technician=(
        "Die Zentrale ist nicht erreichbar. Der Kiosk arbeitet allein weiter. Netz, "
        "Broker und Zentrale prüfen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=60), well=timedelta(seconds=5)),
)
