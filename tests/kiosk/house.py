"""The whole kiosk in this process, all of it real or simulated; only the hub is away."""

from __future__ import annotations

import json
import math
import os
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk
from kiosk.devices.clocks import Clocks, real_clocks
from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import Printout
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.flow import events as ev
from kiosk.journal import Journal, OpenRequest
from kiosk.post import CONFIG_NOTE, LOOK_NOTE
from kiosk.settings import Settings, read_settings
from kiosk.ui.keys import pressables
from kiosk.ui.sample import CONFIG, LOOK
from kiosk.ui.ties import untied
from kiosk.ui.touch_slots import DOUBLE_STRIKE
from tests.patience import PATIENCE_S
from wire import codec
from wire.messages import PaperReport

HOLD_AGAIN_S = 6.0
"""After so long without an answer people hold their letter to the camera once more."""


def free_port() -> int:
    """A port on which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings_in(directory: Path, printer_port: int, **changes: str) -> Settings:
    """A kiosk that knows its house from an earlier day, and whose broker is away."""
    (directory / "password").write_text("secret", encoding="utf-8")
    settings = read_settings(
        {
            "EZ_SITE": "musterstadt",
            "EZ_DEVICE": "kiosk-1",
            "EZ_BROKER": f"127.0.0.1:{free_port()}",
            "EZ_PASSWORD_FILE": str(directory / "password"),
            "EZ_STATE": str(directory / "state"),
            "EZ_PRINTER": f"tcp:127.0.0.1:{printer_port}",
            "EZ_CAMERA": "simulated",
            "EZ_SPEAKER": "simulated",
            "EZ_HEADPHONES": "simulated",
            **changes,
        },
        rehearsal=True,
    )
    with journal_of(settings) as journal:
        journal.note(CONFIG_NOTE, CONFIG.model_dump_json())
        journal.note(LOOK_NOTE, LOOK.model_dump_json())
    return settings


@contextmanager
def journal_of(settings: Settings) -> Iterator[Journal]:
    """The kiosk's journal, seen from beside the kiosk."""
    journal = Journal(settings.state / "kiosk.sqlite3")
    try:
        yield journal
    finally:
        journal.close()


def open_requests(settings: Settings) -> list[OpenRequest]:
    """What the kiosk still owes."""
    with journal_of(settings) as journal:
        return journal.open_requests()


def paper_reports(settings: Settings) -> list[PaperReport]:
    """The reports that wait for the hub."""
    with journal_of(settings) as journal:
        messages = [codec.decode(topic, raw)[1].data for _, topic, raw in journal.waiting()]
    return [message for message in messages if isinstance(message, PaperReport)]


@contextmanager
def full_disk() -> Iterator[None]:
    """No byte can be written to any file of this process: what SQLite does then is real."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class WallClock:
    """UTC that somebody can set; the steady clock beside it stays, but time can be let pass."""

    def __init__(self) -> None:
        self.off = timedelta(0)
        self.passed = timedelta(0)
        steady = real_clocks().steady
        self.clocks = Clocks(lambda: datetime.now(UTC) + self.off, lambda: steady() + self.passed)


class RunningKiosk:
    """A kiosk in rehearsal; its orders go through the same pipe as in the demo house."""

    def __init__(
        self, app: QGuiApplication, directory: Path, patch: pytest.MonkeyPatch, **changes: str
    ) -> None:
        self._app = app
        self.slips: list[Printout] = []
        self.printer = SimulatedPrinter(self.slips.append)
        self.printer.start()
        self.settings = settings_in(directory, self.printer.port, **changes)
        self.folder = directory / "screen"
        orders, self._orders = os.pipe()
        self._stdin = os.fdopen(orders, encoding="utf-8")
        patch.setattr("sys.stdin", self._stdin)
        self.wall = WallClock()
        self.kiosk = Kiosk(self.settings, self.folder, self.wall.clocks)
        self.kiosk.window.window.show()

    def order(self, **order: object) -> None:
        os.write(self._orders, json.dumps(order).encode() + b"\n")

    def hold(self, text: str) -> None:
        """Hold a letter to the camera until the screen is another; once more if nothing happens."""
        before, held_at = self.state, -math.inf

        def read() -> bool:
            nonlocal held_at
            if self.state == before and time.monotonic() - held_at > HOLD_AGAIN_S:
                held_at = time.monotonic()
                self.order(hold=text)
            return self.state != before

        self.until(read, "the letter is read")

    def order_raw(self, line: bytes) -> None:
        os.write(self._orders, line + b"\n")

    def touch(self, text: str) -> None:
        """Press this button, as soon as a touch can no longer be a second strike of the last."""
        strike_at = self.wall.clocks.steady() + DOUBLE_STRIKE
        self.until(lambda: self.wall.clocks.steady() > strike_at, "the finger is lifted")
        self.order(touch=self.middle_of(text))

    def tell(self, make: Callable[[datetime], ev.Event]) -> None:
        """Something that the hub would have told."""
        self.kiosk._runner.put(make(self.wall.clocks.steady()))

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Run the event loop until `condition`; the runner's ticks wake it."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"{what}: still {self.state}"
            flags = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            self._app.processEvents(flags)

    def shows(self, state: str) -> None:
        self.until(lambda: self.state == state, state)

    @property
    def state(self) -> str:
        return self.kiosk.window.view.shown.state

    def account(self) -> dict[str, object]:
        """What a reader of the rehearsal's folder sees."""
        try:
            return dict(json.loads((self.folder / "state.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def numbers(self) -> list[str]:
        """The numbers on the slips that came out; other pieces of paper have none."""
        papers = [decode(slip.raw) for slip in self.slips]
        return [paper.number for paper in papers if paper.number and not paper.void]

    def middle_of(self, text: str) -> list[float]:
        """Where the button with this text is, in pixels of the window."""
        [button] = [one for one in self._buttons() if untied(one.property("text")) == text]
        centre = button.mapRectToScene(QRectF(0, 0, button.width(), button.height())).center()
        return [centre.x(), centre.y()]

    def _buttons(self) -> Iterator[QQuickItem]:
        return pressables(self.kiosk.window.window.contentItem())

    def stop(self) -> None:
        os.close(self._orders)
        self.kiosk.stop()
        self._stdin.close()
        self.printer.stop()
