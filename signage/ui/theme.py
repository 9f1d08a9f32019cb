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
    """The colours of one call: its field, its words, its lesser words, the edge around it."""

    field: str
    ink: str
    quiet: str
    edge: str


GLOWING = Coat(WARNING_TINT, INK, INK, WARNING_TINT)
NEWEST = Coat(GROUND, INK, MUTED, GROUND)
OPEN = Coat(NIGHT_LINE, NIGHT_TEXT, NIGHT_MUTED, NIGHT_LINE)
RECENT = Coat(NIGHT_PANEL, NIGHT_MUTED, NIGHT_MUTED, NIGHT_PANEL)
BACK = NIGHT
BAND = NIGHT_PANEL
STALE_BAND = WARNING_TINT


@dataclass(frozen=True)
class Room:
    """How much there is to show."""

    open: int
    recent: int


@dataclass(frozen=True)
class Layout:
    """Every size of the board in pixels; `hero` 0 means that the newest call is a row."""

    width: int
    height: int
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


def font_px(capital: float) -> int:
    """The font size in pixels that gives capitals of at least this height."""
    return math.ceil(capital / CAPITAL_SHARE)


def layout(size: tuple[int, int], capital: float, room: Room) -> Layout:
    """Share out the panel: open calls come first, then the big field, then the recent calls."""
    width, height = size
    unit = height / 135
    small = round(min(max(0.4 * capital / CAPITAL_SHARE, 0.036 * height), 0.05 * height))
    header, footer = round(2.2 * small), round(1.8 * small)
    gap, margin = round(2 * unit), round(0.022 * width)
    space = height - header - footer - 2 * round(3 * unit)
    least_row, least_hero = 1.45 * capital, 3.2 * capital + 1.5 * small
    strip = round(3.9 * small) if room.recent else 0
    others = max(room.open - 1, 0)
    below = others * (least_row + gap)
    tall = room.open > 0 and below + least_hero <= space
    needed = below + (least_hero if tall else least_row * min(room.open, 1))
    strip = strip if needed + strip + gap <= space else 0
    left = space - (strip + gap if strip else 0)
    shared = (left + gap) / max(room.open, 1) - gap
    row = least_row if tall else min(shared, 1.5 * least_row)
    hero = left - below if tall else 0
    lines = hero - 1.5 * small - 0.13 * hero
    return Layout(
        width=width,
        height=height,
        margin=margin,
        gap=gap,
        pad=round(0.024 * width),
        small=small,
        header=header,
        footer=footer,
        hero=round(hero),
        hero_number=font_px(max(min(0.46 * lines, 0.11 * width), capital)),
        hero_room=font_px(max(min(0.34 * lines, 0.085 * width), capital)),
        hero_arrow=round(min(0.8 * hero, 0.26 * width)),
        row=round(row),
        row_font=font_px(min(row / 1.45, 0.055 * width)),
        strip=strip,
        card_font=round(1.25 * small),
        fits=room.open == 0 or (row >= least_row and capital <= 0.055 * width),
    )
