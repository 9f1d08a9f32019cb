"""Plays the kiosk from outside: orders come in on stdin, the screen's picture goes to a folder."""

import json
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent

from kiosk.log import iso
from kiosk.ui.window import KioskWindow

if TYPE_CHECKING:
    from kiosk.devices.simulated.camera import SimulatedCamera
    from kiosk.devices.simulated.speaker import SimulatedSpeaker

log = logging.getLogger("kiosk.rehearsal")

PICTURE_EVERY_MS: Final = 125
QUALITY: Final = 82
FAULTS: Final = ("dark", "frozen", "unplugged", None)


@dataclass(frozen=True)
class _Picture:
    """What is written: the screen, then the account of it; `shot` is a file somebody asked for."""

    image: QImage
    account: dict[str, object]
    shot: Path | None = None


class Rehearsal(QObject):
    """Real touches in, real pixels out; only the hand and the eye are somebody else's."""

    _ordered = Signal(object)

    def __init__(self, directory: Path, window: KioskWindow, clock: Callable[[], datetime]) -> None:
        super().__init__()
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._window = window
        self._clock = clock
        self._camera: SimulatedCamera | None = None
        self._speaker: SimulatedSpeaker | None = None
        self._pictures: queue.SimpleQueue[_Picture] = queue.SimpleQueue()
        self._wait = QTimer(self, singleShot=True, interval=PICTURE_EVERY_MS)
        self._wait.timeout.connect(self._draw)
        self._ordered.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        window.window.frameSwapped.connect(self._frame, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._write, name="pictures", daemon=True).start()
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def hold_before(self, camera: "SimulatedCamera") -> None:
        self._camera = camera

    def listen(self, speaker: "SimulatedSpeaker") -> None:
        self._speaker = speaker

    # ------------------------------------------------------------------ orders

    def _listen(self) -> None:
        for line in sys.stdin:
            try:
                order = json.loads(line)
            except ValueError:
                order = None
            if isinstance(order, dict):
                self._ordered.emit(order)
            elif line.strip():
                log.warning("order_unreadable")
        self._ordered.emit(None)

    def _obey(self, order: dict[str, object] | None) -> None:
        match order:
            case None:
                QGuiApplication.quit()
            case {"hold": str(text)} if self._camera:
                self._camera.hold(text)
            case {"camera": fault} if self._camera and fault in FAULTS:
                self._camera.fault(fault)
            case {"touch": [int() | float() as x, int() | float() as y]}:
                self._touch(QPointF(x, y))
            case {"shot": str(name)}:
                self._pictures.put(self._picture(Path(name)))
            case _:
                log.warning("order_refused")

    def _touch(self, at: QPointF) -> None:
        """A finger that comes down and goes up again at once."""
        for kind, buttons in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(
                kind, at, at, Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier
            )
            QGuiApplication.sendEvent(self._window.window, event)

    # ------------------------------------------------------------------ pictures

    def _frame(self) -> None:
        if not self._wait.isActive():
            self._wait.start()

    def _draw(self) -> None:
        self._pictures.put(self._picture(None))

    def _picture(self, shot: Path | None) -> _Picture:
        shown = self._window.view.shown
        said = self._speaker.said if self._speaker else ()
        account = {
            "state": shown.state,
            "lang": shown.lang,
            "number": shown.number.replace(" ", "") or None,
            "spoken": said[-1].text if said else None,
            "at": iso(self._clock()),
        }
        return _Picture(self._window.window.grabWindow(), account, shot)

    def _write(self) -> None:
        """Files appear whole: a reader never sees half a picture."""
        while True:
            picture = self._pictures.get()
            try:
                self._keep(picture)
            except OSError:
                log.exception("picture_not_written")

    def _keep(self, picture: _Picture) -> None:
        if picture.shot:
            self._save(picture.image, self._directory / picture.shot, "PNG")
            return
        self._save(picture.image, self._directory / "screen.jpg", "JPG")
        part = self._directory / ".state.part"
        part.write_text(json.dumps(picture.account, ensure_ascii=False), encoding="utf-8")
        os.replace(part, self._directory / "state.json")

    def _save(self, image: QImage, target: Path, kind: str) -> None:
        part = target.with_name(f".{target.name}.part")
        if not image.save(str(part), kind, QUALITY if kind == "JPG" else -1):
            raise OSError(f"cannot write {target.name}")
        os.replace(part, target)
