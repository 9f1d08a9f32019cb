"""Lays a slip out: what stands on it from above, as native lines, pictures, white and a QR code."""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kiosk.devices.printer_model import Model
from kiosk.devices.slip_pictures import band, frame, logo_picture, print_pattern, rule
from kiosk.devices.slip_type import Sentence, black_and_white, text_picture
from kiosk.devices.slip_wrap import broken
from kiosk.flow.receipt import Row, Slip
from wire.ids import TicketNumber, spoken
from wire.look import Lang

log = logging.getLogger("kiosk.printer")

FIRST_DOTS: Final = 44
"""Size of a drawn block's first sentence, which names the waiting zone."""
REST_DOTS: Final = 36
"""Size of its other sentences; a capital is then 3.1 mm high."""

EDGE: Final = 12
"""Dots that stay white at each side of drawn text."""
MARGIN: Final = 2
"""Characters of the paper's width that stay white."""
SENTENCE_GAP: Final = 10
BOX: Final = "[  ] "
CODE_DOTS: Final = 26
"""Size of a drawn sentence above a code: as large as the printer's own letters."""
CODE_GAP: Final = 24
QUIET_DOTS: Final = 40
"""White above and below a QR code: four modules of at most 8 dots, and a little more."""

SAMPLES: Final[tuple[tuple[Lang, str], ...]] = (
    ("tr", "Lütfen bekleyin. ğ ş ı İ ç"),
    ("pl", "Proszę czekać. ą ę ł ń ś ź ż"),
    ("ro", "Vă rugăm să așteptați. ș ț ă"),
    ("bg", "Моля, изчакайте. ж щ ъ ю я"),
    ("ru", "Пожалуйста, подождите. ы э ё"),
    ("uk", "Будь ласка, зачекайте. ґ є і ї"),
    ("ar", "يرجى الانتظار في الغرفة B 12."),
    ("fa", "لطفاً در اتاق B 12 منتظر بمانید."),
)
"""One line of each script for the test print."""


@dataclass(frozen=True)
class Line:
    """One native line; `wide` and `tall` are multiples of font A."""

    text: str
    bold: bool = False
    wide: int = 1
    tall: int = 1


@dataclass(frozen=True)
class Gap:
    """White paper, in dots."""

    dots: int


@dataclass(frozen=True)
class Picture:
    """Dots over the whole width of the paper (mode "1", 0 is black)."""

    image: Image.Image


@dataclass(frozen=True)
class Qr:
    """A QR code in the middle."""

    text: str


Block = Line | Gap | Picture | Qr


def layout(slip: Slip, model: Model, transport: str, logo: bytes = b"") -> Iterator[Block]:
    """The whole slip. OSError when the office's typeface is missing.

    `transport` is named on a test print; `logo` is a PNG, left out when it cannot be read.
    """
    if logo and (drawn := logo_picture(logo, model.dots)):
        yield from (Picture(drawn), Gap(20))
    for at, text in enumerate(slip.head):
        yield from _wrapped(text, model.columns, bold=at == 0)
    yield Gap(26)
    if slip.number:
        yield from (Picture(band(_shown(slip), slip.zone, model.dots)), Gap(22))
    if slip.title:
        yield from (Picture(band(slip.title, None, model.dots)), Gap(22))
    yield from _sentences(slip.body, "de", model)
    if other := list(_sentences(slip.other, slip.lang, model)):
        yield from (Gap(18), Picture(rule(model.dots)), Gap(14), *other)
    if slip.note or slip.note_other:
        yield from (Gap(24), Picture(_note(slip, model.dots)))
    yield from _rows(slip.rows, model)
    if slip.code:
        yield from _code(slip, model)
    if slip.kind == "test":
        yield from _test(model, transport)
    yield from (Gap(18), Picture(rule(model.dots)), Gap(10), Line(_foot(slip)))


def _code(slip: Slip, model: Model) -> Iterator[Block]:
    """What the code is for, then the code; drawn where the printer lacks the letters."""
    if slip.code_says:
        yield Gap(CODE_GAP)
    for at, said in enumerate(slip.code_says):
        if native(said):
            yield from _wrapped(said, model.columns, bold=True)
        else:
            lang = slip.lang if at else "de"
            yield from _drawn([Sentence(said, CODE_DOTS, bold=True)], lang, model)
    yield from (Gap(QUIET_DOTS), Qr(slip.code), Gap(QUIET_DOTS - 18))


