"""Who counts as in the house, where, when they have gone, and who has been seen outside. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError
from hub.queue.rules import Need, Ticket
from hub.queue.rules.words import NEEDS_NAMED
from hub.sites.rules import House, Site, opening
from hub.sites.rules.plan import floor_name
from wire.ids import RoomId, TicketNumber, ZoneId

SIGNS_KEPT: Final = timedelta(days=2)
"""Signs beside the queue's log matter on their day only; clocks of sites differ by less."""
EVACUATIONS_KEPT: Final = timedelta(days=365)
"""As long as the audit of alarms."""
Where = Literal["waiting", "called", "room", "parked", "uncertain", "left"]
"""Wartet, auf dem Weg, im Raum, zurückgestellt, ungewiss (kam nicht auf einen Aufruf), gegangen."""
WHERE: Final[Mapping[str, Where]] = {
    "arrived": "waiting",
    "waiting": "waiting",
    "transferred": "waiting",
    "called": "called",
    "serving": "room",
    "parked": "parked",
    "no_show": "uncertain",
}
"""By the ticket's state. Whoever is in none of these has left the house."""

SignKind = Literal["arrived", "kiosk", "answered", "talk", "exit"]
SIGNS: Final[Mapping[str, SignKind]] = {
    "issue": "arrived", "arrive": "arrived",
    "come_back": "kiosk", "amend": "kiosk", "kiosk": "kiosk",
    "start": "answered",
    "park": "talk", "resume": "talk", "transfer": "talk", "finish": "talk",
    "exit": "exit",
}  # fmt: skip
"""What of a ticket's log is a sign of the person; that staff call somebody proves nothing."""
SIGN_WORDS: Final[Mapping[SignKind, str]] = {
    "arrived": "Anmeldung",
    "kiosk": "am Kiosk",
    "answered": "kam auf den Aufruf",
    "talk": "im Gespräch",
    "exit": "am Ausgang",
}
_MOVED: Final[Mapping[Where, tuple[str, ...]]] = {
    "waiting": ("issue", "arrive", "activate", "come_back", "cancel", "resume", "transfer"),
    "called": ("call", "recall"),
    "room": ("start",),
    "parked": ("park",),
    "uncertain": ("no_show",),
}
"""The events since the latest of which somebody is where they are."""

_HELPED: Final[tuple[Need, ...]] = (
    "wheelchair", "disabled", "blind", "deaf", "small_children", "pregnant",
)  # fmt: skip
NEEDS: Final[Mapping[str, str]] = {need: NEEDS_NAMED[need] for need in _HELPED}
"""Needs that matter in an evacuation, in words; others of a ticket are not shown here."""

NIGHT: Final = timedelta(hours=6)
"""So long after midnight visits of the day before may still be in the house."""
UNCERTAIN_FOR: Final = timedelta(minutes=60)
"""Whoever did not come to a call may be in the house for so long; nobody searches for them then."""
TALK_MOST: Final = timedelta(hours=2)
"""A talk that began so long before the evening rule was not ended by mistake."""
EVENING_MINUTES: Final = 30
"""How long after the site's closing time the house counts as empty, unless the office says so."""
MOST_EVENING: Final = 600


class UnknownVisit(HouseError):
    """Nobody in the house has this number or code."""

    key = "unknown_visit"
    status = 404


class NoEvacuation(HouseError):
    """No evacuation is going on, so that nobody can be ticked off."""

    key = "no_evacuation"
    status = 409


class NotOnRoll(HouseError):
    """Nobody of this evacuation's list is meant."""

    key = "not_on_roll"
    status = 404


@dataclass(frozen=True)
class Sign:
    """The last proof that somebody was there."""

    kind: SignKind
    at: datetime


@dataclass(frozen=True)
class Stay:
    """One visit in the house; nobody's name. `needs` are keys of NEEDS."""

    visit: str
    """The ticket's id."""
    number: TicketNumber
    where: Where
    zone: ZoneId
    room: RoomId | None
    """To which they are on the way, or in which they are."""
    floor: int | None
    since: datetime
    """How long they have been there."""
    arrived: datetime
    sign: Sign
    persons: int
    needs: tuple[str, ...]
    lang: str
    left_at: datetime | None = None

    @property
    def sure(self) -> bool:
        """Whether somebody is to be searched for."""
        return self.where not in ("uncertain", "left")


@dataclass(frozen=True)
class Colleague:
    """A member of staff who sits at a desk; `seen_at`: the last request of their browser."""

    staff_id: str
    name: str
    room: RoomId
    floor: int | None
    since: datetime
    seen_at: datetime


