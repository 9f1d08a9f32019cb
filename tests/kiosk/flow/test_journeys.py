"""The visitor's way through the kiosk when all is well, and the small print of each screen."""

import pytest

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.session import TRANSITIONS, about_to_leave
from kiosk.flow.visit import STATES
from kiosk.ui.sample import NOW, TICKET, WALK_IN
from tests.kiosk.flow.playbook import (
    LETTER,
    OTHER_LETTER,
    SHORT_CODE,
    Playbook,
    ask_help,
    ask_letter,
    ask_number,
    ask_short,
    printing,
    serving,
)
from wire.messages import DoneReply, RefusalReply


def test_a_letter_becomes_a_slip() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play.shows("asking").answers(1, TICKET) << printing()
    play.shows("printing").paper(1, "printed").reports(1, TICKET, "printed").shows("done")
    play.wait(44.9).shows("done").wait(0.2).shows("welcome")


def test_the_camera_reads_wherever_nothing_else_is_going_on() -> None:
    for touches in ([], [ev.AppointmentPressed], [ev.WalkInPressed], [ev.TypePressed]):
        play = serving()
        for touch in touches:
            play = play >> touch(NOW)
        (play.holds(LETTER) << ask_letter()).shows("asking")


def test_without_appointment_a_concern_gives_a_number() -> None:
    play = serving() >> ev.LanguageChosen(NOW, "en") >> ev.WalkInPressed(NOW)
    play.shows("choosing")
    play = play >> ev.ConcernChosen(NOW, "leistung") << ask_number("leistung", lang="en")
    play = play.answers(1, WALK_IN) << printing(1, WALK_IN, "en")
    play.paper(1, "printed").reports(1, WALK_IN, "printed").shows("done")


def test_a_concern_that_is_not_offered_asks_nothing() -> None:
    (serving() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "nonsense")).shows("choosing")


def test_a_short_code_is_sent_when_it_is_complete() -> None:
    play = (serving() >> ev.TypePressed(NOW)).types(SHORT_CODE) << ask_short()
    play.shows("asking")
    assert play.session.typed == ""


def test_a_mistyped_code_stays_to_be_mended() -> None:
    play = (serving() >> ev.TypePressed(NOW)).types("K7MD2QXP").shows("typing")
    assert (play.session.typed, play.session.hint) == ("K7MD2QXP", "bad_code")
    play.types("A").shows("typing")
    play = (play >> ev.ErasePressed(NOW)).shows("typing")
    assert play.session.hint == ""
    (play.types("Y") << ask_short()).shows("asking")


@pytest.mark.parametrize("key", ["0", "O", "ß", "", "22", "\n"])
def test_keys_that_no_code_has_are_ignored(key: str) -> None:
    play = (serving() >> ev.TypePressed(NOW)).types("K7") >> ev.KeyPressed(NOW, key)
    assert play.session.typed == "K7"


def test_who_is_already_here_gets_no_second_slip() -> None:
    again = TICKET.model_copy(update={"again": True, "print": False})
    play = serving().holds(LETTER) << ask_letter()
    (play.answers(1, again) << ef.Settle(1)).shows("done")


def test_back_keeps_the_language_and_finish_does_not() -> None:
    play = serving() >> ev.LanguageChosen(NOW, "en") >> ev.WalkInPressed(NOW) >> ev.BackPressed(NOW)
    assert play.shows("welcome").session.lang == "en"
    play = play.holds(LETTER) << ask_letter(lang="en")
    play = play.answers(1, RefusalReply(reason="cancelled")) << ef.Settle(1)
    play = play << ef.Record("code_refused", "cancelled") >> ev.FinishPressed(NOW)
    assert play.shows("welcome").session.lang == "de"


def test_a_language_that_the_office_does_not_offer_is_not_taken() -> None:
    play = serving()
    assert play.session.look is not None
    only_german = play.session.look.model_copy(update={"languages": ("de",)})
    play = play >> ev.LookReceived(NOW, only_german) >> ev.LanguageChosen(NOW, "en")
    assert play.session.lang == "de"


def test_the_welcome_screen_returns_to_german() -> None:
    play = (serving() >> ev.LanguageChosen(NOW, "en")).wait(59)
    assert play.session.lang == "en"
    assert play.wait(2).session.lang == "de"


