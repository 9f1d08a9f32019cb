"""Draws decoded paper as a picture: what the slip would look like in the hand."""

from functools import cache
from importlib.resources import files

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from kiosk.devices.paper import Align, Cut, Feed, Paper, QrCode, Raster, TextLine

CELL = (12, 24)
"""Font A of the printer, in dots."""
LINE = 30
KNIFE = 56
EDGE = 32
"""Unprintable margin left and right of the print, in dots."""
TOP = 40
PAPER_TONE = (250, 249, 245)
INK_TONE = (38, 36, 44)
_AIR = 24
"""Room around the paper for its shade."""


def picture(paper: Paper, dots: int | None = None) -> Image.Image:
    """The slip as RGBA with a transparent surround; `dots` is the printable width.

    Without `dots` the width is that of the widest raster (576 when there is none).
    """
    width = dots or max((i.width for i in paper.items if isinstance(i, Raster)), default=576)
    print_ = dots_on(paper, width)
    sheet = Image.new("L", (width + 2 * EDGE, print_.height + TOP + LINE), 0)
    sheet.paste(print_, (EDGE, TOP))
    return _on_thermal_paper(sheet)


def dots_on(paper: Paper, width: int) -> Image.Image:
    """The dots alone (mode "L"), 255 where it is black."""
    rows = [_row(item, width) for item in paper.items]
    sheet = Image.new("L", (width, max(1, sum(row.height for row in rows))), 0)
    y = 0
    for row in rows:
        sheet.paste(row, (0, y))
        y += row.height
    return sheet


def _row(item: object, width: int) -> Image.Image:
    match item:
        case TextLine():
            return _text(item, width)
        case Raster():
            bits = Image.frombytes("1", (item.width, item.height), item.bits).convert("L")
            row = Image.new("L", (width, item.height), 0)
            row.paste(bits, (_left(item.align, width, item.width), 0))
            return row
        case QrCode():
            return _qr(item, width)
        case Feed():
            return Image.new("L", (width, item.dots), 0)
        case Cut():
            return Image.new("L", (width, KNIFE if item.fed else 0), 0)
        case _:
            raise TypeError(f"paper has no {type(item).__name__}")


def _left(align: Align, width: int, used: int) -> int:
    return {"left": 0, "center": (width - used) // 2, "right": width - used}[align]


def _text(line: TextLine, width: int) -> Image.Image:
    """The characters in the printer's fixed cells, doubled as its head doubles them."""
    cell = (CELL[0] * line.wide, CELL[1] * line.tall)
    row = Image.new("L", (width, LINE if line.tall == 1 else cell[1] + LINE - CELL[1]), 0)
    x = _left(line.align, width, len(line.text) * cell[0])
    for character in line.text:
        row.paste(_glyph(character).resize(cell, Image.Resampling.NEAREST), (x, 0))
        x += cell[0]
    # The head strikes bold twice, one dot apart.
    return ImageChops.lighter(row, ImageChops.offset(row, 1, 0)) if line.bold else row


def _qr(code: QrCode, width: int) -> Image.Image:
    rows = code.rows
    small = Image.new("L", (len(rows), len(rows)), 0)
    small.putdata([255 * dark for row in rows for dark in row])
    side = len(rows) * code.module
    sheet = Image.new("L", (width, side), 0)
    sheet.paste(
        small.resize((side, side), Image.Resampling.NEAREST), (_left(code.align, width, side), 0)
    )
    return sheet


@cache
def _mono() -> ImageFont.FreeTypeFont:
    """DejaVu Sans Mono, which comes with python-escpos's bar code package."""
    return ImageFont.truetype(str(files("barcode") / "fonts" / "DejaVuSansMono.ttf"), 20)


@cache
def _glyph(character: str) -> Image.Image:
    """One character in its cell of dots."""
    glyph = Image.new("L", CELL, 0)
    ImageDraw.Draw(glyph).text((0, 20), character, 255, _mono(), anchor="ls")
    return glyph.point(lambda value: 255 if value > 110 else 0)


def _on_thermal_paper(sheet: Image.Image) -> Image.Image:
    """Dots as heat makes them (a little soft and uneven), on paper with a shade around it."""
    noise = np.random.default_rng(sheet.height)
    heat = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.55)), np.float32) / 255
    streaks = 1 - 0.05 * noise.random((1, sheet.width), np.float32)
    grain = noise.normal(0, 1.3, (sheet.height, sheet.width)).astype(np.float32)
    dark = (heat * streaks * (1 - 0.04 * noise.random(heat.shape, np.float32)))[..., None]
    curl = 1 - 0.035 * np.abs(np.linspace(-1, 1, sheet.width, dtype=np.float32)) ** 4
    tone = np.array(PAPER_TONE, np.float32) * curl[None, :, None] + grain[..., None]
    colours = tone * (1 - dark) + np.array(INK_TONE, np.float32) * dark
    paper = Image.fromarray(colours.clip(0, 255).astype(np.uint8))
    size = (sheet.width + 2 * _AIR, sheet.height + 2 * _AIR)
    shade = Image.new("L", size, 0)
    shade.paste(70, (_AIR + 2, _AIR + 5, _AIR + sheet.width - 2, _AIR + sheet.height + 5))
    out = Image.new("RGBA", size, (19, 21, 37, 0))
    out.putalpha(shade.filter(ImageFilter.GaussianBlur(9)))
    out.paste(paper, (_AIR, _AIR), _outline(sheet.size))
    return out


def _outline(size: tuple[int, int]) -> Image.Image:
    """The paper's shape: torn teeth above, a clean cut with the partial cut's nick beneath."""
    mask = Image.new("L", size, 255)
    pen = ImageDraw.Draw(mask)
    for x in range(0, size[0], 12):
        pen.polygon([(x, 0), (x + 6, 6), (x + 12, 0)], fill=0)
    middle = size[0] // 2
    pen.rectangle((0, size[1] - 3, middle - 9, size[1]), fill=0)
    pen.rectangle((middle + 9, size[1] - 3, size[0], size[1]), fill=0)
    return mask
