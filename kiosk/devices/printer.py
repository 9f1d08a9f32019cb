"""The receipt printer behind `Printer`, the same for network, USB and serial line.

A job is: ask the status, send nothing unless the printer is ready, send the slip in pieces that
never fill the printer's buffer, wait until the printer itself says that it has come past the cut.
When that does not come, the job is cleared, because a held slip would come out later, into a
stranger's hand; and before the next job the paper is cut, so that two slips never mix.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable

from kiosk.devices.ports import PrintResult
from kiosk.devices.printer_job import PIECE, Job, scrap_job, slip_job
from kiosk.devices.printer_line import Transport
from kiosk.devices.printer_model import TM_T20II, Model
from kiosk.devices.printer_progress import Progress
from kiosk.devices.printer_replies import Reply, Sensor
from kiosk.devices.printer_talk import Silent, Talk
from kiosk.devices.slip import layout
from kiosk.flow.receipt import Slip
from wire.health import PrinterFault

log = logging.getLogger("kiosk.printer")

CLEAR_S = 1.2
"""What is kept of a job's time for clearing and bringing out."""
ROUND_S = 0.2
SCRAP_S = 2.0
"""How long what hangs in the printer may take to come out."""
TIDY_S = 2 * SCRAP_S + CLEAR_S
READY = (None, "paper_near_end")
PASSING = ("no_answer", "overheated")
"""Faults that a job may outlive: the printer goes on by itself."""


