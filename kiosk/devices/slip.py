"""Draws a slip: the number and the zone's sign as dots, everything else as lines of text."""

import os
import textwrap
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.flow.receipt import Slip
from wire.ids import TicketNumber, ZoneId, spoken
from wire.look import SIGNS, Sign

FONT_A_DOTS = 12
"""Width of one character of the printer's own font A, in dots (203 dpi, 8 dots a mm)."""
SIGN_SHARE = 0.25
"""The sign's width as a share of the paper."""


@dataclass(frozen=True)
class Line:
    """One native line; `wide` and `tall` are multiples of font A."""

    text: str
    bold: bool = False
    wide: int = 1
    tall: int = 1


def fonts_dir() -> Path:
    """Where the office's typeface lies: ``EZ_ASSETS/fonts``, by default ``build/assets/fonts``."""
    return Path(os.environ.get("EZ_ASSETS", "build/assets")) / "fonts"


@cache
def fira(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Fira Sans of a weight (``Regular`` to ``Bold``) in pixels; OSError when it is missing."""
    return ImageFont.truetype(fonts_dir() / f"FiraSans-{weight}.ttf", size)


def printable(text: str) -> str:
    """`text` in WPC1252: what the page lacks loses its accent, or becomes a question mark."""
    return "".join(_printable(character) for character in unicodedata.normalize("NFC", text))


def _printable(character: str) -> str:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        base = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        return base or "?"
    return character if character.isprintable() else " "


def head_lines(slip: Slip, columns: int) -> list[Line]:
    """The lines above the number."""
    return [line for text in slip.head for line in _wrapped(text, columns)]


def body_lines(slip: Slip, columns: int) -> list[Line]:
    """The lines beneath the number; the last one says the number again, as text."""
    lines = _sentences(slip.body, columns)
    lines += [Line(""), _rule(columns)]
    if slip.other:
        lines += [*_sentences(slip.other, columns), Line(""), _rule(columns)]
    return [*lines, Line(f"Nummer {spoken(slip.number)}")]


def _sentences(texts: tuple[str, ...], columns: int) -> list[Line]:
    """The first, which names the waiting zone, twice as wide where it fits; all twice as tall."""
    lines: list[Line] = []
    for at, text in enumerate(texts):
        wide = 2 if at == 0 and len(printable(text)) * 2 <= columns else 1
        lines += _wrapped(text, columns, bold=at == 0, wide=wide, tall=2)
        lines += [Line("")] if at == 0 else []
    return lines


def _rule(columns: int) -> Line:
    return Line("- " * (columns // 2 - 1) + "-")


def _wrapped(
    text: str, columns: int, *, bold: bool = False, wide: int = 1, tall: int = 1
) -> list[Line]:
    parts = _balanced(printable(text), columns // wide)
    return [Line(part, bold, wide, tall) for part in parts]


def _balanced(text: str, columns: int) -> list[str]:
    """Wrapped into as few lines as possible, all of about one length: no lonely last word."""
    parts = textwrap.wrap(text, columns)
    least = max(1, len(text) // max(1, len(parts)))
    for narrower in range(columns - 1, least - 1, -1):
        tried = textwrap.wrap(text, narrower)
        if len(tried) > len(parts):
            break
        parts = tried
    return parts


def band(number: TicketNumber, zone: ZoneId, width: int) -> Image.Image:
    """Number and sign side by side as a bit image `width` dots wide; black is 0 (mode "1").

    A zone without a sign gives the number alone.
    """
    sign = SIGNS.get(zone)
    room = round(width * SIGN_SHARE) if sign else 0
    gap = width // 22 if sign else 0
    font = _fitting(spoken(number), width - room - gap - 2 * (width // 48))
    left, top, right, bottom = font.getbbox(spoken(number))
    height = round(max(bottom - top, room)) + 2 * (width // 36)
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    start = (width - (right - left) - gap - room) / 2
    pen.text((start - left, (height - bottom - top) / 2), spoken(number), 0, font)
    if sign:
        draw_sign(pen, sign, (start + right - left + gap, (height - room) / 2), room)
    return image.point(lambda value: 255 if value > 127 else 0).convert("1")


def draw_sign(pen: ImageDraw.ImageDraw, sign: Sign, at: tuple[float, float], size: int) -> None:
    """The zone's sign in black with its letter in white, in a square of `size` dots."""
    if sign.points:
        pen.polygon([(at[0] + x * size, at[1] + y * size) for x, y in sign.points], fill=0)
    else:
        pen.ellipse((at[0], at[1], at[0] + size - 1, at[1] + size - 1), fill=0)
    font = _capital(sign.letter, round(sign.letter_size * size))
    middle = (at[0] + sign.letter_at[0] * size, at[1] + sign.letter_at[1] * size)
    left, top, right, bottom = font.getbbox(sign.letter)
    pen.text(
        (middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2), sign.letter, 255, font
    )


@cache
def _fitting(text: str, width: int) -> ImageFont.FreeTypeFont:
    """Fira Sans Bold, as large as `text` fits into `width`."""
    left, _, right, _ = fira("Bold", 200).getbbox(text)
    return fira("Bold", int(200 * width / (right - left)))


@cache
def _capital(letter: str, height: int) -> ImageFont.FreeTypeFont:
    """Fira Sans Bold whose `letter` is `height` dots high."""
    _, top, _, bottom = fira("Bold", 200).getbbox(letter)
    return fira("Bold", int(200 * height / (bottom - top)))
