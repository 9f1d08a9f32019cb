"""Smoothes a creased symbol that was laid flat: its modules' edges must lie on a grid."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.letter_code.straighten import ACROSS, STEP, Grey

_PIXELS: Final = ACROSS * STEP
_THIN: Final = 3
Field = NDArray[np.float32]
WAYS: Final = ((10, 6, 6, 5), (14, 8, 5))
"""Widths in modules of the patches that are moved together, from coarse to fine; which way is
right depends on the creases, so both are tried."""
_AT = np.arange(_PIXELS, dtype=np.float32)
_WAVE = np.asarray(np.exp(2j * np.pi * (_AT + 0.5) / STEP))
_HERE = np.meshgrid(_AT, _AT)


def unbent(flat: Grey, widths: tuple[int, ...]) -> Grey:
    """`flat` with each patch moved until its edges lie on the grid; by half a module a step."""
    across, down = np.zeros((2, _PIXELS, _PIXELS), np.float32)
    moved = flat
    for width in widths:
        to_right, to_below = _off_grid(moved, 1, width), _off_grid(moved, 0, width)
        across = _taken(across, to_right, to_below) + to_right
        down = _taken(down, to_right, to_below) + to_below
        moved = np.asarray(np.rint(_taken(flat, across, down)), np.uint8)
    return moved


def _taken(values: Field | Grey, to_right: Field, to_below: Field) -> Field:
    """`values` at places that lie so many pixels away."""
    there = _HERE[0] + to_right, _HERE[1] + to_below
    return np.asarray(cv2.remap(values, *there, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _off_grid(flat: Grey, axis: int, width: int) -> Field:
    """How many pixels the edges around each pixel lie beyond the next line of the grid.

    Edges at distance d from a line, one line every `STEP` pixels, all turn a wave of that length
    by the same angle; the angle of their sum is that of the patch.
    """
    edges = np.abs(cv2.Sobel(flat, cv2.CV_32F, axis, 1 - axis))
    wave = _WAVE[None, :] if axis else _WAVE[:, None]
    turned = [_patches(edges * part.astype(np.float32), width) for part in (wave.real, wave.imag)]
    off = np.arctan2(turned[1], turned[0]) * np.float32(STEP / (2 * np.pi))
    return np.asarray(cv2.resize(off, (_PIXELS, _PIXELS), interpolation=cv2.INTER_LINEAR))


def _patches(values: Field, width: int) -> Field:
    few = cv2.resize(values, None, fx=1 / _THIN, fy=1 / _THIN, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(few, (0, 0), width * STEP / _THIN / 2))
