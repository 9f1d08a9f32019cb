"""The queue's decisions: what may happen to a ticket, who is next, how long it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Literal

from hub.kit.errors import HouseError
from wire.ids import CallId, ConcernId, DeviceId, RoomId, TicketId, TicketNumber, ZoneId
from wire.look import LANGUAGES, Lang
from wire.messages import DisplayRole, DoorState, Heard

State = Literal["waiting", "called", "serving", "done", "no_show", "withdrawn"]
Event = Literal[
    "call", "recall", "cancel", "start", "finish", "no_show", "withdraw", "come_back", "day_end",
]  # fmt: skip
Series = Literal["T", "W"]
"""T: with an appointment (Termin). W: without (Vorsprache)."""
Paper = Literal["none", "pending", "printed", "failed", "unclear", "abandoned"]
HIGHEST_NUMBER = 999
CALL_LASTS = timedelta(minutes=10)
"""A call stands out for so long after its last attempt: whoever has not come from the farthest
waiting zone by then is not on the way, and the board belongs to those who are."""
UNSEEN_AFTER = timedelta(seconds=3)
"""A call that no display has shown by then is an exception: the slowest display needs 0.3 s."""
LEASED = 333
"""Numbers of one letter that a kiosk gives out alone: more than it gives out in two days."""
LEASE_LETTERS = "LKRMPHXYJFNEDCAUV"
"""In this order; never T and W, which the hub gives out, nor letters that look like digits."""
SPARE_LETTERS = "SZGBQOI"
"""For printed numbers that nobody can be called by, once T and W are used up; never leased."""

TRANSITIONS: dict[tuple[State, Event], State] = {
    ("waiting", "call"): "called",
    ("called", "recall"): "called",
    ("called", "cancel"): "waiting",
    ("called", "start"): "serving",
    ("serving", "finish"): "done",
    ("called", "no_show"): "no_show",
    ("no_show", "call"): "called",
    ("no_show", "come_back"): "waiting",
    ("withdrawn", "come_back"): "waiting",
    ("waiting", "withdraw"): "withdrawn",
    ("called", "withdraw"): "withdrawn",
    ("waiting", "day_end"): "withdrawn",
    ("called", "day_end"): "no_show",
    ("serving", "day_end"): "done",
}
"""`cancel`: staff take the call back, and the visitor waits at their old place. `come_back`: the
visitor shows the letter again. `day_end`: nobody ended the visit that day."""

OPEN_STATES: tuple[State, ...] = ("called", "serving")
"""A ticket in one of these has an open call and occupies a room."""


class NobodyWaiting(HouseError):
    """Nobody waits whom this desk could call."""

    key = "nobody_waiting"
    status = 404


class UnknownTicket(HouseError):
    """No such ticket at this site."""

    key = "unknown_ticket"
    status = 404


class UnknownCall(HouseError):
    """No such call, or no such attempt, at this site."""

    key = "unknown_call"
    status = 404


class TicketAlreadyCalled(HouseError):
    """Another desk has this person; `room` says which."""

    key = "ticket_already_called"
    status = 409


class DeskIsBusy(HouseError):
    """The desk still has a visitor; `number` says whom."""

    key = "desk_is_busy"
    status = 409


class RoomClosed(HouseError):
    """Nobody is received in the room; `until` says until when, None for the rest of the day."""

    key = "room_closed"
    status = 409


class AlreadyOver(HouseError):
    """A room cannot be closed until a moment that has passed, or beyond the day."""

    key = "already_over"
    status = 422


class WrongState(HouseError):
    """What is wished for does not follow from the ticket's state."""

    key = "wrong_state"
    status = 409


class NotYourTicket(HouseError):
    """A device speaks of a ticket that another device has given out."""

    key = "not_your_ticket"
    status = 403


class NumbersUsedUp(HouseError):
    """All 999 numbers of this series were given out today."""

    key = "numbers_used_up"
    status = 409


def step(state: State, event: Event) -> State:
    """The state after `event`. Raises WrongState."""
    after = TRANSITIONS.get((state, event))
    if after is None:
        raise WrongState(state=state, event=event)
    return after


def number_text(series: str, number: int) -> TicketNumber:
    """The ticket number as it is called: ``T042``."""
    return TicketNumber(f"{series}{number:03d}")


def lang(spoken: str) -> Lang:
    """The visitor's language among those we speak, else German."""
    return next((one for one in LANGUAGES if one == spoken), "de")


@dataclass(frozen=True)
class NewTicket:
    """What a ticket is issued for. `room`: the only room that calls it (appointments)."""

    concern: ConcernId
    zone: ZoneId
    lang: str
    room: RoomId | None = None
    appointment_id: str | None = None
    appointment_at: datetime | None = None

    letter: str | None = None
    """The appointment on the letter of somebody who is refused, to know the letter again."""

    @property
    def series(self) -> Series:
        return "T" if self.appointment_id else "W"


