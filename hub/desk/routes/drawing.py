"""The desk, drawn: its picture, and what templates need beside it."""

import secrets
from datetime import datetime
from functools import partial
from typing import Annotated

from hub.desk import schemas, service, texts
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.languages import language
from hub.kit.views import EVERYONE, NoteViews, Seen
from hub.kit.wall import WallClock
from hub.queue.rules.words import GAPS, NEEDS_NAMED
from wire.ids import TicketNumber, spoken

Calling = Annotated[Principal, may("queue.call")]
Moving = Annotated[Principal, may("queue.move")]
Knowing = Annotated[Principal, may("names.see")]
Closing = Annotated[Principal, may("rooms.close")]


def picture_of(data: Database, who: Principal, note: NoteViews, now: datetime) -> schemas.Desk:
    """The desk as this person may see it; with names it is written down that they saw it."""
    names = who.may("names.see")
    with data.read() as session:
        found = service.picture(
            session, who.site, room=who.room, name=who.name, login=who.login, names=names, now=now
        )
    if names:
        note(who, (Seen("list", EVERYONE, "/desk"),), now)
    return found


def context(desk: schemas.Desk, who: Principal, said: tuple[str, bool] | None) -> dict[str, object]:
    wall = WallClock(desk.timezone)
    message, good = said or ("", True)
    return {
        "desk": desk,
        "me": who,
        "key": secrets.token_urlsafe(16),
        "at": wall.at,
        "near": partial(wall.near, now=desk.at),
        "spoken": lambda number: spoken(TicketNumber(number)),
        "texts": texts,
        "gaps": GAPS,
        "need_names": NEEDS_NAMED,
        "language": language,
        "message": message,
        "good": good,
    }


def sentence(key: str, fields: dict[str, object]) -> str:
    """The sentence, with numbers as they are spoken."""
    shown = dict(fields)
    if isinstance(number := shown.pop("number", None), str) and number:
        shown["number"] = spoken(TicketNumber(number))
    return texts.sentence(key, shown)
