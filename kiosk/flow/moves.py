"""What each row of the session's table does: from session and event to session and effects."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.flow.effects import (
    Ask,
    Effects,
    GoAlone,
    PrintSlip,
    Quiet,
    Record,
    Report,
    Request,
    Reset,
    Say,
    SendFeedback,
    Settle,
)
from kiosk.flow.events import (
    Answered,
    CodesSeen,
    ConcernChosen,
    ConfigReceived,
    Event,
    HubReachable,
    KeyPressed,
    LanguageChosen,
    LookReceived,
    PaperDone,
    Recovered,
)
from kiosk.flow.receipt import slip_for
from kiosk.flow.visit import (
    Errand,
    Session,
    State,
    ToReception,
    chosen,
    cleared,
    forgotten,
    next_visitor,
)
from wire.ids import TicketNumber
from wire.messages import (
    CheckinRequest,
    HelpRequest,
    RefusalReply,
    TicketReply,
    TicketRequest,
)
from wire.qr import SHORT_ALPHABET, SHORT_LENGTH, read_short_code

Move = tuple[Session, Effects]
SPOKEN: Final[tuple[State, ...]] = ("paper_failed",)
"""Here the number is spoken to everybody, because no paper carries it."""


def touch(session: Session, event: Event) -> Move:
    return replace(session, touched=event.at), ()


def restart(session: Session, event: Event) -> Move:
    return cleared(session, event.at), ()


def leave(session: Session, event: Event) -> Move:
    """What is said to this visitor ends, and how they used the kiosk is forgotten.

    An alarm is said to everybody.
    """
    left = next_visitor(session, event.at)
    heard = session.manner.speech or session.state in SPOKEN
    used = heard or session.manner != left.manner
    quiet: Effects = () if session.alarms else (Quiet(),)
    return replace(left, aside=frozenset()), (*quiet, Reset()) if used else ()


def set_config(session: Session, event: ConfigReceived) -> Move:
    return replace(session, config=event.config), ()


def set_look(session: Session, event: LookReceived) -> Move:
    return replace(session, look=event.look), ()


def set_reachable(session: Session, event: HubReachable) -> Move:
    return replace(session, reachable=event.yes), ()


def set_language(session: Session, event: LanguageChosen) -> Move:
    return replace(session, lang=event.lang, overlay="", touched=event.at), ()


# ------------------------------------------------------------------ asking the hub


def _ask(session: Session, event: Event, message: Request) -> Move:
    number = session.next_ask
    asked = replace(
        session, touched=event.at, asked=number, next_ask=number + 1,
        open=session.open | {number}, typed="", hint="",
        wants="number" if isinstance(message, TicketRequest) else "check_in",
    )  # fmt: skip
    return asked, (Ask(number, message),)


def ask_letter(session: Session, event: CodesSeen) -> Move:
    """The letter on the desk; the code is kept, so that it counts once while it lies there."""
    code = chosen(event)
    seen = replace(session, letter=code, letter_at=event.at)
    return _ask(seen, event, CheckinRequest(kind="letter", code=code, lang=session.lang))


def ask_next_letter(session: Session, event: CodesSeen) -> Move:
    """A different letter while the last visitor's screen still stands: it is the next visitor's."""
    fresh, quiet = leave(session, event)
    asked, effects = ask_letter(replace(fresh, aside=session.aside), event)
    return asked, (*quiet, *effects)


def ask_letter_and_score(session: Session, event: CodesSeen) -> Move:
    """Who gave a face has left without a reason; the next visitor holds a letter."""
    asked, effects = ask_letter(next_visitor(session, event.at), event)
    return asked, (SendFeedback(session.errand.score, None), *effects)


def go_alone(session: Session, _event: Event) -> Move:
    """The hub stays silent: a number of our own lease is better than none."""
    if session.asked is None:
        return session, ()
    return replace(session, stood_in=session.asked), (GoAlone(session.asked),)


def go_alone_now(session: Session, event: HubReachable) -> Move:
    return go_alone(replace(session, reachable=event.yes), event)


def ask_short_code(session: Session, event: KeyPressed) -> Move:
    code = read_short_code(session.typed + event.key) or ""
    return _ask(session, event, CheckinRequest(kind="short_code", code=code, lang=session.lang))


def ask_number(session: Session, event: ConcernChosen) -> Move:
    return _ask(session, event, TicketRequest(concern=event.concern, lang=session.lang))


def ask_help(session: Session, event: Event) -> Move:
    asked, effects = _ask(_with_paper(session, event), event, HelpRequest(lang=session.lang))
    return asked, (*_hush(session), *effects)


def _with_paper(session: Session, event: Event) -> Session:
    """The same visitor on another screen: number and code stay, for perhaps no paper has them."""
    kept = Errand(receipt=session.errand.receipt, receipt_paper=session.errand.receipt_paper)
    return replace(cleared(session, event.at), reply=session.reply, errand=kept)


# ------------------------------------------------------------------ the camera and the keys


def still_there(session: Session, event: CodesSeen) -> Move:
    return replace(session, letter_at=event.at), ()


def show_one(session: Session, event: Event) -> Move:
    return replace(session, hint="one_only", touched=event.at), ()


def not_ours(session: Session, event: CodesSeen) -> Move:
    """A code that never was one of ours needs no hub."""
    refusal = RefusalReply(reason="foreign")
    seen = replace(session, letter=chosen(event), letter_at=event.at, refusal=refusal)
    return seen, (Record("code_refused", "foreign"),)


def forget_letter(session: Session, event: Event) -> Move:
    """A visitor who asks for the camera may show again the letter that was read before.

    Not one that another visitor has left in view: that counts only when it comes anew.
    """
    fresh = cleared(session, event.at)
    if forgotten(session, session.letter, event.at):
        return fresh, ()
    return replace(fresh, letter="", letter_at=None), ()


def type_key(session: Session, event: KeyPressed) -> Move:
    """Takes the characters of a short code, at most as many as it has."""
    known = event.key in SHORT_ALPHABET and len(session.typed) < SHORT_LENGTH
    typed = session.typed + event.key if known else session.typed
    wrong = len(typed) == SHORT_LENGTH and read_short_code(typed) is None
    hint = "bad_code" if wrong else session.hint
    return replace(session, typed=typed, hint=hint, touched=event.at), ()


def erase(session: Session, event: Event) -> Move:
    return replace(session, typed=session.typed[:-1], hint="", touched=event.at), ()


# ------------------------------------------------------------------ answers and paper


def _answered(session: Session, event: Answered) -> Session:
    return replace(session, open=session.open - {event.ask})


def print_ticket(session: Session, event: Answered) -> Move:
    config = session.config
    if config is None or not isinstance(event.reply, TicketReply):
        return session, ()
    office = session.look.authority if session.look else ""
    slip = slip_for(event.reply, config, office, session.lang)
    papers = (*session.papers, (event.ask, event.reply.ticket_id))
    printing = replace(_answered(session, event), reply=event.reply, papers=papers)
    return printing, (PrintSlip(event.ask, slip, event.reply),)


def show_ticket(session: Session, event: Answered) -> Move:
    """The paper of an earlier check-in is known to have come out."""
    reply = event.reply if isinstance(event.reply, TicketReply) else None
    return replace(_answered(session, event), reply=reply), (Settle(event.ask),)


def show_refusal(session: Session, event: Answered) -> Move:
    if not isinstance(event.reply, RefusalReply):
        return session, ()
    refused = replace(_answered(session, event), refusal=event.reply)
    return refused, (Settle(event.ask), Record("code_refused", event.reply.reason))


def not_taken(session: Session, event: Answered) -> Move:
    """The hub could not take the request at all: our fault, not the visitor's."""
    there = replace(_answered(session, event), to_reception="not_taken")
    return there, (Settle(event.ask), Record("request_not_taken", session.state))


