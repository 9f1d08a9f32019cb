"""Pure: which file goes when room is needed, and when one that did not come is asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

QUOTA = 2_000_000_000
"""Bytes of content that a display keeps at most."""
KEPT_FREE = 200_000_000
"""Bytes of its disk that stay free for everything else."""

Fault = Literal[
    "unreachable", "refused", "gone", "busy", "cut", "slow", "wrong", "too_large", "full"
]
"""No connection; our token is not taken; not there; the source is in trouble; the connection broke;
too slow to ever end; other bytes than announced; more than announced; no room on this disk."""
AGAIN_S: dict[Fault, tuple[float, float]] = {
    "unreachable": (1, 60),
    "refused": (30, 300),
    "gone": (10, 600),
    "busy": (2, 120),
    "cut": (1, 60),
    "slow": (10, 120),
    "wrong": (10, 600),
    "too_large": (60, 3600),
    "full": (60, 300),
}
"""Seconds until the second attempt, and at most between two."""


@dataclass(frozen=True)
class Held:
    """A whole file on the disk; `since` in seconds, by the clock of its file system."""

    sha256: str
    bytes: int
    since: float


@dataclass(frozen=True)
class Room:
    """What the disk has to offer."""

    free: int
    quota: int = QUOTA
    kept_free: int = KEPT_FREE


def evictions(
    held: Sequence[Held], wanted: Sequence[str], needed: int, room: Room, before: str | None = None
) -> tuple[str, ...] | None:
    """Which files go so that `needed` more bytes fit: the oldest unwanted, then the last wanted.

    A file that is wanted sooner than `before`, for which room is made, stays. None: not even then
    is there room. `wanted` is in its order, the soonest first.
    """
    short = needed - min(room.free - room.kept_free, room.quota - sum(each.bytes for each in held))
    going: list[str] = []
    for each in _dispensable(held, wanted, before):
        if short <= 0:
            break
        going.append(each.sha256)
        short -= each.bytes
    return tuple(going) if short <= 0 else None


def _dispensable(held: Sequence[Held], wanted: Sequence[str], before: str | None) -> list[Held]:
    rank = {name: place for place, name in enumerate(wanted)}
    least = rank.get(before, -1) if before else -1
    unwanted = sorted((one for one in held if one.sha256 not in rank), key=lambda one: one.since)
    later = [one for one in held if rank.get(one.sha256, -1) > least]
    return [*unwanted, *sorted(later, key=lambda one: -rank[one.sha256])]


def again_after(fault: Fault, tries: int, roll: float) -> float:
    """Seconds until the next attempt after `tries` that failed; `roll` is between 0 and 1.

    Half of it is chance, so that a house full of displays does not ask in one moment.
    """
    first, most = AGAIN_S[fault]
    return min(most, first * 2.0 ** min(tries - 1, 30)) * (0.5 + roll / 2)
