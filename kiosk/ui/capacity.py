"""How many things of a list fit on a page of a panel, so that nothing has to be shrunk. Pure."""

from dataclasses import dataclass
from typing import Final

MOST_CONCERNS: Final = 6
MOST_ROOMS: Final = 10
COMPACT: Final = 30.0
"""Upright panels that are lower have no room for two things beside each other."""


@dataclass(frozen=True)
class Capacity:
    """Things on one page."""

    concerns: int = MOST_CONCERNS
    further: int = 4
    """Concerns beside the count of persons."""
    rooms: int = MOST_ROOMS


def capacity_of(height: float, *, wide: bool, roomy: bool) -> Capacity:
    """For a panel `height` ems high; wide ones have more columns, roomy ones say more of each."""
    if wide:
        rows = max(1, int((height - 15.7) / 4.65) if roomy else int((height - 8.6) / 2.8))
        return Capacity(
            concerns=min(MOST_CONCERNS, 2 * rows),
            further=min(4, max(2, int((height - 8.6) / 3.4))),
            rooms=min(MOST_ROOMS, 4 * (rows - 1) if roomy else 2 * rows),
        )
    rest = height - (17.0 if roomy else 12.3)
    concerns = max(2, int(rest / (4.2 if roomy else 3.1)))
    return Capacity(
        concerns=min(MOST_CONCERNS, concerns),
        further=min(4, max(2, concerns - 2)),
        rooms=min(MOST_ROOMS, 2 * int(rest / 5.7) if height > COMPACT else concerns),
    )
