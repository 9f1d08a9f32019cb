"""Figures of the displays: from a click to the panel, with one, fifty and five hundred players."""

import json
import shutil
import subprocess
import sys
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
from tests.bench.client import Lean
from tests.bench.figures import spread
from tests.bench.measures import Bench, Row, good, until
from tests.journeys.cable import Cable
from wire.ids import DeviceId, SiteId, ZoneId

ZONE = "B"
CALLED_TO = 40
"""Displays of the zone that is called, the one with a real panel among them."""
SPOKEN = 10
"""Calls that are heard to their end, a quarter of a minute each; the others are cut short."""
CUT_OFF = "display-2"
"""The display with a real panel, in the zone that is called; its cable can be pulled."""
SEEN_AS = "Display 2"
LOOK_S = 0.05
"""As often the hub is asked for proof that bears its own time; more would be load, not figures."""


def names(players: int) -> dict[str, str]:
    """Simulated players by name, with the zone in which each hangs; one more is real."""
    return {f"player-{n:03d}": ZONE if n < CALLED_TO else "A" for n in range(1, players)}


class Displays:
    """A furnished house with one real display and many simulated ones."""

    def __init__(self, folder: Path, players: int) -> None:
        self.zones = names(players)
        self._accounts = {name: new_password() for name in self.zones}
        listeners = tuple(Account(name, word, "display") for name, word in self._accounts.items())
        self.house = House(HousePlan(folder, kiosks=(), listeners=listeners))
        self.cable = Cable(("127.0.0.1", self.house.broker_port))
        self.house.children[CUT_OFF].environment["EZ_BROKER"] = f"127.0.0.1:{self.cable.port}"
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


def figures(folder: Path, players: int, rounds: int, alarms: int) -> list[Row]:
    """One house: `rounds` calls one after another, `alarms` emergencies, as many cut cables."""
    one = Displays(folder, players)
    try:
        one.house.start()
        with one.crowd() as crowd:
            rows = _calls(one, crowd, players, rounds)
            if alarms:
                rows += _alarms(one, crowd, players, alarms)
                rows += _catch_up(one, alarms)
            return rows
    finally:
        one.bench.close()
        one.house.stop()
        one.cable.close()


def _calls(one: Displays, crowd: "subprocess.Popen[bytes]", players: int, rounds: int) -> list[Row]:
    lean = one.bench.lean()
    concern = one.furnished.concern_in(ZONE)
    room = one.furnished.desk_for(None, ZONE)
    called = sum(zone == ZONE for zone in one.zones.values())
    pixels, slowest = [], []
    words: list[float] = []
    for _ in range(rounds):
        ticket = good(lean.post("tickets", concern=concern))
        heard(crowd)
        asked = datetime.now(UTC)
        good(lean.post(f"tickets/{ticket['ticket_id']}/call", room=room))
        seen = until(partial(one.bench.seen, lean, ticket["number"]), LOOK_S) or ""
        pixel = (datetime.fromisoformat(seen) - asked).total_seconds() * 1000
        times = until(partial(_all_heard, crowd, called, [])) or []
        pixels.append(pixel)
        slowest.append(max([pixel, *((at - asked.timestamp()) * 1000 for at in times)]))
        if len(words) < SPOKEN:
            words.append(pixel + until(partial(_words_ms, one, len(words))))
        for act in ("start", "finish"):
            good(lean.post(f"tickets/{ticket['ticket_id']}/{act}"))
    how = (
        "HTTP call request sent until the frame was swapped that shows the call, on one real"
        f" display (software rendering, same machine) while {players} are connected"
    )
    rows = [spread(f"call_to_pixel_ms_{players}", "ms", pixels, how)]
    rows.append(spread(
        f"call_to_speech_ms_{players}", "ms", words,
        "the same until the first word is handed to the sound card, after the chime: the"
        " time of the frame and what the display measured from then on",
    ))  # fmt: skip
    if called:
        rows.append(spread(
            f"call_slowest_of_{called + 1}_ms_{players}", "ms", slowest,
            "the same until the last called display had it: the real one by its frame, the"
            " simulated ones when they had decoded and taken the board",
        ))  # fmt: skip
    return rows


