"""The lens is covered: light comes in, but the picture has no shapes."""

from datetime import timedelta

from kiosk.care.belief import Patience
from kiosk.care.check import Check
from kiosk.care.readings import Snapshot


def judge(now: Snapshot) -> bool:
    """The camera's own word; visitors who hold paper close before the lens take it away again."""
    return now.program.camera == "covered"


CHECK = Check(
    key="camera.covered",
    severity="fault",
    technician=(
        "Das Kamerabild hat keine Formen: Die Linse ist beklebt, verschmutzt oder verdeckt."
        " Linse reinigen."
    ),
    judge=judge,
    patience=Patience(wrong=timedelta(seconds=30)),
    visitor="banner_camera",
)
