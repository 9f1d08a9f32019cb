"""One visit in full, and who fits a search."""

from datetime import date, datetime

from hub.queue.rules import Cause, Event, Need, State
from hub.reception.schemas.floor import Line


class Why(Line):
    """One reason why a visit counts as come when it does; see `hub.queue.rules.Reason`."""

    cause: Cause
    at: datetime | None = None
    minutes: int = 0
    need: Need | None = None


class LogLine(Line):
    """What happened to a visit; `undone`: it was taken back."""

    at: datetime
    event: str
    actor: str
    detail: str
    state: State | None
    room: str | None
    concern: str | None
    undone: bool


class NoteLine(Line):
    """What a member of staff wrote down (Vermerk)."""

    at: datetime
    actor: str
    text: str


class Visit(Line):
    """Everything about one visit; names, reasons and notes only for whoever may know them."""

    ticket_id: str
    number: str
    zone: str
    state: State
    concern: str
    concerns: tuple[str, ...]
    lang: str
    persons: int
    room: str | None
    person: str | None
    born: date | None
    appointment_at: datetime | None
    issued_at: datetime
    since: datetime
    needs: tuple[Need, ...]
    need_reason: str
    transferred_from: str | None
    counts_at: datetime | None
    """The visit's place: earlier ones go first. None for whoever is not in line."""
    why: tuple[Why, ...]
    people_ahead: int | None
    wait_minutes: tuple[int, int] | None
    log: tuple[LogLine, ...]
    notes: tuple[NoteLine, ...]
    acts: tuple[Event, ...]
    """What may be done to it now."""
    undo: str | None
    """The event that can be taken back now."""
    undo_until: datetime | None = None


class Found(Line):
    """Somebody who fits a search: a visit of today, or an appointment whose person is not here."""

    ticket_id: str | None = None
    appointment_id: str | None = None
    number: str | None = None
    zone: str | None = None
    state: str
    """A state of the visit, or an `Arrival` of the appointment."""
    concern: str
    room: str | None
    person: str | None
    born: date | None
    starts_at: datetime | None
    issued_at: datetime | None = None


class Findings(Line):
    """Who fits; `more` are not listed."""

    typed: str
    found: tuple[Found, ...]
    more: int
