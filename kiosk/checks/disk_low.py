"""The disk that holds the journal gets full (Speicher wird knapp)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot
from kiosk.checks.disk_full import FULL_MB

LOW_MB = 500.0
"""Weeks of journal and logs; enough time for somebody to come."""


def judge(now: Snapshot) -> bool:
    free = now.machine.disk_free_mb
    return free is not None and FULL_MB <= free < LOW_MB


CHECK = Check(
    key="disk.low",
    severity="warning",
    technician=(
        "Der Speicher wird knapp. Der Kiosk räumt sein Tagebuch auf; alte Protokolle löschen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=30), well=timedelta(seconds=60)),
    repair=Repair(
        "make_room", lambda tools: tools.make_room(), timedelta(seconds=0), timedelta(seconds=3600)
    ),
)
