"""The paper is used up (Papier leer)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "paper_out"


CHECK = Check(
    key="printer.paper_out",
    severity="fault",
    technician="Das Papier ist leer. Neue Rolle einlegen, Deckel schließen.",
    judge=judge,
    visitor="banner_printer",
)
