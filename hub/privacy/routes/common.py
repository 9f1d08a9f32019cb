"""What pages and programs of privacy share: who may, the keys of letters, and one find."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Request

from hub.appointments.service import Keyring
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.views import NoteViews, Seen
from hub.privacy import service
from hub.privacy.rules.person import Hit

Working = Annotated[Principal, may("privacy.work")]
PAGE = "/privacy"
PEOPLE = f"{PAGE}/people"


async def _keyring(request: Request) -> Keyring:
    keyring: Keyring = request.app.state.keyring
    return keyring


Keys = Annotated[Keyring, Depends(_keyring)]


def found(
    data: Database, who: Principal, typed: str, day: date | None, keyring: Keyring,
    note: NoteViews, now: datetime,
) -> tuple[Hit, ...]:  # fmt: skip
    """Who fits, written down as a search. Raises NothingSought."""
    with data.read() as session:
        hits = service.find(session, who.site, typed, day, keyring=keyring, now=now)
    note(who, tuple(Seen("search", one.id, PEOPLE, "privacy") for one in hits), now)
    return hits
