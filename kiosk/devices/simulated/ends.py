"""The line's end at a simulated receipt printer: a TCP port, a serial line, a USB printer file.

Each can be pulled out and put back. A pulled network cable or USB plug ends the connection; on a
serial line nobody notices, the bytes are simply lost.
"""

import contextlib
import logging
import os
import select
import socket
import threading
import tty
from pathlib import Path
from typing import Protocol

log = logging.getLogger("kiosk.simulated.printer")


class End(Protocol):
    """The printer's side of a line."""

    address: str
    """How the kiosk names it (EZ_PRINTER)."""

    def plug(self) -> None:
        """Be there: the printer has been switched on."""

    def unplug(self) -> None:
        """Be gone: the printer has been switched off."""

    def drop(self) -> None:
        """The cable is pulled and put back at once; what is on its way is lost."""

    def take(self, most: int, wait_s: float) -> bytes:
        """What has come, at most so many bytes; empty after `wait_s`."""

    def say(self, raw: bytes) -> None:
        """Send an answer, if anybody listens."""


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        log.debug("connection_already_gone")


class TcpEnd:
    """A TCP port as network printers have it at 9100; one connection at a time."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self._host = host
        self.port = port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self.plug()
        self.address = f"tcp:{host}:{self.port}"

    def plug(self) -> None:
        listener = socket.create_server((self._host, self.port), reuse_port=False)
        self.port = int(listener.getsockname()[1])
        self._listener = listener

    def unplug(self) -> None:
        for end in (self._client, self._listener):
            if end is not None:
                # Closing alone does not end another thread's wait, and keeps the port taken.
                _shut(end)
                end.close()
        self._client = self._listener = None

    def drop(self) -> None:
        if self._client is not None:
            _shut(self._client)

    def take(self, most: int, wait_s: float) -> bytes:
        client, listener = self._client, self._listener
        if client is None:
            self._accept(listener, wait_s)
            return b""
        try:
            client.settimeout(wait_s)
            data = client.recv(most)
        except TimeoutError:
            return b""
        except OSError:
            data = b""
        if not data:
            client.close()
            if self._client is client:
                self._client = None
        return data

    def say(self, raw: bytes) -> None:
        client = self._client
        if client is not None:
            try:
                client.sendall(raw)
            except OSError:
                log.info("printer_answer_lost", extra={"bytes": len(raw)})

    def _accept(self, listener: socket.socket | None, wait_s: float) -> None:
        if listener is None:
            threading.Event().wait(wait_s)
            return
        try:
            listener.settimeout(wait_s)
            client, _ = listener.accept()
        except OSError:
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = client


class FileEnd:
    """A character device at `path`: by a pseudo terminal, which a link at `path` points to."""

    def __init__(self, path: Path, address: str) -> None:
        self.address = address
        self._path = path
        self._lock = threading.Lock()
        self._master = self._device = -1
        self.plug()

    def plug(self) -> None:
        with self._lock:
            self._master, self._device = os.openpty()
            tty.setraw(self._device)
            os.set_blocking(self._master, False)
            self._path.unlink(missing_ok=True)
            self._path.symlink_to(os.ttyname(self._device))

    def unplug(self) -> None:
        with self._lock:
            if self._master >= 0:
                self._path.unlink(missing_ok=True)
                os.close(self._master)
                os.close(self._device)
                self._master = self._device = -1

    def drop(self) -> None:
        self.unplug()
        self.plug()

    def take(self, most: int, wait_s: float) -> bytes:
        master = self._master
        if master < 0:
            threading.Event().wait(wait_s)
            return b""
        with contextlib.suppress(OSError, ValueError):
            select.select([master], [], [], wait_s)
        # Under the lock: another file may have been given the number of a closed one.
        with self._lock:
            return self._read(most) if master == self._master else b""

    def say(self, raw: bytes) -> None:
        with self._lock:
            if self._master >= 0:
                with contextlib.suppress(BlockingIOError):
                    os.write(self._master, raw)

    def _read(self, most: int) -> bytes:
        try:
            return os.read(self._master, most)
        except OSError:
            return b""


class UsbFileEnd(FileEnd):
    """What the kernel shows as ``/dev/usb/lp0``; it vanishes with the printer's power."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"usb:{path}")


class SerialEnd(FileEnd):
    """A serial line: the computer's port stays whatever the printer does."""

    def __init__(self, path: Path, baud: int = 38400) -> None:
        self._there = False
        super().__init__(path, f"serial:{path}@{baud}")

    def plug(self) -> None:
        if not self._there:
            super().plug()
        self._there = True

    def unplug(self) -> None:
        """Without power it hears nothing; the mechanism sees to that."""

    def drop(self) -> None:
        with self._lock:
            while self._read(4096):
                pass

    def close(self) -> None:
        """Take the computer's port away too."""
        super().unplug()
