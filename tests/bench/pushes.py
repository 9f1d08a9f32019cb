"""From a commit to the row that stands in the browser, with few and many reception pages open.

``python -m tests.bench.pushes 40`` prints the rows with so many rounds.
"""

import http.client
import json
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.bench.client import Lean
from tests.bench.figures import spread
from tests.bench.measures import Row, good
from tests.journeys.process_races import CONCERN, Track, track
from tests.pages.browser import chromium
from wire.ids import TicketNumber, spoken

WAITING: Final = 20
"""No more wait when it begins: six hundred visitors a day are seldom more than sixty at once."""
BETWEEN_S: Final = 0.2
"""As in a busy hall; a page rests 0.1 s after each push."""
WATCH: Final = """
() => {
  window.drawn = {};
  const look = () => {
    for (const one of document.querySelectorAll(".waiting .row .number span")) {
      window.drawn[one.textContent] ??= performance.timeOrigin + performance.now();
    }
  };
  new MutationObserver(() => requestAnimationFrame(look)).observe(
    document.getElementById("floor"), { childList: true, subtree: true, characterData: true });
}
"""
"""Notes for each number the moment of the frame in which its row stands."""


def drawn(course: Track, name: str, clients: int, rounds: int) -> list[Row]:
    """Milliseconds from the request that draws a number until its row stands, in Chromium."""
    url = course.house.url()
    lean = Lean(course.house.url(course.house.plan.hubs), *course.login)  # the other one, of two
    for one in lean.get("floor")[1]["waiting"][WAITING:]:
        good(lean.post(f"tickets/{one['ticket_id']}/leave"))
    with ExitStack() as opened:
        opened.callback(lean.close)
        for _ in range(clients - 1):
            opened.enter_context(_listening(url, course.login))
        page = opened.enter_context(_page(url, course.login))
        values = [_one(page, lean) for _ in range(rounds)]
    how = (
        f"POST /api/v1/tickets is sent until a frame of Chromium shows the row; {clients} reception"
        f" page(s) listen, the others without drawing; every {BETWEEN_S} s, up to"
        f" {WAITING + rounds} people wait"
    )
    return [spread(f"dashboard_push_ms_{clients}_{name}", "ms", values, how)]


def _one(page: Page, lean: Lean) -> float:
    time.sleep(BETWEEN_S)
    began = time.time() * 1000
    number = spoken(TicketNumber(good(lean.post("tickets", concern=CONCERN))["number"]))
    seen = page.wait_for_function("(number) => window.drawn[number]", arg=number)
    return float(seen.json_value()) - began


@contextmanager
def _page(url: str, login: tuple[str, str]) -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page(base_url=url)
        body = {"login": login[0], "password": login[1]}
        assert page.request.post("/api/v1/session", data=body).ok
        page.goto("/reception")
        page.wait_for_selector("body[data-live=yes]", state="attached")
        page.evaluate(WATCH)
        yield page


@contextmanager
def _listening(url: str, login: tuple[str, str]) -> Iterator[None]:
    """A page's stream that is read and thrown away."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    body = json.dumps({"login": login[0], "password": login[1]})
    connection.request("POST", "/api/v1/session", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    cookie = (answer.headers["set-cookie"] or "").split(";")[0]
    connection.request("GET", "/reception/live", headers={"Cookie": cookie})
    line = connection.sock
    stream = connection.getresponse()
    reader = Thread(target=_drain, args=(stream,), daemon=True)
    reader.start()
    yield
    line.shutdown(socket.SHUT_RDWR)  # whoever reads wakes up
    reader.join(timeout=5)
    connection.close()


def _drain(stream: Any) -> None:  # noqa: ANN401  an answer of http.client
    try:
        while stream.read1(65_536):
            pass
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return


def main(rounds: int) -> None:
    """Take the figures on a house of their own and print their rows."""
    folder = Path("build/bench/pushes")
    shutil.rmtree(folder, ignore_errors=True)
    with track(folder, hubs=1) as course:
        for clients in (1, 8, 32):
            print(json.dumps(drawn(course, "sqlite", clients, rounds)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
