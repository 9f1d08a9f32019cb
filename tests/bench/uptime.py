"""Weeks of uptime: what a kiosk holds in memory over thousands of visitors, in its own process."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.figures import single

VISITORS = 5000
EARLY = 100
"""After so many, fonts, screens and caches are loaded."""
SEED = 3


def memory_over_visitors(visitors: int = VISITORS) -> list[dict[str, Any]]:
    """Rows `rss_mb` after 100 visitors and at the end, and the growth in percent.

    About 80 ms a visitor on two free cores: 5,000 take 6 to 8 minutes.
    """
    command = [sys.executable, "-m", "tests.bench.uptime", str(visitors)]
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    run = subprocess.run(
        command, env={**os.environ, **offscreen}, stdout=subprocess.PIPE, text=True, check=True
    )
    early, late = json.loads(run.stdout.splitlines()[-1])
    how = f"one kiosk in a process, thirteen kinds of visitors, seed {SEED}; least of 12 at rest"
    growth = 100 * (late / early - 1)
    return [
        single(f"kiosk_rss_mb after {EARLY} visitors", "MB", early, how),
        single(f"kiosk_rss_mb after {visitors} visitors", "MB", late, how),
        single("kiosk_rss_growth", "%", growth, f"{visitors} visitors against {EARLY}"),
    ]


def main(visitors: int) -> None:
    """Let visitors come and print what the process held, early and at the end."""
    from PySide6.QtGui import QGuiApplication

    from kiosk.ui.window import load_fonts
    from tests.architecture.house import ROOT
    from tests.kiosk.visitors import Door

    app = QGuiApplication(["uptime"])
    load_fonts(ROOT / "build" / "assets", lambda name: print(f"no {name}", file=sys.stderr))
    with tempfile.TemporaryDirectory() as folder:
        door = Door(app, Path(folder), SEED)
        weights = []
        for count in (EARLY, visitors - EARLY):
            door.visit(count)
            weights.append(door.weigh().rss_mb)
        door.stop()
    print(json.dumps(weights))


if __name__ == "__main__":
    main(int(sys.argv[1]))
