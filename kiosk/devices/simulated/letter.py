"""Draws an appointment letter (Einladung) as it comes out of the office's printer."""

import io
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw

from kiosk.devices.slip_type import fira

PX_PER_MM = 8
A5 = (148, 210)
"""Width and height in mm."""
INK, MUTED, LINE, ACTION, TINT = "#131525", "#51577a", "#c0c3d5", "#2044aa", "#eff3fa"
QR_MM = 46
_MARGIN = 14


@dataclass(frozen=True)
class Words:
    """What stands on a letter beside its code; `short_code` is what one can type."""

    authority: str = "Jobcenter Musterstadt"
    addressee: str = "Frau Erika Muster"
    title: str = "Ihr Termin"
    day: str = "Montag, 23. November 2026"
    time: str = "9:00 Uhr"
    place: str = "Zimmer 2.14"
    short_code: str = ""


SAMPLE = Words()


def qr_picture(text: str, px: int) -> Image.Image:
    """`text` as QR at level M without quiet zone, at most about `px` wide, black on white ("L")."""
    code = segno.make(text, error="m", boost_error=False, micro=False)
    raw = io.BytesIO()
    code.save(raw, kind="png", border=0, scale=max(1, px // code.symbol_size(border=0)[0]))
    return Image.open(raw).convert("L")


def letter_picture(code: str, words: Words = SAMPLE) -> Image.Image:
    """A letter whose QR says `code`, on A5 with 8 pixels a millimetre (1184 x 1680, RGB)."""
    page = Image.new("RGB", (A5[0] * PX_PER_MM, A5[1] * PX_PER_MM), "#ffffff")
    pen = _Pen(page)
    right = A5[0] - _MARGIN
    pen.block((_MARGIN, 14.2, 5, 5), ACTION)
    pen.words(words.authority, (22, 14), "SemiBold", 4.9, INK)
    pen.words("Bahnhofstraße 1 · 12345 Musterstadt", (_MARGIN, 30), "Regular", 2.7, MUTED)
    pen.words(words.addressee, (_MARGIN, 36), "Regular", 4, INK)
    pen.words("Hauptstraße 12", (_MARGIN, 41.5), "Regular", 4, INK)
    pen.words("12345 Musterstadt", (_MARGIN, 47), "Regular", 4, INK)
    pen.words(words.title, (_MARGIN, 63), "Bold", 9.5, INK)
    pen.panel((_MARGIN, 79, right, 107), TINT)
    pen.words(words.day, (_MARGIN + 6, 83.5), "SemiBold", 5.6, INK)
    pen.words(words.time, (_MARGIN + 6, 92.5), "Bold", 8.2, ACTION)
    pen.words(words.place, (_MARGIN + 50, 93.8), "SemiBold", 6.4, INK)
    for at, line in enumerate(_SENTENCES):
        pen.words(line, (_MARGIN, 114 + 6 * at), "Regular", 4, INK)
    page.paste(qr_picture(code, QR_MM * PX_PER_MM), (_MARGIN * PX_PER_MM, 142 * PX_PER_MM))
    pen.words("Mit diesem Brief anmelden", (68, 143), "SemiBold", 4.4, INK)
    for at, line in enumerate(_HOW):
        pen.words(line, (68, 151 + 5.6 * at), "Regular", 3.7, MUTED)
    if words.short_code:
        pen.words("Oder diesen Code eingeben:", (68, 175), "Regular", 3.7, MUTED)
        pen.words(words.short_code, (68, 180), "Bold", 6.2, INK)
    pen.rule(_MARGIN, right, 196, LINE)
    pen.words("Muster eines Briefes. Keine echte Person.", (_MARGIN, 199), "Regular", 2.7, MUTED)
    return page


_SENTENCES = (
    "Guten Tag, bitte kommen Sie zu Ihrem Termin.",
    "Wir sprechen über Ihren Antrag.",
    "Bringen Sie diesen Brief und Ihren Ausweis mit.",
)
_HOW = (
    "Halten Sie den Code am Eingang",
    "vor die Kamera. Sie bekommen",
    "eine Nummer. Sie haben Zeit.",
)


class _Pen:
    """Draws in millimetres."""

    def __init__(self, page: Image.Image) -> None:
        self._draw = ImageDraw.Draw(page)

    def words(
        self, text: str, at: tuple[float, float], weight: str, size: float, colour: str
    ) -> None:
        font = fira(weight, round(size * PX_PER_MM))
        self._draw.text((at[0] * PX_PER_MM, at[1] * PX_PER_MM), text, colour, font)

    def block(self, box: tuple[float, float, float, float], colour: str) -> None:
        x, y, width, height = (value * PX_PER_MM for value in box)
        self._draw.rounded_rectangle((x, y, x + width, y + height), 6, colour)

    def panel(self, box: tuple[float, float, float, float], colour: str) -> None:
        self._draw.rounded_rectangle([value * PX_PER_MM for value in box], 16, colour)

    def rule(self, left: float, right: float, y: float, colour: str) -> None:
        self._draw.line([value * PX_PER_MM for value in (left, y, right, y)], colour, 2)
