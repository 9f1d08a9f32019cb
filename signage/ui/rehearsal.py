"""Shows a display's panel to the demo house and to tests: pictures and state as files, by order.

Orders are JSON lines: ``{"shot": "f.png"}`` draws the panel to that file, ``{"sound": "no_card"}``
breaks the simulated sound (``stuck``, ``no_voice``) and ``well`` mends it, ``{"clock": 3600}`` sets
the machine's clock by so many seconds; the end of the input is the end of the display. After frames
that changed, ``screen.jpg`` and ``state.json`` are written, whole or not at all.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from signage.ui.frames import FrameWatch
from signage.ui.scene import Scene

log = logging.getLogger("signage.rehearsal")

BETWEEN_MS = 200
"""At most five pictures a second: drawing one takes the GUI thread's time away from calls."""
QUALITY = 85

State = Callable[[], Mapping[str, object]]


class Rehearsal(QObject):
    """Writes into `folder` what the panel shows; `ended` when nobody gives orders any more."""

    ended = Signal()
    _ordered = Signal(str)

    def __init__(
        self,
        folder: Path,
        scene: Scene,
        watch: FrameWatch,
        state: State,
        orders: Mapping[str, Callable[[Any], None]],
    ) -> None:
        super().__init__()
        self._orders = orders
        self._last: tuple[QImage, str] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._scene = scene
        self._watch = watch
        self._state = state
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="rehearsal")
        self._pause = QTimer(self, singleShot=True, interval=BETWEEN_MS)
        self._pause.timeout.connect(self._take)
        self._ordered.connect(self._obey)
        watch.swapped.connect(self._on_swapped)
        self._reader = threading.Thread(target=self._read, name="orders", daemon=True)

    def start(self) -> None:
        """Begin to take orders."""
        self._reader.start()

    def stop(self) -> None:
        """Finish the files that are being written."""
        self._pause.stop()
        self._take()
        self._writer.shutdown()

    def _read(self) -> None:
        for line in sys.stdin:
            self._ordered.emit(line)
        self.ended.emit()

    def _on_swapped(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _take(self) -> None:
        """Draw what stands there now; a frame that is still on its way comes first."""
        if self._watch.pending:
            self._pause.start()
            return
        picture = self._scene.window.grabWindow()
        state = json.dumps(self._state(), ensure_ascii=False, default=str)
        if self._last != (picture, state):
            self._last = picture, state
            self._writer.submit(self._write, picture, state)

    def _write(self, picture: QImage, state: str) -> None:
        try:
            _save(picture, self._folder / "screen.jpg")
            fresh = self._folder / "state.json.new"
            fresh.write_text(state, encoding="utf-8")
            fresh.replace(self._folder / "state.json")
        except OSError as error:
            self._last = None  # to be written again, once the disk takes it
            log.info("rehearsal_not_written", extra={"detail": type(error).__name__})

    def _obey(self, line: str) -> None:
        try:
            order = json.loads(line)
            for name in order.keys() & self._orders.keys():
                self._orders[name](order[name])
                return
            name = Path(order["shot"]).name
        except (ValueError, KeyError, TypeError):
            log.warning("order_not_understood")
            return
        self._writer.submit(_save, self._scene.window.grabWindow(), self._folder / name)


def _save(picture: QImage, path: Path) -> None:
    fresh = path.with_name(f".{path.name}{path.suffix}")
    picture.save(str(fresh), None, QUALITY)
    fresh.replace(path)
