"""What was to be spoken could not be heard: voice, player or sound card are missing."""

from datetime import timedelta

from kiosk.care.check import Check, Repair
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    return not now.program.speech


CHECK = Check(
    key="speech.unavailable",
    severity="fault",
    technician="Die Sprachausgabe geht nicht. Soundkarte, Kabel und Lautstärke prüfen.",
    judge=judge,
    repair=Repair(
        "try_speech", lambda tools: tools.try_speech(), timedelta(seconds=30), timedelta(seconds=60)
    ),
)
