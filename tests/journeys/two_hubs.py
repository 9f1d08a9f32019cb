"""Two hub processes behind one address: people at work, open pages, and one of the two killed."""

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from hub.identity import service as identity
from hub.kit.database import Database
from hub.kit.post import Post
from hub.migrations import upgrade
from provisioning.demo.desk import Desk
from provisioning.house import House, HousePlan, wait_until
from tests.hub.races import SITE, furnish
from tests.journeys import plain_sql
from tests.journeys.process_races import refused
from tests.pages.office import PASSWORD
from tests.patience import PATIENCE_S
from wire.ids import new_ulid

LOGIN = "racer"
CONCERN = "unterlagen"
DESKS, PAGES, AHEAD = 5, 4, 20
"""Who works, who looks on, and how many wait when the day begins."""
AGAIN_S = 0.5
"""As long as a page waits before it connects anew."""
_PIECE = 65_536


class Front:
    """The one address that clients know: hands each connection to a hub that takes it.

    What a proxy before the hubs does: in turn, past those that refuse, and an end is an end.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._turn = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, name="front", daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._turn += 1
            threading.Thread(target=self._hand_over, args=(client, self._turn), daemon=True).start()

    def _hand_over(self, client: socket.socket, turn: int) -> None:
        for nth in range(len(self._ports)):
            port = self._ports[(turn + nth) % len(self._ports)]
            try:
                hub = socket.create_connection(("127.0.0.1", port), timeout=1)
            except OSError:
                continue
            hub.settimeout(None)
            back = threading.Thread(target=_pour, args=(hub, client), daemon=True)
            back.start()
            _pour(client, hub)
            back.join()
            hub.close()
            break
        client.close()


def _pour(source: socket.socket, sink: socket.socket) -> None:
    """Until either end is closed; then both."""
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            sink.sendall(piece)
    for one in (source, sink):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


@dataclass
class Record:
    """What clients were told; the database must agree with it in the end."""

    answered: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By visit and event: how often a client heard that it was done."""
    numbers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    healed: int = 0
    """Requests that had to be repeated."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, visit: str, event: str) -> None:
        with self.lock:
            self.answered[visit, event] += 1


class Worker:
    """A member of staff who repeats what had no answer, with the same key."""

    def __init__(self, url: str, room: str, record: Record, chance: random.Random) -> None:
        self._url, self.room, self._record, self._chance = url, room, record, chance
        self._desk = Desk(url, LOGIN, PASSWORD, room)

    def close(self) -> None:
        self._desk.close()

    def act(self, path: str, **body: str | None) -> dict[str, Any] | None:
        """The hub's answer; None where it says that this cannot be now."""
        key, deadline = new_ulid(datetime.now(UTC)), time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                answer = self._desk.post(path, key, **body)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 500:
                if not answer.is_success and not refused(answer):
                    self._record.faults.append(f"{path}: {answer.status_code} {answer.text}")
                return dict(answer.json()) if answer.is_success else None
            self._record.healed += 1
            threading.Event().wait(0.05)
        self._record.faults.append(f"{path}: no answer in {PATIENCE_S:.0f} s")
        return None

    def issue(self) -> str:
        """A number for somebody new."""
        issued = self.act("tickets", concern=CONCERN)
        if issued is None:
            return ""
        self._record.note(issued["ticket_id"], "issue")
        with self._record.lock:
            self._record.numbers.append(issued["number"])
        return str(issued["number"])

    def serve(self) -> None:
        """Call the next one, and end the visit in one of several ways."""
        call = self.act("calls", room=self.room)
        if call is None:
            return
        visit = str(call["ticket_id"])
        self._record.note(visit, "call")
        for act in self._chance.choice((
            ("start", "finish"), ("start", "finish", "undo", "finish"), ("no-show",),
            ("transfer",), ("start", "transfer"), ("park", "leave"), ("park", "undo", "leave"),
        )):  # fmt: skip
            body = {"concern": CONCERN} if act == "transfer" else {}
            if self.act(f"tickets/{visit}/{act}", **body) is not None:
                self._record.note(visit, act.replace("-", "_"))

    def work(self, over: threading.Event) -> None:
        while not over.is_set():
            if self._chance.random() < 0.55:
                self.issue()
            else:
                self.serve()


