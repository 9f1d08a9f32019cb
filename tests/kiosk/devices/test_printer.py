"""The printer service against the simulated printer, over each line, with each fault."""

import socket
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import ImageChops

from kiosk.devices.paper import decode
from kiosk.devices.paper_picture import dots_on
from kiosk.devices.ports import PrintResult
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_job import slip_job
from kiosk.devices.printer_line import TcpTransport
from kiosk.devices.printer_model import POS_5890, RP_F10_58MM, TM_T20II, TM_T88V, Model
from kiosk.devices.simulated.mechanism import Fault
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.devices.slip import layout
from kiosk.devices.slip_type import fira
from tests.kiosk.devices.kit import Tray, eventually, slip
from tests.kiosk.devices.lines import LINES, LineKind, printer_at
from tests.kiosk.devices.slips import FOLLOW, ticket
from wire.health import PrinterFault

Pair = tuple[SimulatedPrinter, EscposPrinter]
ON_EACH_LINE = pytest.mark.parametrize("line", LINES)


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def pair(tray: Tray) -> Iterator[Pair]:
    with printer_at("tcp", tray) as both:
        yield both


def slip_bytes(number: str, model: Model = TM_T20II) -> bytes:
    return b"".join(slip_job(layout(slip(number), model, ""), model).pieces)


def whole(tray: Tray) -> list[str | None]:
    """The numbers on the slips that came out whole, in their order; scrap is none."""
    papers = [decode(printed.raw) for printed in tray.slips]
    return [paper.number for paper in papers if paper.number and not paper.void]


def the_next_visitor_gets_only_their_own(pair: Pair, tray: Tray) -> None:
    """After the repair: one slip more, all of it and nothing else on it; printing is confirmed."""
    hardware, printer = pair
    before = whole(tray)
    eventually(lambda: printer.status() is None, "the printer is ready again")
    assert printer.print(slip("T999")) == PrintResult("printed")
    eventually(lambda: not hardware.busy, "everything has come out")
    assert whole(tray) == [*before, "T999"]
    *_, last = tray.slips
    expected = slip_bytes("T999", printer._model)
    assert decode(last.raw).items == decode(expected).items


# ------------------------------------------------------------------ all is well


@pytest.mark.parametrize(
    ("line", "model"),
    [*product(LINES, [TM_T20II]), ("tcp", TM_T88V), ("usb-file", RP_F10_58MM), ("usb", POS_5890)],
)
def test_a_slip_comes_out_and_is_confirmed(line: LineKind, model: Model, tray: Tray) -> None:
    with printer_at(line, tray, model=model) as (_, printer):
        assert printer.status() is None
        assert printer.print(slip()) == PrintResult("printed")
    first, printed = tray.slips
    assert decode(first.raw).empty, "before the first visitor what may hang there is cut off"
    assert decode(printed.raw).items == decode(slip_bytes("T042", model)).items


def test_a_long_slip_in_another_script_comes_out_whole(tray: Tray) -> None:
    with printer_at("serial", tray) as (_, printer):
        assert printer.print(ticket("ar")) == PrintResult("printed")
    expected = slip_job(layout(ticket("ar"), TM_T20II, ""), TM_T20II)
    assert decode(tray.slips[-1].raw).items == decode(b"".join(expected.pieces)).items


@pytest.mark.parametrize(
    ("line", "model"), [("tcp", TM_T20II), ("usb-file", RP_F10_58MM), ("usb", POS_5890)]
)
def test_a_phone_reads_the_page_of_the_ticket_from_what_came_out(
    line: LineKind, model: Model, tray: Tray
) -> None:
    with printer_at(line, tray, model=model) as (_, printer):
        assert printer.print(ticket("uk")) == PrintResult("printed")
    paper = dots_on(decode(tray.slips[-1].raw), model.dots)
    (found,) = zxingcpp.read_barcodes(np.asarray(ImageChops.invert(paper)))
    assert found.text == FOLLOW


# ------------------------------------------------------------------ before a job

NOTHING_SENT: list[tuple[Fault, PrinterFault]] = [
    ("mute", "no_answer"),
    ("paper_out", "paper_out"),
    ("cover_open", "cover_open"),
    ("offline", "offline"),
    ("overheated", "overheated"),
    ("error", "error"),
]


