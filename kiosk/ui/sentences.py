"""The sentences of each screen: title, lines beneath, and the one fact that stands out. Pure."""

from datetime import tzinfo
from typing import Final

from kiosk.flow.events import Wants
from kiosk.flow.visit import Session, State
from kiosk.texts import clock, moment, text
from wire.ids import TicketNumber, spoken
from wire.look import Lang
from wire.messages import RefusalReply, TicketReply
from wire.qr import show_short_code

NONE: Final[tuple[str, tuple[str, ...], str]] = ("", (), "")
GOOD_FROM: Final = 3
"""Faces above this one are glad."""
_PLAIN: Final[dict[State, tuple[str, ...]]] = {
    "starting": ("starting_title", "starting_text", "starting_next"),
    "scanning": ("scanning_title", "scanning_text", "scanning_distance"),
    "typing": ("typing_title", "typing_text"),
    "choosing": ("choosing_title", "choosing_text"),
    "asking": ("asking_title", "asking_text"),
    "amending": ("amending_title",),
    "help_called": ("help_called_title", "help_called_text", "take_time"),
    "documents": ("documents_title", "documents_letter"),
    "rooms": ("rooms_title", "rooms_text"),
    "room": ("room_title",),
    "paper_failed": ("paper_failed_title", "paper_failed_text", "paper_failed_write"),
    "thanks": ("thanks_title", "thanks_text"),
}
"""Title first, then the lines beneath, of screens that always say the same."""


def sentences(session: Session, zone: tzinfo) -> tuple[str, tuple[str, ...], str]:
    """Title, lines beneath, and the one fact that stands out."""
    lang = session.lang
    if session.state in ("printing", "done") and session.reply:
        lines = _ticket_lines(session.reply, zone, lang)
        return _ticket_title(session.reply, lang), lines, _estimate(session.reply, lang)
    if session.state == "paper_failed" and session.reply:
        return _without_paper(session.reply, zone, lang)
    if session.state == "delayed":
        return _delayed(session.wants, lang)
    if session.state == "refused" and session.refusal:
        return _refusal(session.refusal, zone, lang)
    keys = _keys(session)
    if not keys:
        return NONE
    fact = _in_hand(session) if session.state in ("help_called", "reception") else ""
    return text(lang, keys[0]), tuple(text(lang, key) for key in keys[1:]), fact


def _keys(session: Session) -> tuple[str, ...]:
    """Title first, then the lines beneath."""
    if session.state == "reception":
        return "reception_title", f"reception_{session.to_reception}", "reception_next"
    if session.state == "why":
        good = session.errand.score > GOOD_FROM
        return ("why_title_good" if good else "why_title"), "why_text"
    if session.state == "receipt":
        failed = "_failed" if session.errand.receipt_paper == "failed" else ""
        return f"receipt_title{failed}", f"receipt_keep{failed}", "receipt_box", "receipt_name"
    if session.state == "thanks" and session.errand.gone:
        return "gone_title", "gone_text"
    return _PLAIN.get(session.state, ())


def _in_hand(session: Session) -> str:
    """The number or code that this visitor has: perhaps no paper bears it."""
    lang = session.lang
    if session.reply:
        return text(lang, "say_number", number=spoken(TicketNumber(session.reply.number)))
    if session.errand.receipt:
        return f"{text(lang, 'receipt_number')}: {show_short_code(session.errand.receipt)}"
    return ""


def _delayed(wants: Wants, lang: Lang) -> tuple[str, tuple[str, ...], str]:
    """A number is not kept for who leaves, so nothing may say that it is saved."""
    title, wait = text(lang, "delayed_title"), text(lang, "delayed_wait")
    if wants == "number":
        return title, (wait, text(lang, "delayed_leave_number")), ""
    return title, (wait, text(lang, "delayed_leave")), text(lang, "delayed_text")


def _ticket_title(reply: TicketReply, lang: Lang) -> str:
    key = "done_title" if reply.appointment_at else "done_title_walk_in"
    first = text(lang, "done_title_again" if reply.again else key)
    return f"{first}\n{text(lang, 'done_wait_zone', zone=reply.zone)}"


def _without_paper(
    reply: TicketReply, zone: tzinfo, lang: Lang
) -> tuple[str, tuple[str, ...], str]:
    """All that the slip would have said."""
    told = _PLAIN["paper_failed"]
    lines = [*(text(lang, key) for key in told[1:]), *_ticket_lines(reply, zone, lang)]
    return text(lang, told[0]), tuple(lines), _estimate(reply, lang)


def _ticket_lines(reply: TicketReply, zone: tzinfo, lang: Lang) -> tuple[str, ...]:
    return tuple(line for line in (appointment(reply, zone, lang), text(lang, "call")) if line)


def appointment(reply: TicketReply, zone: tzinfo, lang: Lang) -> str:
    """When and where the appointment is; empty for who has none."""
    if reply.appointment_at is None:
        return ""
    key = "appointment_in" if reply.room else "appointment_at"
    at = clock(reply.appointment_at.astimezone(zone))
    return text(lang, key, time=at, room=reply.room)


def _estimate(reply: TicketReply, lang: Lang) -> str:
    if reply.wait_minutes is None:
        return ""
    low, high = reply.wait_minutes
    return text(lang, "wait", low=low, high=high)


def _refusal(refusal: RefusalReply, zone: tzinfo, lang: Lang) -> tuple[str, tuple[str, ...], str]:
    key = f"refused_{refusal.reason}"
    fact = ""
    if refusal.reason == "wrong_day" and refusal.starts_at:
        when = moment(refusal.starts_at.astimezone(zone), lang)
        fact = text(lang, f"{key}_fact", moment=when)
    elif refusal.reason == "too_early" and refusal.come_from:
        fact = text(lang, f"{key}_fact", time=clock(refusal.come_from.astimezone(zone)))
    elif refusal.reason == "too_late" and refusal.starts_at:
        fact = text(lang, f"{key}_fact", time=clock(refusal.starts_at.astimezone(zone)))
    elif refusal.reason == "wrong_site" and refusal.site_name:
        fact = text(lang, f"{key}_fact", site=refusal.site_name)
    return text(lang, f"{key}_title"), (text(lang, f"{key}_next"),), fact
