"""Smoothes a symbol that does not lie quite flat: its modules' edges must lie on a grid.

Creases bend paper; and where a thumb or a lamp has taken a corner, nobody knows where it is.
"""

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.letter_code.straighten import ACROSS, STEP, Grey, Point

_PIXELS: Final = ACROSS * STEP
_THIN: Final = 3
_EVERY: Final = 5
"""Every so many of the thinned points are enough to fit a smooth bend."""
_REACHES: Final = (8, 12, 16, 22, 30, 60)
"""Modules around the patterns that were found, in which the bend is known step by step."""
WAYS: Final = ((14, 8, 5), (10, 6, 6, 5))
"""Widths in modules of the patches that are moved together, from coarse to fine; which way is
right depends on the creases, so both are tried."""
_AT = np.arange(_PIXELS, dtype=np.float32)
_WAVE = np.asarray(np.exp(2j * np.pi * (_AT + 0.5) / STEP))
_HERE = np.meshgrid(_AT, _AT)
Field = NDArray[np.float32]
Floats = NDArray[np.floating[Any]]


def unbent(flat: Grey, widths: Sequence[int]) -> Grey:
    """`flat` with each patch moved until its edges lie on the grid; by half a module a step."""
    across, down = np.zeros((2, _PIXELS, _PIXELS), np.float32)
    moved = flat
    for width in widths:
        to_right, to_below = (_whole(_off_grid(moved, axis, width)[0]) for axis in (1, 0))
        across = _taken(across, to_right, to_below) + to_right
        down = _taken(down, to_right, to_below) + to_below
        moved = np.asarray(np.rint(_taken(flat, across, down)), np.uint8)
    return moved


def unturned(flat: Grey, anchors: Sequence[Point]) -> Grey:
    """`flat` with a smooth bend undone that is nothing at the `anchors` and grows away from them.

    Edges tell only how far they are from the next line of the grid, not from which; so the bend
    is followed outwards from where it is known.
    """
    if not anchors:
        return flat
    fields = [_off_grid(flat, axis, 6) for axis in (1, 0)]
    place = (np.arange(fields[0][0].shape[0], dtype=np.float64) + 0.5) * _THIN
    y, x = (axis[::_EVERY, ::_EVERY] for axis in np.meshgrid(place, place, indexing="ij"))
    away = np.min([np.hypot(x - at[0], y - at[1]) for at in anchors], axis=0) / STEP
    to_right, to_below = (
        _smooth(off[::_EVERY, ::_EVERY], clear[::_EVERY, ::_EVERY], _terms(x, y), away)
        for off, clear in fields
    )
    everywhere = _terms(*(axis.astype(np.float64) for axis in _HERE))
    bends = [np.asarray(np.einsum("...k,k->...", everywhere, bend), np.float32)
             for bend in (to_right, to_below)]  # fmt: skip
    return np.asarray(np.rint(_taken(flat, *bends)), np.uint8)


def _terms(x: Floats, y: Floats) -> Floats:
    """What a bend is made of: shift, slopes, and curves."""
    across, down = x / _PIXELS - 0.5, y / _PIXELS - 0.5
    return np.stack(
        [np.ones_like(across), across, down, across * down, across**2, down**2], axis=-1
    )


def _smooth(off: Floats, clear: Floats, terms: Floats, away: Floats) -> Floats:
    """The bend, one number for each term, that explains `off` best, whole modules aside."""
    bend = np.zeros(terms.shape[-1])
    ridge = np.diag([1.0, 1.0, 1.0, 2.0, 4.0, 4.0]) * 0.02 * float(clear.mean())
    for reach in _REACHES:
        weight = clear * np.exp(-((away / reach) ** 2))
        rest = off - np.einsum("...k,k->...", terms, bend)
        rest -= STEP * np.rint(rest / STEP)
        square = np.einsum("yxa,yxb,yx->ab", terms, terms, weight) + ridge
        right = np.einsum("yxa,yx,yx->a", terms, rest, weight)
        solved = cv2.solve(square, right[:, None], flags=cv2.DECOMP_CHOLESKY)[1]
        bend = bend + np.asarray(solved, np.float64)[:, 0]
    return bend


def _taken(values: Field | Grey, to_right: Field, to_below: Field) -> Field:
    """`values` at places that lie so many pixels away."""
    there = _HERE[0] + to_right, _HERE[1] + to_below
    return np.asarray(
        cv2.remap(values, *there, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
    )


def _off_grid(flat: Grey, axis: int, width: int) -> tuple[Field, Field]:
    """How many pixels the edges around each third pixel lie off the grid, and how clearly.

    Edges at distance d from a line, one line every `STEP` pixels, all turn a wave of that length
    by the same angle; the angle of their sum is that of the patch.
    """
    edges = np.abs(cv2.Sobel(flat, cv2.CV_32F, axis, 1 - axis))
    wave = _WAVE[None, :] if axis else _WAVE[:, None]
    real, imaginary = (
        _patches(edges * part.astype(np.float32), width) for part in (wave.real, wave.imag)
    )
    off = np.arctan2(imaginary, real) * np.float32(STEP / (2 * np.pi))
    return off, np.hypot(real, imaginary)


def _whole(few: Field) -> Field:
    return np.asarray(cv2.resize(few, (_PIXELS, _PIXELS), interpolation=cv2.INTER_LINEAR))


def _patches(values: Field, width: int) -> Field:
    few = cv2.resize(values, None, fx=1 / _THIN, fy=1 / _THIN, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(few, (0, 0), width * STEP / _THIN / 2))
