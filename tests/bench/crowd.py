"""Many simulated displays at one broker: each decodes what it hears and acknowledges as one does.

One thread serves them all, so that five hundred of them cost less than the house that is measured.
Run as ``python -m tests.bench.crowd HOST:PORT SITE PLAYERS.json``; prints ``ready``. Each line on
standard input asks for what was heard since the last one: a JSON list of `Heard`, in UTC seconds.
"""

import json
import selectors
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions
from pydantic import BaseModel

from wire import topics
from wire.codec import decode, encode
from wire.ids import new_ulid
from wire.messages import (
    NAMES,
    Ack,
    Board,
    CallShown,
    DeviceState,
    DisplayConfig,
    Emergency,
    EmergencyShown,
    Envelope,
)

STATE_EVERY_S = 30.0
RESEND_S = 4.0
MISC_EVERY_S = 1.0


@dataclass(frozen=True)
class Heard:
    """That a player had decoded and taken a call's board, or an alarm: ids and UTC seconds."""

    player: str
    what: str
    at: float


@dataclass
class Player:
    """One display without a panel."""

    name: str
    site: str
    client: paho.Client
    config: DisplayConfig | None = None
    known: set[str] = field(default_factory=set)
    waiting: dict[str, tuple[float, bytes]] = field(default_factory=dict)
    """What the hub has not acknowledged, with the steady second of the last sending."""
    boot: str = field(default_factory=lambda: str(uuid.uuid4()))
    seq: int = 0

    def envelope(self, message: BaseModel) -> Envelope:
        now = datetime.now(UTC)
        self.seq += 1
        return Envelope(
            type=NAMES[type(message)], id=new_ulid(now), dev=self.name, boot=self.boot,
            seq=self.seq, ts=now, clk="synced", data=message,
        )  # fmt: skip

    def publish(self, topic: topics.Topic, payload: bytes) -> None:
        self.client.publish(topic.path(site=self.site, dev=self.name), payload, 1, topic.retained)

    def send(self, message: BaseModel) -> None:
        """As a device does: again until the hub itself acknowledges."""
        envelope = self.envelope(message)
        payload = encode(envelope)
        self.waiting[envelope.id] = (time.monotonic(), payload)
        self.publish(topics.UP, payload)

    def repeat(self, now: float) -> None:
        for name, (sent_at, payload) in list(self.waiting.items()):
            if now - sent_at > RESEND_S:
                self.waiting[name] = (now, payload)
                self.publish(topics.UP, payload)

    def born(self) -> None:
        state = DeviceState(online=True, bd=1, at=datetime.now(UTC), kind="display", version="1")
        self.publish(topics.DEVICE_STATE, encode(self.envelope(state)))

    def take(self, path: str, payload: bytes) -> list[Heard]:
        """What is new in this message for this player, and the acknowledgements for it."""
        message = decode(path, payload)[1].data
        now = datetime.now(UTC)
        if isinstance(message, DisplayConfig):
            self.config = message
            for topic in (topics.BOARD, topics.CALL):
                for zone in message.zones:
                    self.client.subscribe(topic.path(site=self.site, zone=zone), 1)
        elif isinstance(message, Ack):
            self.waiting.pop(message.of, None)
        elif isinstance(message, Board):
            return [self._shown(key, now) for key in self._new_calls(message)]
        elif isinstance(message, Emergency):
            return [self._alarm(one.id, now) for one in message.alarms if one.id not in self.known]
        return []

    def _new_calls(self, board: Board) -> Iterator[tuple[str, int]]:
        for call in board.calls:
            covered = self.config is not None and self.config.covers(board.zone, call.room)
            if call.open and covered and f"{call.call_id}/{call.attempt}" not in self.known:
                yield call.call_id, call.attempt

    def _shown(self, key: tuple[str, int], now: datetime) -> Heard:
        name = f"{key[0]}/{key[1]}"
        self.known.add(name)
        self.send(CallShown(call_id=key[0], attempt=key[1], frame_at=now))
        return Heard(self.name, name, now.timestamp())

    def _alarm(self, alarm: str, now: datetime) -> Heard:
        self.known.add(alarm)
        self.send(EmergencyShown(alarm=alarm, frame_at=now))
        return Heard(self.name, alarm, now.timestamp())


class Crowd:
    """All players, served in turn as their sockets have something to say."""

    def __init__(self, host: str, port: int, site: str, passwords: dict[str, str]) -> None:
        self._heard: list[Heard] = []
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._players = [
            self._join(host, port, site, name, password) for name, password in passwords.items()
        ]

    @property
    def ready(self) -> bool:
        """Everybody has been told where it hangs."""
        return all(player.config is not None for player in self._players)

    def told(self) -> list[dict[str, Any]]:
        with self._lock:
            heard, self._heard = self._heard, []
        return [asdict(one) for one in heard]

    def serve(self, until: threading.Event) -> None:
        misc_at = time.monotonic()
        born_at = dict.fromkeys(range(len(self._players)), misc_at)
        while not until.is_set():
            for key, events in self._selector.select(0.05):
                client: paho.Client = key.data.client
                if events & selectors.EVENT_READ:
                    client.loop_read()
                if client.want_write():
                    client.loop_write()
            now = time.monotonic()
            if now - misc_at < MISC_EVERY_S:
                continue
            misc_at = now
            for place, player in enumerate(self._players):
                player.client.loop_misc()
                if player.client.want_write():
                    player.client.loop_write()
                player.repeat(now)
                # Spread over the half minute, as displays that were switched on one by one.
                if now - born_at[place] > STATE_EVERY_S * (0.5 + place / len(self._players) / 2):
                    born_at[place] = now
                    player.born()

    def leave(self) -> None:
        for player in self._players:
            player.client.disconnect()

    def _join(self, host: str, port: int, site: str, name: str, password: str) -> Player:
        client = paho.Client(
            CallbackAPIVersion.VERSION2, client_id=name, protocol=paho.MQTTv5,
            reconnect_on_failure=False,
        )  # fmt: skip
        client.username_pw_set(name, password)
        player = Player(name, site, client)
        client.on_connect = lambda *_args: self._on_connect(player)
        client.on_message = lambda _client, _data, message: self._on_message(player, message)
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        client.connect(host, port, 60, clean_start=True, properties=properties)
        self._selector.register(client.socket(), selectors.EVENT_READ, player)  # type: ignore[arg-type]
        return player

    def _on_connect(self, player: Player) -> None:
        dev = {"site": player.site, "dev": player.name}
        mine = [topic.path(**dev) for topic in (topics.CONFIG, topics.ACK)]
        paths = [*mine, topics.EMERGENCY.path(site=player.site)]
        player.client.subscribe([(path, SubscribeOptions(qos=1)) for path in paths])
        player.born()

    def _on_message(self, player: Player, message: paho.MQTTMessage) -> None:
        heard = player.take(message.topic, bytes(message.payload))
        if heard:
            with self._lock:
                self._heard += heard


def main() -> None:
    """Until standard input closes."""
    address, site, file = sys.argv[1:]
    host, _, port = address.rpartition(":")
    crowd = Crowd(host, int(port), site, json.loads(Path(file).read_text()))
    over = threading.Event()
    serving = threading.Thread(target=crowd.serve, args=(over,))
    serving.start()
    while not crowd.ready:
        time.sleep(0.05)
    print("ready", flush=True)
    for _line in sys.stdin:
        print(json.dumps(crowd.told()), flush=True)
    over.set()
    serving.join()
    crowd.leave()


if __name__ == "__main__":
    main()
