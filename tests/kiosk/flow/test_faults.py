"""Bad input and faults: what each gets."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.session import about_to_leave, step
from kiosk.flow.visit import Manner, State
from kiosk.ui.present import present
from kiosk.ui.sample import CONFIG, NOW, TICKET, WALK_IN
from tests.kiosk.flow.playbook import (
    LETTER,
    OTHER_LETTER,
    Playbook,
    ask_letter,
    ask_number,
    printing,
    refused,
    serving,
)
from wire.health import PrinterFault
from wire.ids import TicketNumber
from wire.messages import Reason

SAID = ef.Say(TicketNumber("T042"), "B", "de")


# ------------------------------------------------------------------ what is held before the camera


@pytest.mark.parametrize(
    "text", ["HTTP://EXAMPLE.COM", "x" * 4096, "EZ1", "EZ1" + "A" * 120, "\x00\ufffd", "ez1" * 41]
)
def test_a_foreign_code_is_refused_here_and_once(text: str) -> None:
    play = serving().holds(text) << ef.Record("code_refused", "foreign")
    play.shows("refused").holds_for(20, text).shows("refused")
    assert play.session.refusal is not None
    assert play.session.refusal.reason == "foreign"
    play.holds_for(26, text).wait(0).shows("welcome")


def test_a_foreign_code_beside_a_letter_does_not_matter() -> None:
    (serving().holds("HTTP://EXAMPLE.COM", LETTER) << ask_letter()).shows("asking")


def test_a_foreign_code_does_not_chase_a_number_away() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play.paper(1, "printed").reports(1, TICKET, "printed").holds("HTTP://EXAMPLE.COM").shows("done")


def test_of_two_letters_one_shall_be_shown() -> None:
    play = serving().holds(LETTER, OTHER_LETTER).shows("scanning")
    assert play.session.hint == "one_only"
    play = play.holds(OTHER_LETTER) << ask_letter(1, OTHER_LETTER)
    assert play.session.hint == ""


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_refusal_is_shown_settled_and_logged(reason: str) -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, refused(reason)) << ef.Settle(1) << ef.Record("code_refused", reason)
    play.shows("refused").wait(44.9).shows("refused").wait(0.2).shows("welcome")


def test_a_request_that_the_hub_cannot_take_is_our_fault() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, None) << ef.Settle(1) << ef.Record("request_not_taken", "asking")
    assert play.shows("reception").session.to_reception == "not_taken"


# ------------------------------------------------------------------ the hub


def test_a_slow_answer_is_said_to_be_slow_and_then_completes() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.wait(2.4).shows("asking").wait(0.2).shows("delayed").wait(50).answers(1, TICKET)
    (play << printing()).shows("printing")


def test_a_hub_that_is_known_to_be_away_is_said_at_once_and_the_letter_is_kept() -> None:
    play = serving().hub_is(False).holds(LETTER) << ask_letter()
    (play.shows("delayed").hub_is(True).answers(1, TICKET) << printing()).shows("printing")


def test_a_hub_that_goes_away_while_it_is_asked_is_said_at_once() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play.hub_is(False).shows("delayed")


def test_an_answer_after_the_visitor_left_is_never_printed() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play.wait(2.6).wait(61).shows("reception")
    assert play.session.to_reception == "kept"
    play.wait(46).shows("welcome").answers(1, TICKET).reports(1, TICKET, "abandoned")
    play.shows("welcome").answers(1, TICKET).shows("welcome")


def test_an_answer_for_the_last_visitor_does_not_reach_the_next() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.wait(2.6) >> ev.FinishPressed(play.now)
    play = play.holds(OTHER_LETTER) << ask_letter(2, OTHER_LETTER)
    play.answers(1, TICKET).reports(1, TICKET, "abandoned").shows("asking")
    (play.answers(2, WALK_IN) << printing(2, WALK_IN)).shows("printing")


def test_a_late_refusal_is_settled_silently() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.wait(2.6) >> ev.FinishPressed(play.now)
    (play.answers(1, refused("cancelled")) << ef.Settle(1)).shows("reception")


@pytest.mark.parametrize("state", ["done", "refused", "typing", "choosing"])
def test_who_had_the_kiosk_read_aloud_and_left_is_not_waited_for_for_ever(state: State) -> None:
    """The question whether they are still there is read aloud too; its end is no sign of life."""
    session = replace(
        serving().session, state=state, reply=TICKET, refusal=refused("cancelled"),
        manner=Manner(speech=True),
    )  # fmt: skip
    at = NOW
    for _ in range(600):
        at += timedelta(seconds=1)
        session, _ = step(session, ev.Tick(at))
        if about_to_leave(session, at):
            session, _ = step(session, ev.SpeechEnded(at))
    assert session.state == "welcome"


def test_no_key_and_no_voice_puts_off_what_the_machine_takes_too_long_for() -> None:
    play = (serving() >> ev.SpeechToggled(NOW)).holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    for _ in range(30):
        play = play >> ev.RepeatPressed(play.now) << ef.Repeat()
        play.now += timedelta(seconds=1)
    play = play >> ev.Tick(play.now)
    play.unsaid.clear()
    play.shows("paper_failed")


def test_no_numbers_are_promised_without_a_hub() -> None:
    play = serving().hub_is(False) >> ev.WalkInPressed(NOW)
    assert play.shows("reception").session.to_reception == "no_numbers"
    play = serving() >> ev.WalkInPressed(NOW)
    play = play.hub_is(False) >> ev.ConcernChosen(NOW, "leistung")
    assert play.shows("reception").session.to_reception == "no_numbers"


def test_a_number_that_comes_late_is_still_given() -> None:
    play = serving() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "leistung")
    play = (play << ask_number("leistung")).hub_is(False).shows("delayed")
    (play.answers(1, WALK_IN) << printing(1, WALK_IN)).shows("printing")


@pytest.mark.parametrize("wants", ["check_in", "number"])
def test_who_leaves_is_told_that_a_check_in_is_kept_and_that_a_number_is_not(
    wants: ev.Wants,
) -> None:
    """The hub takes back the number of a visitor who has left."""
    play = serving() >> ev.Recovered(NOW, -1, timedelta(seconds=9), "de", wants=wants)
    assert ("gespeichert" in said(play.shows("delayed"))) == (wants == "check_in")
    play.wait(61).shows("reception")
    assert ("gespeichert" in said(play)) == (wants == "check_in")
    assert ("Am Empfang bekommen Sie eine Nummer." in said(play)) == (wants == "number")


def test_a_number_that_does_not_come_is_not_said_to_be_saved() -> None:
    play = serving() >> ev.WalkInPressed(NOW) >> ev.ConcernChosen(NOW, "leistung")
    play = (play << ask_number("leistung")).hub_is(False).shows("delayed")
    assert "gespeichert" not in said(play)
    assert "Am Empfang bekommen Sie eine Nummer." in said(play)
    assert "gespeichert" not in said(play.wait(61).shows("reception"))
    play = play.wait(46).shows("welcome").holds(LETTER) << ask_letter(2)
    assert "gespeichert" in said(play.shows("delayed"))


def said(play: Playbook) -> str:
    """All sentences on the screen."""
    shown = present(play.session, play.now, play.now)
    return " ".join((shown.title, *shown.lines, shown.fact))


def test_before_the_house_is_known_nothing_is_asked() -> None:
    play = Playbook().shows("starting").holds(LETTER) >> ev.AppointmentPressed(NOW)
    (play >> ev.WalkInPressed(NOW) >> ev.HelpPressed(NOW)).wait(3600).shows("starting")
    (play >> ev.ConfigReceived(play.now, CONFIG)).shows("welcome")


# ------------------------------------------------------------------ the paper


@pytest.mark.parametrize("fault", get_args(PrinterFault))
@pytest.mark.parametrize("outcome", ["failed", "unclear"])
def test_without_paper_the_number_is_shown_and_spoken(
    outcome: ev.PaperOutcome, fault: PrinterFault
) -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, outcome, fault).reports(1, TICKET, outcome, fault) << SAID
    play.shows("paper_failed")
    assert play.session.reply == TICKET
    play = play >> ev.FinishPressed(NOW) << ef.Quiet() << ef.Reset()
    play.shows("welcome")


def test_the_next_letter_hushes_the_number_of_the_last() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.paper(1, "failed", "paper_out").reports(1, TICKET, "failed", "paper_out") << SAID
    play = play.holds(OTHER_LETTER) << ef.Quiet() << ef.Reset() << ask_letter(2, OTHER_LETTER)
    play.shows("asking")


def test_a_printer_that_never_ends_is_reported_when_it_does() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, TICKET) << printing()
    play = play.wait(30) << SAID << ef.Record("printer_silent", "printing")
    play = play.shows("paper_failed").wait(61) << ef.Quiet() << ef.Reset()
    play.shows("welcome").paper(1, "unclear", "no_answer")
    play.reports(1, TICKET, "unclear", "no_answer").shows("welcome")
    play.paper(1, "printed").shows("welcome")


# ------------------------------------------------------------------ an earlier run of the kiosk


def test_a_young_request_of_an_earlier_run_is_still_answered() -> None:
    play = serving() >> ev.Recovered(NOW, -1, timedelta(seconds=119), "en")
    play.shows("delayed").answers(-1, TICKET)
    (play << printing(-1, lang="en")).shows("printing")


@pytest.mark.parametrize("seconds", [120, 86400, -1])
def test_an_old_request_of_an_earlier_run_prints_nothing(seconds: int) -> None:
    """Below zero: the clock was set back between the runs, so nobody knows how old it is."""
    play = serving() >> ev.Recovered(NOW, -1, timedelta(seconds=seconds), "de")
    play.shows("welcome").answers(-1, TICKET).reports(-1, TICKET, "abandoned").shows("welcome")


def test_of_several_left_requests_the_last_is_the_one_that_waits() -> None:
    play = serving()
    play = play >> ev.Recovered(NOW, -1, timedelta(seconds=40), "de")
    play = play >> ev.Recovered(NOW, -2, timedelta(seconds=3), "de")
    play.shows("delayed").answers(-1, WALK_IN).reports(-1, WALK_IN, "abandoned")
    (play.answers(-2, TICKET) << printing(-2)).shows("printing")


def test_a_slip_that_was_at_the_printer_is_shown_but_not_printed_again() -> None:
    play = serving() >> ev.Recovered(NOW, -1, timedelta(seconds=9), "de", LETTER, TICKET)
    play = play.reports(-1, TICKET, "unclear") << SAID
    play.shows("paper_failed").answers(-1, TICKET).shows("paper_failed")
    play.holds_for(5, LETTER).shows("paper_failed").wait(3).holds(LETTER).shows("paper_failed")


@pytest.mark.parametrize("hours", [1, -1])
def test_an_old_slip_that_was_at_the_printer_is_only_reported(hours: int) -> None:
    play = serving() >> ev.Recovered(NOW, -1, timedelta(hours=hours), "de", LETTER, TICKET)
    play.reports(-1, TICKET, "unclear").shows("welcome")


def test_who_was_refused_can_take_a_number_instead() -> None:
    play = serving().holds(LETTER) << ask_letter()
    play = play.answers(1, refused("finished")) << ef.Settle(1)
    play = play << ef.Record("code_refused", "finished") >> ev.WalkInPressed(NOW)
    play.shows("choosing")
    assert play.session.refusal is None
