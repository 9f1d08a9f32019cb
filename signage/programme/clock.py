"""Which time the programme goes by, and what is shown while no clock is right."""

from datetime import UTC, datetime, timedelta

from signage.board.events import Moment
from wire.messages import Programme, Slot

NOWHEN = datetime(2020, 1, 1, tzinfo=UTC)
"""Where the steady clock is put while nobody knows the time; any moment would do."""


def right_time(now: Moment) -> datetime | None:
    """The site's time; else the machine's where its clock is synchronised; else nobody knows."""
    return now.utc if now.right else None


def nowhen(steady: float) -> datetime:
    """A moment that goes on like time does and means nothing."""
    return NOWHEN + timedelta(seconds=steady)


def timeless(programme: Programme) -> Programme:
    """What of a programme can be shown without knowing the time.

    The loop of the first playlist that runs every day all day, without what is valid for a time
    only, and no notices.
    """
    always = tuple(slot for slot in programme.slots if _always(slot))[:1]
    items = [one for one in programme.items if one.shown_from is None and one.shown_until is None]
    return programme.model_copy(update={"slots": always, "items": tuple(items), "notices": ()})


def _always(slot: Slot) -> bool:
    every_day = set(slot.days) == set(range(7)) and slot.holidays == "as_usual"
    whole_day = (slot.ends - slot.starts) % 1440 == 0
    return every_day and whole_day and slot.on_from is None and slot.on_until is None
