"""A real mosquitto for each test module, and peers that listen and wait without sleeping."""

import json
import queue
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from provisioning import broker
from provisioning.broker import Account, free_port
from provisioning.child import Child
from tests.patience import PATIENCE_S
from wire import topics
from wire.codec import encode
from wire.device import DeviceEvent, DeviceLink, Identity
from wire.ids import DeviceId, SiteId, new_ulid
from wire.link import Hooks, Link, LinkSettings, Publication
from wire.messages import Envelope, TimeTold
from wire.outbox import Outbox
from wire.topics import parse

SITE = "musterstadt"
ACCOUNTS = (
    Account("hub-1", "hub-secret", "hub"),
    Account("hub-2", "hub2-secret", "hub"),
    Account("kiosk-01", "kiosk-secret", "kiosk"),
    Account("kiosk-02", "kiosk2-secret", "kiosk"),
    Account("display-1", "display-secret", "display"),
)
T = TypeVar("T")


class Broker:
    """A mosquitto that a test may kill and start again on the same port and data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        command = broker.prepare(folder, SITE, ACCOUNTS, self.port)
        self.child = Child("broker", command, {}, folder / "broker.log")
        self.start()

    def start(self) -> None:
        self.child.start()
        until(lambda: _listens(self.port))

    def settings(self, name: str) -> LinkSettings:
        secret = next(account.password for account in ACCOUNTS if account.name == name)
        return LinkSettings("127.0.0.1", self.port, name, secret, first_s=0.05, most_s=0.2)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


def until(condition: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait for a condition of another process or thread; fails after `within_s`."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


ASKED = topics.TIME_ASKED.path(site=SITE, dev="+")


class Peer:
    """A bare link under one account: hears everything it may, in a queue.

    One that listens to `ASKED` tells the time to whoever asks, as each hub does.
    """

    def __init__(self, settings: LinkSettings, subscriptions: list[str], will: Publication) -> None:
        self._name = settings.client_id
        self.heard: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.up: queue.Queue[bool] = queue.Queue()
        self.asked = 0
        """How often it was asked for the time."""
        hooks = Hooks(
            will=lambda: will,
            births=list,
            on_link=self.up.put,
            on_message=self._on_message,
            on_tick=lambda: None,
        )
        self.link = Link(settings, subscriptions, hooks)
        self.link.start()
        assert self.up.get(timeout=PATIENCE_S)

    def _on_message(self, topic: str, payload: bytes, _retained: bool) -> None:
        address, asked = parse(topic), json.loads(payload) if "/ask/time" in topic else None
        if address is None or asked is None:
            self.heard.put((topic, payload))
            return
        self.asked += 1
        now = datetime.now(UTC)
        told = Envelope(
            type="time.told", id=new_ulid(now), dev=self._name, boot="b", seq=1, ts=now,
            data=TimeTold(nonce=asked["data"]["nonce"], heard_at=now),
        )  # fmt: skip
        path = topics.TIME_TOLD.path(site=SITE, dev=address.parts["dev"])
        self.link.publish(Publication(path, encode(told), qos=topics.TIME_TOLD.qos))

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> "Future[None]":
        return self.link.publish(Publication(topic, payload, retain))

    def hears(self, suffix: str) -> bytes:
        """The next payload on a topic that ends so; others before it are passed over."""
        while True:
            topic, payload = self.heard.get(timeout=PATIENCE_S)
            if topic.endswith(suffix):
                return payload


def let_the_broker_write(hub: Peer) -> None:
    """mosquitto confirms first and writes at the end of its turn, so one more turn is awaited.

    The gap is why nobody in this house trusts the broker's confirmation alone.
    """
    for _ in range(3):
        hub.publish(topics.BOARD.path(site=SITE, zone="Z"), b"turn").result(5)


@pytest.fixture
def real_broker(tmp_path: Path) -> Iterator[Broker]:
    server = Broker(tmp_path / "broker")
    yield server
    server.child.kill()


@pytest.fixture
def peer(real_broker: Broker) -> Iterator[Callable[..., Peer]]:
    """Makes peers and stops them at the end."""
    made: list[Peer] = []

    def make(name: str, *subscriptions: str, will_topic: str = "nowhere") -> Peer:
        will = Publication(will_topic, b"will")
        heard = [*subscriptions, ASKED] if name.startswith("hub") else list(subscriptions)
        made.append(Peer(real_broker.settings(name), heard, will))
        return made[-1]

    yield make
    for one in made:
        one.link.stop()


class Watch:
    """Steady seconds that a test may let pass at once."""

    def __init__(self) -> None:
        self._passed = 0.0
        self._stands_at: float | None = None

    def __call__(self) -> float:
        now = time.monotonic() if self._stands_at is None else self._stands_at
        return now + self._passed

    def stand_still(self) -> None:
        self._stands_at = time.monotonic()

    def let_pass(self, seconds: float) -> None:
        self._passed += seconds


class Device:
    """A device link with its outbox on disk, as the kiosk has it."""

    def __init__(self, server: Broker, folder: Path, name: str = "kiosk-01") -> None:
        self.events: queue.Queue[DeviceEvent] = queue.Queue()
        self.watch = Watch()
        self.outbox = Outbox(folder / f"{name}.db")
        identity = Identity(
            SiteId(SITE), DeviceId(name), "kiosk" if "kiosk" in name else "display", "1.0"
        )
        self.link = DeviceLink(
            identity,
            server.settings(name),
            self.outbox,
            lambda: datetime.now(UTC),
            self.events.put,
            self.watch,
        )
        self.link.start()

    def next_event(self, kind: type[T]) -> T:
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            if isinstance(event, kind):
                return event


@pytest.fixture
def device(real_broker: Broker, tmp_path: Path) -> Iterator[Callable[..., Device]]:
    made: list[Device] = []

    def make(name: str = "kiosk-01") -> Device:
        made.append(Device(real_broker, tmp_path, name))
        return made[-1]

    yield make
    for one in made:
        one.link.stop()
        one.outbox.close()
