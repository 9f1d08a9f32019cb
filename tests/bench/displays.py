"""Figures of the displays: from a click to the panel, with one, fifty and five hundred players."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.kit.database import Database
from hub.kit.post import Post
from provisioning.broker import Account, new_password
from provisioning.demo.office import furnish
from provisioning.house import House, HousePlan
from tests.bench.figures import spread
from tests.bench.measures import Bench, Row, good, until
from wire.ids import DeviceId, SiteId, ZoneId

ZONE = "B"
CALLED_TO = 40
"""Displays of the zone that is called, the one with a real panel among them."""
PLAYERS = (1, 50, 500)
QUIET_S = 0.3
"""Pause between two calls, so that each is measured alone, as people call."""


def names(players: int) -> dict[str, str]:
    """Simulated players by name, with the zone in which each hangs; one more is real."""
    return {f"player-{n:03d}": ZONE if n < CALLED_TO else "A" for n in range(1, players)}


class Displays:
    """A furnished house with one real display and many simulated ones."""

    def __init__(self, folder: Path, players: int) -> None:
        self.zones = names(players)
        self._accounts = {name: new_password() for name in self.zones}
        listeners = tuple(Account(name, word, "display") for name, word in self._accounts.items())
        self.house = House(HousePlan(folder, listeners=listeners))
        self.furnished = furnish(self.house)
        self._hang()
        self.bench = Bench(self.house, self.furnished)

    def _hang(self) -> None:
        database = Database(self.house.database, Post("bench", lambda: datetime.now(UTC)))
        with database.change(SiteId(self.house.plan.site)) as change:
            for name, zone in self.zones.items():
                node = "display-2" if zone == ZONE else "display-1"
                place = Place(
                    DeviceId(name), "display", name, node, 180, ZoneId(zone),
                    reading_distance_m=6, panel_height_mm=680,
                )  # fmt: skip
                devices.hang(change, place)
        database.close()

    @contextmanager
    def crowd(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The simulated players, connected and told where they hang."""
        file = self.house.plan.folder / "crowd.json"
        file.write_text(json.dumps(self._accounts))
        broker = f"127.0.0.1:{self.house.broker_port}"
        command = [sys.executable, "-m", "tests.bench.crowd", broker, self.house.plan.site]
        with subprocess.Popen(
            [*command, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as crowd:
            assert crowd.stdin is not None
            assert crowd.stdout is not None
            crowd.stdout.readline()
            try:
                yield crowd
            finally:
                crowd.stdin.close()


def heard(crowd: "subprocess.Popen[bytes]") -> list[dict[str, Any]]:
    """What the crowd has heard since it was last asked."""
    assert crowd.stdin is not None
    assert crowd.stdout is not None
    crowd.stdin.write(b"\n")
    crowd.stdin.flush()
    return list(json.loads(crowd.stdout.readline()))


def call_to_pixel(folder: Path, players: int, rounds: int) -> list[Row]:
    """One house, `rounds` calls one after another; the slowest of all called displays as well."""
    one = Displays(folder, players)
    try:
        one.house.start()
        with one.crowd() as crowd:
            return _calls(one, crowd, players, rounds)
    finally:
        one.bench.close()
        one.house.stop()


def _calls(one: Displays, crowd: "subprocess.Popen[bytes]", players: int, rounds: int) -> list[Row]:
    lean = one.bench.lean()
    concern = one.furnished.concern_in(ZONE)
    room = one.furnished.desk_for(None, ZONE)
    called = sum(zone == ZONE for zone in one.zones.values())
    pixels, slowest = [], []
    for _ in range(rounds):
        ticket = good(lean.post("tickets", concern=concern))
        heard(crowd)
        asked = datetime.now(UTC)
        good(lean.post(f"tickets/{ticket['ticket_id']}/call", room=room))
        seen = until(partial(one.bench.seen, lean, ticket["number"])) or ""
        pixel = (datetime.fromisoformat(seen) - asked).total_seconds() * 1000
        times = until(partial(_all_heard, crowd, called, [])) or []
        pixels.append(pixel)
        slowest.append(max([pixel, *((at - asked.timestamp()) * 1000 for at in times)]))
        for act in ("start", "finish"):
            good(lean.post(f"tickets/{ticket['ticket_id']}/{act}"))
        time.sleep(QUIET_S)
    how = (
        "HTTP call request sent until the frame was swapped that shows the call, on one real"
        f" display (software rendering, same machine) while {players} are connected"
    )
    rows = [spread(f"call_to_pixel_ms_{players}", "ms", pixels, how)]
    if called:
        rows.append(spread(
            f"call_slowest_of_{called + 1}_ms_{players}", "ms", slowest,
            "the same until the last called display had it: the real one by its frame, the"
            " simulated ones when they had decoded and taken the board",
        ))  # fmt: skip
    return rows


def _all_heard(
    crowd: "subprocess.Popen[bytes]", called: int, so_far: list[float]
) -> list[float] | None:
    """The times of all called players, once all have it; an empty crowd has at once."""
    so_far += [float(entry["at"]) for entry in heard(crowd) if "/" in entry["what"]]
    if not called:
        return [0.0]
    return so_far if len(so_far) >= called else None


def main() -> None:
    """For trying: ``python -m tests.bench.displays PLAYERS ROUNDS``."""
    players, rounds = int(sys.argv[1]), int(sys.argv[2])
    folder = Path(__file__).parents[2] / "build" / "bench" / f"displays-{players}"
    for row in call_to_pixel(folder, players, rounds):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