def printable(text: str) -> str:
    """`text` in WPC1252: what the page lacks loses its accent, or becomes a question mark."""
    return "".join(_printable(character) for character in unicodedata.normalize("NFC", text))


def native(text: str) -> bool:
    """Whether the printer's own letters (WPC1252) hold `text`."""
    try:
        unicodedata.normalize("NFC", text).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _printable(character: str) -> str:
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        base = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        return base or "?"
    return character if character.isprintable() else " "


def _shown(slip: Slip) -> str:
    return spoken(TicketNumber(slip.number)) if slip.kind == "ticket" else slip.number


def _foot(slip: Slip) -> str:
    """The number again as text: whoever holds a slip with it holds all of the slip."""
    what = {
        "ticket": "Nummer", "documents": "Code", "test": "Ende des Testdrucks",
        "house": "Ende der Räumungsliste",
    }[slip.kind]  # fmt: skip
    return f"{what} {_shown(slip)}".strip()


def _sentences(texts: tuple[str, ...], lang: Lang, model: Model) -> Iterator[Block]:
    """The first, which names the waiting zone, larger; all native, or all drawn."""
    if not all(native(text) for text in texts):
        sentences = [
            Sentence(text, FIRST_DOTS if at == 0 else REST_DOTS, bold=at == 0)
            for at, text in enumerate(texts)
        ]
        yield from _drawn(sentences, lang, model)
        return
    for at, text in enumerate(texts):
        wide = 2 if at == 0 and len(printable(text)) * 2 <= model.columns - MARGIN else 1
        yield from _wrapped(text, model.columns, bold=True, wide=wide, tall=2)
        if at < len(texts) - 1:
            yield Gap(SENTENCE_GAP)


def _rows(rows: Iterable[Row], model: Model) -> Iterator[Block]:
    """A list in the printer's own letters, so that hundreds of lines come out within a minute."""
    for row in rows:
        if row.heading:
            yield from (Gap(22), Picture(rule(model.dots)), Gap(8))
        box = BOX if row.tick else "" if row.heading else " " * len(BOX)
        room = model.columns - MARGIN - len(box)
        for at, part in enumerate(broken(printable(row.text), len, room)):
            text = (box if at == 0 else " " * len(box)) + part
            tall = 2 if row.tick else 1
            yield Line(text.ljust(model.columns - MARGIN), bold=not row.tick, tall=tall)
        if row.tick:
            yield Gap(6)


def _drawn(sentences: list[Sentence], lang: Lang, model: Model) -> Iterator[Picture]:
    """Nothing when the language's typeface is missing: the German words stay."""
    try:
        grey = text_picture(sentences, lang, model.dots - 2 * EDGE, gap=SENTENCE_GAP)
    except OSError:
        log.warning("script_not_drawn", extra={"lang": lang})
        return
    yield Picture(black_and_white(grey))


def _note(slip: Slip, width: int) -> Image.Image:
    return frame((slip.note, "de"), (slip.note_other, slip.lang), width)


def _test(model: Model, transport: str) -> Iterator[Block]:
    yield from (Gap(16), Picture(print_pattern(model.dots)), Gap(16))
    yield from _wrapped("ÄÖÜ äöü ß € § „Anführung“ – é ç ñ", model.columns)
    yield Line("Fett", bold=True)
    yield from (Line("Doppelt", wide=2, tall=2), Gap(12))
    for lang, text in SAMPLES:
        drawn = list(_drawn([Sentence(text, 30)], lang, model))
        yield from drawn
        if not drawn:
            yield Line(f"{lang}: keine Schrift")
    yield Gap(12)
    yield from _wrapped(f"{model.name}, {model.dots} Punkte", model.columns)
    yield from _wrapped(transport, model.columns)


def _wrapped(
    text: str, columns: int, *, bold: bool = False, wide: int = 1, tall: int = 1
) -> Iterator[Line]:
    for part in broken(printable(text), len, (columns - MARGIN) // wide):
        yield Line(part, bold, wide, tall)
