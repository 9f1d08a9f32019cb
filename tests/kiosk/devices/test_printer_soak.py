"""Faults at random moments of random jobs on a real line: nobody ever gets another's slip."""

import random
import threading

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import FAULTS
from tests.kiosk.devices.kit import Tray, eventually, slip
from tests.kiosk.devices.lines import LINES, LineKind, printer_at

ROUNDS = 60


@pytest.mark.soak
@pytest.mark.warns("slip_not_cleared")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("line", LINES)
def test_no_stranger_gets_a_slip(line: LineKind) -> None:
    chance, tray, seen = random.Random(line), Tray(), 0
    with printer_at(line, tray) as (hardware, printer):
        for turn in range(ROUNDS):
            number, fault = f"T{turn:03d}", chance.choice(FAULTS)
            breaks = threading.Timer(chance.uniform(0, 0.3), hardware.fault, (fault,))
            breaks.start()
            result = printer.print(slip(number))
            breaks.join()
            hardware.fault(None)
            eventually(lambda: printer.status() is None, "it is ready again")
            eventually(lambda: not hardware.busy, "nothing is left to print")
            papers = [decode(printed.raw) for printed in tray.slips[seen:]]
            seen += len(papers)
            whole = [paper.number for paper in papers if paper.number and not paper.void]
            possible: dict[str, list[list[str]]] = {
                "printed": [[number]],
                "failed": [[]],
                "unclear": [[], [number]],
            }
            assert whole in possible[result.outcome], f"round {turn}: {fault}, {result}"
