"""The printer takes data but answers nothing."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "no_answer"


CHECK = Check(
    key="printer.no_answer",
    severity="fault",
    technician="Der Drucker antwortet nicht. Aus- und wieder einschalten.",
    judge=judge,
    visitor="banner_printer",
)