class OpenPage:
    """The live part of a page: reads what is pushed, and connects anew as a browser does."""

    def __init__(self, url: str) -> None:
        self.heard: list[float] = []
        """When pushes came, by the steady clock."""
        self._http = httpx.Client(base_url=url, timeout=10)
        login = {"login": LOGIN, "password": PASSWORD}
        self._http.post("/api/v1/session", json=login).raise_for_status()

    def read(self, over: threading.Event) -> None:
        while not over.is_set():
            with suppress(httpx.HTTPError), self._http.stream("GET", "/reception/live") as pushed:
                for line in pushed.iter_lines():
                    if line.startswith("data:"):
                        self.heard.append(time.monotonic())
                    if over.is_set():
                        break
            over.wait(AGAIN_S)
        self._http.close()

    def recovered(self, since: float) -> float:
        """Seconds from a moment until the first push that was drawn after it; inf without one."""
        return min((at - since for at in self.heard if at > since), default=float("inf"))


@dataclass
class Office:
    """Two hubs, their one address, and everybody at it."""

    house: House
    front: Front
    record: Record
    workers: list[Worker]
    pages: list[OpenPage]
    chance: random.Random

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everybody works and looks on until the end of the block."""
        over = threading.Event()
        threads = [
            threading.Thread(target=act, args=(over,), daemon=True)
            for act in (*(w.work for w in self.workers[1:]), *(p.read for p in self.pages))
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(timeout=PATIENCE_S)

    def kill_one(self) -> tuple[str, float]:
        """Whom, and when: at a seeded moment of the load."""
        victim = self.chance.choice(("hub-1", "hub-2"))
        threading.Event().wait(self.chance.uniform(0.3, 1.5))
        at = time.monotonic()
        self.house.children[victim].kill()
        return victim, at

    def recovered(self, since: float, within_s: float) -> float:
        """Seconds from a moment until every page was pushed something; inf where one was not."""

        def last() -> float:
            return max(page.recovered(since) for page in self.pages)

        wait_until(lambda: last() < float("inf"), within_s)
        return last()

    def agrees(self) -> list[str]:
        """Where the database says something else than the clients were told."""
        url, told = self.house.database, self.record.answered
        faults = self.record.faults + plain_sql.violations(url)
        kept = plain_sql.log(url)
        faults += [f"lost: {one}" for one in (told - kept)]
        faults += [f"doubled or untold: {one}" for one in (kept - told)]
        if len(set(self.record.numbers)) != len(self.record.numbers):
            faults.append("a number was given twice")
        if not wait_until(lambda: plain_sql.count(url, "outbox") == 0, PATIENCE_S):
            faults.append("something was never told to the broker")
        return faults


@contextmanager
def two_hubs(folder: Path, url: str, seed: int) -> Iterator[Office]:
    """Both serve, `AHEAD` people wait, everybody has signed in."""
    house = House(HousePlan(folder, site=SITE, hubs=2, database=url, kiosks=(), displays=()))
    with ExitStack() as opened:
        opened.callback(house.stop)
        _furnish(house)
        house.start()
        front = Front(house.http_ports)
        opened.callback(front.close)
        record, chance = Record(), random.Random(seed)
        workers = [
            Worker(front.url, f"Schalter {n}", record, random.Random(chance.random()))
            for n in range(1, DESKS + 2)
        ]
        for worker in workers:
            opened.callback(worker.close)
        for _ in range(AHEAD):
            workers[0].issue()
        pages = [OpenPage(front.url) for _ in range(PAGES)]
        yield Office(house, front, record, workers, pages, chance)


def _furnish(house: House) -> None:
    house.hub_state.mkdir(parents=True, exist_ok=True)
    database = Database(house.database, Post("furnisher", lambda: datetime.now(UTC)))
    upgrade(database)
    furnish(database)
    identity.add_staff(
        database, site=SITE, login=LOGIN, name="R. Acer", role="reception", password=PASSWORD,
        now=datetime.now(UTC),
    )  # fmt: skip
    database.close()
