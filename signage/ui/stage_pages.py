"""Pages of words for the stage: as large as they fit, never below the least size, never cut off."""

from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from signage.ui.fitting import FAMILY
from signage.ui.theme import CAPITAL_SHARE
from wire.look import RTL, Lang
from wire.messages import TextPage
from wire.pictograms import PICTOGRAMS

MARGIN = 0.06
"""Share of the shorter side that stays free all around."""
SOFT_HYPHEN = "\u00ad"
LINE = 1.32
"""Height of a line in font sizes; room for Arabic marks above and below."""
TITLE = 0.75
BODY = 0.53
"""Least heights of capitals as shares of what a call has (0.7 degrees): the body's have a 155th of
the reading distance, the least of ASR A6. Words that fit are larger."""
LARGEST = 2.0
"""At most so many times as large as they must be."""
FOR_A_WORD = 0.75
"""So far they shrink below that before a long word is broken."""
STEP = 0.92
GAP = 0.3
"""Between title and body, in sizes of which they have their shares."""
BESIDE = 1.6
"""From this shape of the stage on the pictogram stands beside the words."""


@dataclass(frozen=True)
class Leaf:
    """One page as it is drawn in a `box`; sizes in pixels, lines already broken.

    `mark` says which page of how many it is.
    """

    box: tuple[int, int] = (1, 1)
    title: str = ""
    body: str = ""
    title_px: int = 1
    body_px: int = 1
    margin: int = 0
    gap: int = 0
    pictogram: str = ""
    pictogram_px: int = 0
    beside: bool = False
    rtl: bool = False
    mark: str = ""
    mark_px: int = 1

    @property
    def box_width(self) -> int:
        return self.box[0]

    @property
    def box_height(self) -> int:
        return self.box[1]


@dataclass(frozen=True)
class _Room:
    """What words have: width, height on the first page, height on the others."""

    width: float
    first: float
    rest: float


def leaves(page: TextPage, lang: Lang, box: tuple[int, int], capital_px: float) -> tuple[Leaf, ...]:
    """The page in this language on as many leaves as it needs at the least size, mostly one.

    `capital_px` is the least height of a capital of the title.
    """
    frame = _frame(box, PICTOGRAMS.get(page.pictogram or "", ""))
    text = (page.title.get(lang, ""), page.body.get(lang, ""))
    least = min(capital_px / CAPITAL_SHARE, _tallest(frame))
    factor = LARGEST
    while factor > 1:
        words = _Words(text, least * factor, frame, lang)
        if words.has_whole_words and (only := words.on_one_leaf()):
            return (only,)
        factor = max(1.0, factor * STEP)
    words = _Words(text, least, frame, lang)
    while not words.has_whole_words and factor > FOR_A_WORD:
        factor *= STEP
        words = _Words(text, least * factor, frame, lang)
    only = words.on_one_leaf()
    return (only,) if only else words.on_several_leaves()


@dataclass(frozen=True)
class _Frame:
    """The stage less its margins, and where the pictogram stands."""

    box: tuple[int, int]
    margin: int
    path: str
    pictogram_px: int
    beside: bool

    @property
    def room(self) -> _Room:
        width, height = (side - 2 * self.margin for side in self.box)
        taken = self.pictogram_px + self.margin if self.path else 0
        if self.beside:
            return _Room(width - taken, height, height)
        return _Room(width, height - taken, height)


def _frame(box: tuple[int, int], path: str) -> _Frame:
    margin = round(MARGIN * min(box))
    beside = bool(path) and box[0] >= BESIDE * box[1]
    share = min(0.42 * box[1], 0.22 * box[0]) if beside else 0.15 * box[1]
    return _Frame(box, margin, path, round(share) if path else 0, beside)


def _tallest(frame: _Frame) -> float:
    """A size at which a line of the title and one of the body find room on any leaf."""
    return frame.room.first / (LINE * (TITLE + BODY) + GAP)


