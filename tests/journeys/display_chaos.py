"""A seeded day on which everything around the displays fails in turn, and sometimes at once.

Staff call, recall, take back and finish over HTTP. Meanwhile broker and hub are killed, one
display's cable is pulled, a machine's clock is set, a disk is full, and somebody repeats old
messages in any order. What must stand on the panels is worked out from the database alone, with
a hand-written table of who sees what.
"""

import random
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from hub.sites.demo import ROOMS
from provisioning.broker import Account, new_password
from provisioning.demo.desk import Desk
from provisioning.demo.office import Furnished, furnish
from provisioning.house import House, HousePlan, read_state
from tests.journeys.cable import Cable
from tests.journeys.campaign import patiently
from tests.signage import eyes
from wire import topics
from wire.link import Hooks, Link, LinkSettings, Publication

WITHIN_S = 60.0
CUT_OFF = "display-2"
"""Its cable can be pulled."""
ALL_OF_A_ZONE = {"display-1": "A", "display-2": "B", "display-4": "C"}
ON_THE_WAY = {"display-3": ("2.14", "2.16", "2.18", "2.20")}
AT_THE_DOOR = {"door-214": "2.14"}
GOSSIP = Account("hub-gossip", new_password(), "hub")
FULL = 4096
"""No file grows beyond so many bytes while a disk is full."""
DAYS_OFF = (-4000, -3600, -61, 61, 3600, 86_400 * 40)
"""Seconds by which a machine's clock is set."""


@dataclass(frozen=True)
class Standing:
    """A call that stands on boards: a row of the database."""

    number: str
    zone: str
    room: str
    state: str


def standing(database: Path) -> list[Standing]:
    """The open calls to people who have not come yet, as SQL finds them."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as reader:
        rows = reader.execute(
            "SELECT t.series, t.number, t.zone, c.room, t.state FROM call c"
            " JOIN ticket t ON t.id = c.ticket WHERE c.open AND t.state = 'called'"
        ).fetchall()
    return [Standing(f"{s}{n:03d}", zone, room, state) for s, n, zone, room, state in rows]


def due(display: str, calls: list[Standing]) -> set[str]:
    """The numbers that must stand on a display."""
    if display in ALL_OF_A_ZONE:
        return {one.number for one in calls if one.zone == ALL_OF_A_ZONE[display]}
    rooms = ON_THE_WAY.get(display) or (AT_THE_DOOR[display],)
    return {one.number for one in calls if one.room in rooms}


class Gossip:
    """Hears all boards, calls and door signs, and says old ones again in any order."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self._chance = chance
        self._heard: list[Publication] = []
        self._lock = threading.Lock()
        site = house.plan.site
        heard = [topic.path(site=site, zone="+") for topic in (topics.BOARD, topics.CALL)]
        heard.append(topics.DOOR.path(site=site, dev="+"))
        will = Publication(topics.HUB_STATE.path(site=site, hub=GOSSIP.name), b"")
        hooks = Hooks(
            will=lambda: will, births=list, on_link=lambda _up: None, on_message=self._hear,
            on_tick=lambda: None,
        )  # fmt: skip
        settings = LinkSettings("127.0.0.1", house.broker_port, GOSSIP.name, GOSSIP.password)
        self.link = Link(settings, heard, hooks)

    def _hear(self, path: str, payload: bytes) -> None:
        with self._lock:
            self._heard.append(Publication(path, payload))

    def repeat(self, most: int) -> None:
        """Some of what was said, each once more, the newest among them or not."""
        with self._lock:
            heard = list(self._heard)
        for old in self._chance.sample(heard, min(most, len(heard))):
            if self.link.connected:
                self.link.publish(old)


