"""How exact the time of feedback is, and what its counts add up to. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

SCORES: Final = range(1, 6)


@dataclass(frozen=True)
class Counted:
    """So many people said the same within one hour at one kiosk; `reason` may be empty."""

    score: int
    reason: str
    count: int


@dataclass(frozen=True)
class Summary:
    """People by what they said; reasons the most frequent first."""

    scores: dict[int, int]
    reasons: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.scores.values())


def hour(at: datetime) -> datetime:
    """The hour (UTC) in which something was said: who stood there then cannot be told from it."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def summary(counted: Iterable[Counted]) -> Summary:
    scores, reasons = Counter(dict.fromkeys(SCORES, 0)), Counter[str]()
    for one in counted:
        scores[one.score] += one.count
        if one.reason:
            reasons[one.reason] += one.count
    return Summary(dict(scores), dict(reasons.most_common()))
