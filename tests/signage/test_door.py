"""The sign at a door: the newest word of the hub, told as conversations."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from signage.board.door import DoorPicture
from signage.board.events import (
    Acknowledge,
    ConfigReceived,
    DoorReceived,
    FrameShown,
    HubReachable,
    Keep,
    Listen,
    Tick,
)
from signage.board.picture import picture
from signage.board.state import BoardState
from tests.signage.samples import Playbook, at, config, door, door_config, utc
from wire.messages import Door


@pytest.fixture
def play() -> Iterator[Playbook]:
    """The sign of room 2.14; the hub is heard."""
    book = Playbook()
    book >> ConfigReceived(door_config(), at(0)) << Keep("config") << Listen(("B",))
    book >> HubReachable(True, at(0)) << Keep("fresh")
    yield book
    book.silent()


def sign(play: Playbook) -> DoorPicture:
    shown = picture(play.state).door
    assert shown is not None
    return shown


def test_it_shows_who_shall_enter_and_tells_the_hub_of_the_frame(play: Playbook) -> None:
    play >> DoorReceived(door(3, "enter", lang="uk"), at(1)) << Keep("door")
    shown = sign(play)
    assert (shown.room, shown.state, shown.number, shown.lang) == ("2.14", "enter", "T007", "uk")
    now = picture(play.state)
    assert (now.screen, now.level, now.frame_calls) == ("door", "call", (("c7", 1),))
    play >> FrameShown(now.frame_calls, utc(1.1), at(1.1)) << Acknowledge("c7", 1, utc(1.1))
    play << Keep("acknowledged")


@pytest.mark.parametrize("rev", [2, 3])
def test_an_older_or_equal_word_changes_nothing(play: Playbook, rev: int) -> None:
    play >> DoorReceived(door(3, "wait"), at(1)) << Keep("door")
    play >> DoorReceived(door(rev, "free"), at(2))
    assert sign(play).state == "wait"


def test_the_word_for_another_door_shows_nothing(play: Playbook) -> None:
    play >> DoorReceived(door(3, "enter", room="2.15"), at(1)) << Keep("door")
    now = picture(play.state)
    assert (now.screen, now.door, now.level) == ("board", None, "rest")


def test_a_sign_that_hangs_at_no_door_any_more_shows_none(play: Playbook) -> None:
    play >> DoorReceived(door(3, "enter"), at(1)) << Keep("door")
    gone = door_config(2).model_copy(update={"room": None})
    play >> ConfigReceived(gone, at(2)) << Keep("config") << Listen(("B",))
    now = picture(play.state)
    assert (now.screen, now.door, now.level) == ("board", None, "rest")


def test_a_display_that_is_no_door_s_sign_shows_no_door() -> None:
    play = Playbook()
    play >> ConfigReceived(config(), at(0)) << Keep("config") << Listen(("B",))
    play >> DoorReceived(door(3, "enter"), at(1)) << Keep("door")
    assert picture(play.state).door is None


@pytest.mark.parametrize(
    ("moment", "promised"),
    [
        (at(59, site=True), True),
        (at(60, site=True), False),
        (at(9, wall=999), True),
    ],
)
def test_a_past_hour_of_opening_is_not_promised(
    play: Playbook, moment: object, promised: bool
) -> None:
    closed = Door(rev=3, room="2.14", state="closed", until=utc(60))
    play >> DoorReceived(closed, at(1)) << Keep("door")
    play >> Tick(moment)  # type: ignore[arg-type]
    assert (sign(play).until is not None) == promised


@pytest.mark.parametrize(
    ("moment", "state"),
    [(at(59, site=True), "enter"), (at(60, site=True), "wait"), (at(9, wall=999), "enter")],
)
def test_a_call_that_has_run_out_lets_nobody_enter(
    play: Playbook, moment: object, state: str
) -> None:
    called = door(3, "enter").model_copy(update={"called_at": utc(0), "expires_at": utc(60)})
    play >> DoorReceived(called, at(1)) << Keep("door")
    play >> Tick(moment)  # type: ignore[arg-type]
    assert sign(play).state == state
    assert (sign(play).key is None) == (state == "wait")


def test_a_remembered_call_runs_out_by_its_age() -> None:
    called = door(3, "enter").model_copy(update={"called_at": utc(0), "expires_at": utc(60)})
    kept = BoardState(now=at(0), config=door_config(), door=called)
    assert sign(Playbook(replace(kept, now=at(59)))).state == "enter"
    assert sign(Playbook(replace(kept, now=at(60)))).state == "wait"


def test_the_word_that_a_broker_repeats_for_a_dead_hub_runs_out_by_its_age() -> None:
    """The sign is switched on while no hub is there, so that nobody tells the time."""
    play = Playbook()
    play >> ConfigReceived(door_config(), at(0)) << Keep("config") << Listen(("B",))
    called = door(3, "enter").model_copy(update={"called_at": utc(-99), "expires_at": utc(-39)})
    play >> DoorReceived(called, at(5)) << Keep("door")
    play >> DoorReceived(called, at(30)) >> Tick(at(64))
    assert sign(play).state == "enter"
    play >> Tick(at(65))
    assert sign(play).state == "wait"


def test_a_sign_whose_door_s_word_never_comes_says_so(play: Playbook) -> None:
    play >> Tick(at(6))
    assert picture(play.state).stale
    play >> DoorReceived(door(3, "wait"), at(7)) << Keep("door")
    assert not picture(play.state).stale


def test_with_the_hub_away_it_says_its_age(play: Playbook) -> None:
    play >> DoorReceived(door(3, "wait"), at(1)) << Keep("door")
    play >> HubReachable(False, at(10), heard=utc(10)) << Keep("fresh")
    play >> Tick(at(15.5))
    now = picture(play.state)
    assert now.stale
    assert now.as_of == utc(10)