def help_noted(session: Session, event: Answered) -> Move:
    return replace(_answered(session, event), asked=None), (Settle(event.ask),)


def help_not_taken(session: Session, event: Answered) -> Move:
    """An answer, but not that somebody comes: the visitor must not wait for nobody."""
    there, effects = send_on("no_help")(_answered(session, event), event)
    return there, (*effects, Settle(event.ask))


def too_late(session: Session, event: Answered) -> Move:
    """Nobody waits for this answer any more: no slip, and the hub shall know it."""
    without = _answered(session, event)
    if isinstance(event.reply, TicketReply) and event.reply.print:
        return without, (Report(event.ask, event.reply.ticket_id, "abandoned"),)
    return without, (Settle(event.ask),)


def paper_out(session: Session, event: PaperDone) -> Move:
    """Report what became of a slip, whoever stands there now."""
    ticket_id = dict(session.papers)[event.ask]
    rest = tuple(paper for paper in session.papers if paper[0] != event.ask)
    report = Report(event.ask, ticket_id, event.outcome, event.fault)
    return replace(session, papers=rest), (report,)


def paper_missing(session: Session, event: PaperDone) -> Move:
    reported, effects = paper_out(session, event)
    return reported, (*effects, *say_number(session))


def printer_silent(session: Session, _event: Event) -> Move:
    """The report follows when the printer's own time is over."""
    return session, (*say_number(session), Record("printer_silent", session.state))


