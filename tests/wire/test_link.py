"""The link itself: hooks that fail do not end it, and a stop during a connection is a stop."""

import queue
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.journeys.packets import Packets
from tests.patience import PATIENCE_S
from tests.wire.conftest import SITE, Broker, Peer, let_the_broker_write, until
from wire import topics
from wire.link import Hooks, Link, Publication

STATE = topics.DEVICE_STATE.path(site=SITE, dev="kiosk-01")
WILL = Publication(STATE, b"will")
BIRTH = Publication(STATE, b"birth")


class Stumbling:
    """Hooks of which one fails the first time, as on a full disk."""

    def __init__(self, which: str) -> None:
        self.which = which
        self.ticks = threading.Event()
        self.downs: queue.Queue[bool] = queue.Queue()

    def hooks(self) -> Hooks:
        return Hooks(self._will, self._births, self._on_link, lambda *_: None, self._on_tick)

    def _stumble(self, hook: str) -> None:
        if self.which == hook:
            self.which = ""
            raise sqlite3.OperationalError("database or disk is full")

    def _will(self) -> Publication:
        self._stumble("will")
        return WILL

    def _births(self) -> list[Publication]:
        self._stumble("births")
        return [BIRTH]

    def _on_link(self, up: bool) -> None:
        self._stumble("up" if up else "down")

    def _on_tick(self) -> None:
        self._stumble("tick")
        self.ticks.set()


@pytest.mark.warns("connection_failed")
@pytest.mark.parametrize("which", ["will", "births", "up", "tick"])
def test_a_hook_that_fails_costs_the_connection_and_not_the_link(
    real_broker: Broker, which: str
) -> None:
    stumbling = Stumbling(which)
    link = Link(real_broker.settings("kiosk-01"), [], stumbling.hooks())
    link.start()
    assert stumbling.ticks.wait(PATIENCE_S)
    assert (link.connected, stumbling.which) == (True, "")
    link.stop()


@pytest.mark.warns("connection_failed")
def test_a_hook_that_fails_at_the_end_of_a_connection_does_not_prevent_the_next(
    real_broker: Broker,
) -> None:
    stumbling = Stumbling("down")
    link = Link(real_broker.settings("kiosk-01"), [], stumbling.hooks())
    link.start()
    assert stumbling.ticks.wait(PATIENCE_S)
    real_broker.child.kill()
    until(lambda: stumbling.which == "")
    stumbling.ticks.clear()
    real_broker.start()
    assert stumbling.ticks.wait(PATIENCE_S)
    link.stop()


@pytest.mark.warns("connection_failed")
def test_the_world_hears_at_once_of_a_connection_that_a_hook_has_ended(
    real_broker: Broker, peer: Callable[..., Peer]
) -> None:
    hub = peer("hub-1", STATE)
    stumbling = Stumbling("tick")
    settings = replace(real_broker.settings("kiosk-01"), first_s=60, most_s=60)
    link = Link(settings, [], stumbling.hooks())
    link.start()
    assert [hub.hears("/state"), hub.hears("/state")] == [b"birth", b"will"]
    link.stop()


class Doorstep:
    """Stands before the broker: takes a connection, and opens the door only when told to."""

    def __init__(self, port: int) -> None:
        self._inner = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.knocked, self.opened, self.ended = (threading.Event() for _ in range(3))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        guest, _ = self._door.accept()
        with guest:
            said = guest.recv(65536)
            self.knocked.set()
            self.opened.wait(PATIENCE_S)
            with socket.create_connection(("127.0.0.1", self._inner)) as inside:
                inside.sendall(said)
                back = threading.Thread(target=_pass_on, args=(inside, guest))
                back.start()
                _pass_on(guest, inside)
                back.join(PATIENCE_S)
        self.ended.set()

    def close(self) -> None:
        self._thread.join(PATIENCE_S)
        self._door.close()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.fixture
def doorstep(real_broker: Broker) -> Iterator[Doorstep]:
    doorstep = Doorstep(real_broker.port)
    yield doorstep
    doorstep.opened.set()
    doorstep.close()


def test_a_connection_that_comes_up_after_the_stop_is_heard_of_by_nobody(
    real_broker: Broker, peer: Callable[..., Peer], doorstep: Doorstep
) -> None:
    hub = peer("hub-1", STATE)
    settings = replace(real_broker.settings("kiosk-01"), port=doorstep.port)
    link = Link(settings, [], Stumbling("nowhere").hooks())
    link.start()
    assert doorstep.knocked.wait(PATIENCE_S)
    link.stop([WILL])
    doorstep.opened.set()
    assert doorstep.ended.wait(PATIENCE_S)
    let_the_broker_write(hub)
    assert hub.heard.empty()
    assert not link.connected


@pytest.mark.warns("broker_refused")
def test_a_broker_that_refuses_us_all_night_is_told_once(
    real_broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    tries: queue.Queue[bool] = queue.Queue()

    def will() -> Publication:
        tries.put(True)
        return WILL

    hooks = Hooks(will, list, lambda _: None, lambda *_: None, lambda: None)
    wrong = replace(real_broker.settings("kiosk-01"), password="wrong")
    link = Link(wrong, [], hooks)
    link.start()
    for _ in range(4):
        assert tries.get(timeout=PATIENCE_S)
    link.stop()
    assert caplog.messages.count("broker_refused") == 1


@pytest.mark.warns("connection_failed")
def test_a_hook_that_fails_at_each_try_is_told_once(
    real_broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    tries: queue.Queue[bool] = queue.Queue()

    def will() -> Publication:
        tries.put(True)
        raise sqlite3.OperationalError("database or disk is full")

    hooks = Hooks(will, list, lambda _: None, lambda *_: None, lambda: None)
    link = Link(real_broker.settings("kiosk-01"), [], hooks)
    link.start()
    for _ in range(4):
        assert tries.get(timeout=PATIENCE_S)
    link.stop()
    assert caplog.messages.count("connection_failed") == 1


def test_a_link_listens_before_it_says_that_it_is_there(real_broker: Broker) -> None:
    """Who hears of a hub's birth asks it at once, and no broker keeps that question."""
    connack = bytes([0x20, 3, 0, 0, 0])
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings = replace(real_broker.settings("hub-1"), port=int(door.getsockname()[1]))
        link = Link(settings, ["ez/v1/x"], Stumbling("nowhere").hooks())
        link.start()
        line, _address = door.accept()
        packets, told = Packets(), list[int]()
        with line:
            while len(told) < 3:
                told += [packet[0] >> 4 for packet in packets.feed(line.recv(65_536))]
                if told == [1]:
                    line.sendall(connack)
        link.stop()
    assert told[:3] == [1, 8, 3], "CONNECT, SUBSCRIBE, PUBLISH"
