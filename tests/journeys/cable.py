"""A network cable between one device and the broker that a test may pull out."""

import selectors
import socket
import threading
from contextlib import suppress

CHUNK = 65_536


class Cable:
    """Listens on a loopback port and carries bytes to `target`; one thread for all connections.

    `pull` is what a pulled plug looks like to both ends: what was connected gets a reset, and
    nobody gets through until `plug_in`.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._ours, self._wake = socket.socketpair()
        self._plugged = threading.Event()
        self._plugged.set()
        self._over = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ, None)
        self._selector.register(self._ours, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._run, name="cable", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        self._plugged.clear()
        self._wake.send(b".")

    def plug_in(self) -> None:
        self._plugged.set()

    def close(self) -> None:
        self._over = True
        self._wake.send(b".")
        self._thread.join(timeout=5)
        for each in (self._door, self._ours, self._wake):
            each.close()

    def _run(self) -> None:
        while not self._over:
            for key, _events in self._selector.select(0.2):
                if key.fileobj is self._door:
                    self._accept()
                elif key.fileobj is self._ours:
                    self._ours.recv(64)
                elif isinstance(key.fileobj, socket.socket):
                    self._carry(key.fileobj, key.data)
            if not self._plugged.is_set():
                self._drop_all()
        self._drop_all()

    def _accept(self) -> None:
        near, _address = self._door.accept()
        if not self._plugged.is_set():
            near.close()
            return
        try:
            far = socket.create_connection(self._target, timeout=2)
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(one, selectors.EVENT_READ, other)

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            data = one.recv(CHUNK)
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        self._drop(one, other)

    def _drop(self, *ends: socket.socket) -> None:
        for end in ends:
            with suppress(KeyError, ValueError):
                self._selector.unregister(end)
            end.close()

    def _drop_all(self) -> None:
        ends = [key.fileobj for key in self._selector.get_map().values() if key.data is not None]
        self._drop(*(end for end in ends if isinstance(end, socket.socket)))
