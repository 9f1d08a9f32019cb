"""Whatever fails: in the end each display shows the right board, or says honestly how old it is."""

import sys
from pathlib import Path

import pytest

from tests.journeys.display_chaos import chaos, summary

SEEDS = range(1, 21)


def trial(folder: Path, seed: int, rounds: int) -> None:
    with chaos(folder, seed) as one:
        one.run(rounds)
        one.right_and_then_honest()
        assert one.spared == set()
        assert {"board", "call", "config", "emergency"} <= one.gossip.kinds()
        print(f"seed {seed}: {summary(one)}", file=sys.stderr, flush=True)


def test_a_short_day_on_which_everything_fails(tmp_path: Path) -> None:
    trial(tmp_path, seed=7, rounds=10)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_on_which_everything_fails(seed: int, tmp_path: Path) -> None:
    trial(tmp_path, seed, rounds=80)
