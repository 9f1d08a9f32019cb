"""The kiosk played from outside: orders come in, what is seen and reached goes out."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.flow import events as ev
from kiosk.ui.gallery import FULL
from kiosk.ui.rehearsal import KEYS, Rehearsal
from kiosk.ui.sample import NOW
from tests.kiosk.ui.scene import Scene
from tests.patience import PATIENCE_S


class Stage:
    """A scene with a rehearsal; `tell` writes an order, `account` is what was written last."""

    def __init__(self, app: QGuiApplication, folder: Path, orders: int) -> None:
        self._app = app
        self._orders = orders
        self.folder = folder
        self.scene = Scene(app)
        self.scene.show(FULL)
        self.rehearsal = Rehearsal(folder, self.scene.kiosk, lambda: NOW)
        self.scene.kiosk.window.update()

    def tell(self, **order: object) -> None:
        os.write(self._orders, f"{json.dumps(order)}\n".encode())

    def account(self) -> dict[str, Any]:
        file = self.folder / "state.json"
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, self.account()
            self._app.processEvents()


@pytest.fixture
def stage(app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    read, write = os.pipe()
    with os.fdopen(read) as orders:
        monkeypatch.setattr(sys, "stdin", orders)
        stage = Stage(app, tmp_path, write)
        yield stage
        os.close(write)
        stage.until(lambda: "orders" not in [each.name for each in threading.enumerate()])
    stage.scene.kiosk.close()


def test_keys_are_pressed_by_their_names(stage: Stage) -> None:
    stage.tell(key="tab")
    stage.until(lambda: stage.account().get("reached") == "Ich habe einen Termin")
    stage.scene.events.clear()
    stage.tell(key="return")
    stage.until(lambda: [type(each) for each in stage.scene.events] == [ev.AppointmentPressed])


def test_letters_and_digits_are_keys_too() -> None:
    assert {"tab", "backtab", "up", "down", "space", "escape", "f1", "f5", "k", "7"} <= KEYS.keys()


def test_every_button_is_told_with_its_middle(stage: Stage) -> None:
    stage.until(lambda: bool(stage.account()))
    account = stage.account()
    expected = {
        button.text: [round(button.rect.center().x()), round(button.rect.center().y())]
        for button in stage.scene.buttons()
    }
    assert account["touchable"] == expected
    assert (account["state"], account["overlay"], account["leaving"]) == ("welcome", "", False)
