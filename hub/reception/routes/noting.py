"""What the reception shows of people is written down: lists, hits of a search, whole visits."""

from datetime import datetime

from hub.kit.auth import Principal
from hub.kit.views import EVERYONE, NoteViews, Seen
from hub.reception import schemas


def note_list(note: NoteViews, who: Principal, now: datetime) -> None:
    """The floor was shown, with names if its reader may know them."""
    if who.may("names.see"):
        note(who, (Seen("list", EVERYONE, "/reception"),), now)


def note_found(
    note: NoteViews, who: Principal, found: schemas.Findings, page: str, now: datetime
) -> None:
    """These people were found."""
    if who.may("names.see"):
        hits = tuple(one.ticket_id or one.appointment_id or "" for one in found.found)
        note(who, tuple(Seen("search", hit, page) for hit in hits), now)


def note_visit(note: NoteViews, who: Principal, ticket: str, page: str, now: datetime) -> None:
    """All of a visit was shown."""
    if who.may("names.see"):
        note(who, (Seen("visit", ticket, page),), now)
