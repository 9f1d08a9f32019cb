"""The drawn parts of a slip: number with sign, rule, framed note, logo, test pattern."""

import io
import logging
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from kiosk.devices.printer_model import DOTS_PER_MM
from kiosk.devices.slip_type import (
    BLACK,
    WHITE,
    Sentence,
    black_and_white,
    fira,
    text_picture,
)
from wire.ids import ZoneId
from wire.look import SIGNS, Lang, Sign

log = logging.getLogger("kiosk.printer")

SIGN_SHARE: Final = 0.25
"""The sign's width as a share of the paper."""
BAND_HEIGHT_SHARE: Final = 0.26
"""No number is taller than this share of the paper's width."""
LOGO_DOTS: Final = 112
"""The logo's greatest height: 14 mm."""
LOGO_SHARE: Final = 0.7
LOGO_PIXELS: Final = 16_000_000
"""A larger picture is not opened."""
NOTE_DOTS: Final = 30


def band(text: str, zone: ZoneId | None, width: int) -> Image.Image:
    """Number and sign side by side as a bit image `width` dots wide; black is 0 (mode "1").

    A zone without a sign gives the number alone.
    """
    sign = SIGNS.get(zone) if zone else None
    room = round(width * SIGN_SHARE) if sign else 0
    gap = width // 22 if sign else 0
    font = _fitting(text, width - room - gap - 2 * (width // 48), round(width * BAND_HEIGHT_SHARE))
    left, top, right, bottom = font.getbbox(text)
    height = round(max(bottom - top, room)) + 2 * (width // 48)
    image = Image.new("L", (width, height), WHITE)
    pen = ImageDraw.Draw(image)
    start = (width - (right - left) - gap - room) / 2
    pen.text((start - left, (height - bottom - top) / 2), text, BLACK, font)
    if sign:
        draw_sign(pen, sign, (start + right - left + gap, (height - room) / 2), room)
    return black_and_white(image)


def draw_sign(pen: ImageDraw.ImageDraw, sign: Sign, at: tuple[float, float], size: int) -> None:
    """The zone's sign in black with its letter in white, in a square of `size` dots."""
    if sign.points:
        pen.polygon([(at[0] + x * size, at[1] + y * size) for x, y in sign.points], fill=BLACK)
    else:
        pen.ellipse((at[0], at[1], at[0] + size - 1, at[1] + size - 1), fill=BLACK)
    font = _capital(sign.letter, round(sign.letter_size * size))
    middle = (at[0] + sign.letter_at[0] * size, at[1] + sign.letter_at[1] * size)
    left, top, right, bottom = font.getbbox(sign.letter)
    pen.text(
        (middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2), sign.letter, WHITE, font
    )


def _fitting(text: str, width: int, height: int) -> ImageFont.FreeTypeFont:
    """Fira Sans Bold, as large as `text` fits into `width` and `height`."""
    left, top, right, bottom = fira("Bold", 200).getbbox(text)
    return fira("Bold", int(200 * min(width / (right - left), height / (bottom - top))))


def _capital(letter: str, height: int) -> ImageFont.FreeTypeFont:
    """Fira Sans Bold whose `letter` is `height` dots high."""
    _, top, _, bottom = fira("Bold", 200).getbbox(letter)
    return fira("Bold", int(200 * height / (bottom - top)))


def rule(width: int) -> Image.Image:
    """A thin line that leaves a little white at both edges."""
    image = Image.new("1", (width, 2), 1)
    ImageDraw.Draw(image).rectangle((width // 36, 0, width - width // 36 - 1, 1), fill=0)
    return image


Told = tuple[tuple[str, ...], Lang]
"""Sentences and their language."""


def frame(first: Told, second: Told, width: int) -> Image.Image:
    """Sentences in one or two languages beside a warning sign, in a frame."""
    edge, pad, mark = 4, 18, 54
    room = width - 2 * (edge + pad) - mark - pad
    blocks = [block for one in (first, second) if (block := _told(one, room))]
    inside = sum(block.height for block in blocks) + 14 * (len(blocks) - 1)
    image = Image.new("L", (width, max(inside, mark) + 2 * (edge + pad)), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((2, 0, width - 3, image.height - 1), radius=14, outline=BLACK, width=edge)
    _warning(pen, (edge + pad, (image.height - mark) // 2), mark)
    y = (image.height - inside) // 2
    for block in blocks:
        image.paste(block, (edge + 2 * pad + mark, y))
        y += block.height + 14
    return black_and_white(image)


def _told(told: Told, width: int) -> Image.Image | None:
    """None for no words, or when the language's typeface is missing: the other's words stay."""
    texts, lang = told
    sentences = [Sentence(text, NOTE_DOTS, bold=at == 0) for at, text in enumerate(texts)]
    try:
        return text_picture(sentences, lang, width, centred=False) if texts else None
    except OSError:
        log.warning("script_not_drawn", extra={"lang": lang})
        return None


def _warning(pen: ImageDraw.ImageDraw, at: tuple[int, int], size: int) -> None:
    x, y = at
    pen.polygon([(x + size / 2, y), (x + size, y + size), (x, y + size)], fill=BLACK)
    font = _capital("!", round(size * 0.52))
    left, top, right, bottom = font.getbbox("!")
    middle = (x + size / 2, y + size * 0.64)
    pen.text((middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2), "!", WHITE, font)


def logo_picture(png: bytes, width: int) -> Image.Image | None:
    """The office's logo in dots, in the middle of `width`; None when it cannot be read."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
            # Only as many pixels as fit are unpacked: a small file can hold a huge picture.
            drawn = opened.convert("RGBA") if _fits(opened) else None
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        log.warning("logo_not_read", exc_info=True)
        return None
    if drawn is None:
        log.warning("logo_too_large")
        return None
    grey = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    scale = min(width * LOGO_SHARE / grey.width, LOGO_DOTS / grey.height)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    small = grey.resize(size, Image.Resampling.LANCZOS)
    sheet = Image.new("1", (width, size[1]), 1)
    sheet.paste(_dithered(small), ((width - size[0]) // 2, 0))
    return sheet


def _fits(picture: Image.Image) -> bool:
    return 0 < picture.width * picture.height <= LOGO_PIXELS


def _dithered(grey: Image.Image) -> Image.Image:
    """Clean edges where the picture is plain black and white, scattered dots where it is not."""
    wide = ImageOps.autocontrast(grey, cutoff=1)
    histogram = wide.histogram()
    middle = sum(histogram[56:200])
    if middle < 0.16 * wide.width * wide.height:
        return black_and_white(wide)
    # Dots run into each other on thermal paper: greys come out too dark unless they are lifted.
    lifted = wide.point([round(255 * (value / 255) ** 0.8) for value in range(256)])
    return lifted.convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def print_pattern(width: int) -> Image.Image:
    """A ruler in millimetres, line widths of 1 to 8 dots, and a wedge of greys."""
    image = Image.new("L", (width, 250), WHITE)
    pen = ImageDraw.Draw(image)
    _ruler(pen, width)
    for dots in range(1, 9):
        x = (dots - 1) * width // 8 + 8
        pen.rectangle((x, 74, x + dots - 1, 122), fill=BLACK)
        pen.text((x + 18, 98), str(dots), BLACK, fira("Regular", 24), anchor="lm")
    steps = 12
    for step in range(steps):
        left, right = step * width // steps, (step + 1) * width // steps
        pen.rectangle((left, 138, right - 1, 200), fill=round(255 * (1 - step / (steps - 1))))
    pen.rectangle((0, 214, width - 1, 215), fill=BLACK)
    for x in range(0, width, 16):
        pen.rectangle((x, 222, x + 7, 249), fill=BLACK)
    return image.convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def _ruler(pen: ImageDraw.ImageDraw, width: int) -> None:
    pen.rectangle((0, 0, width - 1, 1), fill=BLACK)
    for mm in range(width // DOTS_PER_MM + 1):
        x = min(mm * DOTS_PER_MM, width - 1)
        long = 30 if mm % 10 == 0 else 20 if mm % 5 == 0 else 12
        pen.line((x, 0, x, long), fill=BLACK)
        if mm % 10 == 0 and mm:
            pen.text((x, 34), str(mm), BLACK, fira("Regular", 24), anchor="mt")