class _Words:
    """Title and body broken into lines at one size."""

    def __init__(self, text: tuple[str, str], px: float, frame: _Frame, lang: Lang) -> None:
        self._frame = frame
        self._rtl = lang in RTL
        self._title_px, self._body_px = max(1, round(TITLE * px)), max(1, round(BODY * px))
        self._gap = round(GAP * px)
        width = frame.room.width
        self._title, whole = _lines(text[0], font(self._title_px, bold=True), width, self._rtl)
        while not whole and self._title_px > self._body_px:
            self._title_px = max(self._body_px, int(STEP * self._title_px))
            self._title, whole = _lines(text[0], font(self._title_px, bold=True), width, self._rtl)
        self._body, whole_body = _lines(text[1], font(self._body_px), width, self._rtl)
        self.has_whole_words = whole and whole_body

    def on_one_leaf(self) -> Leaf | None:
        """All on one leaf, or None."""
        if self._height(len(self._title), len(self._body)) > self._frame.room.first:
            return None
        return self._leaf(self._title, self._body, first=True)

    def on_several_leaves(self) -> tuple[Leaf, ...]:
        """The lines in their order on as few leaves as they need, about as many on each."""
        share = 1.0
        parts = self._filled(share)
        while share > 0.5 and len(fuller := self._filled(share - 0.05)) == len(parts):
            parts, share = fuller, share - 0.05
        found = [self._leaf(*part, first=place == 0) for place, part in enumerate(parts)]
        return tuple(
            replace(leaf, mark=f"{place}/{len(found)}") for place, leaf in enumerate(found, 1)
        )

    def _filled(self, share: float) -> list[tuple[list[str], list[str]]]:
        """Leaves of title and body lines; bodies fill them to this share of their room."""
        parts: list[tuple[list[str], list[str]]] = [([], [])]
        lines = [*((True, line) for line in self._title), *((False, line) for line in self._body)]
        for is_title, line in lines:
            titles, bodies = parts[-1]
            room = self._frame.room.first if len(parts) == 1 else self._frame.room.rest
            height = self._height(len(titles) + is_title, len(bodies) + (not is_title))
            if (titles or bodies) and height > (room if is_title else share * room):
                parts.append(([], []))
            parts[-1][0 if is_title else 1].append(line)
        return parts

    def _height(self, titles: int, bodies: int) -> float:
        gap = self._gap if titles and bodies else 0
        return LINE * (titles * self._title_px + bodies * self._body_px) + gap

    def _leaf(self, titles: list[str], bodies: list[str], *, first: bool) -> Leaf:
        pictured = first or self._frame.beside
        return Leaf(
            box=self._frame.box,
            title="\n".join(titles),
            body="\n".join(bodies),
            title_px=self._title_px,
            body_px=self._body_px,
            margin=self._frame.margin,
            gap=self._gap if titles and bodies else 0,
            pictogram=self._frame.path if pictured else "",
            pictogram_px=self._frame.pictogram_px if pictured else 0,
            beside=self._frame.beside,
            rtl=self._rtl,
            mark_px=max(1, round(0.6 * self._frame.margin)),
        )


def font(px: int, *, bold: bool = False) -> QFont:
    """The house's typeface in this size."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, px))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
    return made


def _lines(text: str, face: QFont, width: float, rtl: bool) -> tuple[list[str], bool]:
    """The text in lines of at most this width; False when a word had to be broken for it."""
    lines = [line for part in text.splitlines() for line in _wrapped(part, face, width, rtl)]
    metrics = QFontMetricsF(face)
    words = [part for word in text.split() for part in word.split(SOFT_HYPHEN)]
    return lines, all(metrics.horizontalAdvance(word) <= width for word in words)


def _wrapped(text: str, face: QFont, width: float, rtl: bool) -> list[str]:
    if not text.strip():
        return [""]
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if rtl:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout = QTextLayout(text, face)
    layout.setTextOption(option)
    layout.beginLayout()
    units = text.encode("utf-16-le", "replace")  # Qt counts these, Python whole characters
    ends = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    parts = [units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in pairwise([0, *ends])]
    drawn = [_hyphened(part, goes_on=not rtl) for part in parts[:-1]]
    return [*drawn, *(_hyphened(part, goes_on=False) for part in parts[-1:])]


def _hyphened(line: str, *, goes_on: bool) -> str:
    """A line as it is drawn: with a hyphen where a word goes on, without other soft hyphens."""
    shown = line.replace(SOFT_HYPHEN, "").rstrip()
    within_a_word = goes_on and line == line.rstrip() and not shown.endswith(("-", "–", "/"))
    return f"{shown}-" if within_a_word else shown
