"""Measures what was really drawn."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from wire.look import contrast

Pixels = NDArray[np.uint8]
"""Height x width x 3, red green blue."""


def pixels(image: QImage) -> Pixels:
    """A copy of the picture's colours."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()


def hexed(colour: NDArray[np.uint8]) -> str:
    return "#" + bytes(colour.tolist()).hex()


def near(picture: Pixels, colour: str, within: int = 24) -> NDArray[np.bool_]:
    """Where the picture has this colour, or almost."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.int16)
    away: NDArray[np.int16] = np.abs(picture.astype(np.int16) - wanted)
    return np.asarray(away.max(axis=2) <= within, np.bool_)


def whole_rows(picture: Pixels, colour: str) -> NDArray[np.bool_]:
    """Which rows have nothing but this colour."""
    return np.asarray(near(picture, colour, 2).all(axis=1), np.bool_)


def contrast_inside(picture: Pixels) -> float:
    """Contrast of the most frequent colour and the one that differs most from it in lightness."""
    # As one number each: to sort millions of rows of three takes ten times as long.
    packed = picture.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    ground = f"#{colours[counts.argmax()]:06x}"
    solid = [f"#{one:06x}" for one in colours[counts >= 12]]
    return max(contrast(ground, one) for one in solid)


def runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Begin and end of each stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
