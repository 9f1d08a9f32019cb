"""What a simulated receipt printer's sensors say, bit by bit."""

from typing import Final, Literal

Condition = Literal[
    "off", "mute", "paper_out", "near_end", "cover_open", "cutter", "offline", "overheated", "error"
]
"""What is the case now, however it came about."""

STATUS: Final[dict[Condition, tuple[int, int, int, int]]] = {
    "paper_out": (0x08, 0x20, 0x00, 0x6C),
    "near_end": (0x00, 0x00, 0x00, 0x0C),
    "cover_open": (0x08, 0x04, 0x00, 0x00),
    "cutter": (0x08, 0x40, 0x08, 0x00),
    "offline": (0x08, 0x08, 0x00, 0x00),
    "overheated": (0x08, 0x40, 0x40, 0x00),
    "error": (0x08, 0x40, 0x20, 0x00),
}
"""Bits of the answers to DLE EOT 1 to 4, beside those that always stand (0xx1xx10).

`offline` is somebody at the feed button; `overheated` recovers by itself, `error` only by being
switched off and on.
"""
FEED_LINES_TO_TEAR: Final = 4
"""ESC d of so many lines brings a slip past the tear bar, and a visitor takes it."""
