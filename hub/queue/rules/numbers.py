"""Ticket numbers: how they are called, and those that kiosks give out alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

from wire.ids import DeviceId, TicketNumber

Series = Literal["T", "W"]
"""T: with an appointment (Termin). W: without (Vorsprache)."""
Paper = Literal["none", "pending", "printed", "failed", "unclear", "abandoned"]
HIGHEST_NUMBER: Final = 999
LEASED: Final = 333
"""Numbers of one letter that a kiosk gives out alone: more than it gives out in two days."""
LEASE_LETTERS: Final = "LKRMPHXYJFNEDCAUV"
"""In this order; never T and W, which the hub gives out, nor letters that look like digits."""
SPARE_LETTERS: Final = "SZGBQOI"
"""For printed numbers that nobody can be called by, once T and W are used up; never leased."""


def number_text(series: str, number: int) -> TicketNumber:
    """The ticket number as it is called: ``T042``."""
    return TicketNumber(f"{series}{number:03d}")


@dataclass(frozen=True)
class Range:
    """Numbers that one kiosk alone gives out."""

    series: str
    first: int
    last: int

    def holds(self, number: str) -> bool:
        """Whether a ticket number as it is called lies within."""
        return number[0] == self.series and self.first <= int(number[1:]) <= self.last


def free_range(taken: Iterable[Range], zones: Iterable[str]) -> Range | None:
    """The first range that nobody holds, of a letter that is no waiting zone's; None: all held."""
    held = {(one.series, one.first) for one in taken}
    signs = set(zones)
    firsts = range(1, HIGHEST_NUMBER, LEASED)
    free = (
        Range(letter, first, first + LEASED - 1)
        for letter in LEASE_LETTERS
        for first in firsts
        if letter not in signs and (letter, first) not in held
    )
    return next(free, None)


def next_after(given: Iterable[int], held: Range) -> int | None:
    """Where a kiosk that goes round its range goes on after the numbers of one day; None: no such.

    They lie side by side on the round, so that the last one is that before the widest gap: no
    clock is asked, and whoever began anew meanwhile goes on behind both parts.
    """
    size = held.last - held.first + 1
    order = sorted(set(given))
    if not order:
        return None
    gaps = [(after - one) % size for one, after in pairwise([*order, order[0]])]
    end = order[gaps.index(max(gaps))]
    return held.first + (end + 1 - held.first) % size


@dataclass(frozen=True)
class GivenOut:
    """A number that a kiosk has given out alone. `at`: when it counts as given out."""

    ticket_id: str
    number: TicketNumber
    device: DeviceId
    at: datetime
    sure: bool
    """The kiosk's clock can be believed."""


@dataclass(frozen=True)
class Printed:
    """A number that stands on paper and that a kiosk alone has given out."""

    number: TicketNumber
    device: DeviceId
    at: datetime
    paper: Paper
    clash: bool
    """It stands for another visit of the day as well."""
