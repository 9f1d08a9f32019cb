"""The kiosk's memory was no sound database and was moved aside; what it still owed lies in it."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """As long as the file lies there: somebody must look at it."""
    return now.program.journals_aside > 0


CHECK = Check(
    key="journal.moved",
    severity="warning",
    technician=(
        "Der Speicher des Kiosks war beschädigt. Die alte Datei liegt beiseite (.broken). "
        "Sie kann Anmeldungen enthalten, die der Hub nicht kennt. Sichern, dann löschen."
    ),
    judge=judge,
)
