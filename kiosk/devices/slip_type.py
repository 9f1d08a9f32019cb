"""Sets text as dots: shaped, right-to-left where the language is, wrapped by measured width.

Pillow's raqm layout shapes and orders the letters of one run. Which font a run needs, and where
the runs of a right-to-left line stand, is decided here: Debian's Arabic typeface has no Latin
letters, and codes and figures (``B 12``, ``2.14``) are read from left to right within such a line.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.devices.slip_wrap import broken
from wire.look import RTL, Lang

WHITE, BLACK = 255, 0
DARK: Final = 140
"""A dot is printed where the drawn edge covers about half of it; a hair more, for thin strokes."""
FACES: Final = 12
"""So many sizes of a typeface stay open: more than one slip needs. Each holds the whole file in
memory, and every number asks for a size of its own."""
_LEADING: Final = 1.36
_LEADING_RTL: Final = 1.56

_LATIN = r"0-9A-Za-z\u00c0-\u024f"
_ATOM = re.compile(rf"[{_LATIN}](?:[{_LATIN}.:,/+\- \u00a0]*[{_LATIN}])?")
_ARABIC = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff\u200c\u200d .:!,«»]+"
)


@dataclass(frozen=True)
class Run:
    """A piece of a line in one font and one direction."""

    text: str
    arabic: bool
    rtl: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence with its size in dots and weight."""

    text: str
    size: int
    bold: bool = False


def fonts_dir() -> Path:
    """Where the office's typeface lies: ``EZ_ASSETS/fonts``, by default ``build/assets/fonts``."""
    return Path(os.environ.get("EZ_ASSETS", "build/assets")) / "fonts"


@lru_cache(FACES)
def fira(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Fira Sans of a weight (``Regular`` to ``Bold``) in pixels; OSError when it is missing."""
    return ImageFont.truetype(fonts_dir() / f"FiraSans-{weight}.ttf", size)


@lru_cache(FACES)
def noto_arabic(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Noto Sans Arabic, ``Regular`` or ``Bold``; OSError when Debian's package is missing.

    Pillow looks for it where the system keeps its typefaces (XDG_DATA_DIRS).
    """
    return ImageFont.truetype(f"NotoSansArabic-{weight}.ttf", size)


def runs(text: str, lang: Lang) -> list[Run]:
    """The runs of `text` in reading order."""
    if lang not in RTL:
        return [Run(text, arabic=False, rtl=False)]
    found: list[Run] = []
    at = 0
    while at < len(text):
        if atom := _ATOM.match(text, at):
            found.append(Run(atom[0], arabic=False, rtl=False))
        elif letters := _ARABIC.match(text, at):
            found.append(Run(letters[0], arabic=True, rtl=True))
        else:
            found.append(Run(text[at], arabic=False, rtl=True))
        at += len(found[-1].text)
    return found


def width_of(text: str, sentence: Sentence, lang: Lang) -> float:
    """How wide `text` is in the sentence's type, in dots."""
    return sum(_width(run, sentence, lang) for run in runs(text, lang))


def wrapped(sentence: Sentence, lang: Lang, width: int) -> list[str]:
    """The sentence in lines of at most `width` dots."""
    return broken(sentence.text, lambda text: width_of(text, sentence, lang), width)


def text_picture(
    sentences: Sequence[Sentence], lang: Lang, width: int, *, gap: int = 0, centred: bool = True
) -> Image.Image:
    """Sentences one under the other, `gap` dots apart; mode "L", `width` dots wide.

    Lines that are not centred begin at the left, or at the right in a right-to-left language.
    """
    leading = _LEADING_RTL if lang in RTL else _LEADING
    rows = [(line, one) for one in sentences for line in wrapped(one, lang, width)]
    height = sum(round(one.size * leading) for _, one in rows) + gap * (len(sentences) - 1)
    image = Image.new("L", (width, height), WHITE)
    pen = ImageDraw.Draw(image)
    y = 0
    for at, (line, one) in enumerate(rows):
        y += gap if at and rows[at - 1][1] is not one else 0
        free = width - width_of(line, one, lang)
        left = free / 2 if centred else free if lang in RTL else 0
        draw_line(pen, line, one, lang, (left, y + round(one.size * leading * 0.76)))
        y += round(one.size * leading)
    return image


def draw_line(
    pen: ImageDraw.ImageDraw, text: str, sentence: Sentence, lang: Lang, at: tuple[float, float]
) -> None:
    """One line; `at` is the left end of its base line."""
    x = at[0]
    ordered = runs(text, lang)
    for run in reversed(ordered) if lang in RTL else ordered:
        pen.text(
            (x, at[1]), run.text, BLACK, _font(run, sentence), anchor="ls",
            direction="rtl" if run.rtl else "ltr", language=_language(lang),
        )  # fmt: skip
        x += _width(run, sentence, lang)


def black_and_white(image: Image.Image) -> Image.Image:
    """Dots (mode "1", 0 is black) of drawn grey edges."""
    return image.point(lambda value: WHITE if value > DARK else BLACK).convert("1")


def _width(run: Run, sentence: Sentence, lang: Lang) -> float:
    return _font(run, sentence).getlength(
        run.text, direction="rtl" if run.rtl else "ltr", language=_language(lang)
    )


def _font(run: Run, sentence: Sentence) -> ImageFont.FreeTypeFont:
    if run.arabic:
        return noto_arabic("Bold" if sentence.bold else "Regular", sentence.size)
    return fira("Bold" if sentence.bold else "Regular", sentence.size)


def _language(lang: Lang) -> str:
    return lang.partition("-")[0]
