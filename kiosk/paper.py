"""The printer's thread: one slip after the other, and its state of health between them."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.devices.clocks import Clock
from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.troubles import Said
from wire.health import PrinterFault

if TYPE_CHECKING:
    from kiosk.devices.ports import Printer

log = logging.getLogger("kiosk.paper")

POLL_S: Final = 10.0
"""How often an idle printer is asked how it is."""


class Paper:
    """Prints slips in the order of their arrival; asks the printer for its status when idle.

    The printer is made on the thread itself: its parts are slow to load.
    """

    def __init__(
        self,
        make_printer: "Callable[[], Printer]",
        said: Said,
        clock: Clock,
        tell: Callable[[ev.Event], None],
    ) -> None:
        self._make_printer = make_printer
        self._said = said
        self._clock = clock
        self._tell = tell
        self._slips: queue.SimpleQueue[ef.PrintSlip | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="paper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the slip at the printer come out, then end."""
        self._stopped.set()
        self._slips.put(None)
        self._thread.join(timeout=6)

    def print(self, effect: ef.PrintSlip) -> None:
        """Queue a slip; PaperDone says what became of it."""
        self._slips.put(effect)

    def _run(self) -> None:
        printer = self._make_printer()
        while not self._stopped.is_set():
            self._poll(printer)
            try:
                effect = self._slips.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if effect is not None:
                self._print(printer, effect)

    def _poll(self, printer: "Printer") -> None:
        try:
            self._said.set("printer", printer.status())
        except Exception:  # the device loop's rim: a printer must not end the kiosk
            log.exception("printer_status_failed")
            self._said.set("printer", "error")

    def _print(self, printer: "Printer", effect: ef.PrintSlip) -> None:
        outcome: ev.PaperOutcome = "unclear"
        fault: PrinterFault | None = "error"
        try:
            result = printer.print(effect.slip)
            outcome, fault = result.outcome, result.fault
        except Exception:  # the device loop's rim: nobody knows what came out
            log.exception("printer_failed")
        now = self._clock()
        log.info("print_finished", extra={"outcome": outcome, "fault": fault})
        self._tell(ev.PaperDone(now, effect.ask, outcome, fault))
