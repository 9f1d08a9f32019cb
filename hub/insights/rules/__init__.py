"""What figures are and whose: ranges, percentiles, groups large enough, and the glossary. Pure."""

from hub.insights.rules.figures import Accuracy, Came, Figures, Part, Table, came, figures
from hub.insights.rules.gathering import (
    DIMENSIONS,
    FORMER,
    NOT_CALLED,
    OUTCOMES,
    Dimension,
    Frame,
    Gathered,
    Outcome,
    gather,
    outcome,
)
from hub.insights.rules.glossary import GLOSSARY, Term
from hub.insights.rules.groups import (
    LARGEST_LEAST,
    LEAST_GROUP,
    SMALLEST_LEAST,
    GroupSizeChanged,
    Partition,
    People,
    partition,
)
from hub.insights.rules.ranges import (
    MOST_DAYS,
    PRESETS,
    USUAL,
    Preset,
    Range,
    RangeInFuture,
    RangeReversed,
    RangeTooEarly,
    RangeTooLong,
    chosen,
    preset,
)
from hub.insights.rules.spread import Spread, percentile, spread
from hub.insights.rules.verdict import ENOUGH, Verdict, verdict, weakest

__all__ = [
    "DIMENSIONS", "ENOUGH", "FORMER", "GLOSSARY", "LARGEST_LEAST", "LEAST_GROUP", "MOST_DAYS",
    "NOT_CALLED", "OUTCOMES", "PRESETS", "SMALLEST_LEAST", "USUAL", "Accuracy", "Came",
    "Dimension", "Figures",
    "Frame", "Gathered", "GroupSizeChanged", "Outcome", "Part", "Partition", "People", "Preset",
    "Range", "RangeInFuture", "RangeReversed", "RangeTooEarly", "RangeTooLong", "Spread", "Table",
    "Term", "Verdict", "came", "chosen", "figures", "gather", "outcome", "partition",
    "percentile", "preset", "spread", "verdict", "weakest",
]  # fmt: skip
