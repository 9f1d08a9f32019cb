"""How figures of staff stay figures of groups: parts with too few people become one part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

from hub.kit.errors import HouseError

LEAST_GROUP: Final = 5
"""People of whom a figure must at least be, unless the office has agreed on more."""
SMALLEST_LEAST: Final = 3
LARGEST_LEAST: Final = 50


class GroupSizeChanged(HouseError):
    """Somebody has changed the smallest group meanwhile; `least` says what it is now."""

    key = "changed_meanwhile"
    status = 409


@dataclass(frozen=True)
class People:
    """Who had conversations: as far as the log still knows them, else the desks they had.

    Names are forgotten after some weeks; then a desk counts as one person.
    """

    known: frozenset[str] = frozenset()
    desks: frozenset[str] = frozenset()

    def __or__(self, other: "People") -> "People":
        return People(self.known | other.known, self.desks | other.desks)

    @property
    def count(self) -> int:
        """Not the sum: somebody who is known now may have had a desk of earlier days."""
        return max(len(self.known), len(self.desks))


@dataclass(frozen=True)
class Partition:
    """Which parts are told by themselves, and which only together; neither: none is told."""

    alone: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def partition(parts: Mapping[str, People], least: int) -> Partition:
    """Put parts together until each that is told is of at least `least` people.

    So no figure of fewer can be had by taking told parts from the whole: what is left over is
    always one or several whole told parts. Of parts that could join the small ones, that with
    the fewest people does; of equals the first by name.
    """
    small = [name for name, one in parts.items() if one.count < least]
    alone = sorted(set(parts) - set(small), key=lambda name: (parts[name].count, name))
    while small and alone and _all(parts[name] for name in small).count < least:
        small.append(alone.pop(0))
    if small and _all(parts[name] for name in small).count < least:
        return Partition()
    told = set(alone)
    return Partition(
        tuple(name for name in parts if name in told),
        tuple(name for name in parts if name not in told),
    )


def _all(people: Iterable[People]) -> People:
    return reduce(lambda a, b: a | b, people, People())
