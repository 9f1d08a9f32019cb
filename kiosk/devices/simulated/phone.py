"""Draws a phone that shows a letter's code: its pixels, their coloured stripes, its light."""

from functools import lru_cache

import numpy as np
import segno

from kiosk.devices.ports import Image

SCREEN = (390, 700)
"""Pixels of the part of the screen that is drawn, width and height."""
CELLS = 3
"""Cells across a pixel: red, green and blue; the last row of cells is the dark grid."""
PX_PER_MM = 6.2 * CELLS
"""Of cells. A coarse panel, 157 pixels to the inch: the worst for a camera."""
_MODULE, _QUIET = 8, 4
_INK, _PAPER = (18, 18, 20), (255, 255, 255)


def phone_middle() -> tuple[float, float]:
    """The middle of the code, in cells."""
    return SCREEN[0] * CELLS / 2, SCREEN[1] * CELLS * 0.45


@lru_cache(2)
def phone_picture(text: str, *, dark_mode: bool, grid: bool) -> Image:
    """The screen in cells, blue green red; `grid` leaves each pixel to its three stripes."""
    ink, paper = (_PAPER, _INK) if dark_mode else (_INK, _PAPER)
    screen = np.empty((SCREEN[1], SCREEN[0], 3), np.uint8)
    screen[:] = paper
    modules = np.array(segno.make(text, error="m", boost_error=False, micro=False).matrix, bool)
    dots = np.kron(modules, np.ones((_MODULE, _MODULE), bool))
    top, left = round(SCREEN[1] * 0.45) - len(dots) // 2, (SCREEN[0] - len(dots)) // 2
    screen[top : top + len(dots), left : left + len(dots)][dots] = ink
    _words(screen, ink)
    cells = np.repeat(np.repeat(screen, CELLS, axis=0), CELLS, axis=1)
    return _stripes(cells) if grid else cells


def _words(screen: Image, ink: tuple[int, int, int]) -> None:
    """Lines as of text above and below: what is on a screen beside a code."""
    for row, width in ((40, 180), (70, 300), (520, 330), (550, 290), (580, 310), (640, 140)):
        screen[row : row + 9, 36 : 36 + width : 3] = ink


def _stripes(cells: Image) -> Image:
    """Each third column shines in one colour only; between the rows nothing shines."""
    lit = np.zeros_like(cells)
    for column, channel in enumerate((2, 1, 0)):
        lit[:, column::CELLS, channel] = cells[:, column::CELLS, channel]
    lit[CELLS - 1 :: CELLS] //= 4
    return lit
