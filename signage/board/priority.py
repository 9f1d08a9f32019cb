"""Who holds the panel: named levels, and what becomes of the one when the other arrives.

The words are SMIL's (excl and priorityClass): to pause is to go on later where it was, to stop is
to be over, to defer is to wait for one's turn, never is not to come at all. "beside" is ours: both
are seen. Levels are never compared by number outside of this file.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from wire.messages import Layout, Level

Rule = Literal["pause", "stop", "defer", "never", "beside"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""The most urgent first."""

_WHOLE: Final[dict[tuple[Level, Level], Rule]] = {
    ("emergency", "emergency"): "beside",  # all alarms that are on are told
    ("emergency", "call"): "defer",  # it still stands on the board when the alarm is over
    ("emergency", "notice"): "never",
    ("emergency", "programme"): "defer",
    ("emergency", "rest"): "never",
    ("call", "emergency"): "pause",
    ("call", "call"): "beside",  # each call is seen for its own time
    ("call", "notice"): "never",  # it comes again by itself
    ("call", "programme"): "defer",
    ("call", "rest"): "never",
    ("notice", "emergency"): "stop",
    ("notice", "call"): "stop",
    ("notice", "notice"): "defer",  # they take turns
    ("notice", "programme"): "defer",
    ("notice", "rest"): "never",
    ("programme", "emergency"): "pause",
    ("programme", "call"): "pause",
    ("programme", "notice"): "pause",
    ("programme", "programme"): "stop",  # the next slot has begun
    ("programme", "rest"): "never",
    ("rest", "emergency"): "stop",
    ("rest", "call"): "stop",
    ("rest", "notice"): "stop",
    ("rest", "programme"): "stop",
    ("rest", "rest"): "never",
}
_CALLS_BESIDE: Final[dict[tuple[Level, Level], Rule]] = {
    ("call", "notice"): "beside",
    ("call", "programme"): "beside",
    ("call", "rest"): "beside",
    ("notice", "call"): "beside",
    ("programme", "call"): "beside",
    ("rest", "call"): "beside",
}
TABLE: Final[Mapping[Layout, Mapping[tuple[Level, Level], Rule]]] = {
    "whole": _WHOLE,
    "beside": {**_WHOLE, **_CALLS_BESIDE},
}
"""By layout, and (what is there, what arrives)."""


def meet(there: Level, arrives: Level, layout: Layout) -> Rule:
    """What becomes of `there`, or of `arrives`, when both want the panel."""
    return TABLE[layout][there, arrives]


def holder(wanting: Iterable[Level]) -> Level:
    """The most urgent of those that want the panel: what it is said to show."""
    return min(wanting, key=LEVELS.index, default="rest")


def content_shows(content: Level, other: Level, layout: Layout) -> bool:
    """Whether content (notice, programme) is seen while `other` has something to show."""
    return meet(content, other, layout) not in ("pause", "stop")
