"""The visitor's session as one table: in which state which event leads where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from kiosk.flow import alarm, errands, moves
from kiosk.flow import events as ev
from kiosk.flow import guards as when
from kiosk.flow.effects import Effects
from kiosk.flow.visit import SERVICED, STATES, Manner, Session, State

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


PRINTING: Final = timedelta(seconds=30)
"""Longer than the longest slip takes on the slowest line: a printer that fails says so sooner."""
TIMEOUTS: Final[dict[State, Timeout]] = {
    "scanning": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "typing": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "choosing": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "asking": Timeout(timedelta(seconds=2.5), "delayed", moves.touch),
    "delayed": Timeout(timedelta(seconds=60), "reception", moves.give_up),
    "printing": Timeout(PRINTING, "paper_failed", moves.printer_silent),
    "done": Timeout(timedelta(seconds=45), "welcome", moves.leave),
    "amending": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "paper_failed": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "refused": Timeout(timedelta(seconds=45), "welcome", moves.leave),
    "help_called": Timeout(timedelta(seconds=45), "welcome", moves.leave),
    "reception": Timeout(timedelta(seconds=45), "welcome", moves.leave),
    "documents": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "receipt": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "rooms": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "room": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "why": Timeout(timedelta(seconds=40), "thanks", errands.send_score),
    "thanks": Timeout(timedelta(seconds=6), "welcome", moves.leave),
    "pin": Timeout(timedelta(seconds=60), "welcome", moves.leave),
    "service": Timeout(timedelta(minutes=10), "welcome", moves.leave),
}
WARNED: Final = timedelta(seconds=20)
"""Before their time is over visitors are asked whether they need more (EN 301 549, 11.2.2.1)."""
LISTENING: Final = 3
"""Who has the kiosk read aloud gets so many times the time."""
LANGUAGE_KEPT: Final = timedelta(seconds=60)
"""On the welcome screen the language goes back to German after this."""


def allowed(session: Session, after: timedelta) -> timedelta:
    """How long this visitor may take where others have `after`."""
    return after * (LISTENING if session.manner.speech else 1)


def over(after: timedelta) -> Guard:
    """Whether the visitor was last heard of too long ago."""
    return lambda session, event: event.at - session.touched >= allowed(session, after)


def machine_over(after: timedelta) -> Guard:
    """Whether something took too long that no visitor can hurry."""
    return lambda session, event: event.at - session.since >= after


def unheard(after: timedelta) -> Guard:
    """Whether the time is over and there is no first screen to go back to."""
    return lambda session, event: when.nothing_known(session, event) and over(after)(session, event)


def heard_to_the_end(session: Session, event: ev.Event) -> bool:
    """Whether somebody may have listened until now.

    That the kiosk has asked whether they are still there is no sign that they are.
    """
    return when.speaking(session, event) and not about_to_leave(session, event.at)


def rows(
    sources: Iterable[State],
    event: type[ev.Event],
    target: State | None,
    do: Do,
    when: Guard | None = None,
) -> tuple[Row, ...]:
    """The same row for several states."""
    return tuple(Row(source, event, target, do, when) for source in sources)


READING: Final[tuple[State, ...]] = (
    "welcome", "scanning", "typing", "choosing", "rooms", "room", "thanks",
)  # fmt: skip
"""Holding a letter is enough: the camera reads here."""
SHOWING: Final[tuple[State, ...]] = (
    "done", "amending", "refused", "paper_failed", "reception", "help_called", "receipt",
)  # fmt: skip
"""A result is shown; another letter begins the next visit at once."""
MACHINE: Final[tuple[State, ...]] = ("asking", "delayed", "printing")
"""Here the visitor waits for us."""
HURRIED: Final[tuple[State, ...]] = (*MACHINE, "thanks", *SERVICED)
"""Where nothing of the visitor's is lost when the time is over."""
ASKED_TO_STAY: Final[tuple[State, ...]] = tuple(s for s in TIMEOUTS if s not in HURRIED)
"""Here visitors are warned before what they read or do is taken from them."""
WITH_HELP: Final[tuple[State, ...]] = (
    "welcome", "scanning", "typing", "choosing", "delayed", "done", "amending", "paper_failed",
    "refused", "reception", "documents", "receipt", "rooms", "room",
)  # fmt: skip
VISITED: Final[tuple[State, ...]] = tuple(s for s in STATES if s not in SERVICED)
"""What an alarm covers."""
OPEN: Final[tuple[State, ...]] = tuple(
    s for s in STATES if s not in ("starting", "asking", "printing", *SERVICED)
)
"""Where language and manner can be changed by a touch."""

