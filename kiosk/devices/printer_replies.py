"""What a receipt printer answers, read strictly: status bytes, process id, clear response. Pure.

Forms after the ESC/POS application programming guide: a DLE EOT status is 0xx1xx10, a GS r status
is 0xx0xxxx, a block begins with 37h and an identifier and ends with NUL.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wire.health import PrinterFault

STATUS_REQUESTS = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
"""DLE EOT n: 1 printer, 2 cause of being offline, 3 cause of error, 4 paper sensor."""
CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))
"""DLE DC4 fn 8: empties the receive and print buffers at once, also when offline."""
PAPER_SENSOR = b"\x1dr\x01"
"""GS r 1: answered in its turn, after everything before it has been printed."""


@dataclass(frozen=True)
class Status:
    """The answer to a DLE EOT request, which does not say to which."""

    byte: int


@dataclass(frozen=True)
class Sensor:
    """The answer to GS r: the printer has come this far in its buffer."""

    byte: int


@dataclass(frozen=True)
class Processed:
    """The process id of GS ( H: everything before it has been printed and cut."""

    id: bytes


@dataclass(frozen=True)
class Cleared:
    """The clear response of DLE DC4 fn 8."""


Reply = Status | Sensor | Processed | Cleared


def process_id_request(number: int) -> tuple[bytes, bytes]:
    """GS ( H fn 48 with a four-digit id, and the id."""
    name = f"{number % 10_000:04d}".encode()
    return b"\x1d(H\x06\x0000" + name, name


def read_replies(buffer: bytearray) -> list[Reply]:
    """Take all complete replies from the start of `buffer`; what is none of them is dropped."""
    replies: list[Reply] = []
    while buffer:
        if buffer[0] == 0x37:
            end = buffer.find(0)
            if end < 0:
                break
            block = bytes(buffer[:end])
            del buffer[: end + 1]
            if block[1:2] == b"\x22" and len(block) == 6:
                replies.append(Processed(block[2:]))
            elif block[1:] == b"\x25":
                replies.append(Cleared())
            continue
        byte = buffer.pop(0)
        if byte & 0x93 == 0x12:
            replies.append(Status(byte))
        elif byte & 0x90 == 0:
            replies.append(Sensor(byte))
    return replies


def fault_of(answers: Mapping[int, int]) -> PrinterFault | None:
    """What the four status bytes (by their n) say is wrong, worst first; None when ready.

    `overheated` stands for the errors from which a printer recovers by itself.
    """
    printer, cause, error, paper = (answers[n] for n in (1, 2, 3, 4))
    found: list[tuple[int, PrinterFault]] = [
        (cause & 0x04, "cover_open"),
        (paper & 0x60 or cause & 0x20, "paper_out"),
        (error & 0x08, "cutter"),
        (error & 0x24, "error"),
        (error & 0x40, "overheated"),
        (cause & 0x40, "error"),
        (printer & 0x08, "offline"),
        (paper & 0x0C, "paper_near_end"),
    ]
    return next((fault for bits, fault in found if bits), None)
