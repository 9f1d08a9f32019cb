"""The print head is too hot; it goes on by itself when it has cooled (Druckkopf zu heiß)."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The printer's own word, asked before and after each slip and every ten seconds."""
    return now.program.printer == "overheated"


CHECK = Check(
    key="printer.overheated",
    severity="warning",
    technician="Der Druckkopf ist zu heiß. Er druckt weiter, sobald er abgekühlt ist.",
    judge=judge,
    visitor="banner_printer",
)
