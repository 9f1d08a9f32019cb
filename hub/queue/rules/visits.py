"""A visit as the queue knows it, and what one is issued for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from hub.queue.rules.calls import CallView
from hub.queue.rules.numbers import GivenOut, Paper, Printed, Series
from hub.queue.rules.states import State
from wire.ids import ConcernId, DeviceId, RoomId, TicketId, TicketNumber, ZoneId

Need = Literal["pregnant", "disabled", "wheelchair", "blind", "deaf", "small_children", "emergency"]
"""What a visitor has stated, as far as it moves their place or a warden must know of it."""
NEEDS: tuple[Need, ...] = get_args(Need)


@dataclass(frozen=True)
class NewTicket:
    """What a ticket is issued for. `room`: the only room that calls it (appointments)."""

    concern: ConcernId
    zone: ZoneId
    lang: str
    room: RoomId | None = None
    appointment_id: str | None = None
    appointment_at: datetime | None = None
    needs: tuple[Need, ...] = ()
    need_reason: str = ""

    letter: str | None = None
    """The appointment on the letter of somebody who is refused, to know the letter again."""

    @property
    def series(self) -> Series:
        return "T" if self.appointment_id else "W"


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
    queued_at: datetime | None = None
    """Since when its place counts, where that is not since it was issued."""
    promised: tuple[int, int] | None = None
    """Least and most minutes of waiting that its holder was told when it was issued."""
    needs: tuple[Need, ...] = ()
    need_reason: str = ""
    transferred_from: str | None = None
    """The room or concern that handed the visit on."""
    joined: TicketId | None = None
    """The visit that this one became one with, whose number is called since."""
    follow: str | None = field(default=None, repr=False)
    """The secret end of the address at which a phone follows this ticket."""

    @property
    def since(self) -> datetime:
        """From when on the visitor waits for their turn: the arrival, or the coming back."""
        return self.queued_at or self.issued_at

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
    return ticket.state in ("arrived", "waiting") and ticket.day == day and unheard
