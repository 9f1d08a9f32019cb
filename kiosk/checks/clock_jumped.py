"""Somebody or something has set the clock by more than a slewing kernel would."""

from kiosk.care.check import Check
from kiosk.care.readings import Snapshot

REMEMBERED_S = 600.0
"""A jump is over at once; so long it is told, so that somebody sees it."""


def judge(now: Snapshot) -> bool:
    ago = now.machine.clock_jumped_s_ago
    return ago is not None and ago < REMEMBERED_S


CHECK = Check(
    key="clock.jumped",
    severity="warning",
    technician=(
        "Die Uhr wurde gerade stark verstellt. Nach einem Neustart ohne Netz ist das "
        "normal; sonst Batterie und Zeitserver prüfen."
    ),
    judge=judge,
)
