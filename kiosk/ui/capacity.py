"""How many things of a list fit on a page of a panel, so that nothing has to be shrunk. Pure."""

from dataclasses import dataclass
from typing import Final

MOST_CONCERNS: Final = 6
MOST_ROOMS: Final = 12


@dataclass(frozen=True)
class Capacity:
    """Things on one page."""

    concerns: int = MOST_CONCERNS
    further: int = 4
    """Concerns beside the count of persons."""
    rooms: int = MOST_ROOMS


def capacity_of(height: float, *, wide: bool) -> Capacity:
    """For a panel `height` ems high; in a wide one lists stand beside their title."""
    rest = height - (8.0 if wide else 17.0)
    rows = max(2, int(rest / 3.4))
    room_rows = max(2, int(rest / 4.2))
    return Capacity(
        concerns=min(MOST_CONCERNS, rows),
        further=min(4, max(2, rows - 2)),
        rooms=min(MOST_ROOMS, 2 * room_rows),
    )
