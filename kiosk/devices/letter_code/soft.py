"""From how dark each module seems to the text: doubtful codewords count as lost. Pure."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.letter_code.reed_solomon import correct
from kiosk.devices.letter_code.symbol import BLOCKS, CHECKS, FORMAT_PLACES, FORMATS, MASKS, ORDER
from wire.qr import looks_ours

Soft = NDArray[np.float32]
"""37 x 37; above 0 is dark, below 0 is light, and the further from 0 the surer."""
_ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LOST: Final = (0, 10, 18)
"""How many of a block's 24 checks are spent on its most doubtful codewords; six always stay, so
that a wrong correction of both blocks that still looks like one of ours is not to be expected."""


def read_soft(soft: Soft) -> str | None:
    """The text of one of our codes, also when it is seen in a mirror; None when it is not sure."""
    agreements = [
        np.where(FORMATS, 1, -1) @ np.sign(seen[tuple(FORMAT_PLACES.T)]) for seen in (soft, soft.T)
    ]
    mirrored, mask = np.unravel_index(np.argmax(agreements), (2, len(FORMATS)))
    if agreements[mirrored][mask] < len(FORMAT_PLACES) // 3:
        return None
    seen = soft.T if mirrored else soft
    return _read(np.where(MASKS[mask], -seen, seen))


def _read(unmasked: Soft) -> str | None:
    bits = unmasked[tuple(ORDER.T)].reshape(-1, 8)
    words = np.packbits(bits > 0, axis=1)[:, 0]
    doubts = np.argsort(np.abs(bits).min(axis=1), kind="stable")
    data = b""
    for block in range(BLOCKS):
        own = words[block::BLOCKS]
        doubtful = [int(at) // BLOCKS for at in doubts if at % BLOCKS == block]
        fixed = _corrected(own.tobytes(), doubtful)
        if fixed is None:
            return None
        data += fixed[:-CHECKS]
    return _text(data)


def _corrected(block: bytes, doubtful: list[int]) -> bytes | None:
    for lost in LOST:
        fixed = correct(block, CHECKS, doubtful[:lost])
        if fixed is not None:
            return fixed
    return None


def _text(data: bytes) -> str | None:
    """One alphanumeric segment and nothing else, as our letters have it."""
    bits = "".join(f"{value:08b}" for value in data)
    count = int(bits[4:13], 2)
    if bits[:4] != "0010" or 13 + (count * 11 + 1) // 2 > len(bits):
        return None
    text = ""
    for at in range(13, 13 + count // 2 * 11, 11):
        first, second = divmod(int(bits[at : at + 11], 2), 45)
        if first > 44:
            return None
        text += _ALPHANUMERIC[first] + _ALPHANUMERIC[second]
    return text if looks_ours(text) else None
