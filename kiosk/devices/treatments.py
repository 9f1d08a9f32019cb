"""What is done to a picture before a decoder sees it. Pure; each takes blue, green, red."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.ports import Image

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Treatment:
    """`make` gives the treated picture, `scale` times as large as the one that it is given."""

    name: str
    make: Callable[[Image], Grey]
    scale: float = 1.0


def grey_of(image: Image) -> Grey:
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def _scaled(image: Image, scale: float, how: int) -> Grey:
    return np.asarray(cv2.resize(grey_of(image), None, fx=scale, fy=scale, interpolation=how))


def _brightest(image: Image) -> Grey:
    """Where a phone shows white, one of the three colours shines in each place: no moiré."""
    colours = cv2.split(image) if image.ndim == 3 else (image,)
    most = colours[0]
    for colour in colours[1:]:
        most = cv2.max(most, colour)
    return np.asarray(cv2.GaussianBlur(most, (0, 0), 1.0), np.uint8)


def _even(image: Image) -> Grey:
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey_of(image)), np.uint8)


def _sharper(image: Image) -> Grey:
    grey = grey_of(image)
    return np.asarray(cv2.addWeighted(grey, 3.5, cv2.GaussianBlur(grey, (0, 0), 3), -2.5, 0))


def _threshold(image: Image) -> Grey:
    return np.asarray(
        cv2.adaptiveThreshold(
            grey_of(image), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, 5
        ),
        np.uint8,
    )


AS_IT_IS: Final = Treatment("as it is", grey_of)
TWICE: Final = Treatment("twice", lambda image: _scaled(image, 2, cv2.INTER_CUBIC), 2)
HALF: Final = Treatment("half", lambda image: _scaled(image, 0.5, cv2.INTER_AREA), 0.5)
BRIGHTEST: Final = Treatment("brightest", _brightest)
EVEN: Final = Treatment("even light", _even)
SHARPER: Final = Treatment("sharper", _sharper)
CALMER: Final = Treatment(
    "calmer", lambda image: np.asarray(cv2.medianBlur(grey_of(image), 3), np.uint8)
)
THRESHOLD: Final = Treatment("threshold", _threshold)
INVERTED: Final = Treatment(
    "inverted", lambda image: np.asarray(cv2.bitwise_not(grey_of(image)), np.uint8)
)
MIRRORED: Final = Treatment("mirrored", lambda image: np.ascontiguousarray(grey_of(image)[:, ::-1]))
ALL: Final = (
    AS_IT_IS, TWICE, HALF, BRIGHTEST, EVEN, SHARPER, CALMER, THRESHOLD, INVERTED, MIRRORED,
)  # fmt: skip
