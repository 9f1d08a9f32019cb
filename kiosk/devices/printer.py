"""The receipt printer behind `Printer`; the only file that knows python-escpos.

A job is: ask the status, send nothing unless the printer is ready, send the slip, wait until the
printer itself says that it has come past the cut. When that does not come, the job is cleared,
because a held slip would come out later, into a stranger's hand.
"""

import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy, Network

from kiosk.devices.ports import PrintResult
from kiosk.devices.printer_replies import (
    CLEAR,
    PAPER_SENSOR,
    STATUS_REQUESTS,
    Cleared,
    Processed,
    Reply,
    Sensor,
    Status,
    fault_of,
    process_id_request,
    read_replies,
)
from kiosk.devices.slip import FONT_A_DOTS, Line, band, body_lines, head_lines
from kiosk.flow.receipt import Slip
from wire.health import PrinterFault

log = logging.getLogger("kiosk.printer")

CONNECT_S = 1.0
ANSWER_S = 0.4
"""A healthy printer answers DLE EOT within milliseconds, also while it prints."""
CLEAR_S = 1.2
"""What is kept of a job's time for clearing and ejecting."""
ROUND_S = 0.2
READY = (None, "paper_near_end")
TORN_OFF = ("paper_out", "cover_open", "cutter")
"""Here the printer stands still; who repairs it tears off what hangs out."""


@dataclass(frozen=True)
class Model:
    """What we must know of a printer: `profile` is python-escpos's, `dots` the printable width."""

    profile: str
    dots: int
    confirms_by: Literal["process_id", "paper_sensor"]

    @property
    def columns(self) -> int:
        return self.dots // FONT_A_DOTS


PAPER_80MM = Model("TM-T20II", 576, "process_id")
PAPER_58MM = Model("RP-F10-58mm", 384, "paper_sensor")


def slip_bytes(slip: Slip, model: Model = PAPER_80MM) -> bytes:
    """The whole job as ESC/POS, from reset to cut; text in WPC1252."""
    job = Dummy(profile=model.profile)
    # The library forgets that a reset changes the code page, so the reset comes first, once.
    job.hw("INIT")
    job.charcode("CP1252")
    job.set(align="center")
    _write(job, head_lines(slip, model.columns))
    job.image(band(slip.number, slip.zone, model.dots), impl="bitImageRaster")
    _write(job, [Line(""), *body_lines(slip, model.columns)])
    job.cut(feed=False)
    return bytes(job.output)


def _write(job: Dummy, lines: list[Line]) -> None:
    for line in lines:
        job.set(bold=line.bold, custom_size=True, width=line.wide, height=line.tall)
        job.textln(line.text)


class _Silent(Exception):
    """The printer takes bytes but does not answer in time."""


