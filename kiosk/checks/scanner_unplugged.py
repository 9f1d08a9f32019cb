"""The scanner on the serial line is gone; visitors hold their letter to the camera instead."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The line's own word; it is opened anew by itself."""
    return now.program.scanner == "unplugged"


CHECK = Check(
    key="scanner.unplugged",
    severity="fault",
    technician="Der Scanner fehlt. Kabel und Stecker prüfen.",
    judge=judge,
)
