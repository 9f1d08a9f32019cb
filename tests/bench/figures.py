"""Percentiles and the one form in which every figure is written."""

from collections.abc import Sequence
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile, so that each figure is one that was really measured."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))]


def spread(
    name: str, unit: str, values: Sequence[float], how: str, **more: float
) -> dict[str, Any]:
    """One row with n, p50, p95 and p99; `how` says how it was taken."""
    points = {f"p{at}": round(percentile(values, at / 100), 2) for at in (50, 95, 99)}
    return {"name": name, "unit": unit, "n": len(values), **points, **more, "how": how}


def single(name: str, unit: str, value: float, how: str) -> dict[str, Any]:
    """One row with a single value."""
    return {"name": name, "unit": unit, "n": 1, "value": round(value, 2), "how": how}
