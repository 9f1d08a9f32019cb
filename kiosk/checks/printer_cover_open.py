"""The printer's cover is open (Deckel offen)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "cover_open"


CHECK = Check(
    key="printer.cover_open",
    severity="fault",
    technician="Der Druckerdeckel ist offen. Deckel schließen, bis er einrastet.",
    judge=judge,
    visitor="banner_printer",
)
