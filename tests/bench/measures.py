"""What is measured, and how: each function takes the running house and gives rows of figures."""

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from provisioning.demo.office import Furnished
from provisioning.demo.visitors import SAYS
from provisioning.house import House, read_state, slips
from tests.bench.client import Lean
from tests.bench.figures import single, spread
from tests.journeys.campaign import Letter, book

Row = dict[str, Any]
T = TypeVar("T")
WAIT_S = 20.0
SHOWING = ("done", "paper_failed")


def until(look: Callable[[], T | None], every_s: float = 0.005) -> T:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + WAIT_S
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(look)
        time.sleep(every_s)
    return found


class Bench:
    """A furnished, running house: what visitors see and wait for."""

    def __init__(self, house: House, furnished: Furnished) -> None:
        self.house = house
        self.furnished = furnished
        self._open = ExitStack()

    def lean(self) -> Lean:
        login = self.furnished.login("reception")
        client = Lean(self.house.url(), login.login, login.password)
        self._open.callback(client.close)
        return client

    def close(self) -> None:
        self._open.close()

    # ------------------------------------------------------------------ to the visitor's eyes

    def seen(self, lean: Lean, number: str) -> str | None:
        _status, floor = lean.get("floor")
        seen = [s["at"] for c in floor["called"] if c["number"] == number for s in c["seen"]]
        return seen[0] if seen else None

    def scan_to_paper(self, rounds: int) -> list[Row]:
        how = "over broker, hub, database and back"
        return self._scans("scan", list(book(self.house, rounds)), how)

    def offline_scan_to_paper(self, rounds: int) -> list[Row]:
        """The letters are booked and the kiosk has heard of them; then the hub is killed."""
        letters = list(book(self.house, rounds))
        until(lambda: self._hears_of(len(letters)))
        self._kiosk_idle()
        self.house.children["hub-1"].kill()
        until(lambda: not read_state(self.house.view("kiosk-01")).get("reachable"))
        rows = self._scans("offline_scan", letters, "with the hub killed: the kiosk alone")
        self.house.start_child("hub-1")
        self.house.wait_ready("hub-1")
        return rows

    def _hears_of(self, appointments: int) -> bool:
        """Whether the kiosk's own memory has a day book with so many appointments."""
        path = self.house.plan.folder / "devices" / "kiosk-01" / "kiosk.sqlite3"
        memory = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        row = memory.execute("SELECT value FROM note WHERE name = 'book'").fetchone()
        memory.close()
        return row is not None and len(json.loads(row[0])["entries"]) >= appointments

    def _scans(self, name: str, letters: Sequence[Letter], how: str) -> list[Row]:
        first_dot, last_byte = [], []
        for letter in letters:
            before = len(list(slips(self.house.paper())))
            self._kiosk_idle()
            self.house.children["kiosk-01"].tell(hold=letter.text)
            slip = until(partial(self._slip_after, before)) or {}
            read = self.house.children["kiosk-01"].log_events()
            frame = [str(event["frame_at"]) for event in read if event.get("event") == "code_read"]
            first_dot.append(_ms(frame[-1], slip["first_dot_at"]))
            last_byte.append(_ms(frame[-1], slip["last_byte_at"]))
        begin = "camera time of the first frame in which the code was read until the printer"
        return [
            spread(f"{name}_to_first_dot_ms", "ms", first_dot, f"{begin} prints, {how}"),
            spread(f"{name}_to_paper_ms", "ms", last_byte, f"{begin} has the last byte, {how}"),
        ]

    def _slip_after(self, seen: int) -> Row | None:
        papers = list(slips(self.house.paper()))
        return papers[-1] if len(papers) > seen else None

    def _kiosk_idle(self) -> None:
        """Press "done" as a person does: once, and again only after a while."""
        pressed = 0.0

        def look() -> bool:
            nonlocal pressed
            state = read_state(self.house.view("kiosk-01"))
            finish = (state.get("touchable") or {}).get(SAYS["finish"])
            if state.get("state") in SHOWING and finish and time.monotonic() - pressed > 1:
                self.house.children["kiosk-01"].tell(touch=finish)
                pressed = time.monotonic()
            return state.get("state") == "welcome"

        until(look)

    # ------------------------------------------------------------------ starts and size

    def first_frame(self, child: str, name: str, rounds: int) -> list[Row]:
        for _ in range(rounds):
            self.house.children[child].stop()
            self.house.start_child(child)
            self.house.wait_ready(child)
        events = self.house.children[child].log_events()
        values = [float(e["ms"]) for e in events if e.get("event") == "first_frame"]  # type: ignore[arg-type]
        how = "start of the process until its first frame was swapped"
        return [spread(name, "ms", values[-rounds:], how)]

    def memory(self) -> list[Row]:
        rows = []
        for name, child in self.house.children.items():
            status = Path(f"/proc/{child.pid}/status").read_text()
            line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
            how = "VmRSS at the end of the bench"
            rows.append(single(f"rss_mb_{name}", "MB", int(line.split()[1]) / 1024, how))
        return rows


def good(answer: tuple[int, Any]) -> Row:
    status, body = answer
    assert status in (200, 201), (status, body)
    return dict(body)


def _ms(begin: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() * 1000


def table(rows: Sequence[Row]) -> str:
    """The figures as people read them."""
    lines = [f"{'':28} {'n':>5} {'p50':>9} {'p95':>9} {'p99':>9}  unit"]
    for row in rows:
        points = [row.get(key) for key in ("p50", "p95", "p99")]
        cells = points if "p50" in row else [row["value"], None, None]
        shown = " ".join(f"{cell:>9}" if cell is not None else " " * 9 for cell in cells)
        more = f"  {row['per_second']}/s" if "per_second" in row else ""
        lines.append(f"{row['name']:28} {row['n']:>5} {shown}  {row['unit']}{more}")
    return "\n".join(lines)
