"""At the exit: whoever holds slip or letter to the kiosk is signed out, once."""

from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.ui.sample import HOUSE, NOW
from tests.kiosk.flow.playbook import LETTER, OTHER_LETTER, Playbook, ask_letter, serving

SLIP = "https://warten.example/t/7m3q9x0v5k2c8hd4jw6zrt1nbe"


def house(*offers: str) -> Playbook:
    return serving() >> ev.ConfigReceived(
        NOW, HOUSE.model_copy(update={"offers": offers, "rev": 9})
    )


def at_the_exit() -> Playbook:
    return house("feedback", "leave")


def test_a_slip_at_the_exit_signs_its_holder_out_once() -> None:
    play = at_the_exit()
    play.holds(SLIP) << ef.SignOut(SLIP, "de")
    play.shows("thanks").holds_for(3, SLIP)
    assert play.session.errand.gone
    play.wait(7).shows("welcome")
    play.holds(LETTER) << ef.SignOut(LETTER, "de")
    play.shows("thanks").holds(OTHER_LETTER) << ef.SignOut(OTHER_LETTER, "de")


def test_two_codes_at_once_sign_nobody_out() -> None:
    at_the_exit().holds(SLIP, LETTER).shows("welcome")
    at_the_exit().holds("x" * 201).shows("welcome")


def test_where_people_check_in_a_letter_checks_in() -> None:
    play = house("check_in", "ticket", "leave")
    play.holds(LETTER) << ask_letter()
    play.shows("asking")
