"""Judges from its frames whether a camera is well: dark, frozen or gone. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

CameraTrouble = Literal["camera_unplugged", "camera_frozen", "camera_dark"]
Seen = Literal["nothing", "same", "dark", "fine"]
"""What one reading gave: no frame, the very frame before, a black one, a good one."""

PATIENCE: Final[dict[Seen, timedelta]] = {
    "nothing": timedelta(seconds=2),
    "same": timedelta(seconds=5),
    "dark": timedelta(seconds=5),
    "fine": timedelta(0),
}
"""How long a reading must last before it is believed: visitors cover the lens, drivers hiccup."""
MEANING: Final[dict[Seen, CameraTrouble | None]] = {
    "nothing": "camera_unplugged",
    "same": "camera_frozen",
    "dark": "camera_dark",
    "fine": None,
}
DARK = 12.0
"""Mean brightness (0 to 255) under which no letter can be read; a hall at dusk gives about 40."""


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
