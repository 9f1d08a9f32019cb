"""The answer to the first question, whether the promise is kept, and where it is kept least."""

from collections.abc import Iterable
from typing import Final, Literal

from hub.insights.rules.figures import Part
from hub.insights.rules.spread import Spread

Verdict = Literal["unknown", "yes", "mostly", "no"]
KEPT: Final = 0.9
"""A promise that nine of ten see kept is kept: so many does the 90th percentile speak of, too."""
MOSTLY_KEPT: Final = 0.75
ENOUGH: Final = 10
"""Of fewer one says nothing in words: a single one would turn the sentence round."""


def verdict(waits: Spread) -> Verdict:
    """Whether the office keeps its promise to those who were called, where they are enough."""
    share = waits.share_kept
    if share is None or waits.count < ENOUGH:
        return "unknown"
    return "yes" if share >= KEPT else "mostly" if share >= MOSTLY_KEPT else "no"


def weakest(parts: Iterable[Part]) -> Part | None:
    """The part to which the promise is kept least; None where all see it kept, or few are known."""
    shares = [
        (share, one.key, one)
        for one in parts
        if one.waits.count >= ENOUGH and (share := one.waits.share_kept) is not None
    ]
    share, _, found = min(shares, key=lambda one: one[:2], default=(1.0, "", None))
    return found if share < KEPT else None