class _Talk:
    """One connection, from connect to close; all waits end at `deadline` (of `clock`, seconds)."""

    def __init__(self, host: str, port: int, clock: Callable[[], float], deadline: float) -> None:
        self._clock = clock
        self._deadline = deadline
        self._network = Network(host, port)
        self._buffer = bytearray()
        # The library's own open() forgets a socket that did not connect, without closing it.
        wait_s = max(0.05, min(CONNECT_S, self._left()))
        self._network.device = socket.create_connection((host, port), wait_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._network.close()

    def send(self, raw: bytes) -> None:
        self._network.device.settimeout(max(0.05, self._left()))
        self._network.device.sendall(raw)

    def replies(self, wait_s: float) -> list[Reply]:
        """What arrives within `wait_s`; empty when nothing does. OSError when the line is cut."""
        self._network.device.settimeout(max(0.01, min(wait_s, self._left())))
        try:
            chunk = self._network.device.recv(256)
        except TimeoutError:
            return []
        if not chunk:
            raise ConnectionResetError("the printer closed the connection")
        self._buffer += chunk
        return read_replies(self._buffer)

    def fault(self, seen: Callable[[Reply], None] = lambda _: None) -> PrinterFault | None:
        """Ask all four status bytes; other replies go to `seen`. _Silent without an answer."""
        answers: dict[int, int] = {}
        for n, request in STATUS_REQUESTS.items():
            self.send(request)
            until = self._clock() + ANSWER_S
            while n not in answers:
                if self._clock() >= until:
                    raise _Silent
                for reply in self.replies(until - self._clock()):
                    if isinstance(reply, Status):
                        answers[n] = reply.byte
                    else:
                        seen(reply)
        return fault_of(answers)

    def _left(self) -> float:
        return self._deadline - self._clock()


@dataclass
class _Job:
    """How far one job has come, by the printer's own word."""

    id: bytes
    confirms_by: str
    printed: bool = False
    cleared: bool = False
    ejected: bool = False

    def see(self, reply: Reply) -> None:
        by_id = isinstance(reply, Processed) and reply.id == self.id
        by_sensor = isinstance(reply, Sensor) and self.confirms_by == "paper_sensor"
        if not self.cleared and (by_id or by_sensor):
            self.printed = True
        self.cleared = self.cleared or isinstance(reply, Cleared)


class EscposPrinter:
    """A network printer; each job has a connection of its own and at most `timeout_s` seconds.

    `clock` is monotonic, in seconds. Both calls may come from any thread; one waits for the other.
    """

    def __init__(
        self,
        host: str,
        port: int = 9100,
        timeout_s: float = 4.0,
        clock: Callable[[], float] = time.monotonic,
        model: Model = PAPER_80MM,
    ) -> None:
        self._host = host
        self._port = port
        self._timeout_s = timeout_s
        self._clock = clock
        self._model = model
        # Not the numbers of an earlier life: its late confirmation would count for our slip.
        self._jobs = secrets.randbelow(10_000)
        self._untidy = False
        self._lock = threading.Lock()

    def status(self) -> PrinterFault | None:
        """What is wrong now, worst first; None when ready. At most about 3 s."""
        with self._lock:
            try:
                with self._talk(self._clock() + self._timeout_s) as talk:
                    return self._ready(talk)
            except _Silent:
                return "no_answer"
            except OSError:
                return "offline"

    def print(self, slip: Slip) -> PrintResult:
        """Print one slip; `printed` only when the printer has said so after the cut."""
        with self._lock:
            result = self._print(slip)
        log.info("slip_finished", extra={"outcome": result.outcome, "fault": result.fault})
        return result

    def _print(self, slip: Slip) -> PrintResult:
        deadline = self._clock() + self._timeout_s
        self._jobs += 1
        ask, name = process_id_request(self._jobs)
        job = _Job(name, self._model.confirms_by)
        try:
            raw = slip_bytes(slip, self._model)
        except (OSError, ValueError, EscposError):
            log.exception("slip_not_drawn")
            return PrintResult("failed", "error")
        raw += ask if job.confirms_by == "process_id" else PAPER_SENSOR
        sent = False
        try:
            with self._talk(deadline) as talk:
                fault = self._ready(talk)
                if fault not in READY:
                    return PrintResult("failed", fault)
                sent = True
                talk.send(raw)
                fault = self._follow(talk, job, deadline - CLEAR_S)
                if not job.printed:
                    self._clear(talk, job, eject=fault in READY)
                return self._result(job, fault)
        except _Silent:
            trouble: PrinterFault = "no_answer"
        except OSError:
            trouble = "offline"
        if not sent:
            return PrintResult("failed", trouble)
        return self._rescue(job, trouble, deadline)

    def _follow(self, talk: _Talk, job: _Job, until: float) -> PrinterFault | None:
        """Watch the job until it is printed, a fault stops it, or time is up; the last fault."""
        fault: PrinterFault | None = None
        while self._clock() < until and not job.printed:
            for reply in talk.replies(ROUND_S):
                job.see(reply)
            try:
                fault = talk.fault(job.see)
            except _Silent:
                fault = "no_answer"
            if fault not in (*READY, "no_answer"):
                break
        return fault

    def _clear(self, talk: _Talk, job: _Job, *, eject: bool) -> None:
        """Empty the printer; what already stands on paper goes out to the visitor it belongs to."""
        talk.send(CLEAR)
        until = self._clock() + ANSWER_S
        while not job.cleared and self._clock() < until:
            for reply in talk.replies(until - self._clock()):
                job.see(reply)
        if job.cleared and eject and not job.printed:
            self._eject(talk)
            job.ejected = True

    def _eject(self, talk: _Talk) -> None:
        """Feed and cut off what stands on the paper."""
        scrap = Dummy(profile=self._model.profile)
        scrap.hw("INIT")
        scrap.cut(feed=False)
        # The answer to a status request says that the order to cut has arrived.
        talk.send(bytes(scrap.output) + STATUS_REQUESTS[1])
        talk.replies(ANSWER_S)

    def _ready(self, talk: _Talk) -> PrinterFault | None:
        """The printer's fault, after taking away what an earlier job may have left in it."""
        fault = talk.fault()
        if fault in READY and not self._untidy:
            return fault
        if fault in READY or fault in TORN_OFF:
            # One that stands still holds nothing that anyone still waits for, also when it
            # was an earlier life of this program that sent it.
            self._clear(talk, _Job(b"", self._model.confirms_by), eject=False)
        if fault in READY:
            self._eject(talk)
            self._untidy = False
            log.info("paper_tidied")
        return fault

    def _rescue(self, job: _Job, trouble: PrinterFault, deadline: float) -> PrintResult:
        """The line broke with a slip under way: clear it over a new one."""
        if not job.printed:
            try:
                with self._talk(deadline) as talk:
                    self._clear(talk, job, eject=False)
            except OSError:
                log.warning("slip_not_cleared", extra={"fault": trouble})
        return self._result(job, trouble)

    def _result(self, job: _Job, fault: PrinterFault | None) -> PrintResult:
        torn_off = job.cleared and fault in TORN_OFF
        self._untidy = not (job.printed or job.ejected or torn_off)
        if job.printed:
            return PrintResult("printed", fault)
        if job.cleared:
            return PrintResult(
                "failed", "no_answer" if fault == "paper_near_end" else fault or "no_answer"
            )
        return PrintResult("unclear", fault or "no_answer")

    def _talk(self, deadline: float) -> _Talk:
        return _Talk(self._host, self._port, self._clock, deadline)
