"""Reads a drawn panel as a person does, from its pixels alone: codes, rooms and arrows.

It knows the house's typeface and the arrows' shapes, nothing of the program that drew them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import resvg_py
from PIL import Image, ImageDraw, ImageFont

from signage.ui.shapes import ARROWS

FONTS: Final = Path(__file__).parents[2] / "build" / "assets" / "fonts"
WEIGHTS: Final = ("Bold", "SemiBold")
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghiklmnoprstuvwxyz"
SIDE: Final = 48
"""Every shape is compared in a square of so many pixels."""
SURE: Final = 0.80
"""Share of its pixels that a shape must have in common with a known one."""
Grey = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True)
class Blob:
    """One connected shape of ink: its box in pixels and itself, cut out."""

    x: int
    y: int
    w: int
    h: int
    ink: Grey

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def middle(self) -> float:
        return self.y + self.h / 2


@dataclass(frozen=True)
class Line:
    """Words in one line; their box in pixels."""

    text: str
    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> float:
        return self.y + self.h / 2


@dataclass(frozen=True)
class Read:
    """A call as it stands on the panel; `arrow` is the nearest one on its height, if any."""

    number: str
    arrow: str | None
    height: int
    """Pixels of its capitals."""


def calls(panel: Image.Image) -> list[Read]:
    """The ticket codes on the panel with their arrows, the highest first."""
    blobs = list(_blobs(panel))
    codes = [(line, code) for line in _lines(blobs) if (code := _code(line.text))]
    arrows = [(blob, name) for blob in blobs if (name := _known(blob, _arrows()))]
    found = []
    for line, code in sorted(codes, key=lambda one: one[0].y):
        near = [(_apart(line, blob), name) for blob, name in arrows if _beside(line, blob)]
        found.append(Read(code, min(near)[1] if near else None, line.h))
    return found


def _code(text: str) -> str | None:
    """The ticket code at the end of a line, or before the round field of an arrow: as an O.

    W and w are of one shape.
    """
    found = re.search(r"[A-Z] ?\d{3}(?=$|O )", text.upper())
    return found[0].replace(" ", "") if found else None


def _beside(line: Line, blob: Blob) -> bool:
    """To the right of where the code begins, and about as high."""
    return blob.x > line.x and abs(blob.middle - line.middle) < 1.6 * line.h


def _apart(line: Line, blob: Blob) -> float:
    return abs(blob.middle - line.middle) + 0.5 * abs(blob.x - line.x - line.w)


def lines(panel: Image.Image) -> list[str]:
    """Every line of capitals, digits and plain letters that can be read."""
    return [line.text for line in _lines(list(_blobs(panel)))]


# ------------------------------------------------------------------ ink


def _blobs(panel: Image.Image) -> Iterator[Blob]:
    """Shapes of light ink on dark ground and of dark ink on light ground."""
    grey = np.asarray(panel.convert("L"))
    for mask in ((grey > 150), (grey < 100)):
        ink = mask.astype(np.uint8)
        count, labels, stats, _middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
        for label in range(1, count):
            x, y, w, h, area = (int(value) for value in stats[label])
            if 3 <= h < panel.height * 0.7 and w < panel.width * 0.5 and area > 8:
                yield Blob(x, y, w, h, (labels[y : y + h, x : x + w] == label).astype(np.uint8))


# ------------------------------------------------------------------ shapes


@dataclass(frozen=True)
class Shape:
    """A known shape, scaled to the square, and how wide it was for its height."""

    name: str
    ink: Grey
    aspect: float


def _square(ink: Grey) -> Grey:
    scaled = cv2.resize(ink * 255, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return (scaled > 127).astype(np.uint8)


def _shape(name: str, ink: Grey) -> Shape:
    rows, columns = np.any(ink, axis=1).nonzero()[0], np.any(ink, axis=0).nonzero()[0]
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Shape(name, _square(cut), cut.shape[1] / cut.shape[0])


@lru_cache(maxsize=1)
def _glyphs() -> tuple[Shape, ...]:
    shapes = []
    for weight in WEIGHTS:
        font = ImageFont.truetype(str(FONTS / f"FiraSans-{weight}.ttf"), 160)
        for letter in LETTERS:
            paper = Image.new("L", (400, 320), 0)
            ImageDraw.Draw(paper).text((80, 60), letter, font=font, fill=255, features=["tnum"])
            ink = (np.asarray(paper) > 127).astype(np.uint8)
            count, _labels = cv2.connectedComponents(ink, connectivity=8)
            if count == 2:
                shapes.append(_shape(letter, ink))
    return tuple(shapes)


@lru_cache(maxsize=1)
def _arrows() -> tuple[Shape, ...]:
    return tuple(_shape(name, _largest(_drawn(path))) for name, path in ARROWS.items())


def _largest(ink: Grey) -> Grey:
    """The largest of its connected parts: "here" has a line below that is a part of its own."""
    _count, labels, stats, _middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.asarray(labels == largest, dtype=np.uint8)


def _drawn(path: str) -> Grey:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 28 28" width="280" height="280">'
        f'<path d="{path}" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>'
    )
    png = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg))))
    alpha = np.asarray(png.convert("RGBA"))[:, :, 3]
    return np.asarray(alpha > 127, dtype=np.uint8)


def _known(blob: Blob, shapes: Sequence[Shape]) -> str | None:
    """The known shape that has most in common with this one, if it has enough."""
    if blob.h < 8:
        return None
    ink, aspect = _square(blob.ink), blob.w / blob.h
    best, name = 0.0, None
    for shape in shapes:
        if not 0.8 < aspect / shape.aspect < 1.25:
            continue
        both = int(np.logical_and(ink, shape.ink).sum())
        share = both / max(1, int(np.logical_or(ink, shape.ink).sum()))
        if share > best:
            best, name = share, shape.name
    return name if best >= SURE else None


# ------------------------------------------------------------------ lines


def _lines(blobs: Sequence[Blob]) -> list[Line]:
    """Letters that stand on one baseline, close together and of one height, become a line."""
    letters = [(blob, name) for blob in blobs if (name := _known(blob, _glyphs()))]
    dots = [blob for blob in blobs if blob.h < 60 and 0.7 < blob.w / blob.h < 1.4]
    letters.sort(key=lambda one: one[0].x)
    open_lines: list[list[tuple[Blob, str]]] = []
    for blob, name in letters:
        home = next((row for row in open_lines if _continues(row, blob)), None)
        if home is None:
            open_lines.append([(blob, name)])
        else:
            home.append((blob, name))
    return [_line(row, dots) for row in open_lines]


def _tallest(row: Sequence[tuple[Blob, str]]) -> int:
    return max(blob.h for blob, _name in row)


def _continues(row: Sequence[tuple[Blob, str]], blob: Blob) -> bool:
    last, tall = row[-1][0], _tallest(row)
    level = abs(blob.bottom - last.bottom) < 0.12 * tall
    size = 0.6 * tall < blob.h < 1.6 * tall
    return level and size and -0.1 * tall < blob.x - (last.x + last.w) < 0.75 * tall


def _line(row: Sequence[tuple[Blob, str]], dots: Sequence[Blob]) -> Line:
    tall, text, before = _tallest(row), "", None
    for blob, name in row:
        if before is not None:
            gap = blob.x - (before.x + before.w)
            if any(_dot_between(dot, before, blob, tall) for dot in dots):
                text += "."
            elif gap > 0.25 * tall:
                text += " "
        text, before = text + name, blob
    first, last = row[0][0], row[-1][0]
    top = min(blob.y for blob, _name in row)
    return Line(text, first.x, top, last.x + last.w - first.x, first.bottom - top)


def _dot_between(dot: Blob, left: Blob, right: Blob, tall: int) -> bool:
    within = left.x + left.w <= dot.x + 2 and dot.x + dot.w <= right.x + 2
    return within and dot.h < 0.3 * tall and abs(dot.bottom - left.bottom) < 0.12 * tall
