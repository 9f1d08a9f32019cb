"""Weeks of uptime in minutes: what one kiosk holds after so many visitors, in its own process.

In the process of all tests each of its looks for garbage would go through theirs, and what they
keep would be counted with what it keeps.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.kiosk.visitors import Door, Weight

KINDS = 13
"""How many kinds of visitors there are; all of them come."""


def weights(seed: int, *stops: int) -> list[Weight]:
    """What it holds after each of these counts of visitors."""
    command = [sys.executable, "-m", "tests.kiosk.uptime", *map(str, (seed, *stops))]
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    run = subprocess.run(
        command, env={**os.environ, **offscreen}, stdout=subprocess.PIPE, text=True, check=True
    )
    return [Weight(**one) for one in json.loads(run.stdout.splitlines()[-1])]


def main(seed: int, *stops: int) -> None:
    """Let visitors come, and print the weights as JSON."""
    from PySide6.QtGui import QGuiApplication

    from kiosk.ui.window import load_fonts
    from tests.architecture.house import ROOT

    app = QGuiApplication(["uptime"])
    load_fonts(ROOT / "build" / "assets", lambda name: print(f"no {name}", file=sys.stderr))
    with tempfile.TemporaryDirectory() as folder:
        door, found = Door(app, Path(folder), seed), []
        for stop in stops:
            door.visit(stop - door.seen.total())
            found.append(asdict(door.weigh()))
        assert len(door.seen) == KINDS
        assert door.printed > 0
        door.stop()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
