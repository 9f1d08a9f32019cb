"""Who holds the panel: named levels, and what becomes of the one when the other arrives.

The words are SMIL's (excl and priorityClass): to pause is to go on later where it was, to stop is
to be over, to defer is to wait for one's turn. "beside" is ours: both are seen. Levels are never
compared by number. What is of one level is seen in turns, as it is drawn; of content the clock
decides what is due (`wire.programme`).
"""

from collections.abc import Mapping
from typing import Final, Literal

from wire.messages import Layout, Level

Rule = Literal["pause", "stop", "defer", "beside"]

_WHOLE: Final[dict[tuple[Level, Level], Rule]] = {
    ("emergency", "call"): "defer",  # it rings when the alarm is over
    ("call", "emergency"): "pause",  # it stands on the board again afterwards
    ("notice", "emergency"): "stop",  # it comes again by itself
    ("notice", "call"): "stop",
    ("programme", "emergency"): "pause",
    ("programme", "call"): "pause",
    ("programme", "notice"): "pause",
}
_CALLS_BESIDE: Final[dict[tuple[Level, Level], Rule]] = {
    ("notice", "call"): "beside",
    ("programme", "call"): "beside",
}
TABLE: Final[Mapping[Layout, Mapping[tuple[Level, Level], Rule]]] = {
    "whole": _WHOLE,
    "beside": {**_WHOLE, **_CALLS_BESIDE},
}
"""By layout, and (what is there, what arrives)."""


def meet(there: Level, arrives: Level, layout: Layout) -> Rule:
    """What becomes of `there`, or of `arrives`, when both want the panel."""
    return TABLE[layout][there, arrives]


def gives_way(there: Level, arrives: Level, layout: Layout) -> bool:
    """Whether `there` is neither seen nor heard while `arrives` lasts; "rest" takes no place."""
    return arrives != "rest" and meet(there, arrives, layout) in ("pause", "stop")
