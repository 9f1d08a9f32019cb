"""Alarms over whatever screen is shown: said once, ended by a person alone, and nothing begins.

A kiosk stands at the entrance: it shows what is for the whole site, and danger wherever it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from kiosk.flow import events as ev
from kiosk.flow.effects import Effect, Effects, KeepAlarms, Quiet, Record, Speak
from kiosk.flow.moves import SPOKEN, Move, say_number
from kiosk.flow.visit import Saying, Session, State, chosen, cleared, here, lang_of, sight
from wire.look import GERMAN, Lang, main_language
from wire.messages import Alarm

HELD_BACK: Final[tuple[type[ev.Event], ...]] = (
    ev.AppointmentPressed, ev.TypePressed, ev.WalkInPressed, ev.DocumentsPressed,
    ev.WithoutLetterPressed, ev.FindRoomPressed, ev.RoomChosen, ev.ConcernChosen, ev.KeyPressed,
    ev.AmendPressed, ev.SavePressed, ev.ScoreChosen, ev.ReasonChosen, ev.HelpPressed,
    ev.BackPressed, ev.FinishPressed, ev.LanguagesPressed, ev.OptionsPressed,
)  # fmt: skip
"""What visitors press on screens that an alarm covers; a letter before the camera is one more."""
NUMBERED: Final[tuple[State, ...]] = ("paper_failed", "done")
"""Here a number may stand that no paper carries."""
KEPT: Final = timedelta(minutes=30)
"""So long it waits below an alarm that bars the way: who had to leave comes back, or is gone."""
KEPT_IN_PASSING: Final = timedelta(minutes=3)
"""And below one that is put aside in a moment; the next visitor shall not be shown it."""
DOUBTED: Final = timedelta(seconds=10)
"""What is only remembered is said when it is confirmed, or when the network has had time to come
up and nobody has said that it is over."""


# ------------------------------------------------------------------ when


def newer(session: Session, event: ev.EmergencyReceived) -> bool:
    """An older message changes nothing; the same once more only confirms what was remembered."""
    known = session.emergency
    if known is None or event.emergency.rev > known.rev:
        return True
    return session.doubted_at is not None and event.emergency.rev == known.rev


def bars_anew(session: Session, event: ev.EmergencyReceived) -> bool:
    """A danger begins: who waits for an answer now must not wait for it."""
    bars = any(alarm.bars for alarm in here(event.emergency))
    return newer(session, event) and bars and not session.endangered


def believed(session: Session, event: ev.Tick) -> bool:
    return session.doubted_at is not None and event.at - session.doubted_at >= DOUBTED


def believed_and_bars(session: Session, event: ev.Tick) -> bool:
    return believed(session, event) and session.barred


def covered(session: Session, _event: ev.Event) -> bool:
    return bool(session.alarms)


def covered_and_read(session: Session, event: ev.Event) -> bool:
    return covered(session, event) and session.manner.speech


def may_pass(session: Session, event: ev.Event) -> bool:
    """The danger is over, or it only asks to keep the way clear."""
    return covered(session, event) and not session.barred


def keeps_number(session: Session, event: ev.Tick) -> bool:
    """Its owner cannot read it now and has it nowhere else, so its time does not run out."""
    if not session.alarms or session.reply is None:
        return False
    on_paper = session.state == "done" and session.reply.print
    kept = KEPT if session.barred else KEPT_IN_PASSING
    return not on_paper and event.at - session.touched < kept


def said_to_the_end(session: Session, event: ev.SpeechEnded) -> bool:
    return bool(session.saying) and session.saying[0].text == event.text


def cut_short(session: Session, _event: ev.SpeechEnded) -> bool:
    """Something else was said instead: the control that the keys have led to, for one."""
    return bool(session.saying)


# ------------------------------------------------------------------ then what


def take(session: Session, event: ev.EmergencyReceived) -> Move:
    """Keep it over restarts; show it from now on, and say what nobody has heard yet."""
    before, now = here(session.emergency), here(event.emergency)
    new, gone = _without(now, before), _without(before, now)
    doubted_at = event.at if event.remembered and now else None
    taken = replace(session, emergency=event.emergency, doubted_at=doubted_at)
    effects: list[Effect] = [KeepAlarms(event.emergency)]
    unheard = () if event.remembered else new if session.doubted_at is None else taken.alarms
    if not new and not gone and not unheard:
        return taken, tuple(effects)
    effects += [Record("alarm_began", alarm.kind) for alarm in new]
    effects += [Record("alarm_over", alarm.kind) for alarm in gone]
    old = {alarm.id for alarm in _without(now, unheard)}
    still = tuple(one for one in session.saying if one.alarm in old)
    told, spoken = _say(taken, (*sayings(unheard, lang_of(session)), *still))
    turned_at = event.at if new or gone else session.alarmed_at
    seen, number = _uncovered(session, replace(told, alarmed_at=turned_at), event)
    return seen, (*effects, *spoken, *number)


def drop(session: Session, event: ev.EmergencyReceived) -> Move:
    """The answer comes too late now, so no number is printed; the visitor's language stays."""
    left = replace(cleared(session, event.at), left_letter=session.letter)
    return take(left, event)


