"""What stands on a ticket slip, as words; how it is drawn is the printer's business."""

from dataclasses import dataclass

from wire.ids import TicketId, TicketNumber, ZoneId


@dataclass(frozen=True)
class Slip:
    """One ticket (Wartenummer). German stands first; `other` is the visitor's own language."""

    ticket_id: TicketId
    number: TicketNumber
    zone: ZoneId
    head: tuple[str, ...]
    """Office, then weekday, date and time."""
    body: tuple[str, ...]
    """Waiting zone, way, estimate or appointment: short German sentences."""
    other: tuple[str, ...] = ()
    """The same sentences in the visitor's language; empty when that is German."""
