"""The line to a receipt printer at a serial port, by pyserial."""

import termios
from pathlib import Path

import serial

from kiosk.devices.printer_line import drain

BITS_PER_BYTE = 10
"""Start bit, eight bits, stop bit."""


class SerialTransport:
    """A printer at a serial port: 8N1, RTS/CTS (the printer's DTR or CTS) or XON/XOFF."""

    notices_breaks = False

    def __init__(self, path: Path, baud: int, *, xonxoff: bool = False) -> None:
        self.name = f"serial {path} {baud} baud {'XON/XOFF' if xonxoff else 'RTS/CTS'}"
        self.bytes_per_s = baud / BITS_PER_BYTE
        self._path = path
        self._baud = baud
        self._xonxoff = xonxoff

    def open(self, timeout_s: float) -> "SerialLine":
        try:
            port = serial.Serial(
                str(self._path), self._baud, timeout=0, write_timeout=timeout_s, exclusive=True,
                rtscts=not self._xonxoff, xonxoff=self._xonxoff,
            )  # fmt: skip
        except (serial.SerialException, ValueError, termios.error) as error:
            raise OSError(f"{self._path} cannot be opened: {error}") from error
        line = SerialLine(port)
        try:
            drain(line)
        except OSError:
            line.close()
            raise
        return line


class SerialLine:
    """An open serial port."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port
        self._stuck = False

    def send(self, raw: bytes, timeout_s: float) -> None:
        # The bytes wait in the kernel until the line has carried them; the talk reckons with it.
        self._port.write_timeout = timeout_s
        self._stuck = True
        try:
            self._port.write(raw)
        except serial.SerialTimeoutException as error:
            raise TimeoutError(str(error)) from error
        self._stuck = False

    def receive(self, timeout_s: float) -> bytes:
        self._port.timeout = timeout_s
        first: bytes = self._port.read(1)
        return first + self._port.read(self._port.in_waiting) if first else b""

    def close(self) -> None:
        try:
            if self._stuck:
                self._port.reset_output_buffer()
            self._port.close()
        except termios.error as error:
            raise OSError(str(error)) from error
