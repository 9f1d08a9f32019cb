"""A simulated receipt printer on a TCP port, as a network printer has it at port 9100."""

import logging
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from kiosk.devices.simulated.mechanism import Fault, Mechanism, Move, Printout

log = logging.getLogger("kiosk.simulated.printer")

POLL_S = 0.2


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        log.debug("connection_already_gone")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SimulatedPrinter:
    """Serves one connection at a time, prints in real time, gives each slip to `on_slip`.

    `speed` is how many times as fast as a real one it prints.
    `on_slip` is called on the printer's own thread. Use as a context manager, or start and stop.
    """

    def __init__(
        self,
        on_slip: Callable[[Printout], None],
        port: int = 0,
        host: str = "127.0.0.1",
        now: Callable[[], datetime] = _utc_now,
        speed: float = 1.0,
    ) -> None:
        self._on_slip = on_slip
        self._host = host
        self._now = now
        self._speed = speed
        self._mechanism = Mechanism()
        self._changed = threading.Condition()
        self._stopping = False
        self._handing_over = False
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._listen(port)
        self._threads = [
            threading.Thread(target=self._serve, name="printer-port", daemon=True),
            threading.Thread(target=self._print, name="printer-head", daemon=True),
        ]

    @property
    def port(self) -> int:
        """The TCP port; it stays the same over a power cycle."""
        return self._port

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._hang_up()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(5)

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
                self._mechanism.power_off()
                self._hang_up()
            elif was_off:
                self._listen(self._port)
            self._changed.notify_all()

    def power_cycle(self) -> None:
        """Off and on again: connections are cut and the buffer is forgotten, a fault stays."""
        with self._changed:
            fault = self._mechanism.fault
            self._mechanism.power_off()
            self._hang_up()
            if fault != "off":
                self._listen(self._port)
            self._changed.notify_all()

    def drop_line(self) -> None:
        """Cut the present connection, as a pulled cable does; the job stays."""
        with self._changed:
            if self._client is not None:
                _shut(self._client)

    @property
    def busy(self) -> bool:
        """Whether a job is in its buffer or a slip is on its way to `on_slip`."""
        with self._changed:
            return self._mechanism.holds_a_job or self._handing_over

    # ------------------------------------------------------------------ its port

    def _listen(self, port: int) -> None:
        listener = socket.create_server((self._host, port), reuse_port=False)
        listener.settimeout(POLL_S)
        self._port: int = listener.getsockname()[1]
        self._listener = listener

    def _hang_up(self) -> None:
        for end in (self._client, self._listener):
            if end is not None:
                # Closing alone does not end another thread's wait, and keeps the port taken.
                _shut(end)
                end.close()
        self._client = self._listener = None

    def _serve(self) -> None:
        while not self._stopping:
            with self._changed:
                listener = self._listener
                if listener is None:
                    self._changed.wait(POLL_S)
                    continue
            try:
                client, _ = listener.accept()
            except OSError:
                continue
            self._talk_with(client)

    def _talk_with(self, client: socket.socket) -> None:
        client.settimeout(POLL_S)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._changed:
            self._client = client
        while not self._stopping:
            try:
                data = client.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            if not data:
                break
            with self._changed:
                if self._client is client:
                    self._say(self._mechanism.receive(data, self._now()))
                self._changed.notify_all()
        with self._changed:
            client.close()
            if self._client is client:
                self._client = None

    def _say(self, answer: bytes) -> None:
        if answer and self._client is not None:
            try:
                self._client.sendall(answer)
            except OSError:
                log.info("printer_answer_lost", extra={"bytes": len(answer)})

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
            lambda: self._stopping or self._mechanism.next_move() != move, move.seconds / self._speed
        ):
            return None
        answer, slip = self._mechanism.carried_out(move, self._now())
        self._say(answer)
        return slip
