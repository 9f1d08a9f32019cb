"""Draws many boards and prints by how many MB the process grew: ``WARM_UP ROUNDS``."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from signage.settings import ASSETS
from signage.ui.frames import FrameWatch
from signage.ui.gallery import LOOK, board
from signage.ui.scene import Scene, load_typeface


def resident_mb() -> float:
    """Memory of this process that is in use (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Rounds:
    """All numbers of open and recent calls in all zones, each until its frame is swapped."""

    def __init__(self, scene: Scene, warm_up: int, rounds: int) -> None:
        self._scene = scene
        self._turn = 0
        self._warm_up, self._last = warm_up, warm_up + rounds
        self._before = 0.0
        self._watch = FrameWatch(scene.window)
        self._watch.shown.connect(self._next, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        turn = self._turn
        self._scene.show(board("ABCD"[turn % 4], turn % 6, turn % 5), LOOK, sound=bool(turn % 2))
        self._watch.expect((("c1", 1),))

    def _next(self) -> None:
        self._turn += 1
        if self._turn == self._warm_up:
            self._before = resident_mb()
        if self._turn == self._last:
            sys.stdout.write(f"{resident_mb() - self._before:.2f}\n")
            QGuiApplication.quit()
        else:
            self.start()


def main() -> int:
    """Warm up first: caches for glyphs and pages fill in the first rounds."""
    application = QGuiApplication(sys.argv[:1])
    load_typeface(ASSETS)
    scene = Scene((1920, 1080), 123)
    scene.window.show()
    rounds = Rounds(scene, *map(int, sys.argv[1:]))
    rounds.start()
    code = application.exec()
    scene.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