Log = Mapping[str, datetime]
"""Of one ticket: when each kind of event happened last; signs beside the queue's log among them."""


def stay(
    ticket: Ticket, log: Log, needs: Iterable[str], house: House, now: datetime,
    roll_since: datetime | None = None,
) -> Stay | None:  # fmt: skip
    """Where the visit is; None when it is over.

    With `roll_since` a visit that ended later is still on the list, as one that has left: whoever
    stood in the house when it was cleared must be seen outside. Nobody fades from a running list.
    """
    where = WHERE.get(ticket.state)
    gone_at = _gone_at(ticket, where, log)
    if gone_at is not None or (where == "uncertain" and _faded(ticket, log, roll_since or now)):
        if roll_since is None or gone_at is None or gone_at < roll_since:
            return None
        where = "left"
    if where is None:
        return None
    inside = where in ("called", "room") or (where == "left" and ticket.started_at is not None)
    room = ticket.call.room if ticket.call is not None and inside else None
    since = [log[one] for one in _MOVED.get(where, ()) if one in log]
    return Stay(
        ticket.id, ticket.number, where, ticket.zone, room, floor_of(house, ticket.zone, room),
        max(since, default=ticket.issued_at), ticket.issued_at, _sign(ticket, log),
        max(1, ticket.persons), tuple(one for one in NEEDS if one in set(needs)), ticket.lang,
        gone_at if where == "left" else None,
    )  # fmt: skip


def _gone_at(ticket: Ticket, where: Where | None, log: Log) -> datetime | None:
    """When they left: by the end of the visit, or past a scan at the exit."""
    out = log.get("exit")
    gone = out is not None and not seen_after(log, out)
    if where is None:
        ended = ticket.ended_at or ticket.issued_at
        return min(ended, out) if out is not None and gone else ended
    return out if where == "uncertain" and gone else None


def seen_after(log: Log, moment: datetime) -> bool:
    """Whether somebody gave a sign after this moment who then seemed to leave the house."""
    return any(log[one] > moment for one in SIGNS if one in log)


def days(site: Site, *moments: datetime) -> tuple[datetime, ...]:
    """A moment of each local day whose visits may be in the house at one of these moments."""
    known = {site.day(one): one for at in moments for one in (at - NIGHT, at)}
    return tuple(known[day] for day in sorted(known))


def _faded(ticket: Ticket, log: Log, now: datetime) -> bool:
    since = log.get("no_show", ticket.ended_at)
    return since is not None and now - since >= UNCERTAIN_FOR


def _sign(ticket: Ticket, log: Log) -> Sign:
    known = [Sign(kind, log[event]) for event, kind in SIGNS.items() if event in log]
    return max(known, key=lambda one: one.at, default=Sign("arrived", ticket.issued_at))


def floor_of(house: House, zone: ZoneId, room: RoomId | None) -> int | None:
    """On which floor a room is, else where one waits for the zone."""
    if room is not None:
        return next((one.floor for one in house.rooms if one.label == room), None)
    signs = (one for one in house.nodes if one.kind == "zone" and one.ref == zone)
    rooms = (one.floor for one in house.rooms if one.zone == zone)
    return next((one.floor for one in signs), next(rooms, None))


def order(one: Stay) -> tuple[bool, int, bool, str, bool, str, str]:
    """Who is listed first: who needs help, then by floor, place and number."""
    floor = 99 if one.floor is None else one.floor
    return (
        not (one.needs and one.sure), floor, not one.sure, one.room or "",
        one.room is None, one.zone, one.number,
    )  # fmt: skip


def floor_words(house: House, floor: int | None) -> str:
    """The floor as the office calls it."""
    return "Stockwerk unbekannt" if floor is None else floor_name(house, floor)


def place_words(one: Stay, zone: str, room: str | None) -> str:
    """Where somebody is, as wardens read it; `zone` and `room` are the office's own names."""
    goal = room or one.room or ""
    return {
        "waiting": f"Wartezone {one.zone}, {zone}",
        "called": f"auf dem Weg zu {goal}",
        "room": goal,
        "parked": f"zurückgestellt, Wartezone {one.zone}, {zone}",
        "uncertain": f"kam nicht auf den Aufruf, Wartezone {one.zone}, {zone}",
        "left": f"Besuch beendet, zuletzt {goal or f'Wartezone {one.zone}'}",
    }[one.where]