def _hush(session: Session) -> Effects:
    """A number that is being spoken is not the next screen's."""
    return (Quiet(),) if session.state in SPOKEN else ()


def say_number(session: Session) -> Effects:
    """An alarm must be heard; the number stands on the screen, and is said, when it is over."""
    if session.reply is None or session.alarms:
        return ()
    return (Say(TicketNumber(session.reply.number), session.reply.zone, session.lang),)


# ------------------------------------------------------------------ reception, restart


def send_on(why: ToReception) -> Callable[[Session, Event], Move]:
    """To the reception desk, saying why; what was asked stays asked."""

    def move(session: Session, event: Event) -> Move:
        return replace(_with_paper(session, event), to_reception=why), _hush(session)

    return move


def give_up(session: Session, event: Event) -> Move:
    """Waited long enough: a check-in is kept, a number is not."""
    return send_on("no_number" if session.wants == "number" else "kept")(session, event)


def take_over(session: Session, event: Recovered) -> Move:
    """An earlier run asked this a moment ago: its visitor probably still stands here."""
    there = in_view(remember(session, event)[0], event)
    return replace(there, asked=event.ask, lang=event.lang, wants=event.wants), ()


def in_view(session: Session, event: Recovered) -> Session:
    """The visitor still holds the letter: it must not be taken for another one."""
    if not event.letter:
        return session
    return replace(session, letter=event.letter, letter_at=event.at)


def remember(session: Session, event: Recovered) -> Move:
    """An earlier run asked this; if there is an answer it is too late."""
    return replace(session, open=session.open | {event.ask}), ()


def unclear(session: Session, event: Recovered) -> Move:
    """The earlier run ended while the slip was at the printer: never print it a second time."""
    if event.printing is None:
        return session, ()
    return session, (Report(event.ask, event.printing.ticket_id, "unclear"),)


def unclear_but_there(session: Session, event: Recovered) -> Move:
    reported, effects = unclear(session, event)
    shown = replace(in_view(reported, event), reply=event.printing, lang=event.lang)
    return shown, (*effects, *say_number(shown))


def help_lost(session: Session, event: HubReachable) -> Move:
    """The hub went away before it could tell anybody that a person shall come."""
    gone, effects = send_on("no_help")(session, event)
    return replace(gone, reachable=False), effects
