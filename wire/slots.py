"""Which playlist runs at a moment: slots in local time, over midnight, holidays, summer time.

The clock on the wall decides, and nothing else. Where summer time ends, an hour comes twice: what
runs in it runs twice. Where summer time begins, an hour is missing: what would begin in it begins
when it would be over, what would end in it ends when it would begin, and what lies in it does not
run on that day.
"""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from wire.messages.programme import Programme, Slot

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SEARCHED_DAYS = 15
"""So far ahead a slot's next beginning is looked for: each weekday twice, for a holiday's sake."""


def slot_at(programme: Programme, at: datetime, tz: tzinfo) -> Slot | None:
    """The first slot that fits this moment and names a playlist that there is."""
    wall = _wall(at, tz)
    known = {playlist.id for playlist in programme.playlists}
    return next(
        (
            slot
            for slot in programme.slots
            if slot.playlist in known and _runs(slot, programme, wall)
        ),
        None,
    )


def next_bound(slots: tuple[Slot, ...], at: datetime, tz: tzinfo) -> datetime | None:
    """The next moment at which a slot may begin or end; nothing changes before. None: no slots."""
    wall = _wall(at, tz)
    minutes = sorted({minute % 1440 for slot in slots for minute in (slot.starts, slot.ends)})
    if not minutes:
        return None
    today = [minute for minute in minutes if minute > 60 * wall.hour + wall.minute]
    day, minute = (wall.date(), today[0]) if today else (wall.date() + DAY, minutes[0])
    first = min(moment for moment in _moments(day, minute, tz) if moment > at)
    return _clock_change(at, first, tz)


def minutes_until(slot: Slot, programme: Programme, at: datetime, tz: tzinfo) -> float:
    """After how many minutes by the clock on the wall it runs; infinite: not in the coming days."""
    wall = _wall(at, tz)
    if _runs(slot, programme, wall):
        return 0
    first = max(wall.date(), slot.on_from or date.min).toordinal()
    last = min(first + SEARCHED_DAYS, date.max.toordinal() - 2)
    days = (date.fromordinal(day) for day in range(first, last))
    begins = (_window(slot, day)[0] for day in days if _is_its_day(slot, day, programme.holidays))
    return next(((begin - wall) / MINUTE for begin in begins if begin > wall), math.inf)


def _wall(at: datetime, tz: tzinfo) -> datetime:
    """What the clock on the wall shows, without zone."""
    return at.astimezone(tz).replace(tzinfo=None)


def _runs(slot: Slot, programme: Programme, wall: datetime) -> bool:
    """Whether it runs at this wall time: begun today or, over midnight, yesterday."""
    return any(
        _is_its_day(slot, day, programme.holidays)
        for day in (wall.date(), wall.date() - DAY)
        if (window := _window(slot, day))[0] <= wall < window[1]
    )


def _window(slot: Slot, day: date) -> tuple[datetime, datetime]:
    """From and until which wall time it runs when it begins on `day`."""
    midnight = datetime.combine(day, time())
    length = slot.ends - slot.starts
    begins = midnight + timedelta(minutes=slot.starts)
    return begins, begins + timedelta(minutes=length if length > 0 else length + 1440)


def _is_its_day(slot: Slot, day: date, holidays: tuple[date, ...]) -> bool:
    if not (slot.on_from or date.min) <= day <= (slot.on_until or date.max):
        return False
    if slot.holidays != "as_usual" and (day in holidays) != (slot.holidays == "only"):
        return False
    return day.weekday() in slot.days


def _moments(day: date, minute: int, tz: tzinfo) -> Iterator[datetime]:
    """When the wall shows this minute of that day: once, or twice where summer time ends."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), tz)
    yield from (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def _clock_change(after: datetime, until: datetime, tz: tzinfo) -> datetime:
    """The moment between the two at which summer time begins or ends, else `until`."""
    offset = after.astimezone(tz).utcoffset()
    if until.astimezone(tz).utcoffset() == offset:
        return until
    low, high = int(after.timestamp()), int(until.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        same = datetime.fromtimestamp(middle, tz).utcoffset() == offset
        low, high = (middle, high) if same else (low, middle)
    return min(until, datetime.fromtimestamp(high, UTC))
