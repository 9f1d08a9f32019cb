"""Visits without persons: each night for those of old, at once for whoever wants it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from hub.kit.database import Change
from hub.queue.repository import persons


def forget_persons(change: Change, *, before: datetime) -> None:
    """What happened stays; who did it, why, and what was noted is personal, and its time is over.

    Figures read what stays: which state the visit was in from when to when.
    """
    persons.forget(change.session, change.site, before)


def erase_persons(change: Change, tickets: Sequence[str]) -> None:
    """The same for these visits, whose holder does not want to be known any more."""
    persons.erase(change.session, tickets)


def rename_letters(change: Change, renamed: Mapping[str, str]) -> None:
    """Appointments bear other ids now, by the old one: no letter leads to the visits any more."""
    if renamed:
        persons.rename_letters(change.session, renamed)
