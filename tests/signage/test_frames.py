"""A call counts as shown at the swap of a frame that really contains it, and not before."""

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from signage.app import Opening
from signage.board.events import Key
from signage.ui.frames import FrameWatch
from signage.ui.gallery import LOOK, board
from signage.ui.scene import Scene
from signage.ui.theme import GLOWING
from tests.signage.conftest import Until
from tests.signage.pixels import near, pixels

ROOT = Path(__file__).resolve().parents[2]
KEYS: tuple[Key, ...] = (("c7", 1),)


class Notes:
    """What a watch said, in order."""

    def __init__(self, watch: FrameWatch) -> None:
        self.shown: list[tuple[object, float]] = []
        self.frames = 0
        watch.shown.connect(lambda keys, at: self.shown.append((keys, at)))
        watch.swapped.connect(self._count)

    def _count(self) -> None:
        self.frames += 1


def test_the_swap_of_a_frame_that_was_copied_before_the_change_does_not_count(
    scene: Scene, until: Until
) -> None:
    watch = FrameWatch(scene.window)
    notes = Notes(watch)
    until(lambda: not watch.pending)
    changed: list[int] = []

    def change_while_drawing() -> None:
        """After the copy, before the swap: the frame on its way does not contain this any more."""
        if not changed:
            changed.append(notes.frames)
            scene.show(board("B", 1, 0), LOOK, sound=True)
            watch.expect(KEYS)

    scene.window.beforeRendering.connect(change_while_drawing, Qt.ConnectionType.DirectConnection)
    scene.window.update()
    until(lambda: bool(changed) and notes.frames > changed[0])
    assert not notes.shown
    assert watch.pending
    until(lambda: bool(notes.shown))
    assert notes.frames >= changed[0] + 2
    assert [keys for keys, _at in notes.shown] == [KEYS]


def test_what_was_told_as_shown_is_on_the_panel(scene: Scene, until: Until) -> None:
    watch = FrameWatch(scene.window)
    seen: list[float] = []

    def look() -> None:
        light = near(pixels(scene.window.grabWindow()), GLOWING.field, 2).mean()
        seen.append(float(light))

    watch.shown.connect(look)
    before = time.monotonic()
    notes = Notes(watch)
    scene.show(board("B", 1, 0), LOOK, sound=True)
    watch.expect(KEYS)
    until(lambda: bool(seen))
    assert seen[0] > 0.4
    assert before <= notes.shown[0][1] <= time.monotonic()


def test_a_change_that_looks_the_same_is_acknowledged_too(scene: Scene, until: Until) -> None:
    watch = FrameWatch(scene.window)
    notes = Notes(watch)
    for _ in range(2):
        scene.show(board("B", 1, 0), LOOK, sound=True)
        watch.expect(KEYS)
        until(lambda: not watch.pending)
    assert len(notes.shown) == 2


def test_nothing_is_drawn_while_nothing_changes(scene: Scene, until: Until) -> None:
    watch = FrameWatch(scene.window)
    notes = Notes(watch)
    scene.show(board("B", 2, 3), LOOK, sound=True)
    watch.expect(KEYS)
    until(lambda: not watch.pending)
    drawn = notes.frames
    for _ in range(50):
        scene.show(board("B", 2, 3), LOOK, sound=True)
        until(lambda: True)
    assert notes.frames == drawn


def test_memory_stays_flat_over_500_boards() -> None:
    """In a process of its own, whose memory is the display's alone."""
    command = [sys.executable, "-m", "tests.signage.many_boards", "100", "500"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) < 4


def test_qt_does_not_use_up_none() -> None:
    """PySide6 6.12 with Python 3.11 loses a reference to None in every call that returns nothing.

    After some ten thousand such calls the process is gone ("none_dealloc"); 6.11 is sound, and
    from Python 3.12 on None is immortal.
    """
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(100):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 50


def test_a_display_whose_panel_shows_no_frame_begins_to_talk_all_the_same(
    qt: QGuiApplication, until: Until
) -> None:
    hidden, begun = Scene((320, 180), 40.0), list[bool]()
    Opening(FrameWatch(hidden.window), lambda: begun.append(True), patience_ms=20)
    until(lambda: begun == [True])
    hidden.window.show()
    until(hidden.window.isExposed)
    qt.processEvents()
    assert begun == [True]
    hidden.close()


def test_with_the_first_frame_it_begins_at_once_and_only_then(scene: Scene, until: Until) -> None:
    begun: list[int] = []
    watch = FrameWatch(scene.window)
    Opening(watch, lambda: begun.append(watch.frames), patience_ms=60_000)
    assert begun == []
    watch.nudge()
    until(lambda: begun == [1])
