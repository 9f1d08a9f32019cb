"""Reads QR codes out of pictures: zxing-cpp first, zbar as the second opinion."""

from collections.abc import Callable, Iterable, Sequence
from itertools import cycle

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

from kiosk.devices.ports import Decoder, Image

Grey = NDArray[np.uint8]
Treatment = Callable[[Grey], Grey]
ZBAR_EVERY = 6
"""zbar takes five times as long as zxing-cpp, so it sees one frame in so many."""


def _grey(image: Image) -> Grey:
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def as_it_is(grey: Grey) -> Grey:
    return grey


def even_light(grey: Grey) -> Grey:
    """Local contrast raised: for dim halls and for shine."""
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey), np.uint8)


def larger(grey: Grey) -> Grey:
    """Half as large again: for small codes far away."""
    return np.asarray(
        cv2.resize(grey, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC), np.uint8
    )


def sharper(grey: Grey) -> Grey:
    """Edges raised: for letters that are out of focus."""
    soft = cv2.GaussianBlur(grey, (0, 0), 2.0)
    return np.asarray(cv2.addWeighted(grey, 2.2, soft, -1.2, 0), np.uint8)


def calmer(grey: Grey) -> Grey:
    """Noise taken out: for the dark."""
    return np.asarray(cv2.medianBlur(grey, 3), np.uint8)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


class ZxingDecoder:
    """zxing-cpp, QR codes only, on the picture as one treatment leaves it."""

    def __init__(self, treatment: Treatment = as_it_is) -> None:
        self._treatment = treatment

    def texts(self, image: Image) -> Sequence[str]:
        found = zxingcpp.read_barcodes(
            self._treatment(_grey(image)),
            # The stub does not know that one format is taken for a set of formats.
            formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]
            text_mode=zxingcpp.TextMode.Plain,
        )
        return _once(code.text for code in found if code.valid)


class ZbarDecoder:
    """zbar, QR codes only: its other symbologies write complaints to the terminal."""

    def texts(self, image: Image) -> Sequence[str]:
        found = pyzbar.decode(_grey(image), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return _once(code.data.decode("utf-8", errors="replace") for code in found)


class Cascade:
    """Frame by frame: zxing as it is, then zxing on the next treatment, now and then zbar.

    It remembers whose turn it is, so it belongs to one thread.
    """

    def __init__(self, zbar_every: int = ZBAR_EVERY) -> None:
        self._first = ZxingDecoder()
        self._turns = cycle([ZxingDecoder(t) for t in (even_light, sharper, larger, calmer)])
        self._zbar: Decoder = ZbarDecoder()
        self._zbar_every = zbar_every
        self._misses = 0

    def texts(self, image: Image) -> Sequence[str]:
        grey = _grey(image)
        found = self._first.texts(grey) or next(self._turns).texts(grey)
        if not found:
            self._misses += 1
            if self._misses % self._zbar_every == 0:
                found = self._zbar.texts(grey)
        return found
