"""Undoes what lens and hand did to a symbol: learns it from the patterns that each symbol has.

The fixed patterns tell what should be seen, so a linear filter from the 36 half modules around
each module to its colour is fitted to them (least squares with a ridge). It undoes defocus and a
smear in any direction, and a shift of half a module, without being told which of them it is.
"""

from typing import Any, Final

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from kiosk.devices.letter_code.soft import Soft
from kiosk.devices.letter_code.straighten import ACROSS, QUIET, Grey
from kiosk.devices.letter_code.symbol import DARK, KNOWN

Floats = NDArray[np.floating[Any]]
_RIDGE: Final = 0.5
_AROUND: Final = 6
_SURE: Final = 0.25
LEAST_FIT: Final = 0.75
"""Share of the fixed patterns that must come out right; by chance it is about a half."""
_TARGET = np.pad(np.where(DARK, 1.0, -1.0), QUIET, constant_values=-1.0)
_FIXED = np.pad(KNOWN, 1, constant_values=True)
_FIXED = np.pad(_FIXED, QUIET - 1)


def soften(flat: Grey, rounds: int = 2) -> list[Soft]:
    """How dark each module seems, or nothing when this is no symbol of ours.

    The first answer is learnt from the fixed patterns alone; each further one also from the
    modules of which the one before it was sure.
    """
    seen = _around(flat)
    answer = _first(seen)
    if answer is None:
        return []
    answers = [answer]
    for _ in range(rounds - 1):
        answers.append(_again(seen, answers[-1]))
    inner = slice(QUIET, -QUIET)
    return [np.asarray(one[inner, inner], np.float32) for one in answers]


def _around(flat: Grey) -> Floats:
    """Each module's neighbourhood in half modules, its light made even, and a constant."""
    halves = cv2.resize(flat, (2 * ACROSS, 2 * ACROSS), interpolation=cv2.INTER_AREA)
    light = halves.astype(np.float32)
    reach = np.ones((9, 9), np.uint8)
    low = cv2.blur(cv2.erode(light, reach), (13, 13))
    high = cv2.blur(cv2.dilate(light, reach), (13, 13))
    middle = (cv2.blur(light, (19, 19)) + (low + high) / 2) / 2
    contrast = high - low
    contrast = np.maximum(contrast, 0.6 * float(np.percentile(contrast, 80)) + 1.0)
    even = np.pad((middle - light) / contrast, 2, mode="edge")
    windows = sliding_window_view(even, (_AROUND, _AROUND))[::2, ::2]
    flat_windows = windows.reshape(ACROSS, ACROSS, -1)
    return np.concatenate([flat_windows, np.full((ACROSS, ACROSS, 1), 0.3)], axis=2)


def _first(seen: Floats) -> Floats | None:
    """Learnt from the fixed patterns; those that are covered or burnt out are left aside."""
    known, target = seen[_FIXED], _TARGET[_FIXED]
    right = np.ones(len(target), bool)
    weights = _fit(known, target)
    for _ in range(2):
        right = _applied(known, weights) * target > 0.15
        if right.mean() < LEAST_FIT:
            return None
        weights = _fit(known[right], target[right])
    return _applied(seen, weights)


def _again(seen: Floats, answer: Floats) -> Floats:
    target = np.where(_FIXED, _TARGET, np.sign(answer))
    sure = _FIXED | (np.abs(answer) > _SURE)
    sure[[0, -1]] = sure[:, [0, -1]] = False
    return _applied(seen, _fit(seen[sure], target[sure]))


def _applied(seen: Floats, weights: Floats) -> Floats:
    return np.asarray(np.einsum("...k,k->...", seen, weights))


def _fit(seen: Floats, target: Floats) -> Floats:
    """By OpenCV: numpy's algebra wakes a thread on each core, to no use with so little."""
    both = np.asarray(cv2.mulTransposed(np.column_stack([seen, target]), aTa=True), np.float64)
    square = both[:-1, :-1] + _RIDGE * np.eye(len(both) - 1)
    weights = cv2.solve(square, both[:-1, -1:].copy(), flags=cv2.DECOMP_CHOLESKY)[1]
    return np.asarray(weights, np.float64)[:, 0]
