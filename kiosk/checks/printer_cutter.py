"""The printer's knife is stuck (Messer klemmt)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "cutter"


CHECK = Check(
    key="printer.cutter",
    severity="fault",
    technician=(
        "Das Messer des Druckers klemmt. Papierreste entfernen, Drucker aus- und wieder"
        " einschalten."
    ),
    judge=judge,
    visitor="banner_printer",
)