@ON_EACH_LINE
@pytest.mark.parametrize(("broken", "shown"), NOTHING_SENT)
def test_an_unready_printer_gets_nothing(
    line: LineKind, broken: Fault, shown: PrinterFault, tray: Tray
) -> None:
    with printer_at(line, tray) as pair:
        hardware, printer = pair
        hardware.fault(broken)
        assert printer.status() == shown
        assert printer.print(slip("T001")) == PrintResult("failed", shown)
        hardware.fault(None)
        the_next_visitor_gets_only_their_own(pair, tray)
        assert "T001" not in whole(tray)


@ON_EACH_LINE
def test_switched_off(line: LineKind, tray: Tray) -> None:
    with printer_at(line, tray) as pair:
        hardware, printer = pair
        hardware.fault("off")
        shown: PrinterFault = "no_answer" if line == "serial" else "offline"
        assert printer.status() == shown
        assert printer.print(slip("T001")) == PrintResult("failed", shown)
        hardware.fault(None)
        the_next_visitor_gets_only_their_own(pair, tray)


# ------------------------------------------------------------------ amid a job

AMID: list[tuple[Fault, PrinterFault]] = [
    ("paper_out_mid_job", "paper_out"),
    ("cover_open_mid_job", "cover_open"),
    ("offline_mid_job", "offline"),
    ("overheated_mid_job", "overheated"),
    ("error_mid_job", "error"),
    ("cutter", "cutter"),
    ("mute_mid_job", "no_answer"),
    ("falls_silent", "no_answer"),
]


@ON_EACH_LINE
@pytest.mark.warns("slip_not_cleared")
@pytest.mark.parametrize(("broken", "shown"), AMID)
def test_a_fault_amid_a_job_never_reaches_the_next_visitor(
    line: LineKind, broken: Fault, shown: PrinterFault, tray: Tray
) -> None:
    with printer_at(line, tray, timeout_s=1.6) as pair:
        hardware, printer = pair
        assert printer.status() is None
        hardware.fault(broken)
        result = printer.print(slip("T001"))
        assert result.outcome in (("failed", "unclear") if line == "serial" else ("failed",))
        assert result.fault == shown
        assert whole(tray) == []
        hardware.fault(None)
        the_next_visitor_gets_only_their_own(pair, tray)
        assert "T001" not in whole(tray)


@ON_EACH_LINE
@pytest.mark.warns("slip_not_cleared")
@pytest.mark.parametrize("broken", ["off_mid_job", "line_dropped_mid_job"])
def test_power_or_line_lost_amid_a_job(line: LineKind, broken: Fault, tray: Tray) -> None:
    with printer_at(line, tray, timeout_s=1.6) as pair:
        hardware, printer = pair
        assert printer.status() is None
        hardware.fault(broken)
        result = printer.print(slip("T001"))
        if line != "serial":
            assert result == PrintResult("failed", "offline")
        assert result.outcome == "printed" or "T001" not in whole(tray)
        hardware.fault(None)
        the_next_visitor_gets_only_their_own(pair, tray)


@pytest.mark.parametrize("line", ["tcp", "serial"])
@pytest.mark.parametrize("broken", ["paper_out_mid_job", "cover_open_mid_job"])
def test_a_printer_that_cannot_clear_holds_only_a_scrap(
    line: LineKind, broken: Fault, tray: Tray
) -> None:
    with printer_at(line, tray, model=POS_5890) as pair:
        hardware, printer = pair
        assert printer.status() is None
        hardware.fault(broken)
        assert printer.print(slip("T001")).outcome == "failed"
        hardware.fault(None)
        the_next_visitor_gets_only_their_own(pair, tray)
        assert "T001" not in whole(tray)


def test_too_slow_is_given_up_and_the_scrap_comes_out_now(tray: Tray) -> None:
    with SimulatedPrinter(tray.take) as hardware:
        printer = EscposPrinter(TcpTransport("127.0.0.1", hardware.port), timeout_s=1.6)
        assert printer.status() is None
        hardware.fault("slow")
        assert printer.print(slip("T001")).outcome == "failed"
        hardware.fault(None)
        the_next_visitor_gets_only_their_own((hardware, printer), tray)
    scrap = [decode(printed.raw) for printed in tray.slips[1:-1]]
    assert all(paper.void for paper in scrap)


