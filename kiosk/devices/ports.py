"""The ports behind which each piece of hardware is real or simulated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.flow.receipt import Slip
from wire.health import PrinterFault
from wire.look import Lang

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
    """A receipt printer; both calls block, at most a few seconds, and never raise."""

    def status(self) -> PrinterFault | None:
        """What is wrong with it now, worst first; None when it is ready."""

    def print(self, slip: Slip) -> PrintResult:
        """Print one slip and say what became of it; an unfinished job is cleared, never left."""


class Speaker(Protocol):
    """Says a sentence; a newer sentence cuts an older one short."""

    def say(self, text: str, lang: Lang) -> None: ...

    def stop(self) -> None: ...
