"""Pages of words for the stage: as large as they fit, never below the least size, never cut off."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from signage.ui.fitting import FAMILY
from signage.ui.theme import CAPITAL_SHARE
from wire.look import RTL, Lang
from wire.messages import TextPage
from wire.pictograms import PICTOGRAMS

MARGIN = 0.06
"""Share of the shorter side that stays free all around."""
LINE = 1.32
"""Height of a line in font sizes; room for Arabic marks above and below."""
BODY = 0.7
"""The body's letters beside those of the title. With the title at the least height of capitals
(0.7 degrees) its capitals have a hundredth of the distance, as ASR A6 asks of what is read."""
LARGEST = 2.0
"""The title is at most so many times as large as it must be."""
STEP = 0.9
BESIDE = 1.6
"""From this shape of the stage on the pictogram stands beside the words."""


@dataclass(frozen=True)
class Leaf:
    """One page as it is drawn; sizes in pixels, lines already broken.

    `mark` says which page of how many it is.
    """

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
    path = PICTOGRAMS.get(page.pictogram or "", "")
    frame = _frame(box, path)
    title, body = page.title.get(lang, ""), page.body.get(lang, "")
    least = capital_px / CAPITAL_SHARE
    factor = LARGEST
    while factor > 1:
        words = _Words(title, body, least * factor, frame, lang)
        if words.has_whole_words and (only := words.on_one_leaf()):
            return (only,)
        factor = max(1.0, factor * STEP)
    words = _Words(title, body, min(least, _tallest(frame)), frame, lang)
    if only := words.on_one_leaf():
        return (only,)
    return words.on_several_leaves()


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
    share = min(0.42 * box[1], 0.22 * box[0]) if beside else 0.2 * box[1]
    return _Frame(box, margin, path, round(share) if path else 0, beside)


def _tallest(frame: _Frame) -> float:
    """A title so large that a line of it and one of the body find room on any leaf."""
    return frame.room.first / (LINE * (1 + BODY) + 0.5)


class _Words:
    """Title and body broken into lines at one size."""

    def __init__(self, title: str, body: str, title_px: float, frame: _Frame, lang: Lang) -> None:
        self._frame = frame
        self._rtl = lang in RTL
        self._title_px, self._body_px = round(title_px), round(BODY * title_px)
        width = frame.room.width
        self._title, whole = _lines(title, font(self._title_px, bold=True), width, self._rtl)
        self._body, whole_body = _lines(body, font(self._body_px), width, self._rtl)
        self.has_whole_words = whole and whole_body

    def on_one_leaf(self) -> Leaf | None:
        """All on one leaf, or None."""
        if self._height(len(self._title), len(self._body)) > self._frame.room.first:
            return None
        return self._leaf(self._title, self._body, first=True)

    def on_several_leaves(self) -> tuple[Leaf, ...]:
        """The lines in their order, as many to a leaf as find room."""
        parts: list[tuple[list[str], list[str]]] = [([], [])]
        for is_title, line in [
            *((True, t) for t in self._title),
            *((False, b) for b in self._body),
        ]:
            titles, bodies = parts[-1]
            more = (len(titles) + is_title, len(bodies) + (not is_title))
            room = self._frame.room.first if len(parts) == 1 else self._frame.room.rest
            if (titles or bodies) and self._height(*more) > room:
                parts.append(([], []))
            parts[-1][0 if is_title else 1].append(line)
        found = [self._leaf(*part, first=place == 0) for place, part in enumerate(parts)]
        return tuple(
            Leaf(**{**vars(leaf), "mark": f"{place}/{len(found)}"})
            for place, leaf in enumerate(found, 1)
        )

    def _height(self, titles: int, bodies: int) -> float:
        gap = self._gap if titles and bodies else 0
        return LINE * (titles * self._title_px + bodies * self._body_px) + gap

    @property
    def _gap(self) -> int:
        return round(0.35 * self._title_px)

    def _leaf(self, titles: list[str], bodies: list[str], *, first: bool) -> Leaf:
        pictured = first or self._frame.beside
        return Leaf(
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
    return lines, all(metrics.horizontalAdvance(word) <= width for word in text.split())


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
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        begin, end = line.textStart(), line.textStart() + line.textLength()
        found.append(units[2 * begin : 2 * end].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return found
