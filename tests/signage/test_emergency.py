"""Alarms: the newest revision wins, nothing but a message without them ends them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from signage.board.emergency import AGAIN_S, DOUBTED_S
from signage.board.events import (
    AcknowledgeAlarm,
    BoardReceived,
    CallReceived,
    ConfigReceived,
    EmergencyReceived,
    FrameShown,
    HubReachable,
    Hush,
    Keep,
    Listen,
    Proclaim,
    Ring,
    Tick,
    Withdraw,
)
from signage.board.picture import picture
from tests.signage.samples import (
    Playbook,
    alarm,
    at,
    board,
    call,
    config,
    emergency,
    entry,
    utc,
)
from wire.messages import Emergency


@pytest.fixture
def play() -> Iterator[Playbook]:
    """A display of zone B that hears the hub."""
    book = Playbook()
    book >> ConfigReceived(config(), at(0)) << Keep("config") << Listen(("B",))
    book >> HubReachable(True, at(0)) << Keep("fresh")
    yield book
    book.silent()


def alarms(play: Playbook) -> list[str]:
    return [one.id for one in picture(play.state).alarms]


def test_an_alarm_takes_the_panel_is_spoken_and_its_frame_is_told(play: Playbook) -> None:
    one = alarm()
    play >> EmergencyReceived(emergency(5, one), at(1)) << Keep("emergency") << Proclaim(one)
    now = picture(play.state)
    assert (now.screen, now.level) == ("emergency", "emergency")
    frame = FrameShown((), utc(1.1), at(1.1), ("a1",))
    play >> frame << AcknowledgeAlarm("a1", utc(1.1)) << Keep("alarms")
    play >> frame


def test_it_lights_up_a_panel_that_was_switched_off(play: Playbook) -> None:
    dark = config(rev=2).model_copy(update={"screen_on": False})
    play >> ConfigReceived(dark, at(1)) << Keep("config") << Listen(("B",))
    assert picture(play.state).screen == "blank"
    one = alarm(spoken=False)
    play >> EmergencyReceived(emergency(5, one), at(2)) << Keep("emergency")
    assert picture(play.state).screen == "emergency"


def test_it_cuts_calls_and_nobody_is_called_while_it_stands(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    one = alarm()
    play >> EmergencyReceived(emergency(5, one), at(2)) << Keep("emergency") << Proclaim(one)
    play << Hush(("c7", 1))
    play >> BoardReceived(board(3, entry("c8"), entry("c7")), at(3)) << Keep("boards")
    play >> CallReceived(call("c8", 3), at(3))
    play.silent()
    play >> EmergencyReceived(emergency(6), at(9)) << Keep("emergency") << Withdraw("a1")
    play << Ring(call("c8", 3))


@pytest.mark.parametrize("rev", [4, 5])
def test_an_older_or_equal_revision_ends_nothing(play: Playbook, rev: int) -> None:
    one = alarm()
    play >> EmergencyReceived(emergency(5, one), at(1)) << Keep("emergency") << Proclaim(one)
    play >> EmergencyReceived(emergency(rev), at(2))
    assert alarms(play) == ["a1"]


def test_the_hub_s_death_ends_no_alarm(play: Playbook) -> None:
    one = alarm()
    play >> EmergencyReceived(emergency(5, one), at(1)) << Keep("emergency") << Proclaim(one)
    play >> HubReachable(False, at(2)) << Keep("fresh")
    play >> Tick(at(12))
    assert alarms(play) == ["a1"]


def test_a_restart_without_the_hub_shows_it() -> None:
    again = remembering(emergency(5, alarm()))
    again >> Tick(at(1))
    again.silent()
    assert picture(again.state).screen == "emergency"
    again >> Tick(at(DOUBTED_S)) << Proclaim(alarm())


def remembering(known: Emergency) -> Playbook:
    """A display that has just been switched on."""
    play = Playbook()
    play.state = replace(play.state, config=config(), emergency=known, doubted_since=0.0)
    return play


def test_a_remembered_alarm_that_is_confirmed_is_spoken_at_once() -> None:
    play = remembering(emergency(5, alarm()))
    play >> EmergencyReceived(emergency(4), at(1))
    play >> EmergencyReceived(emergency(5, alarm()), at(2)) << Proclaim(alarm())
    play.silent()


def test_nobody_hears_a_remembered_alarm_that_has_ended_meanwhile() -> None:
    """A drill of Friday is not shouted on Monday."""
    play = remembering(emergency(5, alarm()))
    play >> EmergencyReceived(emergency(6), at(2)) << Keep("emergency")
    play >> Tick(at(2 * DOUBTED_S))
    play.silent()


def test_an_alarm_for_another_zone_concerns_nobody_here(play: Playbook) -> None:
    far, near = alarm("a1", "A"), alarm("a2", "A", "B")
    play >> EmergencyReceived(emergency(5, far, near), at(1)) << Keep("emergency")
    play << Proclaim(near)
    assert alarms(play) == ["a2"]


def test_a_pressing_alarm_is_spoken_again_and_again(play: Playbook) -> None:
    one = alarm()
    play >> EmergencyReceived(emergency(5, one), at(1)) << Keep("emergency") << Proclaim(one)
    play >> Tick(at(0.9 + AGAIN_S["evacuate"]))
    play.silent()
    play >> Tick(at(1 + AGAIN_S["evacuate"])) << Proclaim(one)


def test_a_display_that_nobody_has_told_its_place_shows_every_alarm() -> None:
    play = Playbook()
    play >> EmergencyReceived(emergency(5, alarm("a1", "D")), at(1)) << Keep("emergency")
    assert picture(play.state).screen == "emergency"
