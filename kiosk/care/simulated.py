"""Readings that can be told each fault: for the demo, and for tests of everything behind them."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from kiosk.care.readings import Readings, Snapshot

Reading = Any
"""A field's value of `Machine` or `Program`; a wrong name or type shows in the first test."""


def _machine(**fields: Reading) -> Callable[[Snapshot], Snapshot]:
    return lambda now: replace(now, machine=replace(now.machine, **fields))


def _program(**fields: Reading) -> Callable[[Snapshot], Snapshot]:
    return lambda now: replace(now, program=replace(now.program, **fields))


FAULTS: Final[dict[str, Callable[[Snapshot], Snapshot]]] = {
    "board.hot": _machine(celsius=84.2),
    "board.undervoltage": _machine(undervoltage=True),
    "camera.covered": _program(camera="covered"),
    "camera.dark": _program(camera="dark"),
    "camera.frozen": _program(camera="frozen"),
    "camera.stalled": _program(camera="stalled"),
    "camera.unplugged": _program(camera="unplugged"),
    "clock.jumped": _machine(clock_jumped_s_ago=3.0),
    "clock.unsynced": _machine(clock_synced=False),
    "disk.full": _machine(disk_free_mb=12.0),
    "disk.low": _machine(disk_free_mb=240.0),
    "journal.moved": _program(journals_aside=1),
    "link.down": _program(hub=False),
    "memory.grown": _machine(own_mb=950.0),
    "memory.low": _machine(available_mb=31.0, pressure=44.0),
    "outbox.old": _program(outbox=7, outbox_age_s=1900.0),
    "printer.cover_open": _program(printer="cover_open"),
    "printer.cutter": _program(printer="cutter"),
    "printer.error": _program(printer="error"),
    "printer.no_answer": _program(printer="no_answer"),
    "printer.offline": _program(printer="offline"),
    "printer.overheated": _program(printer="overheated"),
    "printer.paper_near_end": _program(printer="paper_near_end"),
    "printer.paper_out": _program(printer="paper_out"),
    "scanner.unplugged": _program(scanner="unplugged"),
    "screen.frozen": _program(frame_age_s=25.0),
    "speech.unavailable": _program(speech=False),
}
"""What each fault makes of the readings."""


class SimulatedReadings:
    """Passes real readings on, changed by the faults that it was told; from any thread."""

    def __init__(self, real: Readings) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._faults: dict[str, Callable[[Snapshot], Snapshot]] = {}

    def fault(self, key: str, on: bool = True) -> None:
        """Cause one fault, or end it. KeyError for a fault that is none."""
        with self._lock:
            if on:
                self._faults[key] = FAULTS[key]
            else:
                self._faults.pop(key, None)

    def take(self) -> Snapshot:
        now = self._real.take()
        with self._lock:
            faults = tuple(self._faults.values())
        for change in faults:
            now = change(now)
        return now
