"""How the environment names the receipt printer: its line (EZ_PRINTER) and its model. Pure."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

PrinterModel = Literal["TM-T20II", "TM-T88V", "RP-F10-58mm", "POS-5890"]
PRINTER_MODELS: Final[tuple[PrinterModel, ...]] = get_args(PrinterModel)
BAUDS: Final = (38400, 57600, 115200)
"""The longest slip, drawn and with a note that it was given out alone, has 75 kB and takes 20 s at
38400 baud. On slower lines the visitor would be told that none comes before it has come."""
FORMS: Final = (
    "tcp:host:port, usb:VVVV:PPPP, usb:/dev/usb/lp0, serial:/dev/ttyS0@38400"
    " or serial:/dev/ttyS0@38400,xonxoff"
)


@dataclass(frozen=True)
class TcpAddress:
    """A printer in the network, as a rule at port 9100."""

    host: str
    port: int


@dataclass(frozen=True)
class UsbAddress:
    """A printer at the USB, by its vendor and product, reached past the kernel's driver."""

    vendor: int
    product: int


@dataclass(frozen=True)
class UsbFile:
    """A printer at the USB, reached through the kernel's driver usblp."""

    path: Path


@dataclass(frozen=True)
class SerialAddress:
    """A printer at a serial line; the handshake is RTS/CTS, or XON/XOFF when `xonxoff`."""

    path: Path
    baud: int
    xonxoff: bool = False


PrinterAddress = TcpAddress | UsbAddress | UsbFile | SerialAddress

_TCP = re.compile(r"tcp:(?P<host>[^\s/]+):(?P<port>\d{1,5})")
_USB = re.compile(r"usb:(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})")
_FILE = re.compile(r"usb:(?P<path>/\S+)")
_SERIAL = re.compile(r"serial:(?P<path>/[^\s@]+)@(?P<baud>\d+)(?P<xonxoff>,xonxoff)?")


def read_address(text: str) -> PrinterAddress:
    """The address that `text` names. ValueError, with what is allowed, when it is none."""
    if (tcp := _TCP.fullmatch(text)) and 0 < int(tcp["port"]) < 65536:
        return TcpAddress(tcp["host"], int(tcp["port"]))
    if usb := _USB.fullmatch(text):
        return UsbAddress(int(usb["vendor"], 16), int(usb["product"], 16))
    if file := _FILE.fullmatch(text):
        return UsbFile(Path(file["path"]))
    if serial := _SERIAL.fullmatch(text):
        if int(serial["baud"]) in BAUDS:
            return SerialAddress(Path(serial["path"]), int(serial["baud"]), bool(serial["xonxoff"]))
        allowed = ", ".join(map(str, BAUDS))
        raise ValueError(f"{serial['baud']} baud is none of {allowed} (set the printer so too)")
    raise ValueError(f"{text!r} is not of the form {FORMS}")
