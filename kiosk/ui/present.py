"""What a session looks like, as plain values: the last step before drawing. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.flow.events import Wants
from kiosk.flow.receipt import clock, zone_name
from kiosk.flow.session import about_to_leave
from kiosk.flow.visit import Session
from kiosk.flow.way import way_words
from kiosk.ui.catalogue import date, greeting, moment, text
from kiosk.ui.shapes import NO_PLAN, NO_SIGN, PlanShape, SignShape, plan_shape, sign_shape
from wire.ids import TicketNumber, spoken
from wire.look import ACTION, Lang
from wire.messages import KioskConfig, Reason, RefusalReply, TicketReply

OFFICE_TIME: Final = "Europe/Berlin"
"""Until the house has said otherwise."""


@dataclass(frozen=True)
class ConcernShape:
    """One concern to choose."""

    id: str
    name: str
    hint: str
    sign: SignShape


NextStep = Literal["", "scan", "number"]


@dataclass(frozen=True)
class Shown:
    """Everything on the screen, except the camera's picture."""

    state: str = "starting"
    lang: Lang = "de"
    languages: tuple[Lang, ...] = ("de", "en")
    office: str = ""
    action: str = ACTION
    time: str = ""
    date: str = ""
    greeting: str = ""
    other_greeting: str = ""
    typed: str = ""
    hint: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    fact: str = ""
    number: str = ""
    sign: SignShape = NO_SIGN
    place: str = ""
    arrow: str = ""
    way: str = ""
    plan: PlanShape = NO_PLAN
    paper: str = ""
    concerns: tuple[ConcernShape, ...] = ()
    next_step: NextStep = ""
    icon: str = ""
    leaving: bool = False
    reason: str = ""
    """Why a letter was refused, as the wire names it."""
    reachable: bool = False
    """Whether the hub would answer now."""


def present(session: Session, at: datetime, now: datetime) -> Shown:
    """The picture of `session`, in the visitor's language.

    `at` is the moment by the clock of the session's events, `now` what the clock on the screen
    says (UTC).
    """
    zone = ZoneInfo(session.config.timezone if session.config else OFFICE_TIME)
    local = now.astimezone(zone)
    lang, look = session.lang, session.look
    languages = look.languages if look else ("de", "en")
    title, lines, fact = _sentences(session, zone)
    shown = Shown(
        state=session.state,
        lang=lang,
        languages=languages,
        office=look.authority if look else "",
        action=look.action if look else ACTION,
        time=clock(local),
        date=date(local, lang),
        greeting=f"{greeting(local, lang)}\n{text(lang, 'welcome_question')}",
        other_greeting=_other_greeting(local, lang, languages),
        typed=session.typed,
        hint=text(lang, _HINTS[session.hint]) if session.hint else "",
        title=title,
        lines=lines,
        fact=fact,
        leaving=about_to_leave(session, at),
        concerns=_concerns(session.config, lang) if session.state == "choosing" else (),
        next_step=_NEXT_STEPS.get(session.refusal.reason, "") if session.refusal else "",
        icon=_ICONS.get(session.refusal.reason, "letter") if session.refusal else "",
        reason=session.refusal.reason if session.state == "refused" and session.refusal else "",
        reachable=session.reachable,
    )
    return _with_ticket(shown, session)


_HINTS: Final = {"one_only": "scanning_one_only", "bad_code": "typing_bad_code"}
_NEXT_STEPS: Final[dict[Reason, NextStep]] = {
    "foreign": "scan",
    "forged": "scan",
    "finished": "number",
    "unknown_concern": "number",
    "concern_closed": "number",
}
"""What can be done here and now; with all other reasons a person decides."""
_ICONS: Final[dict[Reason, str]] = {
    "wrong_day": "calendar",
    "cancelled": "calendar",
    "too_early": "clock",
    "too_late": "clock",
    "wrong_site": "house",
    "finished": "check",
    "unknown_concern": "ticket",
    "concern_closed": "ticket",
    "too_many_tries": "desk",
    "unknown": "desk",
}


def _other_greeting(local: datetime, lang: Lang, languages: tuple[Lang, ...]) -> str:
    others = [f"{greeting(local, other)} {text(other, 'welcome_question')}"
              for other in languages if other != lang]  # fmt: skip
    return others[0] if others else ""


# ------------------------------------------------------------------ sentences


def _sentences(session: Session, zone: tzinfo) -> tuple[str, tuple[str, ...], str]:
    """Title, lines beneath, and the one fact that stands out."""
    lang = session.lang
    if session.state in ("printing", "done") and session.reply:
        lines = _ticket_lines(session.reply, zone, lang)
        return _ticket_title(session.reply, lang), lines, _estimate(session.reply, lang)
    if session.state == "paper_failed" and session.reply:
        lines = (text(lang, "paper_failed_text"), text(lang, "paper_failed_write"))
        return text(lang, "paper_failed_title"), lines, ""
    if session.state == "delayed":
        return _delayed(session.wants, lang)
    if session.state == "refused" and session.refusal:
        return _refusal(session.refusal, zone, lang)
    if session.state == "reception":
        why = text(lang, f"reception_{session.to_reception}")
        return text(lang, "reception_title"), (why, text(lang, "reception_next")), ""
    return "", (), ""


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


def _ticket_lines(reply: TicketReply, zone: tzinfo, lang: Lang) -> tuple[str, ...]:
    lines = []
    if reply.appointment_at:
        key = "appointment_in" if reply.room else "appointment_at"
        at = clock(reply.appointment_at.astimezone(zone))
        lines.append(text(lang, key, time=at, room=reply.room))
    return (*lines, text(lang, "call"))


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


# ------------------------------------------------------------------ the ticket and its way


def _with_ticket(shown: Shown, session: Session) -> Shown:
    reply, config = session.reply, session.config
    if reply is None or config is None:
        return shown
    way = config.zone_ways.get(reply.zone)
    return replace(
        shown,
        number=spoken(TicketNumber(reply.number)),
        sign=sign_shape(reply.zone),
        place=zone_name(config, reply.zone, session.lang),
        arrow=way.arrow if way else "",
        way=way_words(way, session.lang) if way else "",
        plan=plan_shape(config.plan, reply.zone, way.line if way else ()),
        paper=_paper(session, reply),
    )


def _paper(session: Session, reply: TicketReply) -> str:
    if session.state == "printing":
        return text(session.lang, "printing_paper")
    return text(session.lang, "done_paper" if reply.print else "done_no_paper")


def _concerns(config: KioskConfig | None, lang: Lang) -> tuple[ConcernShape, ...]:
    cards = config.concerns if config else ()
    return tuple(
        ConcernShape(
            card.id,
            card.name.get(lang, card.name["de"]),
            card.hint.get(lang, card.hint["de"]),
            sign_shape(card.zone),
        )
        for card in cards
    )
