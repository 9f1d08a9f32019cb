"""A seeded day on which everything around the displays fails in turn, and sometimes at once.

Staff call, recall, take back and finish over HTTP. Meanwhile broker and hub are killed, one
display's cable is pulled, swallows everything or lets messages overtake each other, a machine's
clock is set for good, a disk is full, somebody repeats old messages in any order, and for a while
there is an alarm. What must stand on the panels is worked out from the database alone, with a
hand-written table of who sees what.
"""

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from PIL import Image

from hub.sites.demo import ROOMS
from provisioning.broker import Account, new_password
from provisioning.demo.desk import Desk
from provisioning.demo.office import Furnished, furnish
from provisioning.house import House, HousePlan, read_state
from tests.journeys.cable import Cable
from tests.journeys.campaign import patiently
from tests.patience import PATIENCE_S
from tests.signage import eyes
from wire import topics
from wire.link import Hooks, Link, LinkSettings, Publication
from wire.topics import parse

CUT_OFF = "display-2"
"""Its cable can be pulled."""
ALL_OF_A_ZONE = {"display-1": "A", "display-2": "B", "display-4": "C"}
ON_THE_WAY = {"display-3": ("2.14", "2.16", "2.18", "2.20")}
AT_THE_DOOR = {"door-214": "2.14"}
GOSSIP = Account("hub-gossip", new_password(), "hub")
EAR = Account("display-gossip", new_password(), "display")
DISK = "size=16m,mode=700"
"""Of a display: room for its memory and the log of that, and quickly filled."""
DAYS_OFF = (-4000, -3600, -61, 61, 3600, 86_400 * 40)
"""Seconds by which a machine's clock is set."""
WORD_S = 40
"""A hub says something at least every 30 s; so much older than its death may a board be."""


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


REPEATED = (topics.BOARD, topics.CALL, topics.CONFIG, topics.DOOR, topics.EMERGENCY)


class Gossip:
    """Hears boards, calls and alarms, and what one display is told; says old ones once more.

    Only what a hub may say: the state of another hub the broker takes from nobody else.
    """

    def __init__(self, house: House, chance: random.Random) -> None:
        self._chance = chance
        self._heard: list[Publication] = []
        self._lock = threading.Lock()
        site = house.plan.site
        heard = [topic.path(site=site, zone="+") for topic in (topics.BOARD, topics.CALL)]
        heard.append(topics.EMERGENCY.path(site=site))
        goodbye = Publication(topics.DEVICE_STATE.path(site=site, dev=EAR.name), b"")
        self._ear = self._link(house, EAR, heard, goodbye)
        goodbye = Publication(topics.HUB_STATE.path(site=site, hub=GOSSIP.name), b"")
        self._mouth = self._link(house, GOSSIP, [], goodbye)

    def _link(self, house: House, who: Account, heard: list[str], will: Publication) -> Link:
        hooks = Hooks(
            will=lambda: will, births=list, on_link=lambda _up: None, on_message=self.hear,
            on_tick=lambda: None,
        )  # fmt: skip
        settings = LinkSettings("127.0.0.1", house.broker_port, who.name, who.password)
        return Link(settings, heard, hooks)

    def start(self) -> None:
        self._ear.start()
        self._mouth.start()

    def stop(self) -> None:
        self._ear.stop()
        self._mouth.stop()

    def hear(self, path: str, payload: bytes, _retained: bool = False) -> None:
        """From its own ear, or from the cable of the display that it sits at."""
        address = parse(path)
        if payload and address is not None and address.topic in REPEATED:
            with self._lock:
                self._heard.append(Publication(path, payload))

    def kinds(self) -> set[str]:
        """The topics of which it has heard something."""
        with self._lock:
            return {a.topic.name for one in self._heard if (a := parse(one.topic)) is not None}

    def repeat(self, most: int) -> None:
        """Some of what was said, each once more, the newest among them or not."""
        with self._lock:
            heard = list(self._heard)
        for old in self._chance.sample(heard, min(most, len(heard))):
            if self._mouth.connected:
                self._mouth.publish(old)


