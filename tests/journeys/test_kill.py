"""Processes die at any moment of the journey: nothing is lost, nothing is doubled."""

import sys
from pathlib import Path

import pytest

from tests.journeys.campaign import standing
from tests.journeys.reckoning import reckon

SHORT = {"events": 40, "kills": 3, "letters": 6}
LONG = {"events": 300, "kills": 9, "letters": 30}
SEEDS = range(1, 21)


def campaign(folder: Path, seed: int, *, events: int, kills: int, letters: int) -> None:
    with standing(folder, seed, letters) as day:
        day.run(events, kills)
        reckon(day)
        record = day.record
    said = f"seed {seed}: {record.events} events, killed {record.kills}"
    print(said, file=sys.stderr, flush=True)


def test_a_short_day_with_three_deaths(tmp_path: Path) -> None:
    campaign(tmp_path, seed=0, **SHORT)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_of_300_events(seed: int, tmp_path: Path) -> None:
    campaign(tmp_path, seed, **LONG)
