"""The lines to a printer: bounded waits, nothing left over from an earlier connection."""

import socket
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
import usb.core

from kiosk.devices.printer_line import TcpTransport, Transport
from kiosk.devices.printer_lines import transport_to
from kiosk.devices.printer_serial import SerialTransport
from kiosk.devices.printer_usb import UsbFileTransport, UsbTransport
from kiosk.devices.simulated.ends import End
from kiosk.devices.simulated.usb import UsbEnd
from kiosk.printer_address import PrinterAddress, SerialAddress, TcpAddress, UsbAddress, UsbFile
from tests.kiosk.devices.kit import eventually
from tests.kiosk.devices.lines import LINES, LineKind, end_of

Both = tuple[End, Transport]


@pytest.fixture(params=LINES)
def both(request: pytest.FixtureRequest) -> Iterator[Both]:
    kind: LineKind = request.param
    with end_of(kind) as (end, transport):
        yield end, transport
        end.unplug()
        if hasattr(end, "close"):
            end.close()


def _take(end: End, count: int) -> bytes:
    taken = bytearray()

    def all_here() -> bool:
        taken.extend(end.take(4096, 0.01))
        return len(taken) >= count

    eventually(all_here, f"{count} bytes at the printer")
    return bytes(taken)


def test_bytes_go_there_and_answers_come_back(both: Both) -> None:
    end, transport = both
    line = transport.open(1)
    raw = bytes(range(256)) * 8
    line.send(raw, 2)
    assert _take(end, len(raw)) == raw
    end.say(b"\x12\x11\x13\x00\x0d\x0a")
    answer = b""
    while len(answer) < 6:
        answer += line.receive(2)
    assert answer == b"\x12\x11\x13\x00\x0d\x0a"
    line.close()


def test_waiting_for_an_answer_ends(both: Both) -> None:
    _, transport = both
    line = transport.open(1)
    assert line.receive(0.02) == b""
    line.close()


def test_a_printer_that_takes_nothing_is_given_up(both: Both) -> None:
    """Its buffer is full and it reads no more: the wait ends with TimeoutError, not never."""
    _, transport = both
    line = transport.open(1)
    with pytest.raises(TimeoutError):
        line.send(b"\0" * 50_000_000, 0.1)
    line.close()


def test_answers_to_an_earlier_connection_are_not_heard(both: Both) -> None:
    end, transport = both
    first = transport.open(1)
    first.send(b"\x10\x04\x01", 1)
    _take(end, 3)
    first.close()
    end.say(b"\x1a")
    second = transport.open(1)
    assert second.receive(0.02) == b""
    second.close()


@pytest.mark.parametrize("kind", ["tcp", "usb-file", "usb"])
def test_a_pulled_plug_is_noticed(kind: LineKind) -> None:
    with end_of(kind) as (end, transport):
        assert transport.notices_breaks
        line = transport.open(1)
        line.send(b"\x10\x04\x01", 1)
        _take(end, 3)
        end.drop()
        with pytest.raises(OSError, match=r".+"):
            line.receive(5)
        line.close()
        end.unplug()


def test_what_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    bus = UsbEnd()
    bus.unplug()
    for transport in (
        TcpTransport("127.0.0.1", _nobodys_port()),
        UsbFileTransport(tmp_path / "lp0"),
        SerialTransport(tmp_path / "ttyS0", 9600),
        UsbTransport(0x04B8, 0x0E28, bus),
    ):
        with pytest.raises(OSError, match=r".+"):
            transport.open(0.5)


def test_a_job_given_up_never_leaves_the_computer() -> None:
    """What the kernel still holds of it must not reach the printer when that reads again."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = TcpTransport("127.0.0.1", server.getsockname()[1]).open(1)
        client, _ = server.accept()
        with pytest.raises(TimeoutError):
            line.send(b"x" * 50_000_000, 0.1)
        line.close()
        with client:
            client.settimeout(5)
            with pytest.raises(ConnectionResetError):
                deque(iter(lambda: client.recv(65536), b""), 0)


def test_each_address_has_its_transport() -> None:
    addresses: dict[PrinterAddress, type] = {
        TcpAddress("h", 9100): TcpTransport,
        UsbAddress(1, 2): UsbTransport,
        UsbFile(Path("/dev/usb/lp0")): UsbFileTransport,
        SerialAddress(Path("/dev/ttyS0"), 9600): SerialTransport,
    }
    for address, kind in addresses.items():
        assert isinstance(transport_to(address), kind)


def test_a_slower_line_says_so() -> None:
    assert SerialTransport(Path("/dev/ttyS0"), 9600).bytes_per_s == 960


def test_a_reader_on_another_thread_is_woken_by_the_plug() -> None:
    with end_of("usb") as (end, transport):
        line = transport.open(1)
        failed: list[usb.core.USBError] = []

        def read() -> None:
            try:
                line.receive(8)
            except usb.core.USBError as error:
                failed.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        end.unplug()
        thread.join(5)
        assert failed


def _nobodys_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
