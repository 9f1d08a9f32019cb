"""Plays the kiosk from outside: orders come in on stdin, the screen's picture goes to a folder."""

import json
import logging
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem

from kiosk.log import iso
from kiosk.ui.keys import pressables
from kiosk.ui.ties import untied
from kiosk.ui.window import KioskWindow

log = logging.getLogger("kiosk.rehearsal")

PICTURE_EVERY_MS: Final = 125
QUALITY: Final = 82
Fault = Literal["dark", "frozen", "unplugged"]
KEYS: Final = {key.name.removeprefix("Key_").lower(): key for key in Qt.Key}
"""Keys by their names: ``tab``, ``backtab``, ``return``, ``escape``, ``f1``, ``a``, ``7``."""
FAULTS: Final = ("dark", "frozen", "unplugged", None)


class Hand(Protocol):
    """What holds letters before the camera, and can break it."""

    def hold(self, text: str) -> None: ...

    def fault(self, fault: Fault | None) -> None: ...


@dataclass(frozen=True)
class _Picture:
    """What is written: the screen, then the account of it; `shot` is a file somebody asked for."""

    image: QImage
    account: dict[str, object]
    shot: Path | None = None


class Rehearsal(QObject):
    """Real touches in, real pixels out; only the hand and the eye are somebody else's."""

    _ordered = Signal(object)
    _handed = Signal()

    def __init__(self, directory: Path, window: KioskWindow, clock: Callable[[], datetime]) -> None:
        super().__init__()
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._window = window
        self._clock = clock
        self._hand: Hand | None = None
        self._cause: Callable[[str, bool], None] | None = None
        self._plug: Callable[[bool], None] | None = None
        self._early: list[dict[str, object]] = []
        self._spoken: Callable[[], str | None] = lambda: None
        self._pictures: queue.SimpleQueue[_Picture] = queue.SimpleQueue()
        self._wait = QTimer(self, singleShot=True, interval=PICTURE_EVERY_MS)
        self._wait.timeout.connect(self._draw)
        # What is said changes no pixel, so no frame tells of it.
        self._told: str | None = None
        self._listening = QTimer(self, interval=PICTURE_EVERY_MS)
        self._listening.timeout.connect(self._hear)
        self._listening.start()
        self._ordered.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        self._handed.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        window.window.frameSwapped.connect(self._frame, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._write, name="pictures", daemon=True).start()
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def take_hand(self, hand: Hand) -> None:
        """Letters can be held from now on; orders that came too early are carried out now."""
        self._hand = hand
        self._handed.emit()

    def take_board(self, cause: Callable[[str, bool], None]) -> None:
        """`cause` begins or ends a trouble by its key; KeyError for one that is none."""
        self._cause = cause

    def take_plug(self, plug: Callable[[bool], None]) -> None:
        """`plug` puts headphones in or takes them out."""
        self._plug = plug

    def listen(self, spoken: Callable[[], str | None]) -> None:
        """`spoken` gives the last sentence that was said."""
        self._spoken = spoken

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
            case {"hold": _} | {"camera": _} if self._hand is None:
                self._early.append(order)
            case {"hold": str(text)} if self._hand:
                self._hand.hold(text)
            case {"camera": fault} if self._hand and fault in FAULTS:
                self._hand.fault(fault)
            case {"headphones": bool(yes)} if self._plug:
                self._plug(yes)
            case {"trouble": str(key), "on": bool(on)} if self._cause:
                self._bring_about(self._cause, key, on)
            case {"touch": [int() | float() as x, int() | float() as y]}:
                self._touch(QPointF(x, y))
            case {"key": str(name)} if name in KEYS:
                self._key(KEYS[name])
            case {"shot": str(name)}:
                self._pictures.put(self._picture(Path(name)))
            case _:
                log.warning("order_refused")

    def _bring_about(self, cause: Callable[[str, bool], None], key: str, on: bool) -> None:
        try:
            cause(key, on)
        except KeyError:
            log.warning("order_refused")

    def _catch_up(self) -> None:
        early, self._early = self._early, []
        for order in early:
            self._obey(order)

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

    def _key(self, key: Qt.Key) -> None:
        """A key that goes down and comes up again."""
        text = chr(key) if Qt.Key.Key_0 <= key <= Qt.Key.Key_Z else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QGuiApplication.sendEvent(self._window.window, event)

    # ------------------------------------------------------------------ pictures

    def _frame(self) -> None:
        if not self._wait.isActive():
            self._wait.start()

    def _hear(self) -> None:
        if self._spoken() != self._told:
            self._draw()

    def _draw(self) -> None:
        self._pictures.put(self._picture(None))

    def _picture(self, shot: Path | None) -> _Picture:
        shown, self._told = self._window.view.shown, self._spoken()
        account: dict[str, object] = {
            "state": shown.state,
            "lang": shown.lang,
            "number": shown.number.replace(" ", "") or None,
            "reason": shown.reason or None,
            "reachable": shown.reachable,
            "spoken": self._told,
            "overlay": shown.overlay,
            "leaving": shown.leaving,
            "touchable": dict(_touchable(self._window.window.contentItem())),
            "reached": self._window.keys.reached,
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
            self._save(picture.image, self._directory / picture.shot)
            return
        self._save(picture.image, self._directory / "screen.jpg")
        part = self._directory / ".state.part"
        part.write_text(json.dumps(picture.account, ensure_ascii=False), encoding="utf-8")
        part.replace(self._directory / "state.json")

    def _save(self, image: QImage, target: Path) -> None:
        """In the format that the name's ending says."""
        part = target.with_name(f".part-{target.name}")
        if not image.save(str(part), quality=QUALITY):
            raise OSError(f"cannot write {target.name}")
        part.replace(target)


def _touchable(item: QQuickItem) -> Iterator[tuple[str, list[int]]]:
    """What is written on each button in sight, and the middle of it in pixels of the window."""
    for button in pressables(item):
        middle = button.mapToScene(QPointF(button.width() / 2, button.height() / 2))
        yield untied(str(button.property("text"))), [round(middle.x()), round(middle.y())]
