"""A real broker with a display's account, and a hub that says what a test tells it to say."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from provisioning import broker
from provisioning.broker import Account, free_port, new_password
from provisioning.child import Child
from tests.patience import PATIENCE_S
from tests.signage.samples import config
from wire import topics
from wire.codec import decode, encode
from wire.health import Health
from wire.ids import new_ulid
from wire.link import Hooks, Link, LinkSettings, Publication
from wire.look import Look
from wire.messages import (
    NAMES,
    Ack,
    Board,
    BoardCall,
    Call,
    CallShown,
    CallSpoken,
    DisplayCommand,
    DisplayConfig,
    DisplayPicture,
    DisplayReport,
    Door,
    Emergency,
    EmergencyShown,
    Envelope,
    HubState,
    OrderDone,
    PlayedLog,
    Programme,
    TimeAsked,
    TimeTold,
)

SITE, HUB, DISPLAY = "musterstadt", "hub-1", "display-1"


class Office:
    """The other side of a display; it acknowledges every report, each once for its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.shown: list[CallShown] = []
        self.spoken: list[CallSpoken] = []
        self.raised: list[EmergencyShown] = []
        self.orders: list[OrderDone] = []
        self.pictures: list[DisplayPicture] = []
        self.reports: list[DisplayReport] = []
        self.health: list[Health] = []
        self.played: list[PlayedLog] = []
        self.apart = timedelta(0)
        """How far the site's clock is ahead of the display's machine."""
        self.states: list[bool] = []
        self._told = threading.Condition()
        self._known: set[str] = set()
        self._seq = 0
        self._epoch = datetime.now(UTC)
        self._hub = Account(HUB, new_password(), "hub")
        self._display = Account(DISPLAY, new_password(), "display")
        accounts = (self._hub, self._display)
        command = broker.prepare(folder / "broker", SITE, accounts, self.port)
        self.broker = Child("broker", command, {}, folder / "broker.log")
        self.link = self._new_link()

    def open(self) -> None:
        self.broker.start()
        self.link.start()
        self.wait(lambda: self.link.connected)

    def close(self) -> None:
        self.link.stop([self._hub_state(online=False)])
        self.broker.stop()

    def environment(self) -> dict[str, str]:
        """By which the display connects and finds its place."""
        secret = self.folder / "password"
        secret.write_text(self._display.password, encoding="utf-8")
        return {
            "EZ_SITE": SITE,
            "EZ_DEVICE": DISPLAY,
            "EZ_BROKER": f"127.0.0.1:{self.port}",
            "EZ_PASSWORD_FILE": str(secret),
            "EZ_STATE": str(self.folder / "state"),
            "EZ_SPEAKER": "simulated",
            "EZ_SIZE": "1280x720",
        }

    def furnish(self, zone: str = "B", rev: int = 1) -> None:
        """Say who the office is and which zone the display serves."""
        self.say(topics.LOOK.path(site=SITE), Look(authority="Jobcenter Musterstadt"))
        self.configure(config(zone, rev))

    def configure(self, told: DisplayConfig) -> None:
        self.say(topics.CONFIG.path(site=SITE, dev=DISPLAY), told)

    def door(self, told: Door) -> None:
        self.say(topics.DOOR.path(site=SITE, dev=DISPLAY), told)

    def programme(self, told: Programme) -> None:
        self.say(topics.PROGRAMME.path(site=SITE, dev=DISPLAY), told)

    def alarm(self, told: Emergency) -> None:
        self.say(topics.EMERGENCY.path(site=SITE), told)

    def order(self, told: DisplayCommand) -> None:
        self.say(topics.COMMAND.path(site=SITE, dev=DISPLAY), told)

    def now(self) -> datetime:
        """The site's time."""
        return datetime.now(UTC) + self.apart

    def board(self, rev: int, *calls: BoardCall, zone: str = "B") -> None:
        board = Board(zone=zone, rev=rev, calls=calls, waiting=2)
        self.say(topics.BOARD.path(site=SITE, zone=zone), board)

    def call(self, entry: BoardCall, rev: int, zone: str = "B") -> None:
        call = Call(**entry.model_dump(exclude={"open"}), zone=zone, board_rev=rev)
        self.say(topics.CALL.path(site=SITE, zone=zone), call)

    def say(self, topic: str, message: BaseModel) -> None:
        """Publish and wait until the broker has it; all but calls and answers is retained."""
        self._publish(topic, message).result(timeout=PATIENCE_S)

    def garbage(self, topic: str, payload: bytes) -> None:
        self.link.publish(Publication(topic, payload)).result(timeout=PATIENCE_S)

    def wait(self, holds: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
        """Wait for something that the display or the link does; fail at the deadline."""
        deadline = time.monotonic() + within_s
        with self._told:
            while not holds():
                assert time.monotonic() < deadline, "it did not happen in time"
                self._told.wait(0.02)

    # ------------------------------------------------------------------ the hub's own side

    def _new_link(self) -> Link:
        hooks = Hooks(
            will=lambda: self._hub_state(online=False),
            births=lambda: [self._hub_state(online=True)],
            on_link=lambda _up: None,
            on_message=self._on_message,
            on_tick=lambda: None,
        )
        heard = [
            topics.UP.path(site=SITE, dev="+"),
            topics.DEVICE_STATE.path(site=SITE, dev="+"),
            topics.TIME_ASKED.path(site=SITE, dev="+"),
            topics.REPORT.path(site=SITE, dev="+"),
            topics.PICTURE.path(site=SITE, dev="+"),
            topics.HEALTH.path(site=SITE, dev="+"),
        ]
        settings = LinkSettings("127.0.0.1", self.port, HUB, self._hub.password)
        return Link(settings, heard, hooks)

    def _on_message(self, path: str, payload: bytes, _retained: bool) -> None:
        address, envelope = decode(path, payload)
        if isinstance(envelope.data, TimeAsked):
            told = TimeTold(nonce=envelope.data.nonce, heard_at=self.now())
            self._publish(topics.TIME_TOLD.path(site=SITE, dev=DISPLAY), told)
            return
        with self._told:
            if address.topic is topics.DEVICE_STATE:
                self.states.append(bool(getattr(envelope.data, "online", False)))
            elif envelope.id not in self._known:
                self._known.add(envelope.id)
                self._keep(envelope.data)
            self._told.notify_all()
        if address.topic is topics.UP:
            ack = Ack(of=envelope.id, outcome="committed")
            self._publish(topics.ACK.path(site=SITE, dev=DISPLAY), ack)

    def _keep(self, message: BaseModel) -> None:
        kept: dict[type[BaseModel], list[Any]] = {
            CallShown: self.shown, CallSpoken: self.spoken, EmergencyShown: self.raised,
            OrderDone: self.orders, DisplayPicture: self.pictures, DisplayReport: self.reports,
            Health: self.health, PlayedLog: self.played,
        }  # fmt: skip
        kept[type(message)].append(message)

    def _publish(self, topic: str, message: BaseModel) -> "Future[None]":
        parsed = topics.parse(topic)
        assert parsed is not None
        publication = Publication(
            topic,
            self._sealed(message),
            parsed.topic.retained,
            parsed.topic.expiry_s,
            parsed.topic.qos,
        )
        return self.link.publish(publication)

    def _hub_state(self, *, online: bool) -> Publication:
        state = HubState(online=online, at=datetime.now(UTC), epoch=self._epoch)
        topic = topics.HUB_STATE.path(site=SITE, hub=HUB)
        return Publication(topic, self._sealed(state), retain=True)

    def _sealed(self, message: BaseModel) -> bytes:
        now = datetime.now(UTC)
        self._seq += 1
        envelope = Envelope(
            type=NAMES[type(message)], id=new_ulid(now), dev=HUB, boot="one", seq=self._seq,
            ts=now, data=message,
        )  # fmt: skip
        return encode(envelope)
