"""What stands on a ticket slip, as words; how it is drawn is the printer's business."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.flow.way import way_words
from wire.ids import TicketId, ZoneId
from wire.look import Lang
from wire.messages import KioskConfig, TicketReply

SlipKind = Literal["ticket", "documents", "test"]


@dataclass(frozen=True)
class Slip:
    """One slip (Wartenummer, Abgabebeleg or test print). German stands first."""

    kind: SlipKind
    head: tuple[str, ...]
    """Office, then weekday, date and time."""
    number: str
    """What stands largest: ``T042``, a documents code ``K7MD-2QXY``, or nothing."""
    zone: ZoneId | None
    """The sign beside the number; None: none."""
    body: tuple[str, ...]
    """Waiting zone, way, estimate or appointment: short German sentences."""
    other: tuple[str, ...] = ()
    """The same sentences in the visitor's language; empty when that is German."""
    lang: Lang = "de"
    """The language of `other`; decides script and direction."""
    code: str = ""
    """The text of a QR code at the foot; empty: none."""
    ticket_id: TicketId | None = None
    note: tuple[str, ...] = ()
    """German lines in a frame: what is not certain."""
    note_other: tuple[str, ...] = ()
    """The same in the visitor's language."""


_WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_ZONE: Final[dict[Lang, str]] = {"de": "Wartebereich {}", "en": "Waiting area {}"}
_WAIT: Final[dict[Lang, str]] = {
    "de": "Aufruf in etwa {} bis {} Minuten.",
    "en": "Your call: in about {} to {} minutes.",
}
_APPOINTMENT: Final[dict[Lang, str]] = {"de": "Ihr Termin: {} Uhr.", "en": "Appointment: {}."}
_ROOM: Final[dict[Lang, str]] = {
    "de": "Raum {}. Bitte warten Sie auf Ihren Aufruf.",
    "en": "Room {}. Please wait for your call.",
}


def slip_for(reply: TicketReply, config: KioskConfig, office: str, lang: Lang) -> Slip:
    """The slip for an answer; `office` is the authority's name, times are the kiosk's local ones.

    Raises ZoneInfoNotFoundError when the machine has no such time zone.
    """
    zone = ZoneInfo(config.timezone)
    return Slip(
        kind="ticket",
        head=(office, _date(reply.issued_at.astimezone(zone))),
        number=reply.number,
        zone=ZoneId(reply.zone),
        body=_sentences(reply, config, zone, "de"),
        other=() if lang == "de" else _sentences(reply, config, zone, lang),
        lang=lang,
        ticket_id=TicketId(reply.ticket_id),
    )


def zone_name(config: KioskConfig, zone: str, lang: Lang) -> str:
    """The waiting zone as the office calls it, or by its letter when it has no card."""
    for card in config.zones:
        if card.id == zone:
            return card.name.get(lang, card.name["de"])
    return _ZONE[lang].format(zone)


def clock(at: datetime) -> str:
    """The time of day as it is said in Germany: ``8:43``."""
    return f"{at.hour}:{at.minute:02}"


def _date(at: datetime) -> str:
    return f"{_WEEKDAYS[at.weekday()]} {at:%d.%m.%Y} · {clock(at)}"


def _sentences(
    reply: TicketReply, config: KioskConfig, zone: ZoneInfo, lang: Lang
) -> tuple[str, ...]:
    lines = [zone_name(config, reply.zone, lang)]
    if way := config.zone_ways.get(reply.zone):
        lines.append(way_words(way, lang))
    if reply.appointment_at:
        lines.append(_APPOINTMENT[lang].format(clock(reply.appointment_at.astimezone(zone))))
    if reply.room:
        lines.append(_ROOM[lang].format(reply.room))
    if reply.wait_minutes:
        lines.append(_WAIT[lang].format(*reply.wait_minutes))
    return tuple(lines)
