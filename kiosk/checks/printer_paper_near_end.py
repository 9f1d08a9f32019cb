"""The paper will soon be used up (Papier fast leer)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "paper_near_end"


CHECK = Check(
    key="printer.paper_near_end",
    severity="warning",
    technician="Das Papier geht zu Ende. Bald eine neue Rolle einlegen.",
    judge=judge,
)