@dataclass(frozen=True)
class Range:
    """Numbers that one kiosk alone gives out."""

    series: str
    first: int
    last: int

    def holds(self, number: str) -> bool:
        """Whether a ticket number as it is called lies within."""
        return number[0] == self.series and self.first <= int(number[1:]) <= self.last


def free_range(taken: Iterable[Range], zones: Iterable[str]) -> Range | None:
    """The first range that nobody holds, of a letter that is no waiting zone's; None: all held."""
    held = {(one.series, one.first) for one in taken}
    signs = set(zones)
    firsts = range(1, HIGHEST_NUMBER, LEASED)
    free = (
        Range(letter, first, first + LEASED - 1)
        for letter in LEASE_LETTERS
        for first in firsts
        if letter not in signs and (letter, first) not in held
    )
    return next(free, None)


def next_after(given: Iterable[int], held: Range) -> int | None:
    """Where a kiosk that goes round its range goes on after the numbers of one day; None: no such.

    They lie side by side on the round, so that the last one is that before the widest gap: no
    clock is asked, and whoever began anew meanwhile goes on behind both parts.
    """
    size = held.last - held.first + 1
    order = sorted(set(given))
    if not order:
        return None
    gaps = [(after - one) % size for one, after in pairwise([*order, order[0]])]
    end = order[gaps.index(max(gaps))]
    return held.first + (end + 1 - held.first) % size


@dataclass(frozen=True)
class GivenOut:
    """A number that a kiosk has given out alone. `at`: when it counts as given out."""

    ticket_id: str
    number: TicketNumber
    device: DeviceId
    at: datetime
    sure: bool
    """The kiosk's clock can be believed."""


@dataclass(frozen=True)
class Printed:
    """A number that stands on paper and that a kiosk alone has given out."""

    number: TicketNumber
    device: DeviceId
    at: datetime
    paper: Paper
    clash: bool
    """It stands for another visit of the day as well."""


@dataclass(frozen=True)
class CallView:
    """A call of a ticket to a room (Aufruf)."""

    call_id: CallId
    ticket_id: TicketId
    number: TicketNumber
    room: RoomId
    attempt: int
    called_at: datetime
    open: bool
    lang: Lang = "de"

    @property
    def expires_at(self) -> datetime:
        """From then on it no longer stands out; it can be made once more (erneuter Aufruf)."""
        return self.called_at + CALL_LASTS


@dataclass(frozen=True)
class Addressee:
    """A display for which one attempt of a call is meant, and what became of it there.

    `shown_at` and `spoken_at` never precede the call nor follow the moment the hub heard of them.
    """

    call_id: CallId
    attempt: int
    device: DeviceId
    called_at: datetime
    role: DisplayRole
    speaks: bool
    shown_at: datetime | None = None
    spoken_at: datetime | None = None
    heard: Heard | None = None
    languages: tuple[Lang, ...] = ()
    name: str = ""
    online: bool = False
    """Whether the display is connected now."""

    @property
    def late(self) -> bool:
        """It showed the call later than a visitor should wait for it."""
        return self.shown_at is not None and self.shown_at - self.called_at >= UNSEEN_AFTER


Gap = Literal["no_display", "offline", "unshown"]
"""No display hangs where the visitor waits or walks; none of those is connected; none showed it."""


def unshown(called_at: datetime, addressees: Iterable[Addressee], now: datetime) -> Gap | None:
    """Why the visitor cannot have seen the call; None: they could, or it is too early to tell.

    Signs at doors don't count: nobody waits before them.
    """
    seen_from_afar = [one for one in addressees if one.role != "door"]
    if any(one.shown_at is not None for one in seen_from_afar):
        return None
    if not seen_from_afar:
        return "no_display"
    if not any(one.online for one in seen_from_afar):
        return "offline"
    return "unshown" if now - called_at >= UNSEEN_AFTER else None


def stamped(said: datetime, called_at: datetime, heard_at: datetime) -> datetime:
    """When a display did something about a call: what it says if that can be, else when we heard.

    Nothing precedes its call or follows its report; the display's clock may be wrong.
    """
    return said if called_at <= said <= heard_at else heard_at


@dataclass(frozen=True)
class Closure:
    """Nobody is received in a room until then; `whole_day`: for the rest of the day."""

    room: RoomId
    until: datetime
    whole_day: bool


@dataclass(frozen=True)
class DoorView:
    """What the sign at a room's door says, and until when it is sure to stay so."""

    state: DoorState
    call: CallView | None = None
    until: datetime | None = None


def door(
    state: State | None, call: CallView | None, closure: Closure | None, now: datetime
) -> DoorView:
    """What stands at a door. `state` and `call` are of the ticket that has the room, if any.

    Who was called may enter, closed or not; who is within is not told that the room is closed.
    """
    if state == "called" and call is not None and now < call.expires_at:
        return DoorView("enter", call)
    if closure is not None and now < closure.until:
        return DoorView("closed", until=None if closure.whole_day else closure.until)
    return DoorView("wait" if state == "serving" else "free")