def _words_ms(one: Displays, before: int) -> float | None:
    """When the first word of the last call was handed to the sound card, once all is said.

    Milliseconds from the moment in which the display began to make it heard.
    """
    heard = [e for e in one.house.children[CUT_OFF].log_events() if e.get("event") == "call_heard"]
    told = heard[-1].get("words_ms") if len(heard) > before else None
    return float(str(told)) if told is not None else None


def _alarms(
    one: Displays, crowd: "subprocess.Popen[bytes]", players: int, rounds: int
) -> list[Row]:
    """From the button to the last panel, the real ones by their own proof."""
    lean, slowest = one.bench.lean(), []
    real = {plan.device for plan in one.house.plan.displays}
    for _ in range(rounds):
        heard(crowd)
        asked = datetime.now(UTC)
        alarm = good(lean.post("alarms", kind="evacuate", scope="site"))["alarm"]
        times = until(partial(_alarm_heard, crowd, alarm, len(one.zones), []))
        shown = until(partial(_alarm_shown, lean, alarm, real), LOOK_S)
        last = max([*times, *(at.timestamp() for at in shown)])
        slowest.append((last - asked.timestamp()) * 1000)
        good(lean.post(f"alarms/{alarm}/end"))
    return [spread(
        f"emergency_to_all_ms_{players}", "ms", slowest,
        "HTTP request of the button sent until the last display had the alarm: the real ones by"
        f" their swapped frame, the simulated ones when decoded; {players} connected",
    )]  # fmt: skip


def _alarm_heard(
    crowd: "subprocess.Popen[bytes]", alarm: str, players: int, so_far: list[float]
) -> list[float] | None:
    so_far += [float(entry["at"]) for entry in heard(crowd) if entry["what"] == alarm]
    return so_far if len(so_far) >= players else None


def _alarm_shown(lean: Lean, alarm: str, real: set[str]) -> list[datetime] | None:
    """Since when the alarm stands on the displays that have a panel, once all of them say so."""
    _status, told = lean.get("alarms")
    every = [*told["standing"], *told["ended"]]
    shown = next(entry["shown"] for entry in every if entry["alarm"] == alarm)
    mine = [datetime.fromisoformat(entry["at"]) for entry in shown if entry["device"] in real]
    return mine if len(mine) == len(real) else None


def _catch_up(one: Displays, rounds: int) -> list[Row]:
    """A call is made while the display's cable is out; then it is plugged in again."""
    lean, waits = one.bench.lean(), []
    concern = one.furnished.concern_in(ZONE)
    room = one.furnished.desk_for(None, ZONE)
    for _ in range(rounds):
        one.cable.pull()
        ticket = good(lean.post("tickets", concern=concern))
        good(lean.post(f"tickets/{ticket['ticket_id']}/call", room=room))
        one.cable.plug_in()
        seen = until(partial(_seen_on, lean, ticket["number"]), LOOK_S)
        ups = [e["at"] for e in one.house.children[CUT_OFF].log_events() if e["event"] == "link_up"]
        back = datetime.fromisoformat(str(ups[-1]))
        waits.append((seen - back).total_seconds() * 1000)
        for act in ("start", "finish"):
            good(lean.post(f"tickets/{ticket['ticket_id']}/{act}"))
    return [spread(
        "board_catch_up_ms", "ms", waits,
        "broker connected again until the frame was swapped with a call that was made meanwhile",
    )]  # fmt: skip


def _seen_on(lean: Lean, number: str) -> datetime | None:
    """When the cut off display showed it, by the proof that reception has."""
    _status, floor = lean.get("floor")
    seen = [s["at"] for c in floor["called"] if c["number"] == number for s in c["seen"]
            if s["display"] == SEEN_AS]  # fmt: skip
    return datetime.fromisoformat(seen[0]) if seen else None


def _all_heard(
    crowd: "subprocess.Popen[bytes]", called: int, so_far: list[float]
) -> list[float] | None:
    """The times of all called players, once all have it; an empty crowd has at once."""
    so_far += [float(entry["at"]) for entry in heard(crowd) if "/" in entry["what"]]
    if not called:
        return [0.0]
    return so_far if len(so_far) >= called else None


def main() -> None:
    """For trying: ``python -m tests.bench.displays PLAYERS ROUNDS ALARMS``."""
    players, rounds, alarms = (int(word) for word in sys.argv[1:4])
    folder = Path(__file__).parents[2] / "build" / "bench" / f"displays-{players}"
    shutil.rmtree(folder, ignore_errors=True)
    for row in figures(folder, players, rounds, alarms):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
