"""How somebody holds a sheet or a phone before the camera, and how the hand moves. Pure."""

from dataclasses import dataclass, replace
from math import cos, pi, radians, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Size = tuple[int, int]
FRAME_S = 1 / 30
"""Between two instants: the camera's thirty frames a second."""
FOCAL_PX = 1100.0
"""Focal length of a webcam with 60 degrees across 1280 pixels."""


@dataclass(frozen=True)
class Held:
    """Where the code's middle is in the picture, how large, and how the sheet is turned."""

    x: float
    y: float
    px_per_mm: float
    turn: float = 0.0
    """Degrees within the picture."""
    tilt: float = 0.0
    """Degrees away from facing the camera."""
    towards: float = 0.0
    """The direction in which it tilts, in degrees."""


@dataclass(frozen=True)
class Hand:
    """The unrest of a hand and of the camera's focus, as shares and phases from 0 to 1."""

    drift: tuple[float, float]
    """Millimetres a second, across and down."""
    tremor: tuple[float, float, float]
    """Phases of the three slow swings: place, turn, focus."""

    def at(self, held: Held, instant: int) -> Held:
        """The pose at the `instant`-th frame: people tremble by a millimetre, at about 8 Hz."""
        t = instant * FRAME_S
        place, turn, _ = self.tremor
        shake = 0.5 * sin(2 * pi * (8 * t + place)) * held.px_per_mm
        swing = sin(2 * pi * (1.3 * t + turn))
        return replace(
            held,
            x=held.x + self.drift[0] * t * held.px_per_mm + shake,
            y=held.y + self.drift[1] * t * held.px_per_mm + 0.6 * shake,
            turn=held.turn + 0.8 * swing,
            tilt=held.tilt + 1.5 * swing,
        )

    def focus(self, instant: int) -> float:
        """How much more or less the lens is out of focus than on average: 1 is the average."""
        return 1 + 0.15 * sin(2 * pi * (1.1 * instant * FRAME_S + self.tremor[2]))

    def haste(self, instant: int) -> float:
        """How much faster or slower it moves than on average: 1 is the average."""
        return 1 + 0.3 * sin(2 * pi * (2.5 * instant * FRAME_S + self.tremor[0]))


def any_hand(chance: np.random.Generator) -> Hand:
    """Somebody's hand; it wanders by up to three centimetres a second."""
    across, down = chance.uniform(-30, 30, 2)
    place, turn, focus = chance.random(3)
    return Hand((float(across), float(down)), (float(place), float(turn), float(focus)))


def projection(held: Held, sheet: Size, middle: tuple[float, float], px_per_mm: float) -> Floats:
    """From the pixels of a sheet, of which `px_per_mm` make one and `middle` is held, to ours."""
    width, height = sheet
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    flat = (corners - middle) / px_per_mm
    space = np.column_stack([flat, np.zeros(4)]) @ _rotation(held).T
    away = FOCAL_PX / held.px_per_mm + space[:, 2]
    there = FOCAL_PX * space[:, :2] / np.maximum(away, 40)[:, None] + (held.x, held.y)
    return np.asarray(
        cv2.getPerspectiveTransform(corners.astype(np.float32), there.astype(np.float32))
    )


def _rotation(held: Held) -> Floats:
    """First turned within its plane, then tilted about an axis in the picture."""
    turn, axis = radians(held.turn), radians(held.towards)
    flat = np.array([(cos(turn), -sin(turn), 0), (sin(turn), cos(turn), 0), (0, 0, 1)])
    lean = np.array((cos(axis), sin(axis), 0)) * radians(held.tilt)
    return np.asarray(cv2.Rodrigues(lean)[0] @ flat)
