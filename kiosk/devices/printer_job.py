"""A slip as ESC/POS by python-escpos: the pieces in which it goes to the printer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno
from escpos.constants import QR_ECLEVEL_M
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy
from PIL import Image, ImageChops

from kiosk.devices.printer_model import DOTS_PER_MM, Model
from kiosk.devices.slip import Block, Gap, Line, Picture, Qr

PIECE: Final = 1024
"""A piece ends after so many bytes, at the next whole command."""
STRIP_ROWS: Final = 12
"""Pictures go as strips, so that a piece is never much longer; 864 bytes on 80 mm."""
TEAR_LINES: Final = 5
"""From the print head past the tear bar."""
LINE_DOTS: Final = 30
MOST_FED: Final = 255
"""ESC J feeds no further at once."""
KNIFE_DOTS: Final = 88
QR_TARGET_DOTS: Final = 205
"""About 25 mm; the address of a ticket's page has 37 or 41 modules, of 5 dots each."""
QR_LEAST, QR_MOST = 4, 8
"""Size of a module in dots: 0.5 to 1 mm."""
QR_QUIET: Final = 4
VOID: Final = "- ungültig - void -"

_ORDER = re.compile(rb"\x10(?=[\x04\x05\x14])")
"""A printer obeys DLE EOT, DLE ENQ and DLE DC4 also amid a picture's dots."""


@dataclass(frozen=True)
class Job:
    """The pieces in their order, and how far the paper moves, in mm."""

    pieces: tuple[bytes, ...]
    mm: float

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


def slip_job(blocks: Iterable[Block], model: Model) -> Job:
    """The whole slip, from reset to cut (or to the tear bar); text in WPC1252.

    ValueError when the library refuses something.
    """
    writer = _Writer(model)
    try:
        for block in blocks:
            writer.write(block)
        return writer.end()
    except EscposError as error:
        raise ValueError(f"not printable: {error}") from error


def scrap_job(model: Model) -> Job:
    """Brings out what may hang in the printer, marked as nobody's slip; always one piece."""
    writer = _Writer(model)
    writer.write(Line(VOID, bold=True))
    job = writer.end()
    return Job((b"".join(job.pieces),), job.mm)


class _Writer:
    """Collects pieces; the library's Dummy keeps the bytes."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._pieces: list[bytes] = []
        self._dots = 0
        self._dummy = Dummy(profile=model.profile)
        # The library forgets that a reset changes the code page, so the reset comes first, once.
        self._dummy.hw("INIT")
        self._dummy.charcode("CP1252")
        self._dummy.set(align="center")

    def write(self, block: Block) -> None:
        match block:
            case Line():
                self._line(block)
            case Gap():
                self._feed(block.dots)
            case Picture():
                self._picture(block.image)
            case Qr():
                self._qr(block.text)

    def end(self) -> Job:
        if self._model.cuts:
            self._dummy.cut(feed=False)
            self._dots += KNIFE_DOTS
        else:
            self._dummy.print_and_feed(TEAR_LINES)
            self._dots += TEAR_LINES * LINE_DOTS
        self._close_piece()
        return Job(tuple(self._pieces), self._dots / DOTS_PER_MM)

    def _line(self, line: Line) -> None:
        self._dummy.set(
            align="center", bold=line.bold, custom_size=True, width=line.wide, height=line.tall
        )
        self._dummy.textln(line.text)
        self._dots += max(LINE_DOTS, 24 * line.tall)
        self._may_close_piece()

    def _feed(self, dots: int) -> None:
        """ESC J, for which the library has no word of its own."""
        self._dummy._raw(b"\x1bJ" + bytes((dots,)))  # noqa: SLF001 - its door for raw bytes
        self._dots += dots

    def _picture(self, image: Image.Image) -> None:
        sheet = _without_orders(_on_paper(image, self._model.dots))
        for top, bottom, inked in _bands(sheet):
            if not inked:
                self._feed(bottom - top)
                continue
            for row in range(top, bottom, STRIP_ROWS):
                strip = sheet.crop((0, row, sheet.width, min(row + STRIP_ROWS, bottom)))
                self._dummy.image(self._trimmed(strip), impl="bitImageRaster")
                self._may_close_piece()
            self._dots += bottom - top

    def _trimmed(self, strip: Image.Image) -> Image.Image:
        """Without the white at both sides, where the printer puts it into the middle itself."""
        box = ImageChops.invert(strip).getbbox()
        if not self._model.aligns_pictures or box is None:
            return strip
        white = min(box[0], strip.width - box[2]) // 8 * 8
        return strip.crop((white, 0, strip.width - white, strip.height))

    def _qr(self, text: str) -> None:
        code = segno.make_qr(text, error="m", boost_error=False)
        modules = len(code.matrix)
        module = max(QR_LEAST, min(QR_MOST, QR_TARGET_DOTS // modules))
        if self._model.draws_qr:
            self._dummy.set(align="center")
            self._dummy.qr(text, native=True, size=module, ec=QR_ECLEVEL_M)
            self._dots += modules * module
            self._may_close_piece()
            return
        side = modules + 2 * QR_QUIET
        image = Image.new("1", (side, side), 1)
        for y, row in enumerate(code.matrix):
            for x, dark in enumerate(row):
                image.putpixel((x + QR_QUIET, y + QR_QUIET), int(not dark))
        self._picture(image.resize((side * module, side * module), Image.Resampling.NEAREST))

    def _may_close_piece(self) -> None:
        full = len(self._dummy.output) >= PIECE - STRIP_ROWS * self._model.dots // 8
        # Of a job that cannot be cleared, the printer never holds more than one line.
        if full or not self._model.clears:
            self._close_piece()

    def _close_piece(self) -> None:
        self._pieces.append(bytes(self._dummy.output))
        self._dummy.clear()


def _on_paper(image: Image.Image, width: int) -> Image.Image:
    """The picture in the middle of a sheet as wide as the paper.

    By way of grey: in mode "1" Pillow keeps white as 1 or as 255, and inverts only the latter.
    """
    sheet = Image.new("L", (width, image.height), 255)
    sheet.paste(image.convert("L"), ((width - image.width) // 2, 0))
    return sheet.convert("1", dither=Image.Dither.NONE)


def _bands(sheet: Image.Image) -> Iterator[tuple[int, int, bool]]:
    """Rows from where to where are inked or white; white is fed, which on slow lines saves time."""
    stride = sheet.width // 8
    dots = ImageChops.invert(sheet).tobytes()
    inked = [any(dots[at : at + stride]) for at in range(0, len(dots), stride)]
    top = 0
    for ink, rows in groupby(inked):
        count = len(list(rows))
        for height in [MOST_FED] * (count // MOST_FED) + [count % MOST_FED]:
            if height:
                yield top, top + height, ink
            top += height


def _without_orders(image: Image.Image) -> Image.Image:
    """The picture, less the few dots that would read as an order to the printer."""
    dots = ImageChops.invert(image).tobytes()
    safe = _ORDER.sub(b"\x00", dots)
    return ImageChops.invert(Image.frombytes("1", image.size, safe)) if safe != dots else image
