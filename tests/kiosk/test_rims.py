"""The rims: a device or an event that fails is told once and ends nothing."""

import json
import logging
import queue
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.devices.clocks import Clocks
from kiosk.devices.ports import PrintResult
from kiosk.devices.simulated.speaker import SimulatedSpeaker
from kiosk.flow import events as ev
from kiosk.flow.receipt import Slip
from kiosk.flow.visit import Session
from kiosk.log import JsonLines
from kiosk.paper import Paper
from kiosk.post import open_post
from kiosk.runner import Hands, Runner
from kiosk.service import Inspections, Service
from kiosk.troubles import Said
from kiosk.ui.sample import CONFIG, TICKET
from kiosk.voice import Voice
from tests.kiosk.flow.playbook import printing
from tests.kiosk.house import settings_in
from tests.patience import PATIENCE_S
from wire.health import PrinterFault

NOW = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)


class MeltedPrinter:
    """Breaks the promise of its port: it raises."""

    def status(self) -> PrinterFault | None:
        raise RuntimeError("melted")

    def print(self, slip: Slip, logo: bytes = b"") -> PrintResult:  # noqa: ARG002
        raise RuntimeError(slip.number)


@pytest.mark.warns("printer_status_failed", "printer_failed")
def test_a_printer_that_raises_is_unclear_and_in_trouble() -> None:
    said = Said()
    results: queue.Queue[PrintResult] = queue.Queue()
    paper = Paper(MeltedPrinter, said, lambda: NOW)
    paper.start()
    paper.order(printing(1).slip, lambda _at, result: results.put(result))
    assert results.get(timeout=PATIENCE_S) == PrintResult("unclear", "error")
    paper.stop()
    assert said.of("printer") == "error"


@pytest.mark.warns("printer_status_failed")
def test_a_printer_that_cannot_even_be_made_is_a_trouble_and_leaves_nobody_waiting() -> None:
    said = Said()
    results: queue.Queue[PrintResult] = queue.Queue()

    def make() -> MeltedPrinter:
        raise OSError("no such device")

    paper = Paper(make, said, lambda: NOW)
    paper.start()
    paper.order(printing(1).slip, lambda _at, result: results.put(result))
    assert results.get(timeout=PATIENCE_S) == PrintResult("failed", "error")
    assert said.of("printer") == "error"
    paper.stop()


@pytest.mark.warns("slip_not_told")
def test_who_cannot_hear_of_a_slip_does_not_stop_the_next() -> None:
    results: queue.Queue[PrintResult] = queue.Queue()
    paper = Paper(PatientPrinter, Said(), lambda: NOW)
    paper.order(printing(1).slip, lambda _at, result: int(result.outcome))
    paper.order(printing(2).slip, lambda _at, result: results.put(result))
    paper.start()
    assert results.get(timeout=PATIENCE_S) == PrintResult("printed")
    paper.stop()


@pytest.mark.warns("slip_too_late")
def test_a_slip_whose_visitor_was_told_that_none_comes_is_not_printed_for_the_next() -> None:
    results: queue.Queue[PrintResult] = queue.Queue()
    printer, now = PatientPrinter(), [NOW]
    paper = Paper(lambda: printer, Said(), lambda: now[0])
    for number in (1, 2):
        limit = timedelta(seconds=30) if number == 1 else None
        paper.order(printing(number).slip, lambda _at, result: results.put(result), limit)
    now[0] += timedelta(seconds=30)
    paper.start()
    assert results.get(timeout=PATIENCE_S) == PrintResult("failed", "no_answer")
    assert results.get(timeout=PATIENCE_S) == PrintResult("printed")
    paper.stop()
    assert len(printer.printed) == 1


class PatientPrinter:
    """Prints whatever it is given and remembers it."""

    def __init__(self) -> None:
        self.printed: list[tuple[Slip, bytes]] = []

    def status(self) -> PrinterFault | None:
        return None

    def print(self, slip: Slip, logo: bytes = b"") -> PrintResult:
        self.printed.append((slip, logo))
        return PrintResult("printed")


def test_any_slip_can_be_ordered_and_its_outcome_heard() -> None:
    """A reprint or a test print goes the same way as a visitor's slip, one after the other."""
    outcomes: queue.Queue[tuple[datetime, PrintResult]] = queue.Queue()
    printer = PatientPrinter()
    paper = Paper(lambda: printer, Said(), lambda: NOW)
    paper.carry_logo(b"png")
    test = Slip("test", ("Testdruck",), "", None, ())
    for slip in (printing(1).slip, test):
        paper.order(slip, lambda at, result: outcomes.put((at, result)))
    paper.start()
    assert outcomes.get(timeout=PATIENCE_S) == (NOW, PrintResult("printed"))
    assert outcomes.get(timeout=PATIENCE_S) == (NOW, PrintResult("printed"))
    paper.stop()
    assert printer.printed == [(printing(1).slip, b"png"), (test, b"png")]


@pytest.mark.warns("event_failed")
def test_an_event_that_cannot_be_taken_does_not_stop_the_next(tmp_path: Path) -> None:
    shown: queue.Queue[str] = queue.Queue()

    def show(session: Session, _at: datetime) -> None:
        if session.config is not None and session.config.rev < 0:
            raise RuntimeError("cannot draw this")
        shown.put(session.state)

    runner = Runner(lambda: NOW, show)
    post = open_post(settings_in(tmp_path, 9100), "1", Clocks(lambda: NOW, lambda: NOW), runner.put)
    paper = Paper(MeltedPrinter, Said(), lambda: NOW)
    nothing = Inspections({}, {})
    clocks = Clocks(lambda: NOW, lambda: NOW)
    service = Service(post.keyhole(""), nothing, clocks, runner.put)
    post.start()
    runner.start(Hands(post, paper, Voice(SimulatedSpeaker()), service))
    runner.put(ev.ConfigReceived(NOW, CONFIG.model_copy(update={"rev": -1})))
    runner.put(ev.ConfigReceived(NOW, CONFIG))
    while shown.get(timeout=PATIENCE_S) != "welcome":
        pass
    runner.stop()
    post.stop()


def test_a_log_line_is_json_with_its_fields_and_its_trace() -> None:
    with pytest.raises(ValueError, match="T042") as raised:
        int(TICKET.number)
    trace = (raised.type, raised.value, raised.tb)
    record = logging.LogRecord("kiosk.x", logging.ERROR, "f", 1, "went_wrong", (), trace)
    record.reason = "grün"
    line = JsonLines().format(record)
    assert "\n" not in line
    fields = json.loads(line)
    assert (fields["event"], fields["level"], fields["reason"]) == ("went_wrong", "error", "grün")
    assert fields["at"].endswith("+00:00")
    assert "'T042'" in fields["trace"]
