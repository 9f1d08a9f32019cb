"""By the real doors: nobody is called, no number given, no letter taken, no step undone twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.journeys.process_races import Track, track

Start = Callable[[], AbstractContextManager[Track]]
ROUNDS = 6
LONG = (70, 70, 60)
MIXED = (200,) * 5
"""Rounds in one house after the other: a day has 999 numbers, a round takes 13 or four."""
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
        faults = course.issue() + course.call() + course.scan(letters) + course.mixed(letters)
        assert not faults, f"round {number}: {faults}"


def mix(course: Track, rounds: int) -> None:
    letters = course.letters()
    for number in range(rounds):
        faults = course.mixed(letters)
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


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_rounds_of_all_at_once(start: Start) -> None:
    for rounds in MIXED:
        with start() as course:
            mix(course, rounds)
