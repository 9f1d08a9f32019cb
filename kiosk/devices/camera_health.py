"""Judges from its frames whether a camera is well, and what is wrong with it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

import cv2
import numpy as np

from kiosk.devices.motion import Thin

CameraTrouble = Literal[
    "camera_unplugged", "camera_frozen", "camera_dark", "camera_covered", "camera_stalled"
]
Seen = Literal["nothing", "same", "dark", "plain", "hung", "fine"]
"""What one reading gave: no frame, the very frame before, a black one, one without any detail,
no end of a look at a frame, a good one."""

PATIENCE: Final[dict[Seen, timedelta]] = {
    "nothing": timedelta(seconds=2),
    "same": timedelta(seconds=5),
    "dark": timedelta(seconds=5),
    "plain": timedelta(seconds=5),
    "hung": timedelta(seconds=5),
    "fine": timedelta(0),
}
"""How long a reading must last before it is believed: visitors cover the lens, drivers hiccup."""
MEANING: Final[dict[Seen, CameraTrouble | None]] = {
    "nothing": "camera_unplugged",
    "same": "camera_frozen",
    "dark": "camera_dark",
    "plain": "camera_covered",
    "hung": "camera_stalled",
    "fine": None,
}
DARK = 12.0
"""Mean brightness (0 to 255) under which no letter can be read; a hall at dusk gives about 40."""
PLAIN = 6.0
"""Standard deviation of brightness under which a lens is covered: a hand, a sticker, dirt. An empty
hall has about 30, a white wall with a shade on it about 12."""


def seen_in(thin: Thin, before: Thin | None) -> Seen:
    """What a thinned-out picture says; a living sensor's noise differs in every frame."""
    if before is not None and np.array_equal(thin, before):
        return "same"
    if float(thin.mean()) < DARK:
        return "dark"
    return "plain" if float(cv2.blur(thin, (5, 5)).std()) < PLAIN else "fine"


@dataclass(frozen=True)
class CameraHealth:
    """What is believed, and since when the last reading has stood."""

    trouble: CameraTrouble | None = None
    seen: Seen = "fine"
    since: datetime | None = None


def step(health: CameraHealth, seen: Seen, at: datetime) -> CameraHealth:
    """The judgement after one more reading at `at`."""
    if health.since is None or seen != health.seen:
        health = replace(health, seen=seen, since=at)
    since = health.since or at
    if at - since >= PATIENCE[seen]:
        return replace(health, trouble=MEANING[seen])
    return health