def believing(
    do: Callable[[Session, ev.EmergencyReceived], Move],
) -> Callable[[Session, ev.Tick], Move]:
    """Nobody has said that the remembered alarms are over: they are as good as confirmed."""

    def move(session: Session, event: ev.Tick) -> Move:
        known = session.emergency
        return do(session, ev.EmergencyReceived(event.at, known)) if known else (session, ())

    return move


def put_aside(session: Session, event: ev.Event) -> Move:
    """For this visitor; the next one sees it again, until a person ends it."""
    seen = session.aside | {alarm.id for alarm in session.alarms}
    silent, effects = _say(session, ())
    passed = replace(silent, aside=seen, touched=event.at)
    shown, number = _uncovered(session, passed, event)
    return shown, (*effects, *number)


def _uncovered(before: Session, after: Session, event: ev.Event) -> Move:
    """A number that no paper carries is read from now on, and heard."""
    if not before.alarms or after.alarms or after.state not in NUMBERED:
        return after, ()
    number = say_number(after) if after.state in SPOKEN else ()
    return replace(after, touched=event.at), number


def nothing(session: Session, _event: ev.Event) -> Move:
    return session, ()


def see(session: Session, event: ev.CodesSeen) -> Move:
    """A letter that is left in view in the hurry is nobody's when the alarm is over.

    Where the alarm can be put aside the letter is its visitor's, and counts afterwards.
    """
    if not session.barred and sight(session, event) != "same":
        return session, ()
    return replace(session, letter=chosen(event), letter_at=event.at), ()


def say_next(session: Session, _event: ev.Event) -> Move:
    rest = session.saying[1:]
    return _say(session, rest) if rest else (replace(session, saying=()), ())


def say_on(session: Session, _event: ev.Event) -> Move:
    """From the beginning of the words that were cut."""
    at_hand = session.saying[0]
    return session, (Speak(at_hand.text, at_hand.lang),)


def say_again_after(do: Callable[[Session, Any], Move]) -> Callable[[Session, Any], Move]:
    """Whoever begins to listen, stops, or asks for it once more has not heard it."""

    def move(session: Session, event: ev.Event) -> Move:
        changed, effects = do(session, event)
        anew = replace(changed, saying=())
        told, spoken = _say(anew, sayings(session.alarms, lang_of(session)))
        return told, (*effects, *spoken)

    return move


def _say(session: Session, wanted: tuple[Saying, ...]) -> tuple[Session, Effects]:
    """What is being said already goes on; what nobody is to hear any more ends."""
    head, before = wanted[:1], session.saying[:1]
    told = replace(session, saying=wanted)
    if head and head != before:
        return told, (Speak(head[0].text, head[0].lang),)
    return told, (Quiet(),) if before and not head else ()


def _without(alarms: Iterable[Alarm], others: Iterable[Alarm]) -> tuple[Alarm, ...]:
    known = {alarm.id for alarm in others}
    return tuple(alarm for alarm in alarms if alarm.id not in known)


# ------------------------------------------------------------------ words


def sayings(alarms: Iterable[Alarm], lang: Lang) -> tuple[Saying, ...]:
    """Each alarm in the visitor's language and in German."""
    return tuple(
        Saying(alarm.id, " ".join(alarm.said(each)), each)
        for alarm in alarms
        if alarm.spoken
        for each in languages(alarm, lang)
    )


def languages(alarm: Alarm, lang: Lang) -> tuple[Lang, ...]:
    """The visitor's where the alarm has it, and German; plain German stands for German."""
    first = lang if lang in alarm.title else main_language(alarm.title)
    return (first,) if first in GERMAN or "de" not in alarm.title else (first, "de")
