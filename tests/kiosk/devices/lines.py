"""A simulated printer at each kind of line, and the transport that reaches it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, get_args

from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_line import Transport
from kiosk.devices.printer_lines import transport_to
from kiosk.devices.printer_model import TM_T20II, Model
from kiosk.devices.printer_usb import UsbTransport
from kiosk.devices.simulated.ends import End, SerialEnd, TcpEnd, UsbFileEnd
from kiosk.devices.simulated.mechanism import Kind
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.devices.simulated.usb import PRODUCT, VENDOR, UsbEnd
from kiosk.printer_address import read_address
from tests.kiosk.devices.kit import Tray

LineKind = Literal["tcp", "serial", "usb-file", "usb"]
LINES: Final[tuple[LineKind, ...]] = get_args(LineKind)
SPEED: Final = 30.0
"""How many times as fast as a real printer the simulated ones print."""


@contextmanager
def end_of(line: LineKind) -> Iterator[tuple[End, Transport]]:
    """A free end of that kind, and the way to it, by the address that the end names."""
    with tempfile.TemporaryDirectory() as folder:
        device = Path(folder) / "printer"
        end: End
        match line:
            case "usb":
                bus = UsbEnd()
                yield bus, UsbTransport(VENDOR, PRODUCT, bus)
                return
            case "serial":
                end = SerialEnd(device, 115200)
            case "usb-file":
                end = UsbFileEnd(device)
            case _:
                end = TcpEnd()
        yield end, transport_to(read_address(end.address))


@contextmanager
def printer_at(
    line: LineKind, tray: Tray, *, model: Model = TM_T20II, timeout_s: float = 2.0
) -> Iterator[tuple[SimulatedPrinter, EscposPrinter]]:
    """A simulated printer of the model's kind and the service that prints on it."""
    kind: Kind = "full" if model.clears else "cheap"
    with end_of(line) as (end, transport), SimulatedPrinter(
        tray.take, end, kind=kind, speed=SPEED
    ) as hardware:  # fmt: skip
        yield hardware, EscposPrinter(transport, model, timeout_s)