TRANSITIONS: Final[tuple[Row, ...]] = (
    # alarms, over everything
    *rows(("asking", "delayed"), ev.EmergencyReceived, "welcome", alarm.drop, alarm.bars_anew),
    *rows(STATES, ev.EmergencyReceived, None, alarm.take, alarm.newer),
    *rows(STATES, ev.AsidePressed, None, alarm.put_aside, alarm.may_pass),
    *rows(STATES, ev.CodesSeen, None, alarm.see, alarm.covered),
    *(row for event in alarm.HELD_BACK
      for row in rows(VISITED, event, None, alarm.nothing, alarm.covered)),
    *rows(STATES, ev.SpeechEnded, None, alarm.say_next, alarm.said_to_the_end),
    *rows(STATES, ev.SpeechEnded, None, alarm.say_on, alarm.cut_short),
    *rows(STATES, ev.HeadphonesPlugged, None, alarm.say_again_after(errands.plug), alarm.covered),
    *rows(OPEN, ev.SpeechToggled, None, alarm.say_again_after(errands.toggle_speech),
          alarm.covered),
    *rows(VISITED, ev.RepeatPressed, None, alarm.say_again_after(moves.touch),
          alarm.covered_and_read),
    *rows(("asking", "delayed"), ev.Tick, "welcome", alarm.believing(alarm.drop),
          alarm.believed_and_bars),
    *rows(STATES, ev.Tick, None, alarm.believing(alarm.take), alarm.believed),
    *rows(alarm.NUMBERED, ev.Tick, None, alarm.nothing, alarm.keeps_number),
    # what the house says
    Row("starting", ev.ConfigReceived, "welcome", moves.set_config),
    *rows(STATES, ev.ConfigReceived, None, moves.set_config),
    *rows(STATES, ev.LookReceived, None, moves.set_look),
    *rows(("asking", "delayed"), ev.HubReachable, None, moves.go_alone_now, when.gone_but_alone),
    Row("asking", ev.HubReachable, "delayed", moves.set_reachable, when.gone),
    Row("help_called", ev.HubReachable, "reception", moves.help_lost, when.help_pending_and_gone),
    *rows(STATES, ev.HubReachable, None, moves.set_reachable),
    *rows(STATES, ev.TroublesChanged, None, errands.set_troubles),
    # what an earlier run left behind
    *rows(("welcome", "delayed", "paper_failed"), ev.Recovered, "paper_failed",
          moves.unclear_but_there, when.left_printing_now),
    *rows(STATES, ev.Recovered, None, moves.unclear, when.left_printing),
    *rows(("welcome", "delayed"), ev.Recovered, "delayed", moves.take_over, when.fresh),
    *rows(STATES, ev.Recovered, None, moves.remember),
    # how the kiosk is used
    *rows(OPEN, ev.LanguagesPressed, None, errands.lay_over("languages")),
    *rows(OPEN, ev.OptionsPressed, None, errands.lay_over("options")),
    *rows(STATES, ev.BackPressed, None, errands.lay_over(""), when.overlaid),
    *rows(STATES, ev.LanguageChosen, None, moves.set_language, when.offered_language),
    *rows(OPEN, ev.ContrastToggled, None, errands.toggle_contrast),
    *rows(OPEN, ev.LowToggled, None, errands.toggle_low),
    *rows(OPEN, ev.SpeechToggled, None, errands.toggle_speech),
    *rows(STATES, ev.HeadphonesPlugged, None, errands.plug),
    *rows(STATES, ev.FocusMoved, None, errands.speak_focus, when.speaking),
    *rows(ASKED_TO_STAY, ev.SpeechEnded, None, moves.touch, heard_to_the_end),
    *rows(STATES, ev.RepeatPressed, None, errands.repeat, when.speaking),
    *rows(STATES, ev.LouderPressed, None, errands.louder, when.speaking),
    # the camera
    *rows(("welcome", "thanks"), ev.CodesSeen, "thanks", errands.sign_out, when.goes),
    Row("documents", ev.CodesSeen, "receipt", errands.hand_in_letter, when.any_letter),
    Row("why", ev.CodesSeen, "asking", moves.ask_letter_and_score, when.served_letter),
    Row("why", ev.CodesSeen, "delayed", moves.ask_letter_and_score, when.letter),
    *rows(READING, ev.CodesSeen, "asking", moves.ask_letter, when.served_letter),
    *rows(READING, ev.CodesSeen, "delayed", moves.ask_letter, when.letter),
    *rows(SHOWING, ev.CodesSeen, "asking", moves.ask_next_letter, when.served_other_letter),
    *rows(SHOWING, ev.CodesSeen, "delayed", moves.ask_next_letter, when.other_letter),
    *rows(("welcome", "scanning"), ev.CodesSeen, "scanning", moves.show_one, when.several),
    Row("documents", ev.CodesSeen, None, moves.show_one, when.several),
    *rows(("welcome", "scanning"), ev.CodesSeen, "refused", moves.not_ours, when.foreign),
    *rows(STATES, ev.CodesSeen, None, moves.still_there, when.known_letter),
    # the visitor's touches
    *rows(("welcome", "refused"), ev.AppointmentPressed, "typing", moves.restart, when.blind),
    *rows(("welcome", "refused"), ev.AppointmentPressed, "scanning", moves.forget_letter,
          when.offers("check_in")),
    *rows(("welcome", "scanning", "refused"), ev.TypePressed, "typing", moves.restart,
          when.offers("check_in")),
    *rows(("welcome", "refused"), ev.WalkInPressed, "choosing", moves.restart,
          when.serves_numbers),
    *rows(("welcome", "refused"), ev.WalkInPressed, "reception", moves.send_on("no_numbers"),
          when.offers("ticket")),
    Row("choosing", ev.ConcernChosen, None, errands.open_group, when.is_group),
    Row("choosing", ev.ConcernChosen, "asking", moves.ask_number, when.offered),
    Row("choosing", ev.ConcernChosen, "reception", moves.send_on("no_numbers"), when.known_concern),
    Row("choosing", ev.BackPressed, None, errands.leave_group, when.within_group),
    Row("typing", ev.KeyPressed, "asking", moves.ask_short_code, when.complete_online),
    Row("typing", ev.KeyPressed, "delayed", moves.ask_short_code, when.complete),
    Row("typing", ev.KeyPressed, None, moves.type_key),
    *rows(("typing", "pin"), ev.ErasePressed, None, moves.erase),
    *rows(("scanning", "typing", "choosing", "refused", "documents", "rooms", "why"),
          ev.BackPressed, "welcome", moves.restart),
    *rows(ASKED_TO_STAY, ev.StayPressed, None, moves.touch),
    Row("welcome", ev.StayPressed, None, moves.touch),
    Row("delayed", ev.FinishPressed, "reception", moves.give_up),
    *rows((*SHOWING, "room", "thanks"), ev.FinishPressed, "welcome", moves.leave),
    *rows(WITH_HELP, ev.HelpPressed, "help_called", moves.ask_help, when.help_comes),
    *rows(WITH_HELP, ev.HelpPressed, "reception", moves.send_on("no_help"), when.offers("help")),
    *rows(("choosing", "amending", "rooms"), ev.PageTurned, None, errands.turn_page),
    # more about a visit
    Row("done", ev.AmendPressed, "amending", errands.begin_amending, when.new_here),
    Row("amending", ev.PersonsChanged, None, errands.change_persons),
    Row("amending", ev.ConcernChosen, None, errands.toggle_further, when.known_concern),
    Row("amending", ev.SavePressed, "done", errands.amend),
    Row("amending", ev.BackPressed, "done", moves.touch),
    # papers
    Row("welcome", ev.DocumentsPressed, "documents", moves.forget_letter, when.offers("documents")),
    Row("documents", ev.WithoutLetterPressed, "receipt", errands.hand_in),
    Row("receipt", ev.ReceiptGiven, "reception", moves.send_on("not_taken"), when.not_kept),
    Row("receipt", ev.ReceiptGiven, None, errands.receipt_given, when.own_receipt),
    *rows(("help_called", "reception"), ev.ReceiptGiven, None, errands.receipt_given, when.kept),
    Row("receipt", ev.ReceiptPrinted, None, errands.receipt_printed, when.own_receipt),
    Row("receipt", ev.Tick, None, errands.receipt_unprinted, when.receipt_late),
    # rooms
    Row("welcome", ev.FindRoomPressed, "rooms", moves.restart, when.offers("find_room")),
    Row("rooms", ev.RoomChosen, "room", errands.choose_room, when.known_room),
    Row("room", ev.BackPressed, "rooms", moves.touch),
    # feedback
    Row("welcome", ev.ScoreChosen, "why", errands.score, when.a_score),
    Row("why", ev.ReasonChosen, "thanks", errands.send_reason),
    Row("why", ev.FinishPressed, "thanks", errands.send_score),
    # the technician
    *rows(("starting", "welcome"), ev.ServicePressed, "pin", moves.restart),
    *rows((s for s in STATES if s not in ("asking", "printing", "service")), ev.ServiceOpened,
          "service", errands.open_service),
    Row("pin", ev.KeyPressed, None, errands.type_pin),
    Row("pin", ev.SavePressed, None, errands.check_pin),
    Row("pin", ev.PinJudged, "service", errands.open_service, when.right_pin),
    Row("pin", ev.PinJudged, None, errands.wrong_pin),
    Row("pin", ev.BackPressed, "starting", moves.restart, when.nothing_known),
    Row("pin", ev.BackPressed, "welcome", moves.restart),
    Row("service", ev.ServiceChosen, None, errands.serve),
    Row("service", ev.ServiceReported, None, errands.show_service),
    Row("service", ev.BackPressed, None, errands.close_deed, when.in_a_deed),
    Row("service", ev.BackPressed, "starting", moves.leave, when.nothing_known),
    Row("service", ev.BackPressed, "welcome", moves.leave),
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
    *rows(STATES, ev.ReprintWanted, None, errands.print_again),
    # time
    Row("help_called", ev.Tick, "reception", moves.send_on("no_help"), when.help_unheard),
    Row("delayed", ev.Tick, None, moves.go_alone, when.unanswered_long),
    *(Row(source, ev.Tick, "starting", moves.leave, unheard(TIMEOUTS[source].after))
      for source in SERVICED),
    *(Row(source, ev.Tick, timeout.target, timeout.do,
          (machine_over if source in MACHINE else over)(timeout.after))
      for source, timeout in TIMEOUTS.items()),
    Row("welcome", ev.Tick, None, moves.leave, over(LANGUAGE_KEPT)),
)  # fmt: skip
"""The first row whose guard holds is taken; an event without a row changes nothing."""

