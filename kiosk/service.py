"""The technician's menu: opens to who may, and says what each of its deeds has found. In German."""

import logging
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from kiosk.devices.clocks import Clocks
from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.keyhole import Keyhole
from wire.messages import KioskConfig

log = logging.getLogger("kiosk.service")

Lines = tuple[str, ...]
ADDRESSES_S: Final = 2.0


@dataclass(frozen=True)
class Inspections:
    """What the deeds look at; each may take some seconds. Those that print tell by themselves.

    They say what comes, and once more when the paper is out.
    """

    look: Mapping[ev.ServiceDeed, Callable[[], Lines]]
    prints: Mapping[ev.ServiceDeed, Callable[[Callable[[Lines], None]], None]]


class Service:
    """A thread of its own: a slow look must not hold visitors up."""

    def __init__(
        self,
        keyhole: Keyhole,
        inspections: Inspections,
        clocks: Clocks,
        tell: Callable[[ev.Event], None],
    ) -> None:
        self._keyhole = keyhole
        self._inspections = inspections
        self._clocks = clocks
        self._tell = tell
        self._jobs: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="service", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        self._thread.join(timeout=5)

    def serve(self, effect: ef.CheckPin | ef.Serve) -> None:
        self._jobs.put(partial(self._serve, effect))

    def show_code(self, text: str, config: KioskConfig | None, now: datetime | None) -> None:
        """A code that claims to be a service code lies before the camera."""
        self._jobs.put(partial(self._try_code, text, config, now))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:  # the device loop's rim: a failing look must not end the menu
                log.exception("service_failed")

    def _serve(self, effect: ef.CheckPin | ef.Serve) -> None:
        if isinstance(effect, ef.CheckPin):
            judged = self._keyhole.check(effect.pin)
            self._tell(ev.PinJudged(self._clocks.steady(), judged.right, judged.wait))
            return
        log.info("service_deed", extra={"deed": effect.deed})
        if prints := self._inspections.prints.get(effect.deed):
            prints(partial(self._report, effect.deed))
        else:
            self._report(effect.deed, self._inspections.look[effect.deed]())

    def _report(self, deed: ev.ServiceDeed, lines: Lines) -> None:
        self._tell(ev.ServiceReported(self._clocks.steady(), deed, lines))

    def _try_code(self, text: str, config: KioskConfig | None, now: datetime | None) -> None:
        if self._keyhole.opens(text, config, now):
            log.info("service_opened")
            self._tell(ev.ServiceOpened(self._clocks.steady()))


def addresses() -> Lines:
    """The machine's own addresses, as the system's tool prints them."""
    tool = shutil.which("ip") or shutil.which("ip", path="/usr/sbin:/sbin")
    if tool is None:
        return ("Adressen: das Programm ip fehlt",)
    try:
        found = subprocess.run(
            [tool, "-brief", "address"], capture_output=True, text=True, timeout=ADDRESSES_S,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ("Adressen: keine Auskunft",)
    return tuple(" ".join(line.split()) for line in found.stdout.splitlines())
