"""What the table's rows do beside checking in: papers, rooms, feedback, manner, the technician."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.flow.effects import (
    Ask,
    CheckPin,
    HandIn,
    Louder,
    PrintAgain,
    PrintReceipt,
    Quiet,
    Repeat,
    Reset,
    SendFeedback,
    Serve,
    SignOut,
    Speak,
)
from kiosk.flow.events import (
    CodesSeen,
    ConcernChosen,
    Event,
    FocusMoved,
    HeadphonesPlugged,
    KeyPressed,
    PageTurned,
    PersonsChanged,
    PinJudged,
    ReasonChosen,
    ReceiptGiven,
    ReceiptPrinted,
    ReprintWanted,
    RoomChosen,
    ScoreChosen,
    ServiceChosen,
    ServiceReported,
    TroublesChanged,
)
from kiosk.flow.moves import Move
from kiosk.flow.receipt import receipt_slips, slip_for
from kiosk.flow.visit import (
    Errand,
    Manner,
    Overlay,
    Service,
    Session,
    chosen,
    cleared,
    lang_of,
    shut_for,
)
from wire.messages import MOST_CONCERNS, MOST_PERSONS, AmendRequest

MOST_PIN = 12


def enter(session: Session, **entered: object) -> Session:
    """The errand with what was entered just now."""
    return replace(session, errand=replace(session.errand, **entered))  # type: ignore[arg-type]


# ------------------------------------------------------------------ how the kiosk is used


def lay_over(overlay: Overlay) -> Callable[[Session, Event], Move]:
    """Show something over the screen, or take it away."""

    def move(session: Session, event: Event) -> Move:
        return replace(session, overlay=overlay, touched=event.at), ()

    return move


def _manner(session: Session, event: Event, manner: Manner) -> Session:
    return replace(session, manner=manner, touched=event.at)


def toggle_contrast(session: Session, event: Event) -> Move:
    now = session.manner
    return _manner(session, event, replace(now, contrast=not now.contrast)), ()


def toggle_low(session: Session, event: Event) -> Move:
    now = session.manner
    return _manner(session, event, replace(now, low=not now.low)), ()


def toggle_speech(session: Session, event: Event) -> Move:
    return _speech(session, event, on=not session.manner.speech)


def plug(session: Session, event: HeadphonesPlugged) -> Move:
    """Who plugs headphones in wants to hear (EN 301 549, 5.2: no sight is needed for that)."""
    return _speech(replace(session, headphones=event.yes), event, on=event.yes)


def _speech(session: Session, event: Event, *, on: bool) -> Move:
    spoken = _manner(session, event, replace(session.manner, speech=on))
    return spoken, () if on else (Quiet(), Reset())


def speak_focus(session: Session, event: FocusMoved) -> Move:
    """A key that is reached is pressed next: what is typed is not for all ears."""
    private = session.state in ("typing", "pin")
    return replace(session, touched=event.at), (Speak(event.text, lang_of(session), private),)


def repeat(session: Session, event: Event) -> Move:
    return replace(session, touched=event.at), (Repeat(),)


def louder(session: Session, event: Event) -> Move:
    return replace(session, touched=event.at), (Louder(),)


def set_troubles(session: Session, event: TroublesChanged) -> Move:
    return replace(session, troubles=event.keys), ()


# ------------------------------------------------------------------ lists


def turn_page(session: Session, event: PageTurned) -> Move:
    """Which pages there are is the screen's business: it counts round."""
    turned = enter(session, page=session.errand.page + event.by)
    return replace(turned, touched=event.at), ()


def open_group(session: Session, event: ConcernChosen) -> Move:
    return replace(enter(session, group=event.concern, page=0), touched=event.at), ()


def leave_group(session: Session, event: Event) -> Move:
    cards = session.config.concerns if session.config else ()
    above = next((card.parent for card in cards if card.id == session.errand.group), None)
    return replace(enter(session, group=above or "", page=0), touched=event.at), ()


# ------------------------------------------------------------------ more about a visit


def begin_amending(session: Session, event: Event) -> Move:
    return replace(enter(session, group="", page=0), touched=event.at), ()


def change_persons(session: Session, event: PersonsChanged) -> Move:
    persons = min(MOST_PERSONS, max(1, session.errand.persons + event.by))
    return replace(enter(session, persons=persons), touched=event.at), ()


def toggle_further(session: Session, event: ConcernChosen) -> Move:
    """A further concern is chosen, or taken back; at most as many as a visit may have."""
    now = session.errand.further
    if event.concern in now:
        after = tuple(one for one in now if one != event.concern)
    else:
        after = (*now, event.concern) if len(now) < MOST_CONCERNS else now
    return replace(enter(session, further=after), touched=event.at), ()


