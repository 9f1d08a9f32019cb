"""Alarms: over every screen, said once, ended by a person alone; nothing begins meanwhile."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.alarm import HELD_BACK
from kiosk.flow.session import VISITED, step
from kiosk.flow.visit import State
from kiosk.ui.present import present
from kiosk.ui.sample import ALARMS, NOW, TICKET, emergency
from tests.kiosk.flow.playbook import (
    LETTER,
    OTHER_LETTER,
    Playbook,
    ask_letter,
    ask_number,
    printing,
    serving,
)
from wire.ids import TicketNumber
from wire.look import Lang
from wire.messages import AlarmKind, Emergency

BARS: dict[AlarmKind, bool] = {
    "evacuate": True, "fire": True, "shelter": True, "closed": True, "medical": False,
    "all_clear": False,
}  # fmt: skip
MADE: dict[str, ev.Event] = {
    "ConcernChosen": ev.ConcernChosen(NOW, "leistung"),
    "KeyPressed": ev.KeyPressed(NOW, "Y"),
    "RoomChosen": ev.RoomChosen(NOW, "2.14"),
    "ScoreChosen": ev.ScoreChosen(NOW, 1),
    "ReasonChosen": ev.ReasonChosen(NOW, "waiting"),
}


def speak(kind: AlarmKind, lang: Lang = "de") -> ef.Speak:
    title, text = ALARMS[kind]
    return ef.Speak(f"{title[lang]}. {text[lang]}", lang)


def told(play: Playbook, *kinds: AlarmKind, rev: int = 1) -> Playbook:
    """The hub says what stands; it is kept before anything else."""
    standing = emergency(*kinds, rev=rev)
    return play >> ev.EmergencyReceived(play.now, standing) << ef.KeepAlarms(standing)


def begins(play: Playbook, kind: AlarmKind = "evacuate", lang: Lang = "de") -> Playbook:
    return told(play, kind) << ef.Record("alarm_began", kind) << speak(kind, lang)


def ends(play: Playbook, kind: AlarmKind = "evacuate") -> Playbook:
    return told(play, rev=2) << ef.Record("alarm_over", kind)


# ------------------------------------------------------------------ what nobody can begin


def test_while_an_alarm_stands_no_letter_checks_anybody_in() -> None:
    play = begins(serving()).holds(LETTER).holds_for(3, LETTER).shows("welcome")
    play = (ends(play) << ef.Quiet()).holds_for(5, LETTER).shows("welcome")
    play.now += timedelta(seconds=3)
    (play.holds(LETTER) << ask_letter()).shows("asking")


@pytest.mark.parametrize("kind", get_args(AlarmKind))
def test_each_kind_bars_as_it_is_meant(kind: AlarmKind) -> None:
    """Who is only asked to make way, or told that it is over, may put that aside."""
    standing = emergency("evacuate").alarms[0].model_copy(update={"kind": kind})
    session = replace(serving().session, emergency=Emergency(rev=1, alarms=(standing,)))
    assert session.barred == BARS[kind]
    passed, _ = step(session, ev.AsidePressed(NOW))
    assert bool(passed.alarms) == BARS[kind]


@pytest.mark.parametrize("kind", get_args(AlarmKind))
def test_of_a_zone_only_danger_covers_the_entrance(kind: AlarmKind) -> None:
    """One corner that closes, or needs a helper, shuts out nobody who comes to another."""
    play, danger = serving(), kind in ("evacuate", "fire", "shelter")
    known = emergency("evacuate").alarms[0]
    somewhere = known.model_copy(update={"kind": kind, "zones": ("B",)})
    standing = Emergency(rev=1, alarms=(somewhere,))
    play = play >> ev.EmergencyReceived(play.now, standing) << ef.KeepAlarms(standing)
    if danger:
        play = play << ef.Record("alarm_began", kind) << speak("evacuate")
    assert bool(play.session.alarms) == play.session.barred == danger
    (play.holds(LETTER) if danger else play.holds(LETTER) << ask_letter()).shows(
        "welcome" if danger else "asking"
    )


@pytest.mark.parametrize("state", VISITED)
def test_from_no_screen_below_an_alarm_anything_begins(state: State) -> None:
    session = replace(
        serving().session, state=state, typed="K7MD2QX", emergency=emergency("evacuate"),
        reply=TICKET, wants="number",
    )  # fmt: skip
    for kind in HELD_BACK:
        event = MADE.get(kind.__name__) or kind(NOW)
        assert step(session, event) == (session, ()), kind


def test_a_technician_serves_the_kiosk_below_a_band() -> None:
    """An office may be closed for days, and that is when they come."""
    play = begins(serving()) >> ev.ServiceOpened(NOW)
    shown = present(play.shows("service").session, NOW, NOW)
    title = ALARMS["evacuate"][0]["de"]
    assert (shown.alarms, shown.notice) == ((), f"Notfallmeldung: {title}")
    play = play >> ev.ServiceChosen(NOW, "network") << ef.Serve("network")
    assert play.shows("service").session.service.deed == "network"
    (play >> ev.BackPressed(NOW) >> ev.BackPressed(NOW)).shows("welcome")
    assert present(play.session, NOW, NOW).alarms


def test_an_alarm_stops_nobody_who_types_the_pin() -> None:
    play = begins(serving() >> ev.ServicePressed(NOW)).shows("pin")
    play = play >> ev.KeyPressed(NOW, "1")
    assert play.shows("pin").session.typed == "1"
    play = told(play, "evacuate", "medical", rev=2) << ef.Record("alarm_began", "medical")
    play = play << speak("medical")
    assert present(play.session, NOW, NOW).notice.endswith(" (und 1 weitere)")
    (play >> ev.BackPressed(NOW)).shows("welcome")


# ------------------------------------------------------------------ who was there already


def test_who_waits_for_an_answer_gets_no_number_that_nobody_takes() -> None:
    play = serving() >> ev.LanguageChosen(NOW, "en")
    play = play.holds(LETTER) << ask_letter(lang="en")
    play = begins(play, lang="en").shows("welcome")
    assert play.session.lang == "en"
    (play.answers(1, TICKET).reports(1, TICKET, "abandoned")).shows("welcome")


def test_a_number_that_was_asked_for_is_given_back() -> None:
    play = serving() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "leistung")
    play = begins(play << ask_number("leistung")).shows("welcome")
    play.answers(1, TICKET).reports(1, TICKET, "abandoned").shows("welcome")


def test_a_slip_at_the_printer_comes_out_and_the_visit_ends_by_time() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = begins(play.answers(1, TICKET) << printing()).shows("printing")
    play = play.paper(1, "printed").reports(1, TICKET, "printed").shows("done")
    assert play.session.reply == TICKET
    play.wait(44.9).shows("done").wait(0.2).shows("welcome")


def test_a_number_without_paper_is_not_called_out_over_an_alarm() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = begins(play.answers(1, TICKET) << printing())
    play.paper(1, "failed").reports(1, TICKET, "failed").shows("paper_failed")


def number_without_paper(kind: AlarmKind) -> Playbook:
    """Nobody sees it: the alarm began while the slip was at the printer."""
    play = serving().holds(LETTER) << ask_letter()
    play = begins(play.answers(1, TICKET) << printing(), kind)
    return play.paper(1, "failed").reports(1, TICKET, "failed")


SAID = ef.Say(TicketNumber(TICKET.number), TICKET.zone, "de")


def test_a_number_that_no_paper_carries_waits_for_the_end_of_an_alarm() -> None:
    play = number_without_paper("evacuate").wait(1500).shows("paper_failed")
    play = (ends(play) << ef.Quiet() << SAID).wait(59).shows("paper_failed")
    assert play.session.reply == TICKET
    (play.wait(2) << ef.Quiet() << ef.Reset()).shows("welcome")


def test_nor_is_it_lost_below_an_alarm_that_is_put_aside() -> None:
    play = number_without_paper("medical").wait(120) >> ev.AsidePressed(NOW + timedelta(minutes=2))
    (play << ef.Quiet() << SAID).wait(59).shows("paper_failed")


@pytest.mark.parametrize(("kind", "minutes"), [("evacuate", 31), ("medical", 4)])
def test_but_no_number_of_long_ago_meets_another_visitor(kind: AlarmKind, minutes: int) -> None:
    play = number_without_paper(kind).wait(minutes * 60)
    (play << ef.Reset()).shows("welcome")


def test_what_an_earlier_run_asked_is_not_waited_for_in_danger() -> None:
    play = begins(serving()) >> ev.Recovered(NOW, -1, timedelta(seconds=5), "de", LETTER)
    play.shows("welcome").answers(-1, TICKET).reports(-1, TICKET, "abandoned").shows("welcome")


# ------------------------------------------------------------------ what is heard


def test_it_is_said_in_the_visitors_language_and_in_german() -> None:
    play = begins(serving() >> ev.LanguageChosen(NOW, "en"), lang="en")
    english, german = speak("evacuate", "en"), speak("evacuate")
    play = play >> ev.SpeechEnded(play.now, english.text) << german
    (play >> ev.SpeechEnded(play.now, german.text)).wait(300).shows("welcome")


def test_it_is_said_once_however_often_the_hub_repeats_it() -> None:
    play = begins(serving())
    since = play.session.alarmed_at
    play.wait(7)
    play = told(play, "evacuate", rev=7) >> ev.EmergencyReceived(play.now, emergency(rev=3))
    assert play.shows("welcome").session.alarmed_at == since
    assert play.session.barred, "an older message ends nothing"


def test_a_new_alarm_is_said_at_once_and_the_one_before_after_it() -> None:
    play = told(begins(serving(), "medical"), "evacuate", "medical", rev=2)
    play = play << ef.Record("alarm_began", "evacuate") << speak("evacuate")
    play = play >> ev.SpeechEnded(play.now, speak("evacuate").text) << speak("medical")
    play = told(play, "medical", rev=3) << ef.Record("alarm_over", "evacuate")
    play = told(play, rev=4) << ef.Record("alarm_over", "medical") << ef.Quiet()
    play.shows("welcome")


def test_who_begins_to_listen_hears_it_and_time_does_not_silence_it() -> None:
    play = begins(serving()) >> ev.HeadphonesPlugged(NOW, yes=True) << speak("evacuate")
    play = play >> ev.HeadphonesPlugged(NOW, yes=False)
    play = play << ef.Quiet() << ef.Reset() << speak("evacuate")
    play = play >> ev.SpeechToggled(NOW) << speak("evacuate")
    (play.wait(200) << ef.Reset()).shows("welcome")


def test_who_stops_listening_silences_it_for_nobody() -> None:
    play = begins(serving()) >> ev.SpeechToggled(NOW) << speak("evacuate")
    play = play >> ev.SpeechToggled(NOW) << ef.Quiet() << ef.Reset() << speak("evacuate")
    play.shows("welcome")


def test_it_is_said_to_the_end_whatever_else_is_said_meanwhile() -> None:
    """Two alarms, two languages, and keys that lead to the one button there is."""
    english = serving() >> ev.LanguageChosen(NOW, "en") >> ev.SpeechToggled(NOW)
    play = begins(english, "medical", "en")
    play = told(play, "evacuate", "medical", rev=2) << ef.Record("alarm_began", "evacuate")
    play = (
        play << speak("evacuate", "en") >> ev.FocusMoved(NOW, "Button") << ef.Speak("Button", "en")
    )
    play = play >> ev.SpeechEnded(NOW, "Button") << speak("evacuate", "en")
    play = play >> ev.SpeechEnded(NOW, speak("evacuate", "en").text) << speak("evacuate")
    play = play >> ev.SpeechEnded(NOW, speak("evacuate").text) << speak("medical", "en")
    play = play >> ev.SpeechEnded(NOW, speak("medical", "en").text) << speak("medical")
    play = play >> ev.SpeechEnded(NOW, speak("medical").text)
    (play >> ev.SpeechEnded(NOW, "anything after it")).shows("welcome")


def test_who_asks_for_it_again_hears_it_from_the_beginning_in_the_languages_that_it_has() -> None:
    turkish = serving() >> ev.LanguageChosen(NOW, "tr") >> ev.SpeechToggled(NOW)
    known = emergency("evacuate").alarms[0]
    words = {"title": {"de": "Feuer", "en": "Fire"}, "text": {"de": "Raus.", "en": "Out."}}
    standing = Emergency(rev=1, alarms=(known.model_copy(update=words),))
    german, again = ef.Speak("Feuer. Raus.", "de"), ev.RepeatPressed(NOW)
    play = turkish >> ev.EmergencyReceived(NOW, standing) << ef.KeepAlarms(standing)
    play = play << ef.Record("alarm_began", "evacuate") << german >> again << german
    play = play >> ev.SpeechEnded(NOW, german.text) >> again << german
    (play >> ev.ServiceOpened(NOW) >> again << ef.Repeat()).shows("service")


# ------------------------------------------------------------------ what is only remembered


def remembering(kind: AlarmKind = "evacuate") -> Playbook:
    """The kiosk was switched off while an alarm stood."""
    play, known = serving(), emergency(kind)
    play = play >> ev.EmergencyReceived(play.now, known, remembered=True) << ef.KeepAlarms(known)
    return play << ef.Record("alarm_began", kind)


def test_a_remembered_alarm_is_shown_and_said_when_it_is_confirmed() -> None:
    play = remembering().wait(1).shows("welcome")
    assert play.session.barred
    play = told(play, "evacuate") << speak("evacuate")
    play = (play >> ev.EmergencyReceived(play.now, emergency("evacuate"))).wait(30)
    play.shows("welcome")


def test_it_is_said_without_a_network_too() -> None:
    play = remembering().wait(9.9).shows("welcome")
    play = play.wait(0.2) << ef.KeepAlarms(emergency("evacuate")) << speak("evacuate")
    play.wait(30).shows("welcome")


def test_nobody_hears_of_an_alarm_that_has_ended_meanwhile() -> None:
    """A drill of Friday is not shouted on Monday, and who waited goes on waiting."""
    play = remembering() >> ev.Recovered(NOW, -1, timedelta(seconds=5), "de", LETTER)
    play = ends(play.shows("delayed").wait(2)).wait(20).shows("delayed")
    assert not play.session.alarms
    (play.answers(-1, TICKET) << printing(-1)).shows("printing")


def test_who_waited_in_a_danger_that_is_confirmed_waits_no_more() -> None:
    recovered = ev.Recovered(NOW, -1, timedelta(seconds=5), "de", LETTER)
    play = told(remembering() >> recovered, "evacuate") << speak("evacuate")
    play.shows("welcome")
    play = (remembering() >> recovered).wait(11) << ef.KeepAlarms(emergency("evacuate"))
    play = (play << speak("evacuate")).shows("welcome")
    play.answers(-1, TICKET).reports(-1, TICKET, "abandoned").shows("welcome")


# ------------------------------------------------------------------ when it is over


def test_an_all_clear_is_put_aside_by_each_visitor_for_themselves() -> None:
    play = begins(serving(), "all_clear") >> ev.AsidePressed(NOW) << ef.Quiet()
    assert not play.session.alarms
    play = play.holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, "printed").reports(1, TICKET, "printed")
    play = play.wait(46).shows("welcome")
    assert play.session.alarms, "the next visitor sees it"


def test_a_letter_that_lay_there_before_it_was_put_aside_counts_then() -> None:
    play = begins(serving(), "all_clear").holds_for(3, LETTER).shows("welcome")
    play = (play >> ev.AsidePressed(play.now) << ef.Quiet()).holds(LETTER)
    (play << ask_letter()).shows("asking")


def test_the_letter_that_was_used_before_does_not_count_again_then() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, "printed").reports(1, TICKET, "printed")
    play = begins(play, "all_clear").holds_for(60, LETTER).wait(0.1)
    play = play.holds_for(3, LETTER).shows("welcome")
    (play >> ev.AsidePressed(play.now) << ef.Quiet()).holds_for(3, LETTER).shows("welcome")


def test_danger_takes_the_place_of_an_all_clear_that_was_put_aside() -> None:
    play = begins(serving(), "all_clear") >> ev.AsidePressed(NOW) << ef.Quiet()
    play = play.holds(LETTER) << ask_letter()
    play = told(play, "evacuate", rev=2) << ef.Record("alarm_began", "evacuate")
    play = play << ef.Record("alarm_over", "all_clear") << speak("evacuate")
    (play >> ev.AsidePressed(play.now)).shows("welcome")
    assert play.session.barred


def test_the_next_letter_is_not_covered_by_what_was_put_aside() -> None:
    """Who holds it sees a screen that takes letters, and must see what becomes of it."""
    play = begins(serving(), "all_clear") >> ev.AsidePressed(NOW) << ef.Quiet()
    play = play.holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, "printed").reports(1, TICKET, "printed").holds(OTHER_LETTER)
    (play << ask_letter(2, OTHER_LETTER)).shows("asking")
    assert not play.session.alarms
