"""The printer is switched off, or its cable is out (Drucker aus)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "offline"


CHECK = Check(
    key="printer.offline",
    severity="fault",
    technician="Der Drucker ist aus oder nicht erreichbar. Strom und Kabel prüfen.",
    judge=judge,
    visitor="banner_printer",
)
