"""The line to a receipt printer, and the one over the network.

python-escpos writes our bytes (`printer_job`), but its back ends don't carry them: the USB one
waits without end on write and ignores its time-out on read, the network one forgets a socket that
did not connect, the file one cannot read with a time-out. Four small lines of one form replace
them; each wait of theirs ends.
"""

import socket
import struct
from typing import Final, Protocol


class Line(Protocol):
    """One open connection to a printer."""

    def send(self, raw: bytes, timeout_s: float) -> None:
        """Hand over all of `raw`. TimeoutError when it is not taken in time, OSError when gone."""

    def receive(self, timeout_s: float) -> bytes:
        """What has come, at the latest after `timeout_s`; empty when nothing. OSError when gone."""

    def close(self) -> None:
        """End it; what has not yet left this computer is thrown away, never sent later."""


class Transport(Protocol):
    """Where a printer is reached; `open` may be called again after `close`."""

    name: str
    """For the technician, such as ``tcp 10.0.0.9:9100``."""
    bytes_per_s: float
    notices_breaks: bool
    """Whether a line that broke while it was open is an OSError, even when it has healed."""

    def open(self, timeout_s: float) -> Line:
        """A new connection, without answers that were meant for an earlier one. OSError."""


QUIET_S: Final = 0.03
"""After so long without a byte, nothing more of an earlier connection is on its way."""


def drain(line: Line) -> None:
    """Take away answers that were meant for an earlier connection, at most 64 times."""
    for _ in range(64):
        if not line.receive(QUIET_S):
            return


class TcpTransport:
    """A printer in the network; every connection of its own, because printers drop idle ones."""

    bytes_per_s = 1_000_000.0
    notices_breaks = True

    def __init__(self, host: str, port: int) -> None:
        self.name = f"tcp {host}:{port}"
        self._address = (host, port)

    def open(self, timeout_s: float) -> "TcpLine":
        return TcpLine(socket.create_connection(self._address, timeout_s))


class TcpLine:
    """A TCP connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stuck = False

    def send(self, raw: bytes, timeout_s: float) -> None:
        self._socket.settimeout(timeout_s)
        self._stuck = True
        self._socket.sendall(raw)
        self._stuck = False

    def receive(self, timeout_s: float) -> bytes:
        self._socket.settimeout(timeout_s)
        try:
            chunk = self._socket.recv(256)
        except TimeoutError:
            return b""
        if not chunk:
            raise ConnectionResetError("the printer closed the connection")
        return chunk

    def close(self) -> None:
        if self._stuck:
            # Without this the kernel goes on sending a job that has been given up.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()
