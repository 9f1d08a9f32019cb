"""Where the blocks of a screen stand: below each other, in columns, on as many pages as it takes.

Nothing is ever shrunk or cut: what does not fit on a page stands on the next one. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

HALF_PIXEL: Final = 0.5


@dataclass(frozen=True)
class Block:
    """One part of a screen, heights in pixels.

    It is at least `height` high; `stretch` is its share of what is left over, up to `most`. `touch`
    is pressed and must lie within reach, `aside` stands in the second column where there are two,
    `extra` is left out when the screen would need a second page otherwise.
    """

    height: float
    stretch: float = 0.0
    most: float = inf
    touch: bool = False
    aside: bool = False
    extra: bool = False


@dataclass(frozen=True)
class Frame:
    """The room for blocks: `gap` between them, touchable ones not above `reach`.

    `more` is kept free at the foot when there is more than one page.
    """

    width: float
    height: float
    gap: float
    columns: int = 1
    reach: float = 0.0
    more: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where a block stands, on which page; `index` is that of the block."""

    index: int
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Arranged:
    """Blocks without a place are left out."""

    places: tuple[Place, ...]
    pages: int


Numbered = tuple[int, Block]


def column_width(frame: Frame) -> float:
    """So wide is each block."""
    return (frame.width - (frame.columns - 1) * 2 * frame.gap) / frame.columns


def arrange(blocks: Sequence[Block], frame: Frame) -> Arranged:
    """All blocks on one page if they fit, else without extras, else on several pages.

    Extras are left out one by one, the first one first, until the others fit. What is too much for
    one column stands in the other one if that keeps all on one page.
    """
    chosen = list(enumerate(blocks))
    extras = [numbered for numbered in chosen if numbered[1].extra]
    for left_out in (None, *extras):
        chosen = [numbered for numbered in chosen if numbered is not left_out]
        found = _columns(chosen, frame)
        if found.pages == 1:
            return found
    less = Frame(
        frame.width, frame.height - frame.more, frame.gap, frame.columns, frame.reach
    )  # fmt: skip
    return _columns(chosen, less)


def _columns(blocks: list[Numbered], frame: Frame) -> Arranged:
    if frame.columns == 1:
        pages = _pages(blocks, frame)
        return Arranged(tuple(_placed(pages, frame, 0.0)), len(pages))
    left = _pages([each for each in blocks if not each[1].aside], frame)
    right = _pages([each for each in blocks if each[1].aside], frame)
    if len(left) > 1:
        # Another page is worse than a block on the wrong side.
        beside = _pages([each for each in blocks if each not in left[0]], frame)
        left, right = (left[:1], beside) if len(beside) == 1 else (left, right)
    elif len(right) > 1:
        below = _pages([each for each in blocks if each not in right[0]], frame)
        left, right = (below, right[:1]) if len(below) == 1 else (left, right)
    aside = column_width(frame) + 2 * frame.gap
    places = (*_placed(left, frame, 0.0), *_placed(right, frame, aside))
    return Arranged(places, max(len(left), len(right)))


def _pages(blocks: list[Numbered], frame: Frame) -> list[list[Numbered]]:
    pages: list[list[Numbered]] = [[]]
    foot = 0.0
    for numbered in blocks:
        block = numbered[1]
        top = _top(foot, block, frame, first=not pages[-1])
        if pages[-1] and top + block.height > frame.height + HALF_PIXEL:
            pages.append([])
            top = _top(0.0, block, frame, first=True)
        pages[-1].append(numbered)
        foot = top + block.height
    return pages


def _top(foot: float, block: Block, frame: Frame, *, first: bool) -> float:
    """Below what stands above, and within reach if the block lets itself be pulled down there."""
    top = foot if first else foot + frame.gap
    lowest = frame.height - block.height
    return max(top, min(frame.reach, lowest)) if block.touch else top


def _placed(pages: list[list[Numbered]], frame: Frame, x: float) -> list[Place]:
    width = column_width(frame)
    return [
        Place(index, page, x, y, width, height)
        for page, blocks in enumerate(pages)
        for (index, _), (y, height) in zip(blocks, _heights(blocks, frame), strict=True)
    ]


