"""The site's own time: its zone, and whether an hour is one of rest for the ears (Ruhezeit)."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wire.messages import Sound

USUAL = "Europe/Berlin"


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of that name; a name that nobody knows does not darken a panel."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(USUAL)


def is_quiet(sound: Sound, timezone: str, at: datetime) -> bool:
    """Whether nothing but an alarm may be heard now.

    Spans are read on the wall's clock, so the two days a year on which it is set need no care. A
    span that closes before it opens ends on the next day.
    """
    local = at.astimezone(zone(timezone))
    minute, today = 60 * local.hour + local.minute, local.weekday()
    yesterday = (local.date() - timedelta(days=1)).weekday()
    for span in sound.quiet:
        overnight = span.closes <= span.opens
        begun = span.weekday == today and minute >= span.opens
        if begun and (overnight or minute < span.closes):
            return True
        if overnight and span.weekday == yesterday and minute < span.closes:
            return True
    return False
