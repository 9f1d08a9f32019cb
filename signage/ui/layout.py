"""Shares out a board's panel: calls, the stage beside them, the last calls; pages where it is full.

Letters never get smaller than the reading distance allows: what does not fit takes turns.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from signage.ui.theme import CAPITAL_SHARE

ROW: Final = 1.5
"""Height of a line of call, in capitals."""
STACKED_ROW: Final = 2.3
"""Height of a call whose room stands below its number, in font sizes."""
NUMBER_TO_ROOM: Final = 1.3
"""In the big field the number is so much larger than the room."""
HERO_LINES: Final = 0.95 * NUMBER_TO_ROOM + 1.0
"""Height of number and room in the big field, in font sizes of the room."""
HERO_TOP: Final = 1.3
"""Height of its first line, in small font sizes."""
HERO_AIR: Final = 0.1
"""Share of its height that stays free above and below."""
WIDEST: Final = 0.069
"""Largest capital in a line, as a share of its width: beside it a room's name still fits."""
WIDEST_ROOM: Final = 0.13
"""Largest font of a room in the big field, as a share of the width: its arrow stands beside it."""
CODE_EMS: Final = 2.75
"""Width of ``T 042``, bold, in font sizes."""
STACKED_EMS: Final = 4.2
"""Width that a call with its room below needs, in font sizes: the number and its arrow."""

StageMode = Literal["none", "beside", "over"]
"""No programme; calls keep their place beside it; it has the whole panel, as nobody is called."""


@dataclass(frozen=True)
class Area:
    """A part of the panel, in pixels."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


NOWHERE: Final = Area()


@dataclass(frozen=True)
class Room:
    """How much there is to show; `guarded`: the footer stays, as it says that all may be old."""

    open: int
    recent: int
    stage: StageMode = "none"
    guarded: bool = False
    signs: bool = False
    """Each call bears its zone's sign, because there are several."""


@dataclass(frozen=True)
class Layout:
    """Every size of the board in pixels; `hero` 0 means that the newest call is a row.

    `rows`: how many calls beside the big field stand at once; `pages` of them take turns, and the
    newest call stands on each page if `pinned`.
    """

    margin: int
    gap: int
    pad: int
    small: int
    header: int
    footer: int
    calls: Area
    stage: Area
    stacked: bool
    hero: int
    hero_number: int
    hero_room: int
    hero_arrow: int
    row: int
    row_font: int
    rows: int
    pages: int
    pinned: bool
    strip: int
    card: int
    card_font: int
    cards: int
    sign: int
    """Width of the sign before a call; 0 where all calls are of one zone."""
    fits: bool
    """False when the panel is too small to keep the least height of capitals."""


@dataclass(frozen=True)
class _Frame:
    """What is measured before anything is shared out."""

    width: int
    height: int
    small: int
    header: int
    footer: int
    gap: int
    capital: float

    @property
    def font(self) -> float:
        """The least font size of a call."""
        return self.capital / CAPITAL_SHARE

    @property
    def margin(self) -> int:
        return round(0.022 * self.width)

    @property
    def pad(self) -> int:
        return round(0.02 * self.width)

    @property
    def space(self) -> int:
        return self.height - self.header - self.footer - 2 * self.gap


