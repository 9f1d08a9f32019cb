"""What stands on a slip, as words; how it is drawn is the printer's business."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.flow.way import way_words
from kiosk.texts import clock, moment, text
from wire.ids import TicketId, TicketNumber, ZoneId
from wire.look import Lang
from wire.messages import KioskConfig, TicketReply
from wire.qr import documents_text, show_short_code

SlipKind = Literal["ticket", "documents", "test", "house"]


@dataclass(frozen=True)
class Row:
    """A line of a list, from the left; `tick` has a box before it."""

    text: str
    heading: bool = False
    tick: bool = False


@dataclass(frozen=True)
class Slip:
    """One slip. German stands first; `other` is the visitor's own language."""

    kind: SlipKind
    head: tuple[str, ...]
    """Office, then weekday, date and time."""
    number: str
    """What stands largest: ``T042``, or the code of papers; empty on a test print."""
    zone: ZoneId | None
    """Whose sign stands beside the number."""
    body: tuple[str, ...]
    """Waiting zone, way, estimate or appointment: short German sentences."""
    other: tuple[str, ...] = ()
    """The same sentences in `lang`; empty when that is German."""
    lang: Lang = "de"
    """The language of `other`: it decides script and direction."""
    code: str = ""
    """The text of a QR code at the foot; empty for none."""
    code_says: tuple[str, ...] = ()
    """What the code is for, in German and in `lang`."""
    ticket_id: TicketId | None = None
    note: tuple[str, ...] = ()
    """What is not certain, in German, within a frame."""
    note_other: tuple[str, ...] = ()
    title: str = ""
    """What stands largest where no number does."""
    rows: tuple[Row, ...] = ()
    """A list below all else, in German."""


_WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def slip_for(reply: TicketReply, config: KioskConfig, office: str, lang: Lang) -> Slip:
    """The slip for an answer; `office` is the authority's name, times are the kiosk's local ones.

    Raises ZoneInfoNotFoundError when the machine has no such time zone.
    """
    zone = ZoneInfo(config.timezone)
    foreign = lang != "de"
    return Slip(
        kind="ticket",
        head=(office, _date(reply.issued_at.astimezone(zone))),
        number=TicketNumber(reply.number),
        zone=ZoneId(reply.zone),
        body=_sentences(reply, config, zone, "de"),
        other=_sentences(reply, config, zone, lang) if foreign else (),
        lang=lang,
        code=reply.follow or "",
        code_says=_follow(lang) if reply.follow else (),
        ticket_id=TicketId(reply.ticket_id),
        note=doubts(reply, zone, "de"),
        note_other=doubts(reply, zone, lang) if foreign else (),
    )


def _follow(lang: Lang) -> tuple[str, ...]:
    """One sentence in German, and in the visitor's language where that is another."""
    langs: tuple[Lang, ...] = ("de",) if lang == "de" else ("de", lang)
    return tuple(text(each, "slip_follow") for each in langs)


def doubts(reply: TicketReply, zone: ZoneInfo, lang: Lang) -> tuple[str, ...]:
    """What the kiosk could not know when it gave the number out alone; nothing otherwise."""
    if reply.as_of is None:
        return ()
    lines = [text(lang, "alone_note", moment=moment(reply.as_of.astimezone(zone), lang))]
    if reply.appointment_at:
        lines.append(text(lang, "alone_changed"))
        lines += [] if reply.room else [text(lang, "alone_no_room")]
    return tuple(lines)


def receipt_slips(code: str, office: str, at: datetime, lang: Lang) -> tuple[Slip, Slip]:
    """The visitor's slip and the one that lies with the papers; `at` is local.

    Both bear the code, so that whoever scans the papers later finds whose they are.
    """

    def slip(what: str) -> Slip:
        return Slip(
            kind="documents",
            head=(office, _date(at)),
            number=show_short_code(code),
            zone=None,
            body=_receipt_lines(what, at, "de"),
            other=_receipt_lines(what, at, lang) if lang != "de" else (),
            lang=lang,
            code=documents_text(code),
        )

    return slip("slip_documents_yours"), slip("slip_documents_papers")


def _receipt_lines(what: str, at: datetime, lang: Lang) -> tuple[str, ...]:
    return (
        text(lang, "slip_documents"),
        text(lang, what),
        text(lang, "slip_documents_at", moment=moment(at, lang)),
    )


def zone_name(config: KioskConfig, zone: str, lang: Lang) -> str:
    """The waiting zone as the office calls it, or by its letter when it has no card."""
    for card in config.zones:
        if card.id == zone:
            return card.name.get(lang, card.name["de"])
    return text(lang, "slip_zone", zone=zone)


def _date(at: datetime) -> str:
    return f"{_WEEKDAYS[at.weekday()]} {at:%d.%m.%Y} · {clock(at)}"


def _sentences(
    reply: TicketReply, config: KioskConfig, zone: ZoneInfo, lang: Lang
) -> tuple[str, ...]:
    lines = [zone_name(config, reply.zone, lang)]
    if way := config.zone_ways.get(reply.zone):
        lines.append(way_words(way, lang))
    if reply.appointment_at:
        at = clock(reply.appointment_at.astimezone(zone))
        lines.append(text(lang, "slip_appointment", time=at))
    if reply.room:
        lines.append(text(lang, "slip_room", room=reply.room))
    if reply.wait_minutes:
        low, high = reply.wait_minutes
        lines.append(text(lang, "slip_wait", low=low, high=high))
    return tuple(lines)
