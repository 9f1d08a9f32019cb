"""A simulated receipt printer at the end of a line: it prints in real time, and fails when told."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from kiosk.devices.simulated.ends import End, SerialEnd, TcpEnd
from kiosk.devices.simulated.mechanism import Fault, Kind, Mechanism, Move, Printout

POLL_S = 0.05
CHUNK = 1024


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SimulatedPrinter:
    """Gives each piece of paper to `on_slip`, on the printer's own thread.

    `end` is by default a free TCP port; `speed` is how many times as fast as a real one it prints,
    `paper_mm` what is on the roll (None never ends). Use as a context manager, or start and stop.
    """

    def __init__(
        self,
        on_slip: Callable[[Printout], None],
        end: End | None = None,
        *,
        kind: Kind = "full",
        speed: float = 1.0,
        paper_mm: float | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._on_slip = on_slip
        self.end = end or TcpEnd()
        self.speed = speed
        self._now = now
        self._mechanism = Mechanism(kind, paper_mm)
        self._changed = threading.Condition()
        self._stopping = False
        self._handing_over = False
        self._threads = [
            threading.Thread(target=self._serve, name="printer-port", daemon=True),
            threading.Thread(target=self._print, name="printer-head", daemon=True),
        ]

    @property
    def port(self) -> int:
        """The TCP port; it stays the same over a power cycle. TypeError on other lines."""
        if not isinstance(self.end, TcpEnd):
            raise TypeError(f"{self.end.address} has no port")
        return self.end.port

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self.end.unplug()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(5)
        if isinstance(self.end, SerialEnd):
            self.end.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def fault(self, fault: Fault | None) -> None:
        """Break it in one way, or repair it (None); `off` is the power switch."""
        with self._changed:
            was_off = self._mechanism.fault == "off"
            self._mechanism.set_fault(fault)
            if fault == "off":
                self._go_off()
            elif was_off:
                self.end.plug()
            self._changed.notify_all()

    def refill(self, paper_mm: float) -> None:
        """Put in a new roll."""
        with self._changed:
            self._mechanism.refill(paper_mm)
            self._changed.notify_all()

    def power_cycle(self) -> None:
        """Off and on again: the line is cut, the buffer forgotten; a fault stays, but an error."""
        with self._changed:
            fault = self._mechanism.fault
            self._go_off()
            if fault != "off":
                self.end.plug()
            if fault in ("error", "error_mid_job"):
                self._mechanism.set_fault(None)
            self._changed.notify_all()

    def drop_line(self) -> None:
        """Pull the cable and put it back; the job stays."""
        with self._changed:
            self.end.drop()

    @property
    def busy(self) -> bool:
        """Whether a job is in its buffer or a slip is on its way to `on_slip`."""
        with self._changed:
            return self._mechanism.holds_a_job or self._handing_over

    def _go_off(self) -> None:
        self._mechanism.power_off()
        self.end.unplug()

    # ------------------------------------------------------------------ its end of the line

    def _serve(self) -> None:
        while not self._stopping:
            with self._changed:
                room = self._mechanism.room
                if not room:
                    self._changed.wait(POLL_S)
                    continue
            data = self.end.take(min(room, CHUNK), POLL_S)
            if data:
                with self._changed:
                    self.end.say(self._mechanism.receive(data, self._now()))
                    self._changed.notify_all()

    # ------------------------------------------------------------------ its head and knife

    def _print(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._mechanism.next_move())
                if self._stopping:
                    return
                move = self._mechanism.next_move()
                slip = self._carry_out(move) if move else None
                self._handing_over = slip is not None
            if slip is not None:
                self._on_slip(slip)
                with self._changed:
                    self._handing_over = False

    def _carry_out(self, move: Move) -> Printout | None:
        """Wait as long as the move takes; a fault or a cleared buffer in the meantime ends it."""
        if move.seconds and self._changed.wait_for(
            lambda: self._stopping or self._mechanism.next_move() != move,
            move.seconds / self.speed,
        ):
            return None
        answer, slip = self._mechanism.carried_out(move, self._now())
        if answer:
            self.end.say(answer)
        match self._mechanism.strike():
            case "off":
                self._go_off()
            case "line_dropped":
                self.end.drop()
        return slip