def need_words(needs: Iterable[str]) -> tuple[str, ...]:
    return tuple(NEEDS[one] for one in needs)


# ------------------------------------------------------------------ leaving

Leave = Literal["finish", "leave", "note"]
"""End the talk, take the ticket out of the queue, or only note that they passed the exit."""


def leaving(where: Where | None) -> Leave:
    """What it means that somebody goes whose visit is in this state."""
    if where == "room":
        return "finish"
    return "note" if where in (None, "uncertain", "left") else "leave"


def closing_time(site: Site, local: datetime) -> datetime | None:
    """When the office closes on this local day; None: it knows no hours, or stays shut."""
    spans = opening(site, local.date()) if site.hours else ()
    if not spans:
        return None
    hour, minute = divmod(min(spans[-1].closes, 24 * 60 - 1), 60)
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)


def evening_has_come(closes: datetime | None, minutes: int | None, now: datetime) -> bool:
    """Whether the site has been closed for so long; no `minutes`: the office has no such rule."""
    if closes is None or minutes is None:
        return False
    return now >= closes + timedelta(minutes=minutes)


def gone_by_evening(
    stays: Iterable[Stay], closes: datetime | None, minutes: int | None, now: datetime
) -> tuple[Stay, ...]:
    """Whom nobody needs to search for any more.

    So long after the site closed, and without a sign for as long. Who is in a room is counted out
    only when the talk began long ago: staff are there and end it themselves.
    """
    if minutes is None or not evening_has_come(closes, minutes, now):
        return ()
    quiet = timedelta(minutes=minutes)
    return tuple(
        one for one in stays
        if now - one.sign.at >= (max(quiet, TALK_MOST) if one.where == "room" else quiet)
    )  # fmt: skip


# ------------------------------------------------------------------ the evacuation


@dataclass(frozen=True)
class Evacuation:
    """A clearing of the house (Räumung), from its beginning to its end."""

    id: str
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None


@dataclass(frozen=True)
class Mark:
    """A warden's word on one person: `seen` or taken back. `subject` as `visit:ID`, `staff:ID`."""

    subject: str
    person: int
    seen: bool
    at: datetime
    by: str


@dataclass(frozen=True)
class Entry:
    """One line of the roll: a visit or a colleague, and which of its persons were seen by whom."""

    subject: str
    who: Stay | Colleague
    persons: int
    sure: bool
    seen: Mapping[int, Mark]

    @property
    def missing(self) -> int:
        return self.persons - len(self.seen)


def visit_subject(visit: str) -> str:
    return f"visit:{visit}"


def staff_subject(staff_id: str) -> str:
    return f"staff:{staff_id}"


def roll(
    stays: Iterable[Stay], colleagues: Iterable[Colleague], marks: Iterable[Mark]
) -> tuple[Entry, ...]:
    """The list that wardens tick off; of two marks on a person the later one counts."""
    latest: dict[str, dict[int, Mark]] = {}
    for mark in marks:
        latest.setdefault(mark.subject, {})[mark.person] = mark

    def entry(subject: str, who: Stay | Colleague, persons: int, sure: bool) -> Entry:
        known = latest.get(subject, {})
        seen = {nth: mark for nth, mark in known.items() if mark.seen and 1 <= nth <= persons}
        return Entry(subject, who, persons, sure, seen)

    visits = (
        entry(visit_subject(one.visit), one, one.persons, one.where != "uncertain")
        for one in sorted(stays, key=order)
    )
    staff = (entry(staff_subject(one.staff_id), one, 1, True) for one in colleagues)
    return (*visits, *staff)


def on_roll(at_desks: Iterable[Colleague], written: Iterable[Colleague]) -> tuple[Colleague, ...]:
    """Those at desks now, and those who were written down though their session has ended since."""
    found = {one.staff_id: one for one in (*written, *at_desks)}
    return tuple(sorted(found.values(), key=lambda one: (one.room, one.name)))


@dataclass(frozen=True)
class Count:
    """Persons of the roll: all, seen, and those that are still to be found."""

    persons: int
    seen: int
    missing: int
    uncertain: int
    """Not among `missing`: they may have left long ago."""


def count(entries: Sequence[Entry]) -> Count:
    sure = [one for one in entries if one.sure]
    return Count(
        persons=sum(one.persons for one in sure),
        seen=sum(len(one.seen) for one in entries),
        missing=sum(one.missing for one in sure),
        uncertain=sum(one.missing for one in entries if not one.sure),
    )
