"""Tables of the queue: tickets, calls and for whom they are, closed rooms, counters, leases.

The constraints are the second guard behind the site's lock: one number a day, one ticket an
appointment, one open call a ticket and a room, one holder of a range of numbers.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class TicketRow(SQLModel, table=True):
    """A place in the queue (Wartenummer)."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("site", "day", "series", "number"),
        Index("ix_ticket_site_day_state", "site", "day", "state"),
        Index("uq_ticket_follow", "follow", unique=True),
    )

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    day: date
    series: str
    number: int
    concern: str
    zone: str
    room: str | None = None
    lang: str
    appointment_id: str | None = Field(default=None, unique=True)
    appointment_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str
    paper: str
    paper_fault: str | None = None
    paper_device: str | None = None
    paper_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    origin: str
    issued_at: datetime = Field(sa_type=UtcDateTime)
    called_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    offline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a kiosk gave it out alone, as far as the kiosk's clock can be believed."""
    merged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the hub heard of what a kiosk had given out alone."""
    refused: str | None = None
    """Why the hub would have refused what a kiosk alone took in."""
    letter: str | None = Field(default=None, index=True)
    """The appointment on the letter of whoever was refused, to know the letter again."""
    persons: int = 1
    concerns: list[str] = Field(default_factory=list, sa_type=JSON)
    """Further concerns of the same visit."""
    version: int = 1
    """How many events its log holds."""
    queued_at: datetime = Field(sa_type=UtcDateTime)
    """Since when its place counts: since it was issued, or since the visitor came back."""
    place_at: datetime = Field(sa_type=UtcDateTime)
    """The place that `hub.queue.rules.place` gives it by the office's rule of today."""
    wait_low: int | None = None
    wait_high: int | None = None
    """Minutes of waiting that its holder was promised when it was issued, least and most."""
    needs: list[str] = Field(default_factory=list, sa_type=JSON)
    need_reason: str = ""
    transferred_from: str | None = None
    """The room or the concern that handed the visit on."""
    joined: str | None = None
    """The visit that this one became one with, whose number is called since."""
    follow: str | None = Field(default=None, repr=False)
    """What the address of the ticket's page for phones ends with; forgotten after its day."""


class ZoneWaitRow(SQLModel, table=True):
    """How long whoever is last in a zone still waits, in minutes, as its boards were told."""

    __tablename__ = "zone_wait"

    site: str = Field(primary_key=True, foreign_key="site.id")
    zone: str = Field(primary_key=True)
    low: int
    high: int


class LeaseRow(SQLModel, table=True):
    """The numbers that one kiosk gives out alone (Nummernkreis); kept for good."""

    __tablename__ = "lease"
    __table_args__ = (UniqueConstraint("site", "series", "first"),)

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    series: str
    first: int
    last: int


_STANDS = text("NOT clash")


class PrintedNumberRow(SQLModel, table=True):
    """A number that a kiosk has printed alone, and the ticket that it stands for.

    `id` is the ticket's id as the kiosk knows it. A `clash` is a number that stood for another
    visit of the day already, as a kiosk whose clock is wrong may print it.
    """

    __tablename__ = "printed_number"
    __table_args__ = (
        Index("uq_printed_number", "site", "day", "series", "number", unique=True,
              sqlite_where=_STANDS, postgresql_where=_STANDS),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    ticket: str = Field(foreign_key="ticket.id", index=True)
    device: str
    day: date
    series: str
    number: int
    at: datetime = Field(sa_type=UtcDateTime)
    paper: str = "pending"
    clash: bool = False


class NumberCounterRow(SQLModel, table=True):
    """The last number that was given out of a series on a day."""

    __tablename__ = "number_counter"

    site: str = Field(primary_key=True, foreign_key="site.id")
    day: date = Field(primary_key=True)
    series: str = Field(primary_key=True)
    last: int


_OPEN = text("open")


class CallRow(SQLModel, table=True):
    """A ticket called to a room (Aufruf); open until the visit ends."""

    __tablename__ = "call"
    __table_args__ = (
        Index("uq_call_open_ticket", "ticket", unique=True,
              sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_call_open_room", "site", "room", unique=True,
              sqlite_where=_OPEN, postgresql_where=_OPEN),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id")
    ticket: str = Field(foreign_key="ticket.id", index=True)
    room: str
    attempt: int = 1
    called_at: datetime = Field(sa_type=UtcDateTime, index=True)
    open: bool = True
    cancelled: bool = False
    """Taken back (Aufruf zurückgenommen): it stands on no board and in no history."""


class CallAddresseeRow(SQLModel, table=True):
    """A display for which one attempt of a call is meant, and what became of it there."""

    __tablename__ = "call_addressee"
    __table_args__ = (Index("ix_call_addressee_site_called_at", "site", "called_at"),)

    call: str = Field(primary_key=True, foreign_key="call.id")
    attempt: int = Field(primary_key=True)
    device: str = Field(primary_key=True)
    site: str
    called_at: datetime = Field(sa_type=UtcDateTime)
    role: str
    speaks: bool
    """It was to be heard as well, when the call was made."""
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    spoken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the last of it was heard, or when it was clear that nothing would be."""
    heard: str | None = None
    languages: list[str] = Field(default_factory=list, sa_type=JSON)


class RoomClosureRow(SQLModel, table=True):
    """A room in which nobody is received until a moment."""

    __tablename__ = "room_closure"

    site: str = Field(primary_key=True, foreign_key="site.id")
    room: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UtcDateTime)
    whole_day: bool
    """`until` is the end of the day and stands on no sign."""


class TicketEventRow(SQLModel, table=True):
    """What happened to a ticket, when and by whom; all waiting times derive from it."""

    __tablename__ = "ticket_event"
    __table_args__ = (Index("uq_ticket_event_ticket_seq", "ticket", "seq", unique=True),)

    id: str = Field(primary_key=True)
    ticket: str = Field(foreign_key="ticket.id")
    seq: int
    """Its place in the visit's log, from 1; two writers can never write the same."""
    event: str
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    detail: str = ""
    state: str | None = None
    """The visit's state after it; None where it changed none."""
    room: str | None = None
    """The room that has the visit after it."""
    concern: str | None = None
    undoes: str | None = None
    """The event that this one takes back."""
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What taking it back restores; only with events that can be taken back."""


class TicketNoteRow(SQLModel, table=True):
    """What staff wrote down about a visit; added to, never changed, forgotten with the names."""

    __tablename__ = "ticket_note"

    id: str = Field(primary_key=True)
    ticket: str = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    text: str
