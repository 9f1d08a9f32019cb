"""The layout of a QR symbol of version 5 at level M: fixed patterns, masks, order of its bits.

ISO/IEC 18004. Arrays are rows x columns of modules; True is dark. Pure.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Places = NDArray[np.intp]

SIZE: Final = 37
CODEWORDS: Final = 134
BLOCKS: Final = 2
CHECKS: Final = 24
"""Codewords of correction in each block."""
FINDER: Final = 7
ALIGNMENT_AT: Final = 28
"""First row and column of the one alignment pattern."""


def rings(size: int) -> Bits:
    """Squares in one another, dark on the outside: 7 is a finder, 5 an alignment pattern."""
    across = np.abs(np.arange(size) - size // 2)
    away = np.maximum(across[:, None], across[None, :])
    return np.asarray((size // 2 - away) % 2 == 0 if size == 5 else away != 2, np.bool_)


def _fixed() -> tuple[Bits, Bits]:
    """Which modules are the same in each symbol, and their colours; format bits are not."""
    known, dark = np.zeros((SIZE, SIZE), bool), np.zeros((SIZE, SIZE), bool)
    for top, left in ((0, 0), (0, SIZE - FINDER), (SIZE - FINDER, 0)):
        known[max(0, top - 1) : top + FINDER + 1, max(0, left - 1) : left + FINDER + 1] = True
        dark[top : top + FINDER, left : left + FINDER] = rings(FINDER)
    line = np.arange(FINDER + 1, SIZE - FINDER - 1)
    known[6, line] = known[line, 6] = True
    dark[6, line] = dark[line, 6] = line % 2 == 0
    box = slice(ALIGNMENT_AT, ALIGNMENT_AT + 5)
    known[box, box], dark[box, box] = True, rings(5)
    known[SIZE - 8, 8] = dark[SIZE - 8, 8] = True
    return known, dark


KNOWN, DARK = _fixed()


def _format_places() -> Places:
    """Row and column of each of the 15 format bits, twice over; lowest bit first."""
    first = [(at, 8) for at in (0, 1, 2, 3, 4, 5, 7, 8)]
    first += [(8, at) for at in (7, 5, 4, 3, 2, 1, 0)]
    second = [(8, SIZE - 1 - at) for at in range(8)]
    second += [(SIZE - 7 + at, 8) for at in range(7)]
    return np.array([*first, *second], np.intp)


FORMAT_PLACES = _format_places()


def _order() -> Places:
    """Row and column of each bit of the codewords, highest bit first: up and down in pairs."""
    taken = KNOWN.copy()
    taken[tuple(FORMAT_PLACES.T)] = True
    places, upwards = [], True
    for right in (*range(SIZE - 1, 6, -2), 5, 3, 1):
        rows = range(SIZE - 1, -1, -1) if upwards else range(SIZE)
        places += [(row, column) for row in rows for column in (right, right - 1)
                   if not taken[row, column]]  # fmt: skip
        upwards = not upwards
    return np.array(places[: CODEWORDS * 8], np.intp)


ORDER = _order()


def format_bits(mask: int) -> Bits:
    """The 15 format bits for level M and this mask, lowest first, as they are drawn."""
    rest = mask
    for _ in range(10):
        rest = (rest << 1) ^ (0x537 if rest & 0x200 else 0)
    drawn = (mask << 10 | (rest & 0x3FF)) ^ 0x5412
    return np.array([drawn >> at & 1 for at in range(15)], bool)


def _masks() -> Bits:
    row, column = np.indices((SIZE, SIZE))
    both: NDArray[Any] = row * column
    return np.array([
        (row + column) % 2 == 0, row % 2 == 0, column % 3 == 0, (row + column) % 3 == 0,
        (row // 2 + column // 3) % 2 == 0, both % 2 + both % 3 == 0,
        (both % 2 + both % 3) % 2 == 0, ((row + column) % 2 + both % 3) % 2 == 0,
    ])  # fmt: skip


MASKS = _masks()
"""Where each of the eight masks turns the colour round."""
FORMATS = np.array([np.tile(format_bits(mask), 2) for mask in range(8)])