def amend(session: Session, event: Event) -> Move:
    """Tell the hub; the number stays, so the visitor need not wait for an answer."""
    reply, number = session.reply, session.next_ask
    if reply is None:
        return session, ()
    errand = session.errand
    message = AmendRequest(
        ticket_id=reply.ticket_id, persons=errand.persons, concerns=errand.further
    )
    asked = replace(
        session, hint="amended", next_ask=number + 1, open=session.open | {number},
        touched=event.at,
    )  # fmt: skip
    return asked, (Ask(number, message),)


# ------------------------------------------------------------------ papers


def hand_in_letter(session: Session, event: CodesSeen) -> Move:
    code = chosen(event)
    return _hand_in(replace(session, letter=code, letter_at=event.at), event, code)


def hand_in(session: Session, event: Event) -> Move:
    return _hand_in(session, event, "")


def _hand_in(session: Session, event: Event, letter: str) -> Move:
    number = session.next_ask
    asked = replace(session, asked=number, next_ask=number + 1, touched=event.at)
    return enter(asked, receipt_paper="pending"), (HandIn(number, letter, session.lang),)


def receipt_given(session: Session, event: ReceiptGiven) -> Move:
    given = enter(session, receipt=event.code)
    office = session.look.authority if session.look else ""
    at = _local(session, event.given_at)
    slips = receipt_slips(event.code, office, at, session.lang)
    return given, (PrintReceipt(event.ask, slips),)


def _local(session: Session, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(session.config.timezone)) if session.config else at


def receipt_printed(session: Session, event: ReceiptPrinted) -> Move:
    paper = "printed" if event.outcome == "printed" else "failed"
    return replace(enter(session, receipt_paper=paper), touched=event.at), ()


def receipt_unprinted(session: Session, event: Event) -> Move:
    return replace(enter(session, receipt_paper="failed"), touched=event.at), ()


def print_again(session: Session, event: ReprintWanted) -> Move:
    """Staff stand beside the visitor: nothing on the screen changes."""
    if session.config is None:
        return session, ()
    office = session.look.authority if session.look else ""
    slip = slip_for(event.reply, session.config, office, event.lang)
    return session, (PrintAgain(slip, event.reply.ticket_id),)


# ------------------------------------------------------------------ rooms


def choose_room(session: Session, event: RoomChosen) -> Move:
    return enter(session, room=event.room), ()


# ------------------------------------------------------------------ feedback


def sign_out(session: Session, event: CodesSeen) -> Move:
    """At the exit: letter or slip, whichever is at hand. It counts once while it lies there."""
    [code] = event.texts
    gone = replace(session, letter=code, letter_at=event.at, errand=Errand(gone=True))
    return gone, (SignOut(code, session.lang),)


def score(session: Session, event: ScoreChosen) -> Move:
    return replace(session, errand=Errand(score=event.score)), ()


def send_reason(session: Session, event: ReasonChosen) -> Move:
    return session, (SendFeedback(session.errand.score, event.reason),)


def send_score(session: Session, _event: Event) -> Move:
    """Also who leaves without a reason has said how it was."""
    return session, (SendFeedback(session.errand.score, None),)


# ------------------------------------------------------------------ the technician


def open_service(session: Session, event: Event) -> Move:
    return cleared(session, event.at), ()


def type_pin(session: Session, event: KeyPressed) -> Move:
    if shut_for(session, event.at):
        return replace(session, touched=event.at), ()
    known = event.key.isdecimal() and event.key.isascii() and len(session.typed) < MOST_PIN
    typed = session.typed + event.key if known else session.typed
    return replace(session, typed=typed, hint="", touched=event.at), ()


def check_pin(session: Session, event: Event) -> Move:
    return replace(session, typed="", touched=event.at), (CheckPin(session.typed),)


def wrong_pin(session: Session, event: PinJudged) -> Move:
    """Says how long the next PIN is not looked at."""
    told = replace(session, hint="wrong_pin", service=Service(shut_until=event.at + event.wait))
    return replace(told, touched=event.at), ()


def serve(session: Session, event: ServiceChosen) -> Move:
    shown = replace(session, service=Service(event.deed), touched=event.at)
    return shown, (Serve(event.deed),)


def show_service(session: Session, event: ServiceReported) -> Move:
    """A report that comes after another deed was chosen is not shown."""
    if session.service.deed != event.deed:
        return session, ()
    return replace(session, service=Service(event.deed, event.lines)), ()


def close_deed(session: Session, event: Event) -> Move:
    return replace(session, service=Service(), touched=event.at), ()
