"""Tells whether something moved before the camera, and so whether it is worth looking. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.ports import Image

Thin = NDArray[np.uint8]
"""Every eighth point of a picture, green only: too little to know anybody by."""
EVERY: Final = 8
PATCH: Final = 5
"""Points across which the noise of single ones is averaged out."""
LEAST: Final = 6.0
"""Grey levels by which a patch must change at least."""
AWAKE: Final = timedelta(seconds=2)
"""How long to look at each frame after the last change: all treatments have many turns."""
GLANCE: Final = timedelta(milliseconds=500)
"""How often to look when nothing moves."""


def thinned(image: Image) -> Thin:
    return np.ascontiguousarray(image[::EVERY, ::EVERY, 1])


def noise_of(thin: Thin, before: Thin) -> float:
    """Standard deviation of the sensor's noise, from the median change between two frames."""
    return 1.05 * float(np.median(cv2.absdiff(thin, before)))


def changed(thin: Thin, reference: Thin, noise: float) -> bool:
    """Whether some patch differs by more than noise can do."""
    difference = cv2.subtract(thin, reference, dtype=cv2.CV_16S)
    patches: NDArray[Any] = cv2.blur(difference.astype(np.float32), (PATCH, PATCH))
    whole = patches[PATCH // 2 : -(PATCH // 2), PATCH // 2 : -(PATCH // 2)]
    return float(np.abs(whole).max()) > max(LEAST, 9 * noise / PATCH)


@dataclass(frozen=True)
class Attention:
    """What the picture was when it last changed, and when it was last looked at."""

    reference: Thin | None = None
    last: Thin | None = None
    changed_at: datetime | None = None
    looked_at: datetime | None = None

    def awake(self, at: datetime) -> bool:
        return self.changed_at is not None and at - self.changed_at < AWAKE


def step(attention: Attention, thin: Thin, at: datetime) -> tuple[Attention, bool]:
    """The attention after a frame at `at`, and whether to look for codes in that frame.

    A change is one against the picture at the last change, so that a slow one adds up.
    """
    now = replace(attention, last=thin)
    if attention.reference is None or attention.last is None or changed(
        thin, attention.reference, noise_of(thin, attention.last)
    ):  # fmt: skip
        now = replace(now, reference=thin, changed_at=at)
    due = now.looked_at is None or at - now.looked_at >= GLANCE
    look = now.awake(at) or due
    return (replace(now, looked_at=at) if look else now), look
