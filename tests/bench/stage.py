"""Figures of the stage: frames that a change loses while a call arrives, memory over many changes.

``python -m tests.bench.stage memory 10000`` and ``… frames 20`` print rows of their own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from signage.app import tame_malloc
from signage.board.events import Moment
from signage.content.keeper import Holdings
from signage.settings import ASSETS
from signage.ui.gallery import LOOK, board
from signage.ui.scene import Scene, load_typeface
from signage.ui.stage import ProgrammeStage
from signage.ui.stage_gallery import HALL, USUAL, landscape
from tests.bench.figures import single, spread
from tests.bench.player import FILMS, KINDS, PICTURES, SIZE, Player, item_of
from tests.signage.stages import T0, Notebook, Pantry, place
from tests.wire.programmes import programme

Row = dict[str, Any]
SWITCHES = 10_000
ROUNDS = 30
FRAME_MS = 1000 / 60
FADE_MS = 600
CALL_AFTER_S = 0.2
WARM = 100
CALL_EVERY = 50
WEIGHED = 2 * KINDS
"""Changes of which the lightest counts: how many pictures are held at a moment varies."""
WITHIN_S = 10.0


def frames_dropped(rounds: int = ROUNDS) -> list[Row]:
    """How many frames a change between two full HD pictures loses while a call arrives."""
    return _apart("frames", rounds)


def memory_over_switches(switches: int = SWITCHES) -> list[Row]:
    """Resident memory after `switches` changes of content, and against after the first 100.

    By a clock of its own, about 40 ms each on a free core: 10,000 take 6 to 8 minutes.
    """
    return _apart("memory", switches)


def _apart(what: str, count: int) -> list[Row]:
    """In a process of its own, whose memory is only the display's."""
    command = [sys.executable, "-m", "tests.bench.stage", what, str(count)]
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    run = subprocess.run(
        command, env={**os.environ, **offscreen}, stdout=subprocess.PIPE, text=True, check=True
    )
    rows: list[Row] = json.loads(run.stdout.splitlines()[-1])
    return rows


# ------------------------------------------------------------------ memory


def _memory(application: QGuiApplication, switches: int) -> list[Row]:
    weights: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        player, done = Player(application, Path(folder)), 0
        for until in (WARM, switches):
            while done < until:
                done += 1
                _switch(player, done)
            weights.append(_lightest(player, done))
            done += WEIGHED
        player.close()
    early, late = weights
    how = (
        f"a display of {SIZE[0]}x{SIZE[1]} in a process; {PICTURES} pictures of full HD, {FILMS}"
        f" films and a page beside the calls, one spoken every {CALL_EVERY} changes; least of"
        f" {WEIGHED} changes"
    )
    growth = 100 * (late / early - 1)
    return [
        single(f"signage_rss_mb after {WARM} switches", "MB", early, how),
        single(f"signage_rss_mb after {switches} switches", "MB", late, how),
        single("signage_rss_growth", "%", growth, f"{switches} switches against {WARM}"),
    ]


def _switch(player: Player, count: int) -> None:
    player.switch()
    if count % CALL_EVERY == 0:
        player.call()


def _lightest(player: Player, count: int) -> float:
    """MB that the process held at the least within some changes."""
    weights = []
    for ahead in range(1, WEIGHED + 1):
        _switch(player, count + ahead)
        fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
        weights.append(int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
    return min(weights)


# ------------------------------------------------------------------ frames


class Hall:
    """A full HD panel with calls and content, on which the content changes every 10 s."""

    def __init__(self, application: QGuiApplication, folder: Path) -> None:
        self._application = application
        self._steady = 1000.0
        self._pantry = Pantry(folder)
        self.scene = Scene(HALL, USUAL)
        self.stage = ProgrammeStage(
            self.scene.stage, Notebook(), self._larder, lambda: HALL[1], lambda: self._steady
        )
        self.stage.configure(place(layout="beside"))
        files = []
        for n in range(2):
            drawn = folder / f"{n}.png"
            landscape((HALL[0] - 300 * n, HALL[1])).save(str(drawn))
            files.append(self._pantry.put(f"f{n}", drawn.read_bytes()))
        items = [item_of(f"f{n}", one) for n, one in enumerate(files)]
        self.stage.programme(programme(*items, fade_ms=FADE_MS))
        self._pantry.has(*files)
        self.scene.window.show()
        self.swaps: list[float] = []
        self.scene.window.frameSwapped.connect(lambda: self.swaps.append(time.perf_counter()))

    def _larder(self, tell: Callable[[Holdings], None]) -> Pantry:
        self._pantry.tell = tell
        return self._pantry

    def call(self, called: int) -> None:
        """So many calls stand on the board."""
        self.scene.show(board("B", called, 3), LOOK, sound=True, programme=True)

    def change(self, turn: int) -> list[float]:
        """The moments of all frames of one change, in which a call arrives."""
        self.call(0)
        self._steady = 1000.0 + 10 * turn
        at = T0 + timedelta(seconds=10 * turn)
        self.stage.tick(Moment(at, self._steady, site=True))
        _until(self._application, lambda: self.stage.fading)
        begun, called = time.perf_counter(), False
        while self.stage.fading:
            if not called and time.perf_counter() - begun > CALL_AFTER_S:
                called = True
                self.call(1)
            self._application.processEvents()
        found = [swap for swap in self.swaps if swap >= begun]
        _until(self._application, lambda: self.stage.loader.decoded == 2)
        return found

    def close(self) -> None:
        self.stage.stop()
        self.scene.close()


def _frames(application: QGuiApplication, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        hall = Hall(application, Path(folder))
        hall.change(0)
        lost = [_lost_percent(hall.change(turn)) for turn in range(1, rounds + 1)]
        hall.close()
    how = (
        f"frames of 60 a second that were not swapped in a fade of {FADE_MS} ms between two"
        " pictures beside the calls on a full HD panel, software rendering, offscreen, while a"
        " call arrives"
    )
    return [spread("frames_dropped_percent", "%", lost, how)]


def _lost_percent(swaps: list[float]) -> float:
    gaps = [1000 * (late - early) for early, late in pairwise(swaps)]
    missed = sum(max(0, round(gap / FRAME_MS) - 1) for gap in gaps)
    return 100 * missed / max(1, missed + len(gaps))


def _until(application: QGuiApplication, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(holds)
        application.processEvents()


def main(what: str, count: int) -> None:
    """Take one figure and print its rows."""
    tame_malloc()
    application = QGuiApplication(["bench"])
    load_typeface(ASSETS)
    take = {"memory": _memory, "frames": _frames}[what]
    print(json.dumps(take(application, count)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