def layout(size: tuple[int, int], capital: float, room: Room) -> Layout:
    """Open calls come first, then the big field, then the last calls; `capital` in pixels."""
    frame = _frame(size, capital)
    calls, stage = _areas(frame, room)
    sign = round(1.05 * frame.font) if room.signs else 0
    width = calls.width - sign
    stacked = capital > WIDEST * calls.width
    least_row = STACKED_ROW * frame.font if stacked else ROW * capital
    least_hero = (HERO_LINES * frame.font + HERO_TOP * frame.small) / (1 - HERO_AIR)
    gap = frame.gap
    tall, rows = _slots(room.open, calls.height, least_row, least_hero, gap)
    used = (least_hero if tall else 0) + rows * (least_row + gap) - (0 if tall else gap)
    strip = round(3.9 * frame.small) if room.recent else 0
    strip = strip if max(used, 0) + strip + gap <= calls.height else 0
    left = calls.height - (strip + gap if strip else 0)
    row = least_row if tall else min((left + gap) / max(rows, 1) - gap, 1.4 * least_row)
    fullest = (HERO_LINES * WIDEST_ROOM * calls.width + HERO_TOP * frame.small) / (1 - HERO_AIR)
    if stacked:
        fullest = max(least_hero, _stacked_hero(frame, width))
    hero = min(left - rows * (least_row + gap), fullest) if tall else 0
    lines = max(hero * (1 - HERO_AIR) - HERO_TOP * frame.small, 0)
    number = min(lines / HERO_LINES * NUMBER_TO_ROOM, _widest_number(frame, width))
    row_font = (
        row / STACKED_ROW if stacked else min(row / ROW, WIDEST * calls.width) / CAPITAL_SHARE
    )
    others, pages, pinned = _pages(room.open, tall, rows)
    cards = max(1, min(5, int((calls.width + gap) // (6.2 * frame.small + gap))))
    return Layout(
        margin=frame.margin,
        gap=gap,
        pad=frame.pad,
        small=frame.small,
        header=frame.header,
        footer=frame.footer,
        calls=calls,
        stage=stage,
        stacked=stacked,
        hero=round(hero),
        hero_number=round(number),
        hero_room=round(lines / HERO_LINES),
        hero_arrow=round(_arrow(frame, width, lines, number, stacked=stacked)),
        row=round(row),
        row_font=math.floor(min(row_font, width / STACKED_EMS)) if stacked else math.ceil(row_font),
        rows=others,
        pages=pages,
        pinned=pinned,
        strip=strip,
        card=round((calls.width + gap) / max(min(room.recent, cards), 3 if cards > 2 else 1)) - gap,
        card_font=round(1.25 * frame.small),
        cards=cards,
        sign=sign,
        fits=room.open == 0 or _readable(frame, width, number, tall=tall, stacked=stacked, row=row),
    )


def _frame(size: tuple[int, int], capital: float) -> _Frame:
    width, height = size
    small = round(
        min(max(0.4 * capital / CAPITAL_SHARE, 0.036 * height), 0.05 * height, 0.03 * width)
    )
    gap = round(min(height, width / 1.8) / 68)
    return _Frame(width, height, small, round(1.6 * small), round(1.4 * small), gap, capital)


def _areas(frame: _Frame, room: Room) -> tuple[Area, Area]:
    """Where the calls stand, and where the stage is."""
    top, wide = frame.header + frame.gap, frame.width - 2 * frame.margin
    whole = Area(frame.margin, top, wide, frame.space)
    if room.stage == "over":
        below = frame.footer if room.guarded else 0
        return whole, Area(0, 0, frame.width, frame.height - below)
    if room.stage == "none":
        return whole, NOWHERE
    if frame.width >= frame.height:
        least = STACKED_EMS * frame.font + 2 * frame.pad
        calls = round(min(max(0.36 * frame.width, least), 0.62 * frame.width))
        stage = Area(frame.margin, top, wide - calls - frame.gap, frame.space)
        return Area(frame.margin + wide - calls, top, calls, frame.space), stage
    least = (HERO_LINES * frame.font + HERO_TOP * frame.small) / (1 - HERO_AIR)
    least += STACKED_ROW * frame.font + 3.9 * frame.small + 2 * frame.gap
    calls = round(min(max(0.42 * frame.space, least), 0.66 * frame.space))
    stage = Area(frame.margin, top, wide, frame.space - calls - frame.gap)
    return Area(frame.margin, top + frame.space - calls, wide, calls), stage


def _slots(
    count: int, height: int, least_row: float, least_hero: float, gap: int
) -> tuple[bool, int]:
    """Whether the newest call has a big field, and how many rows there are at once.

    Many calls in sight count for more than a big field.
    """
    if count == 0:
        return False, 0
    below = max(0, int((height - least_hero) // (least_row + gap)))
    tall = least_hero <= height
    without = max(1, int((height + gap) // (least_row + gap)))
    if tall and count - 1 <= below:
        return True, count - 1
    if count <= without:
        return False, count
    return (True, 0) if tall and without < 2 else (False, without)


def _pages(count: int, tall: bool, rows: int) -> tuple[int, int, bool]:
    """Rows beside the pinned newest call, pages that take turns, and whether it is pinned."""
    beside = rows if tall else rows - 1
    if count <= 1 or count <= rows + tall:
        return max(0, count - tall), 1, True
    if beside < 1:
        return 0, count, False
    return beside, math.ceil((count - 1) / beside), True


def _stacked_hero(frame: _Frame, width: int) -> float:
    lines = HERO_LINES * _widest_number(frame, width) / NUMBER_TO_ROOM
    return (lines + HERO_TOP * frame.small) / (1 - HERO_AIR)


def _widest_number(frame: _Frame, width: int) -> float:
    """The largest font of a number beside which an arrow still has room."""
    return (width - 3 * frame.pad) / (CODE_EMS + 0.85)


def _arrow(frame: _Frame, width: int, lines: float, number: float, *, stacked: bool) -> float:
    """In a narrow field it stands beside the number, else beside number and room."""
    free = width - 3 * frame.pad - CODE_EMS * number
    return min(0.95 * number, free) if stacked else min(0.95 * lines, 0.26 * width, free)


def _readable(
    frame: _Frame, width: int, number: float, *, tall: bool, stacked: bool, row: float
) -> bool:
    """Whether every letter that must be read from afar has its least height."""
    if stacked and STACKED_EMS * frame.font > width:
        return False
    if tall:
        return number >= 0.99 * frame.font
    return row >= (STACKED_ROW * frame.font if stacked else ROW * frame.capital) - 1


def on_page(plan: Layout, count: int, turn: int) -> tuple[int, ...]:
    """Places of the calls that stand on the panel in this turn, the newest being 0."""
    if plan.pages <= 1:
        return tuple(range(count))
    page = turn % plan.pages
    if not plan.pinned:
        return (page,)
    first = 1 + page * plan.rows
    return (0, *range(first, min(first + plan.rows, count)))
