"""The real window gives signs of life, also while its scene stands still."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from kiosk.ui.pulse import Pulse
from tests.kiosk.ui.scene import Scene
from tests.patience import PATIENCE_S


class Signs:
    """Counts what comes."""

    def __init__(self) -> None:
        self.frames = self.turns = self.blinds = 0

    def frame(self) -> None:
        self.frames += 1

    def turned(self) -> None:
        self.turns += 1

    def unseen(self) -> None:
        self.blinds += 1


def _until(app: QGuiApplication, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 200)


def test_a_still_scene_swaps_a_frame_now_and_then_and_a_hidden_one_none(
    app: QGuiApplication,
) -> None:
    scene, signs = Scene(app), Signs()
    pulse = Pulse(scene.kiosk.window, signs)
    _until(app, lambda: signs.frames >= 2 and signs.turns >= 3)
    assert signs.blinds == 0
    assert signs.frames <= signs.turns, "a still scene is not drawn all the time"
    scene.kiosk.window.hide()
    _until(app, lambda: signs.blinds >= 1)
    pulse.stop()
    scene.kiosk.close()
