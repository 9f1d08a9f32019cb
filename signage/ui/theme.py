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


ROW = 1.5
"""Height of a line of call, in capitals."""
NUMBER_TO_ROOM = 1.3
"""In the big field the number is so much larger than the room."""
HERO_LINES = 0.95 * NUMBER_TO_ROOM + 1.0
"""Height of number and room in the big field, in font sizes of the room."""
HERO_TOP = 1.3
"""Height of its first line, in small font sizes."""
HERO_AIR = 0.1
"""Share of its height that stays free above and below."""
WIDEST = 0.066
"""Largest capital in a line, as a share of the width: beside it a room's name still fits."""

WIDEST_ROOM = 0.13
"""Largest font of a room in the big field, as a share of the width: its arrow stands beside it."""


@dataclass(frozen=True)
class Room:
    """How much there is to show."""

    open: int
    recent: int


@dataclass(frozen=True)
class Layout:
    """Every size of the board in pixels; `hero` 0 means that the newest call is a row."""

    margin: int
    gap: int
    pad: int
    small: int
    header: int
    footer: int
    hero: int
    hero_number: int
    hero_room: int
    hero_arrow: int
    row: int
    row_font: int
    strip: int
    card: int
    card_font: int
    fits: bool
    """False when the panel is too small to keep the least height of capitals."""


def least_capital_mm(distance_m: float) -> float:
    """Height of a capital in mm that is readable from `distance_m`: 61 mm at 5 m."""
    return 2000 * distance_m * math.tan(math.radians(CAPITAL_DEGREES / 2))


def least_capital_px(config: DisplayConfig | None, height: int) -> float:
    """The same in pixels of a panel that is `height` pixels high."""
    distance = config.reading_distance_m if config else PLAIN_DISTANCE_M
    panel = config.panel_height_mm if config else PLAIN_PANEL_MM
    return least_capital_mm(distance) * height / panel


def layout(size: tuple[int, int], capital: float, room: Room) -> Layout:
    """Share out the panel: open calls come first, then the big field, then the recent calls."""
    width, height = size
    small = round(
        min(max(0.4 * capital / CAPITAL_SHARE, 0.036 * height), 0.05 * height, 0.03 * width)
    )
    header, footer, gap = 2 * small, round(1.6 * small), round(min(height, width / 1.8) / 68)
    space = height - header - footer - 3 * gap
    least_row = ROW * capital
    least_hero = (HERO_LINES * capital / CAPITAL_SHARE + HERO_TOP * small) / (1 - HERO_AIR)
    below = max(room.open - 1, 0) * (least_row + gap)
    tall = room.open > 0 and below + least_hero <= space
    needed = below + (least_hero if tall else least_row * min(room.open, 1))
    strip = round(3.9 * small) if room.recent else 0
    strip = strip if needed + strip + gap <= space else 0
    left = space - (strip + gap if strip else 0)
    row = least_row if tall else min((left + gap) / max(room.open, 1) - gap, 1.4 * least_row)
    fullest = (HERO_LINES * WIDEST_ROOM * width + HERO_TOP * small) / (1 - HERO_AIR)
    hero = min(left - below, fullest) if tall else 0
    lines = max(hero * (1 - HERO_AIR) - HERO_TOP * small, 0)
    return Layout(
        margin=round(0.022 * width),
        gap=gap,
        pad=round(0.02 * width),
        small=small,
        header=header,
        footer=footer,
        hero=round(hero),
        hero_number=round(lines / HERO_LINES * NUMBER_TO_ROOM),
        hero_room=round(lines / HERO_LINES),
        hero_arrow=round(min(0.95 * lines, 0.26 * width)),
        row=round(row),
        row_font=math.ceil(min(row / ROW, WIDEST * width) / CAPITAL_SHARE),
        strip=strip,
        card=round((0.956 * width + gap) / max(room.recent, 3)) - gap,
        card_font=round(1.25 * small),
        fits=room.open == 0 or (row >= least_row and capital <= WIDEST * width),
    )
