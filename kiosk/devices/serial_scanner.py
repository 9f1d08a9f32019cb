"""A scanner on a serial line, or on USB as one: each line that it sends is a code."""

import logging
import termios
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Literal

import serial

from kiosk.devices.scanned import scanned

log = logging.getLogger("kiosk.scanner")

BAUD: Final = 9600
READ_S: Final = 0.25
REOPEN_S: Final = 2.0
LONGEST: Final = 4096
"""Bytes of the largest QR code; a line that is longer is garbage."""
ScannerTrouble = Literal["scanner_unplugged"]


def lines(rest: bytes, news: bytes) -> tuple[bytes, list[bytes]]:
    """What is left of an unfinished line, and the whole lines in `rest` and `news`. Pure.

    Lines end with CR, LF or both; those that are too long are left out, to their very end.
    """
    *whole, last = (rest + news).replace(b"\r", b"\n").split(b"\n")
    return last[: LONGEST + 1], [line for line in whole if 0 < len(line) <= LONGEST]


class SerialScanner:
    """Listens in a thread of its own; opens the line anew when the scanner was unplugged."""

    def __init__(
        self,
        port: str,
        baud: int,
        on_codes: Callable[[Sequence[str], datetime], None],
        on_trouble: Callable[[ScannerTrouble | None], None],
        now: Callable[[], datetime],
    ) -> None:
        """Both are called on the scanner's thread; None is no trouble, also told at the beginning.

        `now` is a steady clock.
        """
        self._port = port
        self._baud = baud
        self._on_codes = on_codes
        self._on_trouble = on_trouble
        self._now = now
        self._well: bool | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="serial", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(5)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with serial.Serial(self._port, self._baud, timeout=READ_S) as line:
                    self._judge(well=True)
                    self._read(line)
            except (OSError, ValueError, termios.error, serial.SerialException):
                self._judge(well=False)
            self._stopping.wait(REOPEN_S)

    def _read(self, line: serial.Serial) -> None:
        rest = b""
        while not self._stopping.is_set():
            rest, whole = lines(rest, line.read(max(1, line.in_waiting)))
            for one in whole:
                if text := scanned(one.decode("utf-8", errors="replace")):
                    self._on_codes((text,), self._now())

    def _judge(self, *, well: bool) -> None:
        if well == self._well:
            return
        self._well = well
        if well:
            log.info("scanner_well")
        else:
            log.warning("scanner_trouble", extra={"trouble": "scanner_unplugged"})
        self._on_trouble(None if well else "scanner_unplugged")