def test_what_passes_by_itself_does_not_end_the_job(pair: Pair, tray: Tray) -> None:
    hardware, printer = pair
    assert printer.status() is None
    hardware.fault("overheated_mid_job")
    results: list[PrintResult] = []
    thread = threading.Thread(target=lambda: results.append(printer.print(slip("T001"))))
    thread.start()
    eventually(lambda: hardware._mechanism._condition() == "overheated", "it gets too hot")
    hardware.fault(None)
    thread.join(10)
    assert results == [PrintResult("printed")]
    assert whole(tray) == ["T001"]


def test_near_end_prints_and_warns(pair: Pair, tray: Tray) -> None:
    hardware, printer = pair
    hardware.fault("near_end")
    assert printer.status() == "paper_near_end"
    assert printer.print(slip()) == PrintResult("printed", "paper_near_end")
    assert whole(tray) == ["T042"]


def test_the_roll_ends_by_itself(tray: Tray) -> None:
    with SimulatedPrinter(tray.take, speed=8, paper_mm=4060) as hardware:
        printer = EscposPrinter(TcpTransport("127.0.0.1", hardware.port))
        assert printer.status() is None
        assert printer.print(slip("T001")).fault == "paper_near_end"
        hardware.refill(40)
        assert printer.print(slip("T002")) == PrintResult("failed", "paper_out")
        hardware.refill(50_000)
        assert printer.print(slip("T003")) == PrintResult("printed")
    assert whole(tray) == ["T001", "T003"]


# ------------------------------------------------------------------ the trap itself


@ON_EACH_LINE
def test_a_job_of_an_earlier_life_is_cleared(line: LineKind, tray: Tray) -> None:
    with printer_at(line, tray) as (hardware, printer):
        hardware.fault("paper_out")
        naive = printer._transport.open(1)
        naive.send(slip_bytes("T001")[:4000], 1)
        eventually(lambda: hardware.busy, "the job has reached the printer")
        naive.close()
        assert printer.status() == "paper_out"
        eventually(lambda: not hardware.busy, "the job is gone")
        hardware.fault(None)
        the_next_visitor_gets_only_their_own((hardware, printer), tray)
        assert "T001" not in whole(tray)


def test_without_clearing_a_stranger_gets_the_slip(pair: Pair, tray: Tray) -> None:
    hardware, _ = pair
    hardware.fault("paper_out")
    first = threading.Thread(target=_send, args=(hardware.port, slip_bytes("T001")))
    first.start()
    eventually(lambda: hardware.busy, "the job has reached the printer")
    assert tray.slips == []
    hardware.fault(None)
    first.join(10)
    _send(hardware.port, slip_bytes("T002"))
    tray.wait(2)
    assert whole(tray) == ["T001", "T002"]


def _send(port: int, raw: bytes) -> None:
    """A naive client: connect, send, wait until it has been taken."""
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(8)
        line.sendall(raw + b"\x10\x04\x01")
        assert line.recv(1)


# ------------------------------------------------------------------ the rest of the promise


@pytest.mark.warns("slip_not_drawn")
def test_without_its_typeface_nothing_is_sent(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hardware, printer = pair
    monkeypatch.setenv("EZ_ASSETS", str(tmp_path))
    fira.cache_clear()
    assert printer.print(slip()) == PrintResult("failed", "error")
    assert not hardware.busy


def test_threads_take_turns(pair: Pair, tray: Tray) -> None:
    _, printer = pair
    results: list[PrintResult] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(printer.print(slip(f"T00{n}"))))
        for n in range(3)
    ]
    for thread in threads:
        thread.start()
    assert printer.status() is None
    for thread in threads:
        thread.join(10)
    assert results == [PrintResult("printed")] * 3
    assert sorted(str(number) for number in whole(tray)) == ["T000", "T001", "T002"]


def test_each_life_of_the_program_begins_with_other_job_numbers() -> None:
    """The late confirmation of an earlier life's slip must not count for this one's."""
    lives = [EscposPrinter(TcpTransport("127.0.0.1", 1)) for _ in range(8)]
    assert len({life._ids for life in lives}) > 1


def test_a_slow_line_gets_its_time() -> None:
    """12 kB at 9600 baud take 13 s: a job's time follows from its line and its length."""
    job = slip_job(layout(slip(), TM_T20II, ""), TM_T20II)
    quick, slow = TcpTransport("127.0.0.1", 1), TcpTransport("127.0.0.1", 1)
    slow.bytes_per_s = 960
    extra = EscposPrinter(slow).budget_s(job) - EscposPrinter(quick).budget_s(job)
    assert extra > job.size / 960