_BY_KEY: Final[dict[tuple[State, type[ev.Event]], list[Row]]] = {}
for _row in TRANSITIONS:
    _BY_KEY.setdefault((_row.source, _row.event), []).append(_row)


def begin(at: datetime) -> Session:
    """Before anything is known of the house."""
    return Session(touched=at, since=at)


def about_to_leave(session: Session, now: datetime) -> bool:
    """Whether the visitor must be asked for a sign, so that their work is not lost."""
    if session.alarms:
        return False  # the question could not be seen; what is done here is over anyway
    begun = session.overlay != "" or session.manner != Manner(speech=session.headphones)
    if session.state == "welcome" and begun:
        after = LANGUAGE_KEPT
    elif session.state in ASKED_TO_STAY:
        after = TIMEOUTS[session.state].after
    else:
        return False
    return now - session.touched >= allowed(session, after) - WARNED


def step(session: Session, event: ev.Event) -> tuple[Session, Effects]:
    """What `event` makes of `session`, and what is to be done about it. Pure."""
    for row in _BY_KEY.get((session.state, type(event)), ()):
        if row.when is None or row.when(session, event):
            after, effects = row.do(session, event)
            if row.target is None or row.target == session.state:
                return after, effects
            at = event.at
            moved = replace(after, state=row.target, touched=at, since=at, overlay="")
            return moved, effects
    return session, ()
