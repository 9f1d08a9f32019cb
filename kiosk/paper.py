"""The printer's thread: one slip after the other, and its state of health between them."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from kiosk.devices.clocks import Clock
from kiosk.devices.ports import PrintResult
from kiosk.flow.receipt import Slip
from kiosk.troubles import Said

if TYPE_CHECKING:
    from kiosk.devices.ports import Printer

log = logging.getLogger("kiosk.paper")

POLL_S: Final = 10.0
"""How often an idle printer is asked how it is."""


Done = Callable[[datetime, PrintResult], object]


@dataclass(frozen=True)
class _Order:
    slip: Slip
    done: Done
    until: datetime | None


class Paper:
    """Prints slips in the order of their arrival; asks the printer for its status when idle.

    The printer is made on the thread itself: its parts are slow to load.
    """

    def __init__(
        self,
        make_printer: "Callable[[], Printer]",
        said: Said,
        clock: Clock,
    ) -> None:
        self._make_printer = make_printer
        self._said = said
        self._clock = clock
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._logo = b""
        self._printer: Printer | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="paper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the slip at the printer come out, then end."""
        self._stopped.set()
        self._orders.put(None)
        self._thread.join(timeout=6)

    def order(self, slip: Slip, done: Done, within: timedelta | None = None) -> None:
        """Queue any slip, such as a reprint or a test print.

        `done` is called on the printer's thread, with the steady time and what became of it. What
        could not be begun `within` its time is not printed: its visitor was told that none comes,
        and somebody else stands there.
        """
        self._orders.put(_Order(slip, done, self._clock() + within if within else None))

    def carry_logo(self, png: bytes) -> None:
        """From now on the office's logo, a PNG, stands on top of each slip; empty: none."""
        self._logo = png

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._poll()
            try:
                order = self._orders.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if order is not None:
                self._serve(order)

    def _poll(self) -> None:
        """A printer that could not be made is made anew each time."""
        try:
            self._printer = self._printer or self._make_printer()
            self._said.set("printer", self._printer.status())
        except Exception:  # the device loop's rim: a printer must not end the kiosk
            log.exception("printer_status_failed")
            self._said.set("printer", "error")

    def _serve(self, order: _Order) -> None:
        result = self._print(order)
        try:
            order.done(self._clock(), result)
        except Exception:  # the device loop's rim: the next slip is another visitor's
            log.exception("slip_not_told")

    def _print(self, order: _Order) -> PrintResult:
        if self._printer is None:
            return PrintResult("failed", "error")
        if order.until is not None and self._clock() >= order.until:
            log.warning("slip_too_late", extra={"kind": order.slip.kind})
            return PrintResult("failed", "no_answer")
        result = PrintResult("unclear", "error")
        try:
            result = self._printer.print(order.slip, self._logo)
        except Exception:  # the device loop's rim: nobody knows what came out
            log.exception("printer_failed")
        extra = {"outcome": result.outcome, "fault": result.fault, "kind": order.slip.kind}
        log.info("print_finished", extra=extra)
        return result
