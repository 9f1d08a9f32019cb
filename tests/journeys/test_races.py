"""By the real doors: nobody is called twice, no number given twice, no letter taken twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.journeys.process_races import Track, track

Start = Callable[[], AbstractContextManager[Track]]
ROUNDS = 6
LONG = (100, 100)
"""Rounds in one house after the other: a day has 999 numbers, a round takes eight."""
COURSES = ("sqlite-1", "postgres-2")


@pytest.fixture(params=COURSES)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    """Opens a course on either database, with that many hub processes."""
    kind, _, hubs = request.param.partition("-")

    def course() -> AbstractContextManager[Track]:
        url = request.getfixturevalue("postgres").fresh() if kind == "postgres" else None
        return track(Path(mkdtemp(dir=tmp_path)), int(hubs), url)

    return course


def run(course: Track, rounds: int) -> None:
    letters = course.letters()
    for number in range(rounds):
        faults = course.issue() + course.call() + course.scan(letters)
        assert not faults, f"round {number}: {faults}"


def test_eight_desks_eight_issues_and_eight_kiosks_at_once(start: Start) -> None:
    with start() as course:
        run(course, ROUNDS)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_hundred_rounds(start: Start) -> None:
    for rounds in LONG:
        with start() as course:
            run(course, rounds)
