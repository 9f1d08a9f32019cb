"""When a row of the session's table holds: questions to session and event."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from kiosk.flow import events as ev
from kiosk.flow.alone import can_serve
from kiosk.flow.visit import Session, chosen, forgotten, sight
from wire.messages import DoneReply, Offer, RefusalReply, TicketReply
from wire.qr import SHORT_LENGTH, looks_ours, read_short_code

MOST_CODE: Final = 200
"""Characters of a code that the hub takes."""
FRESH: Final = timedelta(seconds=120)
"""An unanswered request of an earlier run is still shown when it is younger than this."""
HELP_UNHEARD: Final = timedelta(seconds=2.5)
"""Without the hub's word by then nobody was told that a person shall come."""


GO_ALONE: Final = timedelta(seconds=5)
"""So long a hub that is there but does not answer is waited for, once the screen says so."""
RECEIPT_LATE: Final = timedelta(seconds=20)
"""The printer's own time for two slips is over long before."""


def reachable(session: Session, _event: ev.Event) -> bool:
    return session.reachable


def serves_alone(session: Session, _event: ev.Event) -> bool:
    return can_serve(session.config)


def serves(session: Session, event: ev.Event) -> bool:
    return session.reachable or serves_alone(session, event)


def offers(what: Offer) -> Callable[[Session, ev.Event], bool]:
    """Whether the office offers `what` at this kiosk."""
    return lambda session, _event: session.config is not None and what in session.config.offers


def help_comes(session: Session, event: ev.Event) -> bool:
    return offers("help")(session, event) and reachable(session, event)


def blind(session: Session, event: ev.Event) -> bool:
    """Who checks in must type the code: the camera sees nothing."""
    return offers("check_in")(session, event) and session.blind


def serves_numbers(session: Session, event: ev.Event) -> bool:
    return offers("ticket")(session, event) and serves(session, event)


def known_concern(session: Session, event: ev.ConcernChosen) -> bool:
    cards = session.config.concerns if session.config else ()
    return any(card.id == event.concern for card in cards)


def is_group(session: Session, event: ev.ConcernChosen) -> bool:
    cards = session.config.concerns if session.config else ()
    return any(card.parent == event.concern for card in cards)


def within_group(session: Session, _event: ev.Event) -> bool:
    return bool(session.errand.group)


def offered(session: Session, event: ev.ConcernChosen) -> bool:
    return serves(session, event) and known_concern(session, event)


def known_room(session: Session, event: ev.RoomChosen) -> bool:
    cards = session.config.rooms if session.config else ()
    return any(card.label == event.room for card in cards)


def a_score(session: Session, event: ev.ScoreChosen) -> bool:
    return offers("feedback")(session, event) and 1 <= event.score <= 5


def goes(session: Session, event: ev.CodesSeen) -> bool:
    """Somebody holds one code to a kiosk that only signs people out."""
    if offers("check_in")(session, event) or not offers("leave")(session, event):
        return False
    seen = event.texts[0]
    new = seen not in (session.letter, session.left_letter)
    return len(event.texts) == 1 and new and len(seen) <= MOST_CODE


def overlaid(session: Session, _event: ev.Event) -> bool:
    return session.overlay != ""


def speaking(session: Session, _event: ev.Event) -> bool:
    return session.manner.speech


def own_receipt(session: Session, event: ev.ReceiptGiven | ev.ReceiptPrinted) -> bool:
    return event.ask == session.asked


def receipt_late(session: Session, event: ev.Tick) -> bool:
    waits = session.errand.receipt_paper == "pending"
    return waits and event.at - session.since >= RECEIPT_LATE


def in_a_deed(session: Session, _event: ev.Event) -> bool:
    return session.service.deed is not None


def not_kept(session: Session, event: ev.ReceiptGiven) -> bool:
    return own_receipt(session, event) and event.code == ""


def kept(_session: Session, event: ev.ReceiptGiven) -> bool:
    return event.code != ""


def nothing_known(session: Session, _event: ev.Event) -> bool:
    """The house has not been heard yet."""
    return session.config is None


def new_here(session: Session, _event: ev.Event) -> bool:
    """What somebody said of the same visit before is not known to the kiosk."""
    return session.reply is not None and not session.reply.again


def right_pin(_session: Session, event: ev.PinJudged) -> bool:
    return event.right


def gone_but_alone(session: Session, event: ev.HubReachable) -> bool:
    return gone(session, event) and session.asked is not None and serves_alone(session, event)


def unanswered_long(session: Session, event: ev.Tick) -> bool:
    """The hub is there and silent: once, the kiosk tries to answer in its place."""
    tried = session.asked is None or session.stood_in == session.asked
    long = event.at - session.since >= GO_ALONE
    return long and not tried and serves_alone(session, event)


def offered_language(session: Session, event: ev.LanguageChosen) -> bool:
    return session.look is None or event.lang in session.look.languages


def complete(session: Session, event: ev.KeyPressed) -> bool:
    typed = session.typed + event.key
    return len(typed) == SHORT_LENGTH and read_short_code(typed) is not None


def complete_online(session: Session, event: ev.KeyPressed) -> bool:
    """Short codes are known to the hub alone: none stands in a day book."""
    return session.reachable and complete(session, event)


def letter(session: Session, event: ev.CodesSeen) -> bool:
    return offers("check_in")(session, event) and sight(session, event) == "letter"


def any_letter(session: Session, event: ev.CodesSeen) -> bool:
    """A letter that says whose papers these are, also the one that was used to check in."""
    text = chosen(event)
    known = sight(session, event) in ("letter", "same") and looks_ours(text)
    return known and not forgotten(session, text, event.at)


def served_letter(session: Session, event: ev.CodesSeen) -> bool:
    return serves(session, event) and letter(session, event)


def other_letter(session: Session, event: ev.CodesSeen) -> bool:
    """While a result is shown only another letter begins anew; a refused one may be retried."""
    return letter(session, event) and (
        session.state == "refused" or session.letter not in event.texts
    )


def served_other_letter(session: Session, event: ev.CodesSeen) -> bool:
    return serves(session, event) and other_letter(session, event)


def several(session: Session, event: ev.CodesSeen) -> bool:
    return sight(session, event) == "several"


def foreign(session: Session, event: ev.CodesSeen) -> bool:
    """A code of somebody else's, where one would be held up."""
    return offers("check_in")(session, event) and sight(session, event) == "foreign"


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
    return session.asked is not None and event.at - session.since >= HELP_UNHEARD


def help_pending_and_gone(session: Session, event: ev.HubReachable) -> bool:
    return session.asked is not None and not event.yes


def gone(_session: Session, event: ev.HubReachable) -> bool:
    return not event.yes


def left_printing(_session: Session, event: ev.Recovered) -> bool:
    return event.printing is not None


def left_printing_now(session: Session, event: ev.Recovered) -> bool:
    return event.printing is not None and fresh(session, event)


def fresh(session: Session, event: ev.Recovered) -> bool:
    """A request from the future says that the clock was set back: nobody knows its age.

    While there is danger nobody stands there and waits.
    """
    known = session.config is not None and timedelta(0) <= event.age < FRESH
    return known and not session.endangered
