"""How large words can be in a field: measured with the typeface that draws them."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QTextLayout, QTextOption

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
    if stands > height:
        return Fit(least, height, fits=False)
    while low < high:
        middle = (low + high + 1) // 2
        higher = _height(text, width, middle, bold=bold)
        if higher > height:
            high = middle - 1
        else:
            low, stands = middle, higher
    return Fit(low, math.ceil(stands))


def _height(text: str, width: int, px: int, *, bold: bool) -> float:
    """How high the words stand at this size; no height is enough for a word that is too wide.

    Laid out as the scene does it: by the sum of its words a line came out one pixel narrower.
    """
    font = QFont(FAMILY)
    font.setPixelSize(max(1, px))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setUseDesignMetrics(True)
    layout, lines = QTextLayout(text.replace("\n", "\u2028"), font), 0
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if line.naturalTextWidth() > width:
            return math.inf
        lines += 1
    layout.endLayout()
    return lines * LINE * px
