"""When an office is open: weekdays, public holidays, and days with hours of their own."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from hub.sites.rules.calendar import WHOLE_DAY, Span, public_holidays
from hub.sites.rules.parts import Concern, Site
from wire.messages import Hours

AHEAD = 7
"""Days that devices are told of: what they know by weekday is right for a week."""


def opening(site: Site, day: date) -> tuple[Span, ...]:
    """The spans in which the office is open on a day; none: it stays shut."""
    special = next((one for one in site.days if one.day == day), None)
    if special is not None:
        return special.spans
    if not site.hours:
        return WHOLE_DAY
    if site.closed_on_holidays and day in public_holidays(site.land, day.year, day.year):
        return ()
    return _on(site.hours, day.weekday())


def is_open(site: Site, local: datetime) -> bool:
    """Whether the office is open at this local moment."""
    minute = local.hour * 60 + local.minute
    return any(span.opens <= minute < span.closes for span in opening(site, local.date()))


def week_ahead(site: Site, one: Concern, today: date) -> tuple[bool, tuple[Hours, ...]]:
    """Whether a concern's numbers are given out in the coming week, and when, by weekday.

    Holidays and special days of that week are worked in, so that a device needs no calendar;
    no hours at all: at any time.
    """
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD)]
    spans = {
        day.weekday(): shared(
            opening(site, day), _on(one.hours, day.weekday()) if one.hours else WHOLE_DAY
        )
        for day in days
    }
    if all(each == WHOLE_DAY for each in spans.values()):
        return one.open, ()
    hours = tuple(
        Hours(weekday=weekday, opens=span.opens, closes=span.closes)
        for weekday in sorted(spans)
        for span in spans[weekday]
    )
    return one.open and bool(hours), hours


def shared(some: Iterable[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """The time that lies in a span of both, by time."""
    both = (Span(max(a.opens, b.opens), min(a.closes, b.closes)) for a in some for b in others)
    return tuple(sorted((one for one in both if one.opens < one.closes), key=lambda one: one.opens))


def _on(hours: Iterable[Hours], weekday: int) -> tuple[Span, ...]:
    return tuple(Span(one.opens, one.closes) for one in hours if one.weekday == weekday)