@dataclass(frozen=True)
class Ticket:
    """A place in the queue (Wartenummer); `call` is the latest one."""

    id: TicketId
    number: TicketNumber
    concern: ConcernId
    zone: ZoneId
    room: RoomId | None
    lang: str
    state: State
    appointment_id: str | None
    appointment_at: datetime | None
    paper: Paper
    paper_fault: str | None
    paper_at: datetime | None
    origin: str
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    call: CallView | None = None
    day: date | None = None
    paper_device: DeviceId | None = None
    offline_at: datetime | None = None
    merged_at: datetime | None = None
    refused: str | None = None
    persons: int = 1
    concerns: tuple[ConcernId, ...] = ()
    printed: tuple[Printed, ...] = ()
    follow: str | None = field(default=None, repr=False)
    """The secret end of the address at which a phone follows this ticket."""

    @property
    def further(self) -> tuple[Printed, ...]:
        """Other numbers that its holder may have on paper."""
        gone = ("failed", "abandoned")
        return tuple(
            one for one in self.printed if one.number != self.number and one.paper not in gone
        )


def takes_number(ticket: Ticket, given: GivenOut, day: date) -> bool:
    """Whether a ticket that its kiosk had not heard of takes the number that the kiosk printed.

    Not once it was called, nor when its own number came out on paper.
    """
    unheard = ticket.paper != "printed" and ticket.paper_device in (None, given.device)
    return ticket.state == "waiting" and ticket.day == day and unheard


@dataclass(frozen=True)
class Desk:
    """A room that calls; `concerns` are those whose walk-ins it serves."""

    room: RoomId
    concerns: frozenset[ConcernId]

    def serves(self, ticket: Ticket) -> bool:
        if ticket.room is not None:
            return ticket.room == self.room
        return ticket.concern in self.concerns


def next_ticket(
    waiting: Iterable[Ticket], desk: Desk, now: datetime, bound: timedelta
) -> Ticket | None:
    """Whom this desk calls next, or None.

    In this order: walk-ins who have waited `bound` or longer, the oldest first, so that nobody
    starves behind appointments; appointments whose time has come; walk-ins by arrival;
    appointments whose time has not come yet.
    """
    mine = [ticket for ticket in waiting if desk.serves(ticket)]
    return min(mine, key=lambda ticket: _rank(ticket, now, bound), default=None)


def _rank(ticket: Ticket, now: datetime, bound: timedelta) -> tuple[int, datetime, str, str]:
    if ticket.appointment_at is None:
        group = 0 if now - ticket.issued_at >= bound else 2
        return (group, ticket.issued_at, ticket.number, ticket.id)
    group = 1 if ticket.appointment_at <= now else 3
    return (group, ticket.appointment_at, ticket.number, ticket.id)


@dataclass(frozen=True)
class Ahead:
    """How many are called before a ticket, and about how long that takes (least, most minutes)."""

    people: int
    minutes: tuple[int, int] | None
    """None for an appointment, which has a time of its own."""


def ahead(
    tickets: Iterable[Ticket],
    desks: Iterable[Desk],
    service_minutes: Mapping[ConcernId, int],
    now: datetime,
    bound: timedelta,
) -> dict[str, Ahead]:
    """For each ticket that waits: who comes before it at the desks that it may be called to.

    As `next_ticket` would choose now; whoever comes with an appointment meanwhile is not known.
    A ticket that no desk may call has no place.
    """
    waiting = sorted(
        (one for one in tickets if one.state == "waiting"), key=lambda one: _rank(one, now, bound)
    )
    every = tuple(desks)
    open_to = {one.id: frozenset(d.room for d in every if d.serves(one)) for one in waiting}
    found: dict[str, Ahead] = {}
    for at, one in enumerate(waiting):
        mine = open_to[one.id]
        if not mine:
            continue
        people = sum(not mine.isdisjoint(open_to[other.id]) for other in waiting[:at])
        minutes = None
        if one.appointment_at is None and one.concern in service_minutes:
            minutes = wait_range(people, len(mine), service_minutes[one.concern])
        found[one.id] = Ahead(people, minutes)
    return found


def wait_range(ahead: int, desks: int, service_minutes: int) -> tuple[int, int]:
    """Least and most minutes that a newcomer waits, rounded to 5.

    `ahead` people wait at `desks` desks. A quarter less to a quarter more than the mean, and
    half a visit more, because the desks may just have begun.
    """
    mean = ahead * service_minutes / max(1, desks)
    most = mean * 1.25 + service_minutes / (2 * max(1, desks))
    return 5 * floor(mean * 0.75 / 5), 5 * max(1, ceil(most / 5))
