"""What a visitor is told of their own ticket. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from hub.kit.errors import HouseError
from hub.queue.rules import Estimate, State, Ticket
from wire.alarms import reaches
from wire.ids import RoomId, TicketNumber, ZoneId
from wire.look import Lang
from wire.messages import Alarm, Way

Stage = Literal["waiting", "parked", "called", "recalled", "serving", "done", "no_show", "left"]
CALLED: Final[frozenset[Stage]] = frozenset({"called", "recalled"})
"""The stages in which somebody must get up and go."""
OVER: Final[frozenset[Stage]] = frozenset({"done", "left"})
"""A page needs no news of these soon, though a visitor may come back with the letter."""


class UnknownFollow(HouseError):
    """No ticket of today is followed at this address: never was, or its day is over."""

    key = "unknown_ticket_page"
    status = 404


@dataclass(frozen=True)
class View:
    """One ticket as its holder sees it: no name, no concern, no appointment."""

    number: TicketNumber
    zone: ZoneId
    lang: Lang
    stage: Stage
    people: int | None = None
    """How many are called before; only while it waits."""
    minutes: tuple[int, int] | None = None
    room: RoomId | None = None
    """Where to go; only once it is called."""
    attempt: int = 0
    called_at: datetime | None = None
    way: Way | None = None
    """From where one waits to the room."""
    from_screen: bool = False
    """The way begins as one faces the zone's display; else along itself."""
    alarms: tuple[Alarm, ...] = ()
    """What stands at the site of the ticket and is for its zone, the most pressing first."""

    @property
    def barred(self) -> bool:
        """Whether nobody shall wait or come in now."""
        return any(alarm.bars for alarm in self.alarms)

    @property
    def ring(self) -> str:
        """What a phone should sound for: a call, or each danger's id; empty for none.

        It sounds when one of them is new.
        """
        if self.barred:
            return " ".join(alarm.id for alarm in self.alarms if alarm.bars)
        if self.stage not in CALLED or self.called_at is None:
            return ""
        return f"{self.attempt}-{self.called_at.timestamp():.3f}"


def digest(token: str) -> bytes:
    """What a token is looked up by: whoever measures the search learns nothing of a token."""
    return hashlib.sha256(token.encode()).digest()


_STAGES: Final[dict[State, Stage]] = {
    "arrived": "waiting", "waiting": "waiting", "transferred": "waiting", "parked": "parked",
    "called": "called", "serving": "serving", "done": "done", "no_show": "no_show", "left": "left",
}  # fmt: skip


def stage(state: State, attempt: int) -> Stage:
    return "recalled" if state == "called" and attempt > 1 else _STAGES[state]


def view(
    ticket: Ticket,
    lang: Lang,
    place: Estimate | None,
    way: Way | None,
    *,
    from_screen: bool,
    alarms: tuple[Alarm, ...] = (),
) -> View:
    """The ticket as its holder sees it; `way` leads to the room that it is called to.

    Of the site's `alarms` those are kept that are for whoever waits in the ticket's zone.
    """
    call = ticket.call if ticket.state in ("called", "serving") else None
    return View(
        number=ticket.number,
        zone=ticket.zone,
        lang=lang,
        stage=stage(ticket.state, call.attempt if call else 0),
        people=place.people if place else None,
        minutes=place.minutes if place else None,
        room=call.room if call else None,
        attempt=call.attempt if call else 0,
        called_at=call.called_at if call else None,
        way=way if call else None,
        from_screen=from_screen,
        alarms=tuple(one for one in alarms if reaches(one.kind, one.zones, ticket.zone)),
    )
