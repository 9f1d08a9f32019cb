"""What a page shows of people, so that it is written down who saw it.

The room `identity` keeps the record; the application hands it in as `app.state.note_views`,
because the kit knows no room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Depends, Request

from hub.kit.auth import Principal

Kind = Literal["list", "search", "visit", "papers", "export", "audit"]
"""Names in a list; hits of a search; all of one visit; papers; a person's data; this record."""
Purpose = Literal["visit", "papers", "privacy", "audit"]
EVERYONE = "*"
"""The subject of a list: whoever stood in it."""


@dataclass(frozen=True)
class Seen:
    """Personal data that somebody is shown.

    `subject` is the id of an appointment or of a ticket, never a name; `page` the path that showed
    it, without what was typed.
    """

    kind: Kind
    subject: str
    page: str
    purpose: Purpose = "visit"


NoteViews = Callable[[Principal, tuple[Seen, ...], datetime], None]
"""Who was shown what, and when; the same again within a quarter of an hour is one view."""


async def _note_views(request: Request) -> NoteViews:
    note: NoteViews = request.app.state.note_views
    return note


Noting = Annotated[NoteViews, Depends(_note_views)]
"""For routes that show names or papers: `note(who, (Seen(…),), now)` before they answer."""
