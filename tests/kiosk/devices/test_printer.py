"""The printer driver against the simulated printer, over real TCP, with each fault."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.ports import PrintResult
from kiosk.devices.printer import PAPER_58MM, EscposPrinter, slip_bytes
from kiosk.devices.simulated.mechanism import Fault
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.devices.slip import _capital, _fitting, fira
from tests.kiosk.devices.kit import Tray, eventually, slip
from wire.health import PrinterFault


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def hardware(tray: Tray) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tray.take) as simulated:
        yield simulated


@pytest.fixture
def printer(hardware: SimulatedPrinter) -> EscposPrinter:
    return EscposPrinter("127.0.0.1", hardware.port)


def _numbers(tray: Tray) -> list[str | None]:
    return [decode(printed.raw).number for printed in tray.slips]


def test_a_slip_comes_out_and_is_confirmed(printer: EscposPrinter, tray: Tray) -> None:
    assert printer.status() is None
    assert printer.print(slip()) == PrintResult("printed")
    (printed,) = tray.slips
    assert printed.raw == slip_bytes(slip())
    assert printed.last_byte_at < printed.finished_at


def test_a_small_printer_confirms_by_its_sensor(hardware: SimulatedPrinter, tray: Tray) -> None:
    printer = EscposPrinter("127.0.0.1", hardware.port, model=PAPER_58MM)
    assert printer.print(slip(english=True)) == PrintResult("printed")
    assert _numbers(tray) == ["T042"]


NOTHING_SENT: list[tuple[Fault, PrinterFault]] = [
    ("off", "offline"),
    ("mute", "no_answer"),
    ("paper_out", "paper_out"),
    ("cover_open", "cover_open"),
]


@pytest.mark.parametrize(("broken", "shown"), NOTHING_SENT)
def test_an_unready_printer_gets_nothing(
    hardware: SimulatedPrinter,
    printer: EscposPrinter,
    tray: Tray,
    broken: Fault,
    shown: PrinterFault,
) -> None:
    hardware.fault(broken)
    assert printer.status() == shown
    assert printer.print(slip("T001")) == PrintResult("failed", shown)
    hardware.fault(None)
    assert printer.print(slip("T002")) == PrintResult("printed")
    assert _numbers(tray) == ["T002"]


STOPPED: list[tuple[Fault, PrinterFault]] = [
    ("paper_out_mid_job", "paper_out"),
    ("cutter", "cutter"),
]


@pytest.mark.parametrize(("broken", "shown"), STOPPED)
def test_a_stopped_job_never_reaches_the_next_visitor(
    hardware: SimulatedPrinter,
    printer: EscposPrinter,
    tray: Tray,
    broken: Fault,
    shown: PrinterFault,
) -> None:
    hardware.fault(broken)
    assert printer.print(slip("T001")) == PrintResult("failed", shown)
    assert printer.status() == shown
    hardware.fault(None)
    assert printer.print(slip("T002")) == PrintResult("printed")
    assert [decode(p.raw).lines[-1] for p in tray.slips] == ["Nummer T 002"]


def test_near_end_prints_and_warns(
    hardware: SimulatedPrinter, printer: EscposPrinter, tray: Tray
) -> None:
    hardware.fault("near_end")
    assert printer.status() == "paper_near_end"
    assert printer.print(slip()) == PrintResult("printed", "paper_near_end")
    assert _numbers(tray) == ["T042"]


def test_too_slow_is_given_up_and_the_scrap_comes_out_now(
    hardware: SimulatedPrinter, tray: Tray
) -> None:
    hardware.fault("slow")
    printer = EscposPrinter("127.0.0.1", hardware.port, timeout_s=2.0)
    began = time.monotonic()
    assert printer.print(slip("T001")).outcome == "failed"
    assert time.monotonic() - began < 2.2
    hardware.fault(None)
    tray.wait(1)
    assert printer.print(slip("T002")) == PrintResult("printed")
    assert _numbers(tray) == [None, "T002"], "the scrap is a piece of its own, without a number"


def test_silence_after_the_job_is_unclear(
    hardware: SimulatedPrinter, printer: EscposPrinter, tray: Tray
) -> None:
    hardware.fault("falls_silent")
    began = time.monotonic()
    assert printer.print(slip()) == PrintResult("unclear", "no_answer")
    assert time.monotonic() - began < 4.2
    assert len(tray.wait(1)) == 1


@pytest.mark.warns("slip_not_cleared")
def test_power_lost_in_mid_job(tray: Tray) -> None:
    began = threading.Event()
    with SimulatedPrinter(tray.take) as hardware:
        printer = EscposPrinter("127.0.0.1", hardware.port, timeout_s=2.5)
        hardware.fault("slow")
        results: list[PrintResult] = []

        def run() -> None:
            began.set()
            results.append(printer.print(slip("T001")))

        thread = threading.Thread(target=run)
        thread.start()
        began.wait(5)
        eventually(lambda: hardware.busy, "the job has reached the printer")
        hardware.fault("off")
        thread.join(10)
        assert results == [PrintResult("unclear", "offline")]
        hardware.fault(None)
        assert printer.print(slip("T002")) == PrintResult("printed")
    first, second = tray.slips
    assert decode(second.raw).lines[-1] == "Nummer T 002"
    assert "T002" not in " ".join(decode(first.raw).lines), "the torn slip is a piece of its own"


def test_a_lost_connection_is_cleared_over_a_new_one(tray: Tray) -> None:
    with SimulatedPrinter(tray.take) as hardware:
        printer = EscposPrinter("127.0.0.1", hardware.port, timeout_s=3.0)
        hardware.fault("slow")
        results: list[PrintResult] = []
        thread = threading.Thread(target=lambda: results.append(printer.print(slip("T001"))))
        thread.start()
        eventually(lambda: hardware.busy, "the job has reached the printer")
        hardware.drop_line()
        thread.join(10)
        assert results == [PrintResult("failed", "offline")]
        assert not hardware.busy, "the job was cleared over the new connection"
        hardware.fault(None)
        assert printer.print(slip("T002")) == PrintResult("printed")
    assert _numbers(tray)[-1] == "T002"


# ------------------------------------------------------------------ the trap itself


def _send(port: int, raw: bytes, answer_bytes: int = 0) -> bytes:
    """A naive client: connect, send, perhaps read so many bytes."""
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(5)
        line.sendall(raw)
        answer = b""
        while len(answer) < answer_bytes:
            answer += line.recv(64)
        return answer


CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))


def test_without_clearing_a_stranger_gets_the_slip(hardware: SimulatedPrinter, tray: Tray) -> None:
    hardware.fault("paper_out")
    _send(hardware.port, slip_bytes(slip("T001")) + b"\x10\x04\x01", 1)
    assert tray.slips == []
    hardware.fault(None)
    _send(hardware.port, slip_bytes(slip("T002")))
    tray.wait(2)
    assert _numbers(tray) == ["T001", "T002"]


def test_a_job_of_an_earlier_life_is_cleared(
    hardware: SimulatedPrinter, printer: EscposPrinter, tray: Tray
) -> None:
    hardware.fault("paper_out")
    _send(hardware.port, slip_bytes(slip("T001")) + b"\x10\x04\x01", 1)
    assert printer.status() == "paper_out"
    hardware.fault(None)
    assert printer.print(slip("T002")) == PrintResult("printed")
    assert _numbers(tray) == ["T002"]


@pytest.mark.parametrize("how", ["clear", "power"])
def test_cleared_or_switched_off_it_forgets(
    hardware: SimulatedPrinter, tray: Tray, how: str
) -> None:
    hardware.fault("paper_out")
    _send(hardware.port, slip_bytes(slip("T001")) + b"\x10\x04\x01", 1)
    if how == "clear":
        assert _send(hardware.port, CLEAR, 3) == b"\x37\x25\x00"
    else:
        hardware.power_cycle()
    hardware.fault(None)
    _send(hardware.port, slip_bytes(slip("T002")))
    tray.wait(1)
    assert _numbers(tray) == ["T002"]


STATUS_BYTES: list[tuple[Fault | None, bytes]] = [
    (None, b"\x12\x12\x12\x12"),
    ("near_end", b"\x12\x12\x12\x1e"),
    ("paper_out", b"\x1a\x32\x12\x7e"),
    ("cover_open", b"\x1a\x16\x12\x12"),
    ("slow", b"\x12\x12\x12\x12"),
]


@pytest.mark.parametrize(("broken", "expected"), STATUS_BYTES)
def test_status_bytes(hardware: SimulatedPrinter, broken: Fault | None, expected: bytes) -> None:
    hardware.fault(broken)
    asked = b"".join(bytes((16, 4, n)) for n in (1, 2, 3, 4))
    assert _send(hardware.port, asked, 4) == expected


def test_cutter_shows_only_when_it_has_jammed(hardware: SimulatedPrinter) -> None:
    hardware.fault("cutter")
    assert _send(hardware.port, b"\x10\x04\x03", 1) == b"\x12"
    _send(hardware.port, b"Hallo\n\x1dV\x00")
    eventually(lambda: _send(hardware.port, b"\x10\x04\x03", 1) == b"\x1a", "the knife jams")
    assert _send(hardware.port, b"\x10\x04\x02", 1) == b"\x52"


def test_process_id_and_sensor_answer_in_their_turn(hardware: SimulatedPrinter) -> None:
    assert _send(hardware.port, b"Hallo\n\x1d(H\x06\x0000abcd", 7) == b"\x37\x22abcd\x00"
    assert _send(hardware.port, b"\x1dr\x01", 1) == b"\x00"
    hardware.fault("near_end")
    assert _send(hardware.port, b"\x1dr\x01", 1) == b"\x03"


@pytest.mark.warns("slip_not_drawn")
def test_without_its_typeface_nothing_is_sent(
    hardware: SimulatedPrinter,
    printer: EscposPrinter,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("EZ_ASSETS", str(tmp_path))
    for cached in (fira, _fitting, _capital):
        cached.cache_clear()
    assert printer.print(slip()) == PrintResult("failed", "error")
    assert not hardware.busy


def test_two_threads_take_turns(printer: EscposPrinter, tray: Tray) -> None:
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
    assert sorted(str(number) for number in _numbers(tray)) == ["T000", "T001", "T002"]


def test_each_life_of_the_program_begins_with_other_job_numbers() -> None:
    """The late confirmation of an earlier life's slip must not count for this one's."""
    lives = [EscposPrinter("127.0.0.1", 1) for _ in range(8)]
    assert len({life._jobs for life in lives}) > 1
