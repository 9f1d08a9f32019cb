"""How long things took: percentiles of raw values. Means of means stand nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Spread:
    """Seconds; each of them one that was really measured, None of nothing.

    `kept`: how many lasted no longer than the office's promise; None where nothing is promised.
    """

    count: int
    median: int | None
    p90: int | None
    longest: int | None
    kept: int | None = None

    @property
    def share_kept(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.kept / self.count if self.count and self.kept is not None else None


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Nearest-rank percentile of values in order; None of nothing."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def spread(seconds: Sequence[float], promise_s: float | None = None) -> Spread:
    """Percentiles of all values at once, each rounded down to a second."""
    ordered = sorted(seconds)
    kept = None if promise_s is None else sum(one <= promise_s for one in ordered)
    return Spread(
        len(ordered), _whole(percentile(ordered, 0.5)), _whole(percentile(ordered, 0.9)),
        _whole(ordered[-1] if ordered else None), kept,
    )  # fmt: skip


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds)
