"""The disk is so full that soon nothing can be kept, and so nothing promised (Speicher voll)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot

FULL_MB = 50.0
"""Some thousand requests, and room for SQLite to tidy up."""


def judge(now: Snapshot) -> bool:
    free = now.machine.disk_free_mb
    return free is not None and free < FULL_MB


CHECK = Check(
    key="disk.full",
    severity="fault",
    technician=(
        "Der Speicher ist voll. Anmeldungen können nicht mehr aufbewahrt werden. Platz "
        "schaffen oder Speicherkarte tauschen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=4), well=timedelta(seconds=30)),
    repair=Repair(
        "make_room", lambda tools: tools.make_room(), timedelta(seconds=0), timedelta(seconds=300)
    ),
)
