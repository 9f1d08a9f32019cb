"""`make bench`: takes all figures from a running house and writes build/bench.json."""

import json
import shutil
import sys
import time
from pathlib import Path

from provisioning.demo.office import furnish
from provisioning.house import House, HousePlan
from tests.bench.measures import CROWD, Bench, Row, table

BUILD = Path(__file__).parents[2] / "build"


def main() -> int:
    began = time.monotonic()
    folder = BUILD / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    house = House(HousePlan(folder, listeners=CROWD))
    try:
        furnished = furnish(house)
        house.start()
        rows = _take(Bench(house, furnished))
    finally:
        house.stop()
    (BUILD / "bench.json").write_text(json.dumps(rows, indent=1) + "\n")
    print(table(rows))
    print(f"\n{time.monotonic() - began:.0f} s; written to build/bench.json")
    return 0


def _take(bench: Bench) -> list[Row]:
    """Quiet figures first, so that a long queue does not weigh on them."""
    steps = [
        lambda: bench.scan_to_paper(rounds=20),
        lambda: bench.call_to_pixel(rounds=60),
        lambda: bench.issue(clients=1, rounds=300),
        lambda: bench.issue(clients=8, rounds=60),
        lambda: bench.call_next(clients=1, rounds=150),
        lambda: bench.call_next(clients=8, rounds=40),
        lambda: bench.first_frame("kiosk-01", "kiosk_first_frame_ms", rounds=8),
        lambda: bench.first_frame("display-2", "signage_first_frame_ms", rounds=8),
    ]
    rows = []
    for step in steps:
        rows.append(step())
        print(f"  {rows[-1]['name']}", file=sys.stderr, flush=True)
    rows += bench.memory()
    bench.close()
    return rows


if __name__ == "__main__":
    sys.exit(main())
