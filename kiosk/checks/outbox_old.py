"""What visitors were promised to be saved has not reached the hub for long (Nachrichten warten)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

OLD_S = 300.0
"""A hub that is there answers within a second; a new start of it takes one or two minutes."""


def judge(now: Snapshot) -> bool:
    age = now.program.outbox_age_s
    return age is not None and age > OLD_S


CHECK = Check(
    key="outbox.old",
    severity="warning",
    technician=(
        "Anmeldungen warten seit Minuten auf die Zentrale. Netz, Broker und Zentrale "
        "prüfen. Am Gerät geht nichts verloren."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=10), well=timedelta(seconds=10)),
)
