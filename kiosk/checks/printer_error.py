"""The printer tells of a fault that it does not name."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "error"


CHECK = Check(
    key="printer.error",
    severity="fault",
    technician="Der Drucker meldet einen Fehler. Aus- und wieder einschalten, dann Probedruck.",
    judge=judge,
    visitor="banner_printer",
)
