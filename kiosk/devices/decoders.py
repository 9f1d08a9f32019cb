"""Reads QR codes out of pictures: zxing-cpp, our own reader where it cannot read, and zbar."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Final

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

from kiosk.devices.letter_code.reading import read_at
from kiosk.devices.letter_code.regions import regions
from kiosk.devices.letter_code.straighten import Grey, Quad, turned
from kiosk.devices.ports import Image, Look
from kiosk.devices.treatments import AS_IT_IS, BRIGHTEST, HALF, TWICE, Treatment, grey_of
from wire.qr import looks_ours

TURNS: Final = (BRIGHTEST, TWICE, HALF)
"""One of them for each frame that could not be read otherwise; see DECISIONS."""
OPEN: Final = 2
"""Codes that zxing-cpp found and could not read to which our own reader goes in one frame."""
ZBAR_EVERY: Final = 6
"""zbar costs 25 ms: one frame in so many leaves 30 frames a second on one core."""
ATTEMPTS: Final = 3
"""Places that only look like a code to which it goes."""
OUR_VERSION: Final = "5"


@dataclass(frozen=True)
class Found:
    """What zxing-cpp saw: texts, where they are, and where it failed at a code of our size."""

    texts: tuple[str, ...] = ()
    read: tuple[Quad, ...] = ()
    unread: tuple[Quad, ...] = ()


def find(picture: Grey, scale: float = 1.0) -> Found:
    """Ordinary QR codes only, in places that are divided by `scale`."""
    texts: list[str] = []
    read: list[Quad] = []
    unread: list[Quad] = []
    for code in zxingcpp.read_barcodes(
        picture,
        # Only the common kind: blurred modules of ours look like a Micro QR code now and then.
        # The stub does not know that one format is taken for a set of formats.
        formats=zxingcpp.BarcodeFormat.QRCodeModel2,  # type: ignore[arg-type]
        text_mode=zxingcpp.TextMode.Plain,
        return_errors=True,
    ):
        quad = _quad(code.position, scale)
        if code.valid and code.text:
            texts.append(code.text)
            read.append(quad)
        elif _version(code) == OUR_VERSION:
            unread.append(quad)
    open_ones: list[Quad] = []
    for quad in unread:
        if not any(_same_place(quad, other) for other in (*read, *open_ones)):
            open_ones.append(quad)
    return Found(tuple(dict.fromkeys(texts)), tuple(read), tuple(open_ones))


class ZxingDecoder:
    """zxing-cpp alone, on the picture as one treatment leaves it."""

    def __init__(self, treatment: Treatment = AS_IT_IS) -> None:
        self._treatment = treatment

    def look(self, image: Image) -> Look:
        return Look(find(self._treatment.make(image)).texts)


class Cascade:
    """Four steps, each only when those before it have read no code of ours.

    zxing-cpp on the picture as it is; our own reader where zxing-cpp found a code of ours but could
    not read it; our own reader at what only looks like a code; zxing-cpp on a treated picture, each
    time another treatment. The cascade remembers whose turn it is, so it belongs to one thread; of
    a picture it keeps nothing.
    """

    def __init__(self, turns: Sequence[Treatment] = TURNS) -> None:
        self._turns = cycle(turns)
        self._misses = 0

    def look(self, image: Image) -> Look:
        grey = grey_of(image)
        found = find(grey)
        own = _own(grey, found.unread)
        texts = _once((*found.texts, *own))
        if _ours_in(texts):
            return Look(texts, unread=len(own) < len(found.unread))
        texts = _once((*texts, *_by_looks(grey)))
        if _ours_in(texts):
            return Look(texts)
        return self._treated(image, grey, Look(texts, bool(found.unread)))

    def _treated(self, image: Image, grey: Grey, before: Look) -> Look:
        treatment = next(self._turns)
        found = find(treatment.make(image), treatment.scale)
        own = _own(grey, found.unread)
        second = [] if own or found.texts else self._zbar(grey)
        texts = _once((*before.texts, *found.texts, *own, *second))
        unread = before.unread and not _ours_in(texts)
        return Look(texts, unread or len(own) < len(found.unread))

    def _zbar(self, grey: Grey) -> list[str]:
        """The second opinion on one of so many frames: it takes ten times as long as zxing-cpp."""
        self._misses += 1
        if self._misses % ZBAR_EVERY:
            return []
        found = pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [text for code in found if (text := code.data.decode("utf-8", errors="replace"))]


def _own(grey: Grey, places: Sequence[Quad]) -> list[str]:
    read = (read_at(grey, quad, creased=True) for quad in places[:OPEN])
    return [text for text in read if text]


def _by_looks(grey: Grey) -> list[str]:
    """The first of ours in a patch that has the looks of a code, if any."""
    places = (quad for patch in regions(grey) for quad in turned(grey, patch))
    read = (read_at(grey, quad, creased=False) for quad in islice(places, ATTEMPTS))
    return list(islice(filter(None, read), 1))


def _ours_in(texts: Sequence[str]) -> bool:
    return any(map(looks_ours, texts))


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _version(code: zxingcpp.Barcode) -> str | None:
    extra = code.extra
    return extra.get("Version") if isinstance(extra, dict) else None


def _quad(place: zxingcpp.Position, scale: float) -> Quad:
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float32) / np.float32(scale)


def _same_place(one: Quad, other: Quad) -> bool:
    """Whether the middle of one lies in the other."""
    middle = one.mean(axis=0)
    return cv2.pointPolygonTest(other, (float(middle[0]), float(middle[1])), False) >= 0