@dataclass
class Chaos:
    """The house, what is broken just now, and what has been done."""

    house: House
    furnished: Furnished
    chance: random.Random
    cable: Cable
    gossip: Gossip
    record: list[str] = field(default_factory=list)
    broken: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What is out of order, and how it is mended."""
    _deck: list[str] = field(default_factory=list)

    @property
    def displays(self) -> list[str]:
        return [plan.device for plan in self.house.plan.displays]

    def run(self, rounds: int) -> None:
        """Each round: perhaps something breaks or is mended, then staff do something."""
        desk = patiently(self._sign_in, "signing in")
        for _ in range(rounds):
            if self.chance.random() < 0.45 and self.broken:
                self._mend(self.chance.choice(sorted(self.broken)))
            if self.chance.random() < 0.6:
                self._break(self._next_fault())
            if self.chance.random() < 0.3:
                self.gossip.repeat(12)
            for _ in range(self.chance.randint(1, 4)):
                if "hub" not in self.broken:
                    self._act(desk)
            threading.Event().wait(self.chance.random() * 0.4)
        for name in sorted(self.broken):
            self._mend(name)
        self.gossip.repeat(30)
        desk.close()

    # ------------------------------------------------------------------ what breaks

    def _faults(self) -> dict[str, Callable[[], Callable[[], None]]]:
        return {
            "broker": lambda: self._killed("broker"),
            "hub": lambda: self._killed("hub-1"),
            "cable": self._unplugged,
            "clock": self._set_clock,
            "disk": self._full_disk,
            "display": lambda: self._killed(self.chance.choice(self.displays)),
        }

    def _next_fault(self) -> str:
        """Each once, in any order, before one comes again."""
        if not self._deck:
            self._deck = self.chance.sample(sorted(self._faults()), len(self._faults()))
        return self._deck.pop()

    def _break(self, name: str) -> None:
        if name not in self.broken:
            self.record.append(f"-{name}")
            self.broken[name] = self._faults()[name]()

    def _mend(self, name: str) -> None:
        self.record.append(f"+{name}")
        self.broken.pop(name)()

    def _killed(self, child: str) -> Callable[[], None]:
        self.house.children[child].kill()

        def start() -> None:
            self.house.start_child(child)
            self.house.wait_ready(child)

        return start

    def _unplugged(self) -> Callable[[], None]:
        self.cable.pull()
        return self.cable.plug_in

    def _set_clock(self) -> Callable[[], None]:
        device = self.chance.choice(self.displays)
        self._tell(device, clock=self.chance.choice(DAYS_OFF))
        return lambda: None

    def _full_disk(self) -> Callable[[], None]:
        child = self.house.children[self.chance.choice(self.displays)]
        pid = child.pid
        if pid is None:
            return lambda: None
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))

        def free() -> None:
            if child.pid == pid:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

        return free

    def _tell(self, device: str, **order: object) -> None:
        if self.house.children[device].alive:
            self.house.children[device].tell(**order)

    # ------------------------------------------------------------------ what staff do

    def _sign_in(self) -> Desk:
        login = self.furnished.login("reception")
        return Desk(self.house.url(), login.login, login.password)

    def _act(self, desk: Desk) -> None:
        """Call somebody to a free room, or do something with somebody who is called."""
        try:
            called = desk.floor()["called"]
            act = self.chance.choice(("call", "call", "recall", "cancel", "start", "no-show"))
            self.record.append(act)
            if act == "call" or not called:
                zone = self.chance.choice(("A", "B", "C"))
                ticket = desk.act("tickets", concern=self.furnished.concern_in(zone))
                room = self.chance.choice([one.label for one in ROOMS if one.zone == zone])
                desk.post(f"tickets/{ticket['ticket_id']}/call", room=room)
            else:
                self._move(desk, self.chance.choice(called)["ticket_id"], act)
        except httpx.HTTPError:
            self.record.append("?")

    def _move(self, desk: Desk, ticket: str, act: str) -> None:
        desk.post(f"tickets/{ticket}/{act}")
        if act == "start":
            desk.post(f"tickets/{ticket}/finish")

    # ------------------------------------------------------------------ what must be true

    def right(self) -> None:
        """Every panel shows exactly what the database says, in its state and in its pixels."""
        calls = standing(self.house.plan.folder / "hub" / "hub.db")
        for display in self.displays:
            wanted = due(display, calls)
            self._until(lambda d=display, w=wanted: self._shows(d, w), display, wanted)  # type: ignore[misc]
            seen = {call.number for call in eyes.calls(self.panel(display))}
            assert wanted <= seen, (display, wanted, seen, self.record)

    def _shows(self, display: str, wanted: set[str]) -> bool:
        state = read_state(self.house.view(display))
        return not state.get("stale") and set(state.get("numbers", ())) == wanted

    def _until(self, holds: Callable[[], bool], display: str, wanted: object) -> None:
        deadline = time.monotonic() + WITHIN_S
        while not holds():
            if time.monotonic() > deadline:
                state = read_state(self.house.view(display))
                raise AssertionError((display, wanted, state, self.record))
            threading.Event().wait(0.05)

    def honest(self) -> None:
        """With the hub gone every panel says that it may be out of date, and since when."""
        self.house.children["hub-1"].kill()
        for display in self.displays:
            self._until(
                lambda d=display: bool(read_state(self.house.view(d)).get("stale")),  # type: ignore[misc]
                display,
                "stale",
            )

    def panel(self, display: str) -> Image.Image:
        """A lossless picture of the panel as it now is."""
        path = self.house.view(display) / f"chaos-{len(self.record)}.png"
        path.unlink(missing_ok=True)
        self._tell(display, shot=path.name)
        self._until(path.exists, display, path.name)
        return Image.open(path).convert("RGB")


@contextmanager
def chaos(folder: Path, seed: int) -> Iterator[Chaos]:
    """A furnished, running house whose display-2 hangs on a cable."""
    house = House(HousePlan(folder, kiosks=(), listeners=(GOSSIP,), programme=False))
    chance = random.Random(seed)
    cable = Cable(("127.0.0.1", house.broker_port))
    house.children[CUT_OFF].environment["EZ_BROKER"] = f"127.0.0.1:{cable.port}"
    gossip = Gossip(house, chance)
    try:
        furnished = furnish(house)
        house.start()
        gossip.link.start()
        yield Chaos(house, furnished, chance, cable, gossip)
    finally:
        gossip.link.stop()
        house.stop()
        cable.close()


def summary(one: Chaos) -> dict[str, Any]:
    """What happened, for the log of a long run."""
    return {what: one.record.count(what) for what in sorted(set(one.record))}
