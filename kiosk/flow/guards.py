"""When a row of the session's table holds: questions to session and event."""

from datetime import timedelta
from typing import Final

from kiosk.flow import events as ev
from kiosk.flow.visit import Session, sight
from wire.messages import DoneReply, RefusalReply, TicketReply
from wire.qr import SHORT_LENGTH, read_short_code

FRESH: Final = timedelta(seconds=120)
"""An unanswered request of an earlier run is still shown when it is younger than this."""
HELP_UNHEARD: Final = timedelta(seconds=2.5)
"""Without the hub's word by then nobody was told that a person shall come."""


def reachable(session: Session, _event: ev.Event) -> bool:
    return session.reachable


def known_concern(session: Session, event: ev.ConcernChosen) -> bool:
    cards = session.config.concerns if session.config else ()
    return any(card.id == event.concern for card in cards)


def offered(session: Session, event: ev.ConcernChosen) -> bool:
    return session.reachable and known_concern(session, event)


def offered_language(session: Session, event: ev.LanguageChosen) -> bool:
    return session.look is None or event.lang in session.look.languages


def complete(session: Session, event: ev.KeyPressed) -> bool:
    typed = session.typed + event.key
    return len(typed) == SHORT_LENGTH and read_short_code(typed) is not None


def complete_online(session: Session, event: ev.KeyPressed) -> bool:
    return session.reachable and complete(session, event)


def letter(session: Session, event: ev.CodesSeen) -> bool:
    return sight(session, event) == "letter"


def letter_online(session: Session, event: ev.CodesSeen) -> bool:
    return session.reachable and letter(session, event)


def other_letter(session: Session, event: ev.CodesSeen) -> bool:
    """While a result is shown only another letter begins anew; a refused one may be retried."""
    return letter(session, event) and (
        session.state == "refused" or session.letter not in event.texts
    )


def other_letter_online(session: Session, event: ev.CodesSeen) -> bool:
    return session.reachable and other_letter(session, event)


def several(session: Session, event: ev.CodesSeen) -> bool:
    return sight(session, event) == "several"


def foreign(session: Session, event: ev.CodesSeen) -> bool:
    return sight(session, event) == "foreign"


def known_letter(session: Session, event: ev.CodesSeen) -> bool:
    return bool(session.letter) and session.letter in event.texts


def awaited(session: Session, event: ev.Answered) -> bool:
    return event.ask == session.asked and event.ask in session.open


def awaited_paper(session: Session, event: ev.Answered) -> bool:
    return (
        awaited(session, event)
        and isinstance(event.reply, TicketReply)
        and event.reply.print
        and session.config is not None
    )


def awaited_ticket(session: Session, event: ev.Answered) -> bool:
    return (
        awaited(session, event) and isinstance(event.reply, TicketReply) and not event.reply.print
    )


def awaited_refusal(session: Session, event: ev.Answered) -> bool:
    return awaited(session, event) and isinstance(event.reply, RefusalReply)


def awaited_done(session: Session, event: ev.Answered) -> bool:
    return awaited(session, event) and isinstance(event.reply, DoneReply)


def awaited_nothing(session: Session, event: ev.Answered) -> bool:
    return awaited(session, event) and (event.reply is None or isinstance(event.reply, DoneReply))


def unanswered(session: Session, event: ev.Answered) -> bool:
    return event.ask in session.open


def own_paper(session: Session, event: ev.PaperDone) -> bool:
    return event.ask == session.asked and event.ask in dict(session.papers)


def own_paper_printed(session: Session, event: ev.PaperDone) -> bool:
    return own_paper(session, event) and event.outcome == "printed"


def some_paper(session: Session, event: ev.PaperDone) -> bool:
    return event.ask in dict(session.papers)


def help_unheard(session: Session, event: ev.Tick) -> bool:
    return session.asked is not None and event.at - session.touched >= HELP_UNHEARD


def help_pending_and_gone(session: Session, event: ev.HubReachable) -> bool:
    return session.asked is not None and not event.yes


def gone(_session: Session, event: ev.HubReachable) -> bool:
    return not event.yes


def left_printing(_session: Session, event: ev.Recovered) -> bool:
    return event.printing is not None


def left_printing_now(session: Session, event: ev.Recovered) -> bool:
    return event.printing is not None and fresh(session, event)


def fresh(session: Session, event: ev.Recovered) -> bool:
    """A request from the future says that the clock was set back: nobody knows its age."""
    return session.config is not None and timedelta(0) <= event.age < FRESH
