"""The floor, drawn: its picture, what templates need, sentences with times as clocks show them."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import Final

from fastapi import Request
from markupsafe import escape

from hub.devices.rules import trouble_text
from hub.identity.rules import ROLE_NAMES
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from hub.kit.languages import LANGUAGES, language, languages
from hub.kit.pages import render
from hub.kit.permissions import Permission
from hub.kit.stream import event
from hub.kit.wall import WallClock
from hub.queue.rules import UNSEEN_AFTER
from hub.queue.rules.words import GAPS, NEEDS_NAMED
from hub.reception import rules, schemas, service
from hub.reception.rules import words
from hub.reception.rules.acts import ACTS, UNDO
from wire.ids import SiteId, TicketNumber, spoken
from wire.look import Lang

TICK: Final = timedelta(seconds=20)
"""How often the floor is drawn anew when nothing happens, so that waits keep counting."""
LANGS: Final[tuple[tuple[Lang, str], ...]] = tuple(LANGUAGES.items())


@dataclass(frozen=True)
class Said:
    """An outcome in words; `undo` is the ticket of an act that can be taken back until then."""

    text: str
    good: bool = True
    undo: str | None = None
    undo_until: datetime | None = None


def floor_of(data: Database, who: Principal, now: datetime) -> schemas.Floor:
    with data.read() as session:
        names = who.may("names.see")
        return service.picture(session, who.site, room=who.room, names=names, now=now)


@dataclass(frozen=True)
class Drawing:
    """A floor and its HTML, with marks where each reader's own secrets go."""

    revision: int
    again: datetime
    """Until then it stays as it is unless something is committed."""
    floor: schemas.Floor
    html: str
    pushed: str
    """The same as an event of a stream."""


Seen = tuple[SiteId, str | None, frozenset[Permission]]
"""What decides how a floor looks: the site, the room that looks, what its reader may do."""


FRESH: Final = timedelta(seconds=0.5)
"""How old what is known of a house may be when a desk's floor is drawn of it."""


class Floors:
    """Reads each house and draws each floor once for each revision, however many look at it."""

    def __init__(self, data: Database) -> None:
        self._data = data
        self._csrf, self._key = secrets.token_hex(16), secrets.token_hex(16)
        self._drawn: dict[Seen, Drawing] = {}
        self._houses: dict[SiteId, tuple[int, service.House]] = {}
        self._waited: dict[SiteId, tuple[datetime, tuple[int, ...]]] = {}
        self._locks: dict[Seen | SiteId, Lock] = {}
        self._lock = Lock()

    def drawing(self, who: Principal, revision: int, now: datetime) -> Drawing:
        """The floor as it was at this revision or later. Raises UnknownSite."""
        seen = (who.site, who.room, who.permissions)
        with self._locked(seen):
            found = self._drawn.get(seen)
            if (
                found is None
                or found.revision < revision
                or not found.floor.at <= now < found.again
            ):
                found = self._drawn[seen] = self._draw(who, revision, now)
            return found

    def now(self, who: Principal, now: datetime) -> Drawing:
        """The floor as it is."""
        return self.drawing(who, self._data.revision(who.site), now)

    def own(self, text: str, who: Principal) -> str:
        """A drawing for this reader: their token, a key of their own, no marks of their acts."""
        text = text.replace(f'data-by="{escape(who.login)}"', "hidden")
        return text.replace(self._csrf, who.csrf).replace(self._key, secrets.token_urlsafe(16))

    def _draw(self, who: Principal, revision: int, now: datetime) -> Drawing:
        nobody = replace(who, staff_id="", login="", name="", csrf=self._csrf)
        house = self._house(who.site, revision, now)
        floor = service.seen_from(house, room=who.room, names=who.may("names.see"))
        html = render("reception/floor.html", **context(floor, nobody, None, key=self._key))
        return Drawing(revision, _again(floor, floor.at), floor, html, event(html))

    def _house(self, site: SiteId, revision: int, now: datetime) -> service.House:
        with self._locked(site):
            of, house = self._houses.get(site, (-1, None))
            if house is None or of < revision or not house.now <= now <= house.now + FRESH:
                with self._data.read() as session:
                    waited = self._waits(session, site, now)
                    house = service.house(session, site, now=now, waited=waited)
                self._houses[site] = revision, house
            return house

    def _waits(self, session: Session, site: SiteId, now: datetime) -> tuple[int, ...]:
        """Figures of the whole day, which are read anew once in a tick."""
        at, waited = self._waited.get(site, (now - TICK, ()))
        if not timedelta() <= now - at < TICK:
            at, waited = self._waited[site] = now, service.waits(session, site, now=now)
        return waited

    def _locked(self, what: Seen | SiteId) -> Lock:
        with self._lock:
            return self._locks.setdefault(what, Lock())


def floors_of(request: Request) -> Floors:
    floors: Floors = request.app.state.floors
    return floors


def _again(floor: schemas.Floor, now: datetime) -> datetime:
    """When the floor must be drawn anew though nothing is committed until then."""
    turns = [one.called_at + UNSEEN_AFTER for one in floor.called]
    turns += [one.called_at + rules.UNHEARD_AFTER for one in floor.called]
    turns += [one.expires_at for one in floor.called] + [one.ends_at for one in floor.closed]
    turns += [one.held_until for one in floor.waiting if one.held_until]
    return min([now + TICK, *(at for at in turns if at > now)])


def context(
    floor: schemas.Floor, who: Principal, said: Said | None, *, key: str | None = None
) -> dict[str, object]:
    """What the templates of the floor are filled in with."""
    return {
        **basics(floor.timezone, who, floor.at),
        "floor": floor,
        "key": key or secrets.token_urlsafe(16),
        "said": said,
    }


def basics(timezone: str, who: Principal, now: datetime) -> dict[str, object]:
    """Who looks, words, and moments as the office's clocks show them."""
    wall = WallClock(timezone)
    return {
        "me": who,
        "role": ROLE_NAMES.get(who.role, who.role),
        "may_act": who.may("queue.call"),
        "at": wall.at,
        "exact": wall.exact,
        "on": wall.on,
        "near": partial(wall.near, now=now),
        "left": lambda until: max(0, round((until - now).total_seconds())),
        "spoken": lambda number: spoken(TicketNumber(number)),
        "texts": rules,
        "gaps": GAPS,
        "language": language,
        "languages": languages,
        "words": words,
        "need_names": NEEDS_NAMED,
        "acts": ACTS,
        "undo_letter": UNDO,
        "langs": LANGS,
        "trouble_text": trouble_text,
    }


def sentence(key: str, fields: dict[str, object], timezone: str) -> str:
    """The sentence, with numbers as they are spoken and times as the office's clocks show them."""
    shown = dict(fields)
    if isinstance(number := shown.get("number"), str):
        shown["number"] = spoken(TicketNumber(number))
    if isinstance(state := shown.get("state"), str):
        shown["state"] = words.state(state)
    for name in ("starts_at", "come_from"):
        if isinstance(moment := shown.get(name), str):
            wall, said = WallClock(timezone), datetime.fromisoformat(moment)
            shown[name] = wall.on(said) if key == "wrong_day" else wall.at(said)
    if key == "wrong_day" and "starts_at" in shown:
        shown["starts"] = f" ({shown['starts_at']})"
    if isinstance(wait := shown.get("wait_minutes"), tuple | list):
        shown["wait"] = f", etwa {wait[0]} bis {wait[1]} Minuten"
    return rules.sentence(key, shown)
