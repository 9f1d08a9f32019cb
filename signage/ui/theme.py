"""Colours and sizes of a board: what a reading distance and a panel make of the look."""

import math
from dataclasses import dataclass

from wire.look import (
    GROUND,
    INK,
    MUTED,
    NIGHT,
    NIGHT_LINE,
    NIGHT_MUTED,
    NIGHT_PANEL,
    NIGHT_TEXT,
    WARNING_TINT,
)
from wire.messages import DisplayConfig

CAPITAL_DEGREES = 0.7
"""Least height of a capital, seen from the reading distance (call display checklist, D1)."""
CAPITAL_SHARE = 0.689
"""Capital height of Fira Sans as a share of its font size."""
PLAIN_DISTANCE_M = 5.0
PLAIN_PANEL_MM = 535.0
"""Height of a 43 inch panel, taken as long as nobody has told us the real one."""


@dataclass(frozen=True)
class Coat:
    """The colours of one call: its field, its words, its lesser words, the disc of its arrow."""

    field: str
    ink: str
    quiet: str
    disc: str
    arrow_ink: str


GLOWING = Coat(WARNING_TINT, INK, INK, INK, WARNING_TINT)
NEWEST = Coat(GROUND, INK, MUTED, INK, GROUND)
OPEN = Coat(NIGHT_LINE, NIGHT_TEXT, NIGHT_MUTED, NIGHT_PANEL, NIGHT_TEXT)
RECENT = Coat(NIGHT_PANEL, NIGHT_MUTED, NIGHT_MUTED, NIGHT_PANEL, NIGHT_MUTED)
BACK = NIGHT
BAND = NIGHT_PANEL
STALE_BAND = NIGHT_LINE
STALE_INK = WARNING_TINT


def least_capital_mm(distance_m: float) -> float:
    """Height of a capital in mm that is readable from `distance_m`: 61 mm at 5 m."""
    return 2000 * distance_m * math.tan(math.radians(CAPITAL_DEGREES / 2))


def least_capital_px(config: DisplayConfig | None, height: int) -> float:
    """The same in pixels of a panel that is `height` pixels high."""
    distance = config.reading_distance_m if config else PLAIN_DISTANCE_M
    panel = config.panel_height_mm if config else PLAIN_PANEL_MM
    return least_capital_mm(distance) * height / panel
