"""What could not be told: when it is tried again, and whether its fault has been logged."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

FIRST_S: Final = 0.5
LONGEST_S: Final = 30.0
"""The pause before a part is tried again: doubled at each failure, up to this."""


@dataclass
class _Failure:
    fault: str
    pause_s: float
    due_at: float


@dataclass
class Tries:
    """The parts that failed last, by name. What succeeds is forgotten."""

    _failures: dict[Hashable, _Failure] = field(default_factory=dict)

    def __contains__(self, name: Hashable) -> bool:
        return name in self._failures

    def due(self, name: Hashable, at: float) -> bool:
        """Whether the part is to be tried at this moment of the steady clock."""
        known = self._failures.get(name)
        return known is None or at >= known.due_at

    def failed(self, name: Hashable, fault: str, at: float) -> bool:
        """Note a failure; whether it is news, so that a lasting fault fills no log."""
        known = self._failures.get(name)
        pause_s = FIRST_S if known is None else min(2 * known.pause_s, LONGEST_S)
        self._failures[name] = _Failure(fault, pause_s, at + pause_s)
        return known is None or known.fault != fault

    def forget(self, name: Hashable) -> None:
        self._failures.pop(name, None)