def test_visitors_are_warned_in_time_and_can_stay_as_long_as_they_like() -> None:
    play = (serving() >> ev.TypePressed(NOW)).types("K7").wait(39)
    assert not about_to_leave(play.session, play.now)
    for _ in range(12):
        play.wait(1)
        assert about_to_leave(play.session, play.now)
        play = play >> ev.StayPressed(play.now)
        assert not about_to_leave(play.session, play.now)
        play.wait(59 - 20)
    assert play.shows("typing").session.typed == "K7"
    play.wait(21).shows("welcome")
    assert not about_to_leave(play.session, play.now)


# ------------------------------------------------------------------ one letter, one request


def test_a_letter_that_stays_in_view_counts_once() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.holds_for(3, LETTER).wait(0).shows("delayed").answers(1, TICKET) << printing()
    play.holds_for(1, LETTER).paper(1, "printed").reports(1, TICKET, "printed")
    play.holds_for(46, LETTER).wait(0).shows("welcome").holds_for(30, LETTER).shows("welcome")


def test_a_letter_that_was_away_counts_anew_on_the_welcome_screen() -> None:
    play = refused_letter()
    (play >> ev.FinishPressed(play.now)).shows("welcome").wait(1.9).holds(LETTER).shows("welcome")
    (play.wait(2.1).holds(LETTER) << ask_letter(2)).shows("asking")


def test_asking_for_the_camera_lets_the_same_letter_count_at_once() -> None:
    play = refused_letter() >> ev.AppointmentPressed(NOW)
    (play.shows("scanning").holds(LETTER) << ask_letter(2)).shows("asking")


def test_the_same_letter_does_not_chase_its_own_result_away() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play.paper(1, "printed").reports(1, TICKET, "printed").wait(5).holds(LETTER).shows("done")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_another_letter_begins_the_next_visit_at_once_and_in_german(lang: str) -> None:
    play = serving()
    play = play >> ev.LanguageChosen(NOW, "en") if lang == "en" else play
    play = play.holds(LETTER) << ask_letter(lang=play.session.lang)
    play = play.answers(1, TICKET) << printing(lang=play.session.lang)
    play.paper(1, "printed").reports(1, TICKET, "printed").shows("done")
    (play.holds(LETTER, OTHER_LETTER)).shows("done")
    (play.holds(OTHER_LETTER) << ask_letter(2, OTHER_LETTER)).shows("asking")
    assert play.session.reply is None


def test_another_letter_waits_while_one_is_asked_or_printed() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.holds(OTHER_LETTER).shows("asking").answers(1, TICKET) << printing()
    play.holds(OTHER_LETTER).shows("printing")


def refused_letter() -> Playbook:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, RefusalReply(reason="forged")) << ef.Settle(1)
    return (play << ef.Record("code_refused", "forged")).shows("refused")


# ------------------------------------------------------------------ a person


def test_help_is_called_and_says_so() -> None:
    play = serving() >> ev.HelpPressed(NOW) << ask_help()
    play = play.shows("help_called").answers(1, DoneReply()) << ef.Settle(1)
    play.wait(30).shows("help_called").wait(16).shows("welcome")


def test_help_that_nobody_heard_sends_to_reception() -> None:
    play = serving() >> ev.HelpPressed(NOW) << ask_help()
    play.wait(2.6).shows("reception")
    assert play.session.to_reception == "no_help"


@pytest.mark.parametrize("reply", [None, RefusalReply(reason="unknown")])
def test_an_answer_that_does_not_say_done_is_no_help(reply: ev.Answer) -> None:
    play = serving() >> ev.HelpPressed(NOW) << ask_help()
    (play.answers(1, reply) << ef.Settle(1)).shows("reception")
    assert play.session.to_reception == "no_help"


def test_help_without_a_hub_sends_to_reception_and_keeps_nothing() -> None:
    play = serving().hub_is(False) >> ev.HelpPressed(NOW)
    play.shows("reception")
    assert play.session.to_reception == "no_help"


# ------------------------------------------------------------------ the table itself


def test_every_state_can_be_reached_and_left() -> None:
    reached = {row.target for row in TRANSITIONS if row.target != row.source}
    left = {row.source for row in TRANSITIONS if row.target not in (None, row.source)}
    assert reached >= set(STATES) - {"starting"}
    assert left == set(STATES)


def test_every_state_but_two_ends_by_itself() -> None:
    endless = set(STATES) - {
        row.source for row in TRANSITIONS if row.event is ev.Tick and row.target != row.source
    }
    assert endless - {"starting", "welcome"} == set()
