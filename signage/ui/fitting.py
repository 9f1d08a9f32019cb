"""How large words can be in a field: measured with the typeface that draws them."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

FAMILY: Final = "Fira Sans"
LINE: Final = 1.25
"""Height of a line, in font sizes, whatever a script's own typeface asks for."""


@dataclass(frozen=True)
class Fit:
    """A font size in pixels, how high the words stand at it, and whether all have room."""

    px: int
    height: int
    fits: bool = True


@lru_cache(maxsize=512)
def fit(text: str, width: int, height: int, least: int, most: int, *, bold: bool = False) -> Fit:
    """The largest size from `least` to `most` at which the words fit; `least` where none does."""
    low, high = least, max(least, most)
    stands = _height(text, width, low, bold=bold)
    if stands is None or stands > height:
        return Fit(least, height, fits=False)
    while low < high:
        middle = (low + high + 1) // 2
        higher = _height(text, width, middle, bold=bold)
        if higher is None or higher > height:
            high = middle - 1
        else:
            low, stands = middle, higher
    return Fit(low, math.ceil(stands))


def _height(text: str, width: int, px: int, *, bold: bool) -> float | None:
    """How high the words stand at this size; None when one of them is wider than the field."""
    font = QFont(FAMILY)
    font.setPixelSize(max(1, px))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if metrics.horizontalAdvance(longer) <= width:
                line = longer
                continue
            if metrics.horizontalAdvance(word) > width:
                return None
            lines, line = lines + (1 if line else 0), word
    return lines * LINE * px
