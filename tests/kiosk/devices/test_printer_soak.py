"""Faults at random moments of random jobs: nobody ever gets another visitor's slip."""

import random
import threading
import time

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.simulated.mechanism import FAULTS
from kiosk.devices.simulated.printer import SimulatedPrinter
from tests.kiosk.devices.kit import Tray, eventually, slip

TIMEOUT_S = 2.0
ROUNDS = 100


@pytest.mark.soak
@pytest.mark.warns("slip_not_cleared")
@pytest.mark.parametrize("seed", range(3))
def test_no_stranger_gets_a_slip(seed: int) -> None:
    chance, tray, seen = random.Random(seed), Tray(), 0
    with SimulatedPrinter(tray.take) as hardware:
        printer = EscposPrinter("127.0.0.1", hardware.port, TIMEOUT_S)
        for turn in range(ROUNDS):
            number, fault = f"T{turn:03d}", chance.choice(FAULTS)
            breaks = threading.Timer(chance.uniform(0, 0.7), hardware.fault, (fault,))
            breaks.start()
            began = time.monotonic()
            result = printer.print(slip(number))
            assert time.monotonic() - began < TIMEOUT_S + 0.5
            breaks.join()
            hardware.fault(None)
            assert printer.status() is None
            eventually(lambda: not hardware.busy, "the repaired printer has nothing left to print")
            papers = [decode(printed.raw) for printed in tray.slips[seen:]]
            seen += len(papers)
            told = [line for paper in papers for line in paper.lines if line.startswith("Nummer")]
            mine = [f"Nummer T {turn:03d}"]
            what = f"round {turn}: {fault}, {result}"
            # A job that is given up late comes out at once, with its own number on the scrap.
            late = result.outcome == "unclear" or (result.outcome == "failed" and fault == "slow")
            expected = [mine] if result.outcome == "printed" else [[]]
            assert told in ([mine, []] if late else expected), what