def _heights(blocks: list[Numbered], frame: Frame) -> list[tuple[float, float]]:
    """Top and height of each block of a page, the rest of the height shared out."""
    heights = [block.height for _, block in blocks]
    for _ in blocks:
        left = frame.height - _foot(heights, blocks, frame)
        open_ = [at for at, (_, b) in enumerate(blocks) if b.stretch and heights[at] < b.most]
        if left < HALF_PIXEL or not open_:
            break
        shares = sum(blocks[at][1].stretch for at in open_)
        for at in open_:
            block = blocks[at][1]
            heights[at] = min(block.most, heights[at] + left * block.stretch / shares)
    return list(zip(_tops(heights, blocks, frame), heights, strict=True))


def _tops(heights: list[float], blocks: list[Numbered], frame: Frame) -> list[float]:
    tops: list[float] = []
    foot = 0.0
    for height, (_, block) in zip(heights, blocks, strict=True):
        tops.append(_top(foot, block, frame, first=not tops))
        foot = tops[-1] + height
    return tops


def _foot(heights: list[float], blocks: list[Numbered], frame: Frame) -> float:
    tops = _tops(heights, blocks, frame)
    return tops[-1] + heights[-1] if tops else 0.0


def bare_buttons(over: float, savings: Sequence[float], apart: float) -> int:
    """How many buttons of a row show a picture alone, by what each saves, the first one first.

    `over` is what the row is too wide with words. Where not even pictures do it, the widest button
    has a row of its own, which saves `apart`.
    """
    in_one_row = _bare(over, savings)
    return in_one_row if in_one_row <= len(savings) else _bare(over - apart, savings)


def _bare(over: float, savings: Sequence[float]) -> int:
    """More than there are when that is not enough."""
    for count, saved in enumerate(savings):
        if over <= 0:
            return count
        over -= saved
    return len(savings) + (over > 0)


@dataclass(frozen=True)
class Tile:
    """One of several of a kind: so high at least, over so many columns."""

    height: float
    span: int = 1


def tile(tiles: Sequence[Tile], frame: Frame) -> Arranged:
    """All tiles in rows of `frame.columns`, each row as high as its highest tile.

    What the frame is higher than they need is shared out among the rows.
    """
    rows = _rows(tiles, frame.columns)
    heights = _row_heights(tiles, rows, frame)
    needed = sum(heights) + frame.gap * max(0, len(rows) - 1)
    more = max(0.0, frame.height - needed) / max(1, len(rows))
    width = (frame.width - (frame.columns - 1) * frame.gap) / frame.columns
    places = []
    y = 0.0
    for row, height in zip(rows, heights, strict=True):
        for index, column in row:
            span = tiles[index].span
            across = span * width + (span - 1) * frame.gap
            places.append(
                Place(index, 0, column * (width + frame.gap), y, across, height + more)
            )  # fmt: skip
        y += height + more + frame.gap
    return Arranged(tuple(places), 1)


def _row_heights(
    tiles: Sequence[Tile], rows: list[list[tuple[int, int]]], frame: Frame
) -> list[float]:
    """All rows alike where there is room for that, else each as high as it must be."""
    least = [max(tiles[index].height for index, _ in row) for row in rows]
    alike = [max(least, default=0.0)] * len(rows)
    return alike if sum(alike) + frame.gap * (len(rows) - 1) <= frame.height else least


def tiles_height(tiles: Sequence[Tile], frame: Frame) -> float:
    """So high are the tiles when nothing is shared out."""
    rows = _rows(tiles, frame.columns)
    heights = sum(max(tiles[index].height for index, _ in row) for row in rows)
    return heights + frame.gap * max(0, len(rows) - 1)


def _rows(tiles: Sequence[Tile], columns: int) -> list[list[tuple[int, int]]]:
    """(index, column) of the tiles of each row."""
    rows: list[list[tuple[int, int]]] = []
    column = columns
    for index, each in enumerate(tiles):
        if column + each.span > columns:
            rows.append([])
            column = 0
        rows[-1].append((index, column))
        column += each.span
    return rows
