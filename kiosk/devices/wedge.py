"""Tells a scanner that pretends to be a keyboard from somebody who types.

A scanner types at least twenty keys a second and ends with Enter. Nobody keeps that up for six
keys. What has come is held back until it is clear whose it is: people's keys by 50 ms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.devices.scanned import scanned

ENTER: Final = "\r"
PAUSE: Final = timedelta(milliseconds=50)
"""The longest between two keys of a scanner."""
SHORTEST: Final = 6
"""Keys before Enter that make it a scanner's."""
BROKEN: Final = 16
"""So many keys without Enter are a scanner's too, which was cut off: nobody gets them."""
LONGEST: Final = 4096
"""Characters of the largest QR code; what comes beyond them is not kept."""


@dataclass(frozen=True)
class Burst:
    """The keys that have come in quick succession, and when the last of them came."""

    keys: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What has become clear: `code` was scanned, `typed` are a person's keys, to be passed on."""

    code: str | None = None
    typed: str = ""


def step(burst: Burst, key: str, at: datetime) -> tuple[Burst, Outcome]:
    """One more key at `at`: a character, `ENTER`, or "" for nothing but the passing of time."""
    typed = ""
    if burst.at is not None and at - burst.at > PAUSE:
        typed = burst.keys if len(burst.keys) < BROKEN else ""
        burst = Burst()
    if key == ENTER and len(burst.keys) >= SHORTEST:
        return Burst(), Outcome(code=burst.keys)
    if key == ENTER:
        return Burst(), Outcome(typed=typed + burst.keys + ENTER)
    if not key:
        return burst, Outcome(typed=typed)
    return Burst((burst.keys + key)[:LONGEST], at), Outcome(typed=typed)


class Wedge:
    """Hears the keys of the window, on its thread, and tells what was scanned.

    `on_codes` gets a code and when it was seen; `now` is a steady clock.
    """

    def __init__(
        self, on_codes: Callable[[Sequence[str], datetime], None], now: Callable[[], datetime]
    ) -> None:
        self._on_codes = on_codes
        self._now = now
        self._burst = Burst()

    def hear(self, key: str) -> tuple[str, int]:
        """A character, `ENTER`, or "" when only time has passed.

        What a person has typed, to be passed on now, and how many keys are still unclear.
        """
        at = self._now()
        self._burst, outcome = step(self._burst, key, at)
        if outcome.code is not None and (text := scanned(outcome.code)):
            self._on_codes((text,), at)
        return outcome.typed, len(self._burst.keys)
