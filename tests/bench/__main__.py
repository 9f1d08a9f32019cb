"""`make bench`: takes all figures from a running house and writes build/bench.json."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.devices.simulated.hard_frames import CLASSES
from provisioning.demo.office import furnish
from provisioning.house import House, HousePlan
from tests.bench import displays, doors, estimates, order, reading, stage
from tests.bench.measures import Bench, Row, table
from tests.bench.uptime import memory_over_visitors

DAYS, SEED = 30, 5000
"""Of invented days, for estimates. They were tuned on the days of seed 1000."""
BUILD = Path(__file__).parents[2] / "build"


def main() -> int:
    began = time.monotonic()
    shutil.rmtree(BUILD / "bench", ignore_errors=True)
    rows = _house(BUILD / "bench" / "house")
    rows += doors.rows(BUILD / "bench" / "doors", _take)
    rows += _take([lambda: order.rows(waiting=1000, rounds=200)])
    rows += _displays(BUILD / "bench")
    rows += _take([lambda: list(reading.rows(reading.SEEDS, reading.SEEDS_ALONE, CLASSES))])
    rows += _take([memory_over_visitors])
    rows += _take([lambda: estimates.rows(DAYS, SEED), lambda: estimates.speed(rounds=20)])
    (BUILD / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")
    print(table(rows))
    print(f"\n{time.monotonic() - began:.0f} s; written to build/bench.json")
    return 0


def _house(folder: Path) -> list[Row]:
    house = House(HousePlan(folder))
    try:
        furnished = furnish(house)
        house.start()
        bench = Bench(house, furnished)
        rows = _take(
            [
                lambda: bench.scan_to_paper(rounds=20),
                lambda: bench.offline_scan_to_paper(rounds=20),
                lambda: bench.first_frame("kiosk-01", "kiosk_first_frame_ms", rounds=8),
                lambda: bench.first_frame("display-2", "signage_first_frame_ms", rounds=8),
            ]
        )
        bench.close()
        return rows + bench.memory()
    finally:
        house.stop()


def _displays(folder: Path) -> list[Row]:
    """Calls and alarms to few and to many displays; then what one panel does with its content."""
    return _take(
        [
            lambda: displays.figures(folder / "displays-1", players=1, rounds=40, alarms=0),
            lambda: displays.figures(folder / "displays-50", players=50, rounds=60, alarms=20),
            lambda: displays.figures(folder / "displays-500", players=500, rounds=60, alarms=20),
            stage.frames_dropped,
            stage.memory_over_switches,
        ]
    )


def _take(steps: Sequence[Callable[[], list[Row]]]) -> list[Row]:
    rows: list[Row] = []
    for step in steps:
        rows += step()
        print(f"  {rows[-1]['name']}", file=sys.stderr, flush=True)
    return rows


if __name__ == "__main__":
    sys.exit(main())
