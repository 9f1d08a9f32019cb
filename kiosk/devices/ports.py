"""The ports behind which each piece of hardware is real or simulated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.flow.receipt import Slip
from wire.health import PrinterFault
from wire.look import Lang

Samples = NDArray[np.int16]
Image = NDArray[np.uint8]
"""Height x width x 3, blue green red, as OpenCV delivers it."""


@dataclass(frozen=True)
class Frame:
    """One picture of the camera; `at` is when it was taken, by a steady clock."""

    image: Image
    at: datetime


class CameraError(Exception):
    """No picture could be had; the camera may have been unplugged."""


class Camera(Protocol):
    """A source of frames."""

    def read(self) -> Frame:
        """The next frame; blocks for at most about a second. Raises CameraError."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Look:
    """What a decoder made of one picture."""

    texts: tuple[str, ...] = ()
    """The texts of the QR codes in view, each once; empty when none could be read."""
    unread: bool = False
    """A further code that seems to be ours is in view; another look may read it."""


class Decoder(Protocol):
    """Reads codes out of pictures; it may remember whose turn it is, so it has one thread."""

    def look(self, image: Image) -> Look: ...


@dataclass(frozen=True)
class PrintResult:
    """What became of a slip: `unclear` when the printer fell silent after it had taken it all."""

    outcome: Literal["printed", "failed", "unclear"]
    fault: PrinterFault | None = None


class Printer(Protocol):
    """A receipt printer; both calls block, for as long as its line and paper take; none raises."""

    def status(self) -> PrinterFault | None:
        """What is wrong with it now, worst first; None when it is ready."""

    def print(self, slip: Slip, logo: bytes = b"") -> PrintResult:
        """Print one slip and say what became of it; an unfinished job is cleared, never left.

        `logo` is the office's, as PNG.
        """


Sink = Literal["speaker", "headphones"]


class Speaker(Protocol):
    """Says texts, each call returns at once. With headphones in, everything goes there.

    Speech that nobody asked for is at most 3 s long or can be stopped (EN 301 549, 5.1.3.10): what
    is said, and when, the session decides.
    """

    def say(self, text: str, lang: Lang, *, private: bool = False) -> None:
        """A newer text cuts an older one short; private ones are for headphones only.

        Without headphones a private text is not said, and counted.
        """

    def stop(self) -> None:
        """Silence, at once."""

    def louder(self) -> None:
        """One step up, from the loudest to the lowest; it stays until `reset`."""

    def reset(self) -> None:
        """The loudness for whoever comes next (EN 301 549, 5.1.3.13)."""
