"""How EZ_PRINTER is read: each form, and what is said about everything else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer_address import (
    BAUDS,
    PrinterAddress,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    UsbFile,
    read_address,
)

FORMS: list[tuple[str, PrinterAddress]] = [
    ("tcp:10.0.0.9:9100", TcpAddress("10.0.0.9", 9100)),
    ("tcp:printer.local:9100", TcpAddress("printer.local", 9100)),
    ("tcp:::1:9100", TcpAddress("::1", 9100)),
    ("usb:04b8:0E28", UsbAddress(0x04B8, 0x0E28)),
    ("usb:/dev/usb/lp0", UsbFile(Path("/dev/usb/lp0"))),
    ("serial:/dev/ttyS0@38400", SerialAddress(Path("/dev/ttyS0"), 38400)),
    ("serial:/dev/ttyUSB0@38400,xonxoff", SerialAddress(Path("/dev/ttyUSB0"), 38400, xonxoff=True)),
]


@pytest.mark.parametrize(("text", "address"), FORMS)
def test_each_form(text: str, address: PrinterAddress) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "10.0.0.9:9100", "tcp:10.0.0.9", "tcp:10.0.0.9:0", "tcp:10.0.0.9:70000", "usb:4b8:e28",
        "usb:lp0", "serial:/dev/ttyS0", "serial:ttyS0@38400", "lpt:1",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="tcp:host:port, usb:VVVV:PPPP"):
        read_address(text)


def test_a_line_too_slow_for_a_drawn_slip_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"9600 baud is none of 38400, .*115200"):
        read_address("serial:/dev/ttyS0@9600")
    for baud in BAUDS:
        assert read_address(f"serial:/dev/ttyS0@{baud}") == SerialAddress(Path("/dev/ttyS0"), baud)


@given(st.text(max_size=60).filter(lambda text: ":" not in text))
def test_any_other_text_is_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        read_address(text)