class EscposPrinter:
    """One printer; each job has a connection of its own and ends in a time that can be reckoned.

    `timeout_s` is for talking; carrying the bytes and moving the paper come on top (`budget_s`).
    `clock` is monotonic, in seconds. All calls may come from any thread; one waits for the other.
    """

    def __init__(
        self,
        transport: Transport,
        model: Model = TM_T20II,
        timeout_s: float = 4.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._model = model
        self._timeout_s = timeout_s
        self._clock = clock
        # Not the numbers of an earlier life: its late confirmation would count for our slip.
        self._ids = secrets.randbelow(10_000)
        self._untidy = True
        """Something may hang in the printer; an earlier life may have ended amid a job."""
        self._owed = 1
        """Answers of the paper sensor that an unfinished job may still bring, at most."""
        self._lock = threading.Lock()

    def status(self) -> PrinterFault | None:
        """What is wrong now, worst first; None when ready."""
        with self._lock:
            try:
                with self._talk(self._clock() + self._timeout_s + TIDY_S) as talk:
                    return self._ready(talk)
            except Silent:
                return "no_answer"
            except OSError:
                return "offline"

    def print(self, slip: Slip, logo: bytes = b"") -> PrintResult:
        """Print one slip; `printed` only when the printer has said so after the cut."""
        with self._lock:
            result = self._print(slip, logo)
        log.info("slip_finished", extra={"outcome": result.outcome, "fault": result.fault})
        return result

    def budget_s(self, job: Job) -> float:
        """How long a job may take: talking, carrying its bytes, moving its paper."""
        carrying = 1.25 * job.size / self._transport.bytes_per_s
        tidying = TIDY_S if self._untidy else 0.0
        return self._timeout_s + carrying + job.mm / self._model.mm_per_s + tidying

    def _print(self, slip: Slip, logo: bytes) -> PrintResult:
        try:
            blocks = layout(slip, self._model, self._transport.name, logo)
            job = slip_job(blocks, self._model)
        except (OSError, ValueError):
            log.exception("slip_not_drawn")
            return PrintResult("failed", "error")
        progress = Progress(job, self._model, self._next_ids(len(job.pieces)))
        deadline = self._clock() + self.budget_s(job)
        try:
            with self._talk(deadline) as talk:
                fault = self._ready(talk)
                if fault not in READY:
                    return PrintResult("failed", fault)
                fault = self._follow(talk, progress, deadline - CLEAR_S)
                if progress.printed:
                    return PrintResult("printed", self._afterwards(talk, fault))
                self._give_up(talk, progress, bring_out=fault in READY)
                return self._result(progress, fault)
        except Silent:
            trouble: PrinterFault = "no_answer"
        except OSError:
            trouble = "offline"
        return self._broken_off(progress, trouble)

    def _follow(self, talk: Talk, progress: Progress, until: float) -> PrinterFault | None:
        """Send and watch until it is printed, a fault stops it, or time is up; the last fault."""
        fault: PrinterFault | None = None
        while self._clock() < until and not progress.printed and not progress.torn:
            while piece := progress.next_piece():
                talk.send(piece)
            before = progress.confirmed
            for reply in talk.replies(ROUND_S):
                progress.see(reply)
            if progress.confirmed > before:
                continue
            try:
                fault = talk.fault(progress.see)
            except Silent:
                fault = "no_answer"
            if fault not in (*READY, *PASSING):
                break
        return fault

    def _afterwards(self, talk: Talk, before: PrinterFault | None) -> PrinterFault | None:
        """The printer's state with the slip out: for the technician, not for the visitor."""
        self._untidy = False
        try:
            return talk.fault()
        except (Silent, OSError):
            return before if before in READY else None

    def _give_up(self, talk: Talk, progress: Progress, *, bring_out: bool) -> None:
        """Empty the printer; what already stands on paper goes out while its visitor is there."""
        self._hangs(progress)
        if self._model.clears:
            progress.cleared = talk.clear(progress.see)
        if bring_out and not progress.printed and (progress.cleared or not self._model.clears):
            self._bring_out(talk)

    def _ready(self, talk: Talk) -> PrinterFault | None:
        """The printer's fault, after taking away what an earlier job may have left in it.

        One that stands still holds nothing that anyone still waits for, also when it was an
        earlier life of this program that sent it.
        """
        fault = talk.fault()
        if fault not in READY:
            if self._model.clears:
                talk.clear()
            return fault
        if not self._untidy:
            return fault
        if self._model.clears and not talk.clear():
            return "no_answer"
        if not self._bring_out(talk):
            return talk.fault() or "no_answer"
        log.info("paper_tidied")
        return talk.fault()

    def _bring_out(self, talk: Talk) -> bool:
        """Cut off what hangs in the printer; whether the printer says that it is tidy now."""
        scrap = scrap_job(self._model)
        owed = 0 if self._model.clears else self._owed
        if not self._model.clears:
            # It may wait for the rest of a picture that broke off: white for all of it.
            talk.send(b"\0" * PIECE)
        progress = Progress(scrap, self._model, self._next_ids(len(scrap.pieces)), owed=owed)
        heard = False

        def came(reply: Reply) -> bool:
            progress.see(reply)
            return isinstance(reply, Sensor) or progress.printed

        try:
            talk.send(progress.next_piece())
            while not progress.printed and talk.wait_for(came, SCRAP_S):
                heard = True
            # Answers may have been lost with a line; then the last one that came was the scrap's.
            lost = heard and owed > 0 and talk.in_time
            self._untidy = not (progress.printed or lost)
        finally:
            self._owed = progress.owed + progress.unanswered if self._untidy else 0
        return not self._untidy

    def _result(self, progress: Progress, fault: PrinterFault | None) -> PrintResult:
        if progress.printed:
            self._untidy = False
            return PrintResult("printed", fault)
        shown = "no_answer" if fault in READY else fault
        # The word that it is printed would have come before the word that it is cleared,
        # unless it was lost with a line that broke and healed unnoticed.
        proven = progress.cleared and self._transport.notices_breaks
        whole = progress.all_sent and not proven
        return PrintResult("unclear" if whole else "failed", shown)

    def _broken_off(self, progress: Progress, trouble: PrinterFault) -> PrintResult:
        """The talk ended with a slip under way, perhaps: clear it over a new one."""
        if progress.begun and not progress.printed:
            self._hangs(progress)
            if self._model.clears and not self._clear_anew():
                log.warning("slip_not_cleared", extra={"fault": trouble})
        # Not `cleared`: the word that it was printed may have been lost with the line.
        return self._result(progress, trouble)

    def _clear_anew(self) -> bool:
        try:
            with self._talk(self._clock() + CLEAR_S) as talk:
                return talk.clear()
        except (Silent, OSError):
            return False

    def _hangs(self, progress: Progress) -> None:
        self._untidy = True
        self._owed = progress.unanswered

    def _talk(self, deadline: float) -> Talk:
        return Talk(self._transport, self._clock, deadline, 2 * PIECE)

    def _next_ids(self, count: int) -> range:
        self._ids += count
        return range(self._ids - count, self._ids)
