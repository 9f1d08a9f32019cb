"""What the device tests share: slips, a tray that waits for paper, a clock that runs faster."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.devices.simulated.mechanism import Printout
from kiosk.flow.receipt import Slip
from tests.patience import PATIENCE_S
from wire.ids import TicketId, ZoneId

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
CODE = "EZ1K9:QW2+M4T7.B$XN0L/8HVD6ZC*YPR13UAE5 FGJ-SIO%T" + "A0B1C2D3E4" * 7 + "XYZ"
"""As long and of the same alphabet as a letter's code."""


def slip(number: str = "T042", zone: str = "B", *, english: bool = False) -> Slip:
    body = ("Wartebereich B", "Links um die Ecke, 20 Meter.", "Aufruf in etwa 5 bis 15 Minuten.")
    other = ("Waiting area B", "Left around the corner, 20 metres.", "Your call: 5 to 15 minutes.")
    return Slip(
        "ticket",
        ("Jobcenter Musterstadt", "Mo 23.11.2026 · 8:43"),
        number,
        ZoneId(zone),
        body,
        other if english else (),
        "en" if english else "de",
        ticket_id=TicketId("t-1"),
    )


class Tray:
    """Catches what falls out of a simulated printer."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._slips: list[Printout] = []

    def take(self, printed: Printout) -> None:
        with self._news:
            self._slips.append(printed)
            self._news.notify_all()

    def wait(self, count: int) -> list[Printout]:
        """All slips, once there are `count`; fails after the deadline."""
        with self._news:
            assert self._news.wait_for(lambda: len(self._slips) >= count, PATIENCE_S)
            return list(self._slips)

    @property
    def slips(self) -> list[Printout]:
        with self._news:
            return list(self._slips)


def eventually(true: Callable[[], bool], what: str) -> None:
    """Wait until `true`, looking again every few milliseconds; fails after the deadline."""
    pause = threading.Event()
    until = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < until, f"waited in vain for: {what}"
        pause.wait(0.005)


class FastClock:
    """UTC that runs `speed` times as fast as the wall's."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        passed = (time.monotonic() - self._began) * self._speed
        return datetime(2026, 11, 23, 8, 0, tzinfo=UTC) + timedelta(seconds=passed)
