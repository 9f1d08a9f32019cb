"""A network cable between one device and the broker that a test may pull out, or let go bad."""

import random
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.journeys.packets import Packets, message

CHUNK = 65_536
HELD_S = 0.3
"""So long messages wait for others that overtake them."""
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: the other end gets a reset, no farewell."""


@dataclass
class _Way:
    """Where the bytes of one socket go; `packets` for what the broker says."""

    to: socket.socket
    packets: Packets | None = None
    held: list[bytes] = field(default_factory=list)


class Cable:
    """Listens on a loopback port and carries bytes to `target`; one thread for all connections.

    `pull`: what was connected gets a reset, and nobody gets through. `fall_silent`: everything
    stays connected and nothing comes through any more; as with TCP, what was on its way arrives
    late. `shuffle`: what the broker says arrives in another order; it begins with a reset, as most
    is said to whoever comes anew. `hear` is told each message of the broker.
    """

    def __init__(
        self,
        target: tuple[str, int],
        chance: random.Random | None = None,
        hear: Callable[[str, bytes], None] = lambda _topic, _payload: None,
    ) -> None:
        self._target = target
        self._chance = chance or random.Random(0)
        self._hear = hear
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._ours, self._wake = socket.socketpair()
        self._plugged, self._flowing = threading.Event(), threading.Event()
        self._plugged.set()
        self._flowing.set()
        self._shuffled = self._broken_off = False
        self._release_at = 0.0
        self.overtaken = 0
        """Messages that arrived in another order than the broker said them."""
        self._over = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ, None)
        self._selector.register(self._ours, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._run, name="cable", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        self._plugged.clear()
        self._wake.send(b".")

    def fall_silent(self) -> None:
        self._flowing.clear()

    def shuffle(self) -> None:
        self._shuffled = self._broken_off = True
        self._wake.send(b".")

    def keep_order(self) -> None:
        self._shuffled = False

    def speak_again(self) -> None:
        self._flowing.set()

    def plug_in(self) -> None:
        self._plugged.set()

    def close(self) -> None:
        self._over = True
        self._flowing.set()
        self._wake.send(b".")
        self._thread.join(timeout=5)
        for each in (self._door, self._ours, self._wake):
            each.close()

    def _run(self) -> None:
        while not self._over:
            if self._broken_off or not self._plugged.is_set():
                self._broken_off = False
                self._drop_all()
            if not self._flowing.wait(0.1):
                continue
            for key, _events in self._selector.select(0.05):
                if key.fileobj is self._door:
                    self._accept()
                elif key.fileobj is self._ours:
                    self._ours.recv(64)
                elif isinstance(key.fileobj, socket.socket):
                    self._carry(key.fileobj, key.data)
            if time.monotonic() >= self._release_at or not self._shuffled:
                self._release()
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
        for one, way in ((near, _Way(far)), (far, _Way(near, Packets()))):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(one, selectors.EVENT_READ, way)

    def _carry(self, one: socket.socket, way: _Way) -> None:
        try:
            data = one.recv(CHUNK)
            if data:
                self._pass_on(data, way)
                return
        except OSError:
            pass
        self._drop(one, way.to)

    def _pass_on(self, data: bytes, way: _Way) -> None:
        """What the broker says in packets, so that one of them may overtake another."""
        if way.packets is None:
            way.to.sendall(data)
            return
        for packet in way.packets.feed(data):
            said = message(packet)
            if said is not None:
                self._hear(*said)
            if said is not None and self._shuffled:
                if not way.held:
                    self._release_at = time.monotonic() + HELD_S
                way.held.append(packet)
            else:
                way.to.sendall(packet)

    def _release(self) -> None:
        """Let go what waits, in any order."""
        for key in list(self._selector.get_map().values()):
            way = key.data
            if not isinstance(way, _Way) or not way.held:
                continue
            order = self._chance.sample(range(len(way.held)), len(way.held))
            self.overtaken += sum(place != new for new, place in enumerate(order))
            packets, way.held = [way.held[place] for place in order], []
            with suppress(OSError):
                way.to.sendall(b"".join(packets))

    def _drop(self, *ends: socket.socket) -> None:
        for end in ends:
            with suppress(KeyError, ValueError):
                self._selector.unregister(end)
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            end.close()

    def _drop_all(self) -> None:
        ends = [key.fileobj for key in self._selector.get_map().values() if key.data is not None]
        self._drop(*(end for end in ends if isinstance(end, socket.socket)))