@dataclass
class Chaos:
    """The house, what is broken just now, and what has been done."""

    house: House
    furnished: Furnished
    chance: random.Random
    """What breaks and when, the same for each seed."""
    staff: random.Random
    """What staff do; how often they are asked depends on the machine."""
    cable: Cable
    gossip: Gossip
    small_disks: bool
    """Whether each display has a disk of its own, so small that it can be filled."""
    record: list[str] = field(default_factory=list)
    broken: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What is out of order, and how it is mended."""
    alarm: str | None = None
    """What burns just now."""
    _deck: list[str] = field(default_factory=list)

    @property
    def spared(self) -> set[str]:
        """What has never been out of order."""
        return {name for name in self._faults() if f"-{name}" not in self.record}

    @property
    def displays(self) -> list[str]:
        return [plan.device for plan in self.house.plan.displays]

    def run(self, rounds: int) -> None:
        """Each round: perhaps something breaks or is mended, then staff do something."""
        desk = patiently(self._sign_in, "signing in")
        for number in range(rounds):
            if number == rounds // 3:
                self._raise(desk)
            elif number == 2 * rounds // 3:
                self._end(desk)
            if self.chance.random() < 0.45 and self.broken:
                self._mend(self.chance.choice(sorted(self.broken)))
            if self.chance.random() < 0.8:
                self._break(self._next_fault())
            if self.chance.random() < 0.3:
                self.gossip.repeat(12)
            for _ in range(self.chance.randint(1, 4)):
                if "hub" not in self.broken:
                    self._act(desk)
            self._alarmed()
            threading.Event().wait(self.chance.random() * 0.4)
        self._mend_all()
        self.gossip.repeat(30)
        desk.close()

    # ------------------------------------------------------------------ an alarm

    def _raise(self, desk: Desk) -> None:
        """While all is well, so that every display hears of it."""
        self._mend_all()
        self.alarm = desk.act("alarms", kind="fire")["alarm"]
        self._alarmed()

    def _end(self, desk: Desk) -> None:
        """While one display is dark, which hears of it only afterwards."""
        self._mend_all()
        for display in self.displays:  # its languages take turns
            self._until(lambda d=display: "Feuer" in self._words(d), display, "Feuer")  # type: ignore[misc]
        starts_again = self._killed(self.chance.choice(self.displays))  # it remembers the alarm
        desk.act(f"alarms/{self.alarm}/end")
        self.alarm = None
        starts_again()
        for display in self.displays:
            self._until(lambda d=display: not self._state(d).get("alarms"), display, "no alarm")  # type: ignore[misc]

    def _alarmed(self) -> None:
        """Whatever is broken: every display that runs shows what burns."""
        for display in self.displays:
            if self.alarm and self.house.children[display].alive:
                self._until(
                    lambda d=display: self._state(d).get("alarms") == [self.alarm],  # type: ignore[misc]
                    display,
                    self.alarm,
                )

    def _words(self, display: str) -> str:
        return " ".join(eyes.lines(self.panel(display)))

    def _state(self, display: str) -> dict[str, Any]:
        return read_state(self.house.view(display))

    # ------------------------------------------------------------------ what breaks

    def _faults(self) -> dict[str, Callable[[], Callable[[], None]]]:
        faults: dict[str, Callable[[], Callable[[], None]]] = {
            "broker": lambda: self._killed("broker"),
            "hub": lambda: self._killed("hub-1"),
            "cable": self._unplugged,
            "silence": self._silent,
            "order": self._shuffled,
            "clock": self._set_clock,
            "display": lambda: self._killed(self.chance.choice(self.displays)),
        }
        return faults | ({"disk": self._full_disk} if self.small_disks else {})

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

    def _mend_all(self) -> None:
        for name in sorted(self.broken):
            self._mend(name)

    def _killed(self, child: str) -> Callable[[], None]:
        self.house.children[child].kill()

        def start() -> None:
            self.house.start_child(child)
            self.house.wait_ready(child)

        return start

    def _unplugged(self) -> Callable[[], None]:
        self.cable.pull()
        return self.cable.plug_in

    def _silent(self) -> Callable[[], None]:
        self.cable.fall_silent()
        return self.cable.speak_again

    def _shuffled(self) -> Callable[[], None]:
        self.cable.shuffle()
        return self.cable.keep_order

    def _set_clock(self) -> Callable[[], None]:
        """For the rest of the day, over restarts; nobody mends it."""
        device = self.chance.choice(self.displays)
        by = self.chance.choice(DAYS_OFF)
        self._tell(device, clock=by)
        environment = self.house.children[device].environment
        environment["EZ_CLOCK_OFF"] = str(int(environment.get("EZ_CLOCK_OFF", "0")) + by)
        return lambda: None

    def _full_disk(self) -> Callable[[], None]:
        """Of one display, over restarts: one that starts meanwhile finds no room to begin with."""
        disk = Path(self.house.children[self.chance.choice(self.displays)].environment["EZ_STATE"])
        ballast = disk / "ballast"
        with suppress(OSError), ballast.open("ab", buffering=0) as file:
            for size in (2**16, 1):
                with suppress(OSError):
                    while True:
                        file.write(b"x" * size)
        return lambda: ballast.unlink(missing_ok=True)

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
            act = self.staff.choice(("call", "call", "recall", "cancel", "start", "no-show"))
            self.record.append(act)
            if act == "call" or not called:
                zone = self.staff.choice(("A", "B", "C"))
                ticket = desk.act("tickets", concern=self.furnished.concern_in(zone))
                room = self.staff.choice([one.label for one in ROOMS if one.zone == zone])
                desk.post(f"tickets/{ticket['ticket_id']}/call", room=room)
            else:
                self._move(desk, self.staff.choice(called)["ticket_id"], act)
        except httpx.HTTPError:
            self.record.append("?")

    def _move(self, desk: Desk, ticket: str, act: str) -> None:
        desk.post(f"tickets/{ticket}/{act}")
        if act == "start":
            desk.post(f"tickets/{ticket}/finish")

    # ------------------------------------------------------------------ what must be true

    def right(self, display: str) -> None:
        """The panel shows exactly what the database says, in its state and in its pixels."""
        wanted = due(display, standing(self.house.plan.folder / "hub" / "hub.db"))
        self._until(lambda: self._shows(display, wanted), display, wanted)
        seen = {call.number for call in eyes.calls(self.panel(display))}
        assert wanted <= seen, (display, wanted, seen, self.record)

    def _shows(self, display: str, wanted: set[str]) -> bool:
        state = self._state(display)
        return not state.get("stale") and set(state.get("numbers", ())) == wanted

    def _until(self, holds: Callable[[], bool], display: str, wanted: object) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > deadline:
                state = self._state(display)
                raise AssertionError((display, wanted, state, self.record))
            threading.Event().wait(0.05)

    def right_and_then_honest(self) -> None:
        """Every panel is right; and with the network or the hub gone it says so, and since when.

        The one on the cable hears of no death: it has to notice the silence by itself.
        """
        self.right(CUT_OFF)
        self.cable.fall_silent()
        cut = datetime.now(UTC)
        others = [display for display in self.displays if display != CUT_OFF]
        for display in others:
            self.right(display)
        self.house.children["hub-1"].kill()
        dead = datetime.now(UTC)
        for display in others:
            self._honest(display, dead)
        self._honest(CUT_OFF, cut)

    def _honest(self, display: str, gone: datetime) -> None:
        """It tells the age of what it shows, in its state and in its pixels."""
        self._until(lambda: bool(self._state(display).get("stale")), display, "stale")
        as_of = datetime.fromisoformat(self._state(display)["as_of"])
        known = (display, as_of, gone, self.record)
        assert gone - timedelta(seconds=WORD_S) <= as_of <= gone + timedelta(seconds=1), known
        age, panel = told_age(as_of), self.panel(display)
        seen = (age in band and "terbr" in band.lower() for band in read_band(panel))
        assert any(seen), (*known, eyes.lines(panel))

    def panel(self, display: str) -> Image.Image:
        """A lossless picture of the panel as it now is."""
        path = self.house.view(display) / f"chaos-{len(self.record)}.png"
        path.unlink(missing_ok=True)
        self._tell(display, shot=path.name)
        self._until(path.exists, display, path.name)
        return Image.open(path).convert("RGB")


def told_age(as_of: datetime) -> str:
    """As the band says it and as it is read: the colon is two dots, of which one counts."""
    here = as_of.astimezone(ZoneInfo("Europe/Berlin"))
    return f"Stand {here.hour}.{here.minute:02}"


def read_band(panel: Image.Image) -> Iterator[str]:
    """The lowest part of a panel, from near and from very near: its letters are small."""
    band = panel.crop((0, panel.height * 4 // 5, panel.width, panel.height))
    for near in (1, 3, 5, 6, 8):
        large = band.resize((near * band.width, near * band.height), Image.Resampling.BICUBIC)
        yield " ".join(eyes.lines(large)).replace("O", "0")  # of one shape


@contextmanager
def chaos(folder: Path, seed: int) -> Iterator[Chaos]:
    """A furnished, running house whose display-2 hangs on a cable."""
    house = House(HousePlan(folder, kiosks=(), listeners=(GOSSIP, EAR), programme=False))
    chance = random.Random(seed)
    gossip = Gossip(house, random.Random(seed))
    cable = Cable(("127.0.0.1", house.broker_port), random.Random(seed), gossip.hear)
    house.children[CUT_OFF].environment["EZ_BROKER"] = f"127.0.0.1:{cable.port}"
    with ExitStack() as closing:
        disks = [closing.enter_context(small_disk(Path(house.children[plan.device]
                 .environment["EZ_STATE"]))) for plan in house.plan.displays]  # fmt: skip
        closing.callback(cable.close)
        closing.callback(house.stop)
        furnished = furnish(house)
        house.start()
        closing.callback(gossip.stop)
        gossip.start()
        yield Chaos(house, furnished, chance, random.Random(seed), cable, gossip, all(disks))


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of its own at this folder; False where this user may not mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", DISK, "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    if not mounted:
        print("no full disks: this user may not mount one", file=sys.stderr, flush=True)
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def summary(one: Chaos) -> dict[str, Any]:
    """What happened, for the log of a long run."""
    done = {what: one.record.count(what) for what in sorted(set(one.record))}
    return done | {"overtaken": one.cable.overtaken}
