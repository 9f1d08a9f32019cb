"""What the camera's pictures look like: how much shape is in them, and how old the newest is."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.devices.clocks import Clock

if TYPE_CHECKING:
    from kiosk.devices.ports import Image

THIN: Final = 16
"""Every sixteenth pixel tells whether there is shape at all."""
EVERY_S: Final = 1.0


class Sight:
    """`see` is for the camera's thread, the rest for any. Keeps two numbers, never a picture."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._spread: float | None = None

    def see(self, image: "Image") -> None:
        """One picture; looked at closely once a second."""
        now = self._clock()
        self._seen_at = now
        if self._looked_at is None or (now - self._looked_at).total_seconds() >= EVERY_S:
            self._looked_at = now
            self._spread = float(image[::THIN, ::THIN].mean(axis=2).std())

    def opened(self) -> None:
        """The camera is opened, perhaps anew: the wait for a picture begins."""
        self._seen_at = self._clock()
        self._looked_at = self._spread = None

    @property
    def spread(self) -> float | None:
        return self._spread

    @property
    def age_s(self) -> float | None:
        """Seconds since the newest picture, or since the camera was opened; None before that."""
        seen_at = self._seen_at
        return None if seen_at is None else (self._clock() - seen_at).total_seconds()
