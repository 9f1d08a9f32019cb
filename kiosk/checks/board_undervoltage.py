"""The supply is too weak: the board slows down and may lose what it writes (Unterspannung)."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    return bool(now.machine.undervoltage)


CHECK = Check(
    key="board.undervoltage",
    severity="fault",
    technician="Die Stromversorgung ist zu schwach. Netzteil und Kabel tauschen (5,1 Volt).",
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=4), well=timedelta(seconds=600)),
)
