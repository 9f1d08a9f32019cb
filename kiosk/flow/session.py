"""The visitor's session as one table: in which state which event leads where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from kiosk.flow import events as ev
from kiosk.flow import guards as when
from kiosk.flow import moves
from kiosk.flow.effects import Effects
from kiosk.flow.visit import STATES, Session, State

Guard = Callable[[Session, Any], bool]
Do = Callable[[Session, Any], moves.Move]


@dataclass(frozen=True)
class Row:
    """In `source`, on `event` and if `when` holds: `do`, and go to `target` (None: stay)."""

    source: State
    event: type[ev.Event]
    target: State | None
    do: Do
    when: Guard | None = None


@dataclass(frozen=True)
class Timeout:
    """After so long without a sign of the visitor (or of the hub) the state ends."""

    after: timedelta
    target: State
    do: Do


TIMEOUTS: Final[dict[State, Timeout]] = {
    "scanning": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "typing": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "choosing": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "asking": Timeout(timedelta(seconds=2.5), "delayed", moves.touch),
    "delayed": Timeout(timedelta(seconds=60), "reception", moves.give_up),
    "printing": Timeout(timedelta(seconds=15), "paper_failed", moves.printer_silent),
    "done": Timeout(timedelta(seconds=20), "welcome", moves.leave),
    "paper_failed": Timeout(timedelta(seconds=40), "welcome", moves.leave),
    "refused": Timeout(timedelta(seconds=25), "welcome", moves.leave),
    "help_called": Timeout(timedelta(seconds=25), "welcome", moves.leave),
    "reception": Timeout(timedelta(seconds=20), "welcome", moves.leave),
}
WARNED: Final = timedelta(seconds=20)
"""Before their time is over visitors are asked whether they need more (EN 301 549, 11.2.2.1)."""
LANGUAGE_KEPT: Final = timedelta(seconds=60)
"""On the welcome screen the language goes back to German after this."""


def over(after: timedelta) -> Guard:
    """Whether the visitor was last heard of at least `after` ago."""
    return lambda session, event: event.at - session.touched >= after


def rows(
    sources: Iterable[State],
    event: type[ev.Event],
    target: State | None,
    do: Do,
    when: Guard | None = None,
) -> tuple[Row, ...]:
    """The same row for several states."""
    return tuple(Row(source, event, target, do, when) for source in sources)


READING: Final[tuple[State, ...]] = ("welcome", "scanning", "typing", "choosing")
"""Holding a letter is enough: the camera reads here."""
SHOWING: Final[tuple[State, ...]] = (
    "done", "refused", "paper_failed", "reception", "help_called",
)  # fmt: skip
"""A result is shown; another letter begins the next visit at once."""
ASKED_TO_STAY: Final[tuple[State, ...]] = ("scanning", "typing", "choosing")
"""Here visitors have something to do, so they are warned before it is taken from them."""
WITH_HELP: Final[tuple[State, ...]] = (
    *READING, "delayed", "done", "paper_failed", "refused", "reception",
)  # fmt: skip

TRANSITIONS: Final[tuple[Row, ...]] = (
    # what the house says
    Row("starting", ev.ConfigReceived, "welcome", moves.set_config),
    *rows(STATES, ev.ConfigReceived, None, moves.set_config),
    *rows(STATES, ev.LookReceived, None, moves.set_look),
    Row("asking", ev.HubReachable, "delayed", moves.set_reachable, when.gone),
    Row("help_called", ev.HubReachable, "reception", moves.help_lost, when.help_pending_and_gone),
    *rows(STATES, ev.HubReachable, None, moves.set_reachable),
    # what an earlier run left behind
    *rows(("welcome", "delayed", "paper_failed"), ev.Recovered, "paper_failed",
          moves.unclear_but_there, when.left_printing_now),
    *rows(STATES, ev.Recovered, None, moves.unclear, when.left_printing),
    *rows(("welcome", "delayed"), ev.Recovered, "delayed", moves.take_over, when.fresh),
    *rows(STATES, ev.Recovered, None, moves.remember),
    # the camera
    *rows(READING, ev.CodesSeen, "asking", moves.ask_letter, when.letter_online),
    *rows(READING, ev.CodesSeen, "delayed", moves.ask_letter, when.letter),
    *rows(SHOWING, ev.CodesSeen, "asking", moves.ask_next_letter, when.other_letter_online),
    *rows(SHOWING, ev.CodesSeen, "delayed", moves.ask_next_letter, when.other_letter),
    *rows(("welcome", "scanning"), ev.CodesSeen, "scanning", moves.show_one, when.several),
    *rows(("welcome", "scanning"), ev.CodesSeen, "refused", moves.not_ours, when.foreign),
    *rows(STATES, ev.CodesSeen, None, moves.still_there, when.known_letter),
    # the visitor's touches
    Row("welcome", ev.AppointmentPressed, "scanning", moves.forget_letter),
    Row("refused", ev.AppointmentPressed, "scanning", moves.forget_letter),
    *rows(("welcome", "scanning", "refused"), ev.TypePressed, "typing", moves.restart),
    *rows(("welcome", "refused"), ev.WalkInPressed, "choosing", moves.restart, when.reachable),
    *rows(("welcome", "refused"), ev.WalkInPressed, "reception", moves.send_on("no_numbers")),
    Row("choosing", ev.ConcernChosen, "asking", moves.ask_number, when.offered),
    Row("choosing", ev.ConcernChosen, "reception", moves.send_on("no_numbers"), when.known_concern),
    Row("typing", ev.KeyPressed, "asking", moves.ask_short_code, when.complete_online),
    Row("typing", ev.KeyPressed, "delayed", moves.ask_short_code, when.complete),
    Row("typing", ev.KeyPressed, None, moves.type_key),
    Row("typing", ev.ErasePressed, None, moves.erase),
    *rows(("scanning", "typing", "choosing", "refused"), ev.BackPressed, "welcome", moves.restart),
    *rows(ASKED_TO_STAY, ev.StayPressed, None, moves.touch),
    *rows((*SHOWING, "delayed"), ev.FinishPressed, "welcome", moves.leave),
    *rows(WITH_HELP, ev.HelpPressed, "help_called", moves.ask_help, when.reachable),
    *rows(WITH_HELP, ev.HelpPressed, "reception", moves.send_on("no_help")),
    *rows(STATES, ev.LanguageChosen, None, moves.set_language, when.offered_language),
    # the hub's answers
    *rows(("asking", "delayed"), ev.Answered, "printing", moves.print_ticket, when.awaited_paper),
    *rows(("asking", "delayed"), ev.Answered, "done", moves.show_ticket, when.awaited_ticket),
    *rows(("asking", "delayed"), ev.Answered, "refused", moves.show_refusal, when.awaited_refusal),
    *rows(("asking", "delayed"), ev.Answered, "reception", moves.not_taken, when.awaited_nothing),
    Row("help_called", ev.Answered, None, moves.help_noted, when.awaited_done),
    Row("help_called", ev.Answered, "reception", moves.help_not_taken, when.awaited),
    *rows(STATES, ev.Answered, None, moves.too_late, when.unanswered),
    # the paper
    Row("printing", ev.PaperDone, "done", moves.paper_out, when.own_paper_printed),
    Row("printing", ev.PaperDone, "paper_failed", moves.paper_missing, when.own_paper),
    *rows(STATES, ev.PaperDone, None, moves.paper_out, when.some_paper),
    # time
    Row("help_called", ev.Tick, "reception", moves.send_on("no_help"), when.help_unheard),
    *(Row(source, ev.Tick, timeout.target, timeout.do, over(timeout.after))
      for source, timeout in TIMEOUTS.items()),
    Row("welcome", ev.Tick, None, moves.leave, over(LANGUAGE_KEPT)),
)  # fmt: skip
"""The first row whose guard holds is taken; an event without a row changes nothing."""

_BY_KEY: Final[dict[tuple[State, type[ev.Event]], list[Row]]] = {}
for _row in TRANSITIONS:
    _BY_KEY.setdefault((_row.source, _row.event), []).append(_row)


def begin(at: datetime) -> Session:
    """Before anything is known of the house."""
    return Session(touched=at)


def about_to_leave(session: Session, now: datetime) -> bool:
    """Whether the visitor must be asked for a sign, so that their work is not lost."""
    if session.state not in ASKED_TO_STAY:
        return False
    return now - session.touched >= TIMEOUTS[session.state].after - WARNED


def step(session: Session, event: ev.Event) -> tuple[Session, Effects]:
    """What `event` makes of `session`, and what is to be done about it. Pure."""
    for row in _BY_KEY.get((session.state, type(event)), ()):
        if row.when is None or row.when(session, event):
            after, effects = row.do(session, event)
            if row.target is None or row.target == session.state:
                return after, effects
            return replace(after, state=row.target, touched=event.at), effects
    return session, ()
