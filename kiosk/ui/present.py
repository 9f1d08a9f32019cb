"""What a session looks like, as plain values: the last step before drawing. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.flow.alone import can_serve
from kiosk.flow.events import ServiceDeed
from kiosk.flow.receipt import doubts, zone_name
from kiosk.flow.session import about_to_leave
from kiosk.flow.visit import Session, State, lang_of, shut_for
from kiosk.flow.way import climbs, way_words
from kiosk.texts import clock, date, greeting, plural, text
from kiosk.ui import alarms, lists
from kiosk.ui.bidi import isolated
from kiosk.ui.capacity import Capacity
from kiosk.ui.sentences import appointment, sentences
from kiosk.ui.shapes import NO_CODE, CodeShape, code_shape, plan_shape, sign_shape
from kiosk.ui.shown import Banner, ChoiceShape, NextStep, PaperState, Shown
from wire.ids import TicketNumber, spoken
from wire.look import ACTION, RTL, Lang
from wire.messages import MOST_PERSONS, Reason, RoomCard, TicketReply, Way
from wire.qr import show_short_code

OFFICE_TIME: Final = "Europe/Berlin"
"""Until the house has said otherwise."""


def present(
    session: Session,
    at: datetime,
    now: datetime,
    voiceless: frozenset[Lang] = frozenset(),
    capacity: Capacity = Capacity(),  # noqa: B008 frozen
) -> Shown:
    """The picture of `session`, in the visitor's language.

    `at` is the moment by the clock of the session's events, `now` what the clock on the screen
    says (UTC). `voiceless` are the languages that this kiosk cannot speak, `capacity` says how long
    a page of a list may be on its panel.
    """
    session = replace(session, lang=lang_of(session))
    zone = ZoneInfo(session.config.timezone if session.config else OFFICE_TIME)
    local = now.astimezone(zone)
    shown = _house(session, local)
    title, lines, fact = sentences(session, zone)
    shown = replace(
        shown,
        state=session.state,
        overlay=session.overlay,
        contrast=session.manner.contrast,
        low=session.manner.low,
        speech=session.manner.speech,
        voiceless=session.lang in voiceless,
        typed=session.typed,
        hint=text(session.lang, _HINTS[session.hint]) if session.hint in _HINTS else "",
        title=title,
        lines=lines,
        fact=fact,
        leaving=about_to_leave(session, at),
        shut=_shut(ceil(shut_for(session, at).total_seconds())),
        reachable=session.reachable,
        with_help="help" in (session.config.offers if session.config else ()),
    )
    extra = _EXTRAS.get(session.state)
    drawn = isolated(extra(shown, session, local, capacity) if extra else shown)
    return alarms.over(drawn, session, at, shown.languages)


def _house(session: Session, local: datetime) -> Shown:
    """What stands on every screen."""
    lang, look = session.lang, session.look
    languages = look.languages if look else ("de", "en")
    banner = _banner(session)
    return Shown(
        lang=lang,
        rtl=lang in RTL,
        languages=languages,
        office=look.authority if look else "",
        logo=look.logo if look else "",
        action=look.action if look else ACTION,
        time=clock(local),
        date=date(local, lang),
        banner=banner,
        notice=text(lang, f"banner_{banner}") if banner else "",
    )


_BEFORE: Final = ("welcome", "scanning", "typing", "choosing", "documents")
"""Later on the screens themselves say what is the matter."""


def _banner(session: Session) -> Banner:
    """The one thing that a visitor must know before they begin."""
    if session.config is None or session.state not in _BEFORE:
        return ""
    kinds = {key.partition(".")[0] for key in session.troubles if key != "printer.paper_near_end"}
    visits = {"ticket", "check_in"} & {*session.config.offers}
    if not session.reachable and visits:
        # A code that is typed can only be looked up by the hub.
        typed = session.state == "typing" or (session.blind and session.state != "choosing")
        return "alone" if can_serve(session.config) and not typed else "no_hub"
    if "printer" in kinds and visits:
        return "printer"
    asks = "check_in" in visits and session.state != "documents"
    return "camera" if "camera" in kinds and asks else ""


# ------------------------------------------------------------------ what only some screens have


def _welcome(shown: Shown, session: Session, local: datetime, _capacity: Capacity) -> Shown:
    other: Lang = "en" if session.lang != "en" else "de"
    again = _greeting(session, local, other) if other in shown.languages else ()
    return replace(
        shown,
        greeting="\n".join(_greeting(session, local, session.lang)),
        other_greeting=" ".join(again),
        offers=lists.offers(session),
        faces=lists.faces(session),
    )


def _greeting(session: Session, local: datetime, lang: Lang) -> tuple[str, ...]:
    """Whoever only says how it was is on their way out, and is not greeted."""
    if lists.offers(session):
        return greeting(local, lang), text(lang, "welcome_question")
    leaves = session.config is not None and "leave" in session.config.offers
    return (text(lang, "leave_hint" if leaves else "feedback_question"),)


def _choosing(shown: Shown, session: Session, local: datetime, capacity: Capacity) -> Shown:
    cards, page, pages = lists.page_of(
        lists.concerns(session, local), session.errand.page, capacity.concerns
    )
    title = lists.group_name(session) or shown.title
    return replace(shown, title=title, concerns=cards, page=page, pages=pages)


def _amending(shown: Shown, session: Session, local: datetime, capacity: Capacity) -> Shown:
    fewer = replace(capacity, concerns=capacity.further)
    persons = session.errand.persons
    return replace(
        _choosing(shown, session, local, fewer),
        persons=plural(session.lang, "amending_persons_count", persons),
        persons_least=persons == 1,
        persons_most=persons == MOST_PERSONS,
    )


def _rooms(shown: Shown, session: Session, _local: datetime, capacity: Capacity) -> Shown:
    cards, page, pages = lists.page_of(lists.rooms(session), session.errand.page, capacity.rooms)
    return replace(shown, rooms=cards, page=page, pages=pages)


def _room(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    card = _room_card(session)
    config = session.config
    if card is None or config is None:
        return shown
    return replace(
        shown,
        number=card.label,
        place=lists.room_name(card, session.lang),
        door=lists.door(card, session.lang),
        arrow=card.way.arrow,
        way=way_words(card.way, session.lang),
        lines=_stairs(card.way, session.lang),
        plan=plan_shape(config.plan, card.label, card.way.line),
    )


def _stairs(way: Way | None, lang: Lang) -> tuple[str, ...]:
    """A word for whoever cannot climb them (EN 17210: nobody is led to a way they cannot go)."""
    return (text(lang, "way_stairs"),) if way and climbs(way) else ()


def _room_card(session: Session) -> RoomCard | None:
    cards = session.config.rooms if session.config else ()
    return next((card for card in cards if card.label == session.errand.room), None)


def _why(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    return replace(shown, reasons=lists.reasons(session.lang))


def _receipt(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    state = session.errand.receipt_paper
    key = {"pending": "receipt_paper", "printed": "receipt_printed"}.get(state, "paper_failed_text")
    return replace(
        shown,
        number=show_short_code(session.errand.receipt) if session.errand.receipt else "",
        number_label=text(session.lang, "receipt_number"),
        paper=text(session.lang, key),
        paper_state=state,
    )


def _refused(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    if session.refusal is None:
        return shown
    reason = session.refusal.reason
    step = _NEXT_STEPS.get(reason, "")
    offers = session.config.offers if session.config else ()
    offered = ("check_in" if step == "scan" else "ticket") in offers
    return replace(
        shown,
        next_step=step if offered else "",
        icon=_ICONS.get(reason, "letter"),
        reason=reason,
    )


def _ticket(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    reply, config = session.reply, session.config
    if reply is None or config is None:
        return shown
    way, zone = config.zone_ways.get(reply.zone), ZoneInfo(config.timezone)
    return replace(
        shown,
        lines=(*shown.lines, *_stairs(way, session.lang)),
        appointment=appointment(reply, zone, session.lang),
        number=spoken(TicketNumber(reply.number)),
        number_label=text(session.lang, "number"),
        sign=sign_shape(reply.zone),
        place=zone_name(config, reply.zone, session.lang),
        arrow=way.arrow if way else "",
        way=way_words(way, session.lang) if way else "",
        plan=plan_shape(config.plan, reply.zone, way.line if way else ()),
        doubts=doubts(reply, zone, session.lang),
        paper=_paper(session, reply),
        follow=_follow(session, reply),
        code=_code(session, reply),
        paper_state=_PAPER_STATES[session.state],
        can_amend=session.state == "done" and not reply.again and session.hint != "amended",
    )


def _paper(session: Session, reply: TicketReply) -> str:
    """Without paper the title and the lines say so."""
    if session.state == "paper_failed":
        return ""
    if session.state == "printing":
        return text(session.lang, "printing_paper")
    return text(session.lang, "done_paper" if reply.print else "done_no_paper")


def _follow(session: Session, reply: TicketReply) -> str:
    """Only paper bears the code, so without it there is nothing to say."""
    on_paper = reply.follow is not None and reply.print and session.state != "paper_failed"
    return text(session.lang, "say_follow") if on_paper else ""


def _code(session: Session, reply: TicketReply) -> CodeShape:
    """Whoever gets no slip can take the code from the screen."""
    if session.state != "paper_failed" or reply.follow is None:
        return NO_CODE
    return code_shape(reply.follow)


# ------------------------------------------------------------------ the technician's menu

DEEDS: Final[dict[ServiceDeed, tuple[str, str]]] = {
    "house": ("Räumungsliste", "Zeigen und sofort drucken"),
    "state": ("Zustand", "Alle Selbsttests dieses Geräts"),
    "print": ("Testdruck", "Ein Streifen mit allen Schriften"),
    "camera": ("Kamerabild", "Was die Kamera sieht und liest"),
    "network": ("Netz", "Adressen, Broker, Hub, Uhr"),
    "log": ("Protokoll", "Die letzten Ereignisse"),
    "screen": ("Bildschirm", "Farben, Ränder, Berührung"),
    "sound": ("Ton", "Stimmen und Kopfhörer"),
}
"""German only: the technician's, not the visitors'."""


def _pin(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    """The digits are masked (EN 301 549, 5.1.3.8)."""
    return replace(
        shown,
        service_title="PIN für den Service",
        typed="•" * len(session.typed),
        hint="Diese PIN ist falsch." if session.hint == "wrong_pin" else "",
    )


def _shut(seconds: int) -> str:
    """Apart from the hint, so that a voice does not count the seconds."""
    if seconds == 0:
        return ""
    return f"Warten Sie noch {seconds} {'Sekunde' if seconds == 1 else 'Sekunden'}."


def _service(shown: Shown, session: Session, _local: datetime, _capacity: Capacity) -> Shown:
    deed = session.service.deed
    return replace(
        shown,
        service_title=DEEDS[deed][0] if deed else "Service",
        service_deeds=tuple(ChoiceShape(one, *words) for one, words in DEEDS.items()),
        service_lines=session.service.lines,
        service_deed=deed or "",
    )


Extra = Callable[[Shown, Session, datetime, Capacity], Shown]
_EXTRAS: Final[dict[State, Extra]] = {
    "welcome": _welcome,
    "choosing": _choosing,
    "amending": _amending,
    "rooms": _rooms,
    "room": _room,
    "why": _why,
    "receipt": _receipt,
    "refused": _refused,
    "printing": _ticket,
    "done": _ticket,
    "paper_failed": _ticket,
    "pin": _pin,
    "service": _service,
}
_PAPER_STATES: Final[dict[State, PaperState]] = {
    "printing": "pending", "done": "printed", "paper_failed": "failed",
}  # fmt: skip
_HINTS: Final = {
    "one_only": "scanning_one_only", "bad_code": "typing_bad_code", "amended": "amended",
}  # fmt: skip
_NEXT_STEPS: Final[dict[Reason, NextStep]] = {
    "foreign": "scan",
    "forged": "scan",
    "finished": "number",
    "unknown_concern": "other",
    "concern_closed": "other",
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
