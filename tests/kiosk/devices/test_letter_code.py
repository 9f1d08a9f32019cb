"""Our own reader: the layout against another encoder, correction up to its limit, no guesses."""

from functools import cache

import numpy as np
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.letter_code.equaliser import soften
from kiosk.devices.letter_code.reading import read_at
from kiosk.devices.letter_code.reed_solomon import correct, parity
from kiosk.devices.letter_code.regions import four_sided
from kiosk.devices.letter_code.soft import Soft, read_soft
from kiosk.devices.letter_code.symbol import CHECKS, DARK, KNOWN, ORDER, SIZE
from kiosk.devices.simulated.hard_frames import hard_code

DATA = st.binary(min_size=43, max_size=43)


@cache
def modules(text: str, mask: int | None = None) -> Soft:
    code = segno.make(text, error="m", boost_error=False, micro=False, mask=mask)
    return np.where(np.array(code.matrix, bool), 1, -1).astype(np.float32)


@pytest.mark.parametrize("mask", range(8))
def test_what_another_encoder_draws_is_read(mask: int) -> None:
    soft = modules(hard_code(mask), mask)
    assert ((soft > 0) == DARK)[KNOWN].all()
    assert read_soft(soft) == hard_code(mask)
    assert read_soft(soft.T) == hard_code(mask), "seen in a mirror"


@given(DATA, st.data())
def test_errors_and_erasures_up_to_the_limit_are_corrected(
    data: bytes, draw: st.DataObject
) -> None:
    whole = data + parity(data, CHECKS)
    erased = draw.draw(st.integers(0, CHECKS))
    wrong = draw.draw(st.integers(0, (CHECKS - erased) // 2))
    order = draw.draw(st.permutations(range(len(whole))))
    broken = bytearray(whole)
    for place in order[:erased]:
        broken[place] = draw.draw(st.integers(0, 255))
    for place in order[erased : erased + wrong]:
        broken[place] ^= draw.draw(st.integers(1, 255))
    assert correct(broken, CHECKS, order[:erased]) == whole


@given(st.integers(0, 2**32 - 1))
def test_noise_is_never_read(seed: int) -> None:
    noise = np.random.default_rng(seed).standard_normal((SIZE, SIZE)).astype(np.float32)
    assert read_soft(noise) is None


def _burnt(share: float, *, doubt: float) -> Soft:
    """A code whose last codewords, this share of all, are light where they were dark."""
    soft = modules(hard_code(1)).copy()
    places = ORDER[-round(len(ORDER) * share) :]
    soft[tuple(places.T)] = -doubt
    return soft


def test_doubt_doubles_what_may_be_lost() -> None:
    assert read_soft(_burnt(0.12, doubt=1)) == hard_code(1)
    assert read_soft(_burnt(0.25, doubt=1)) is None
    assert read_soft(_burnt(0.25, doubt=0.05)) == hard_code(1)


@pytest.mark.parametrize("text", ["A" * 122, hard_code(1)[:121], "EZ1 not quite as long"])
def test_what_is_not_ours_is_left_to_others(text: str) -> None:
    code = segno.make(text, version=5, error="m", boost_error=False)
    soft = np.where(np.array(code.matrix, bool), 1, -1).astype(np.float32)
    assert read_soft(soft) is None


def test_nothing_in_a_plain_picture() -> None:
    grey = np.full((400, 400), 200, np.uint8)
    quad = np.array([(100, 100), (300, 100), (300, 300), (100, 300)], np.float32)
    assert read_at(grey, quad, creased=True) is None
    assert soften(np.full((246, 246), 200, np.uint8)) == []


def test_a_bitten_corner_grows_back() -> None:
    square = np.array([(0, 0), (70, 0), (100, 25), (100, 100), (0, 100)], np.float64)
    quad = four_sided(square)
    assert quad is not None
    assert sorted(quad.tolist()) == [[0, 0], [0, 100], [100, 0], [100, 100]]
