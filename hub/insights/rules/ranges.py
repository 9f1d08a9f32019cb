"""Which days figures are asked for, and what cannot be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError

Preset = Literal["today", "yesterday", "week", "four_weeks"]
PRESETS: Final[Mapping[Preset, str]] = {
    "today": "Heute",
    "yesterday": "Gestern",
    "week": "Diese Woche",
    "four_weeks": "Letzte 4 Wochen",
}
USUAL: Final[Preset] = "four_weeks"
MOST_DAYS: Final = 100
"""A little more than a quarter of a year: what is read and derived in about five seconds."""
FIRST_DAY: Final = date(2020, 1, 1)
"""No house kept a log before."""


class RangeReversed(HouseError):
    """The last day lies before the first; `first` and `last` say which were named."""

    key = "range_reversed"
    status = 422


class RangeTooLong(HouseError):
    """So many days at once are not read; `most` says how many are."""

    key = "range_too_long"
    status = 422


class RangeInFuture(HouseError):
    """Nothing has happened yet on the last day; `today` says what day it is."""

    key = "range_in_future"
    status = 422


class RangeTooEarly(HouseError):
    """There are no figures of such days; `earliest` says from when on."""

    key = "range_too_early"
    status = 422


@dataclass(frozen=True)
class Range:
    """Local days, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=ahead) for ahead in range(self.days))


def preset(name: Preset, today: date) -> Range:
    """The days that a button stands for; a week begins on Monday (ISO 8601)."""
    if name == "yesterday":
        return Range(today - timedelta(days=1), today - timedelta(days=1))
    back = {"today": 0, "week": today.weekday(), "four_weeks": 27}[name]
    return Range(today - timedelta(days=back), today)


def chosen(first: date | None, last: date | None, today: date) -> Range:
    """The days from `first` to `last`; what is missing is as in the last four weeks.

    Raises RangeReversed, RangeTooLong, RangeInFuture, RangeTooEarly.
    """
    until = last or max(today, first or today)
    if first is None and until < FIRST_DAY:
        raise RangeTooEarly(earliest=FIRST_DAY.isoformat())
    since = first or until - timedelta(days=27)
    if since > until:
        raise RangeReversed(first=since.isoformat(), last=until.isoformat())
    if until > today:
        raise RangeInFuture(today=today.isoformat())
    if since < FIRST_DAY:
        raise RangeTooEarly(earliest=FIRST_DAY.isoformat())
    found = Range(since, until)
    if found.days > MOST_DAYS:
        raise RangeTooLong(most=MOST_DAYS, days=found.days)
    return found
