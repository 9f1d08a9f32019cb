"""The board's machine, told as conversations: what rings, what is acknowledged, what is dropped."""

from collections.abc import Iterator

import pytest

from signage.board.calls import (
    CALL_EXPIRES_S,
    GLOW_S,
    PHASES,
    TRANSITIONS,
    Acknowledge,
    BoardReceived,
    BoardState,
    CallReceived,
    Chime,
    ConfigReceived,
    Dropped,
    FrameShown,
    HubReachable,
    Keep,
    Listen,
    Row,
    Tick,
)
from signage.board.picture import picture
from tests.signage.samples import Playbook, at, board, call, config, entry, utc


@pytest.fixture
def play() -> Iterator[Playbook]:
    """A display of zone B that hears the hub and shows an empty board."""
    book = Playbook()
    book >> ConfigReceived(config(), at(0)) << Keep("config") << Listen(("B",))
    book >> HubReachable(True, at(0)) << Keep("as_of")
    book >> BoardReceived(board(1), at(0)) << Keep("board")
    yield book
    book.silent()


def numbers(play: Playbook) -> list[str]:
    return [entry.number for entry in picture(play.state).open]


def test_a_call_rings_and_its_frame_is_acknowledged(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(1)) << Chime("c7", 1)
    frame = FrameShown((("c7", 1),), utc(1.01), at(1.02))
    play >> frame << Acknowledge("c7", 1, utc(1.01)) << Keep("acknowledged")
    play >> frame
    play.silent()


def test_a_call_that_comes_before_its_board_waits_for_it(play: Playbook) -> None:
    play >> CallReceived(call("c7", 2), at(1))
    play.silent()
    play >> BoardReceived(board(2, entry("c7")), at(2)) << Keep("board") << Chime("c7", 1)
    play.silent()


def test_a_call_rings_once_however_often_it_comes(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(1)) << Chime("c7", 1)
    play >> CallReceived(call("c7", 2), at(2)) << Dropped("c7", 1, "repeated")
    play.silent()


def test_a_recall_rings_again_and_counts_as_new(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(1)) << Chime("c7", 1)
    play >> FrameShown((("c7", 1),), utc(1), at(1)) << Acknowledge("c7", 1, utc(1))
    play << Keep("acknowledged")
    play >> BoardReceived(board(3, entry("c7", attempt=2)), at(20)) << Keep("board")
    play >> CallReceived(call("c7", 3, attempt=2, called=20), at(20)) << Chime("c7", 2)
    play >> FrameShown((("c7", 2),), utc(21), at(21)) << Acknowledge("c7", 2, utc(21))
    play << Keep("acknowledged")
    assert picture(play.state).open[0].attempt == 2


@pytest.mark.parametrize("wall", [-600, 40, 86_400])
def test_a_call_rings_whatever_the_wall_clock_says(play: Playbook, wall: float) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1, wall=wall)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(1, wall=wall)) << Chime("c7", 1)
    play.silent()


def test_a_call_whose_board_never_comes_expires(play: Playbook) -> None:
    play >> CallReceived(call("c7", 2), at(1))
    play >> Tick(at(1 + CALL_EXPIRES_S, wall=600))
    play.silent()
    play >> Tick(at(1.1 + CALL_EXPIRES_S, wall=-600)) << Dropped("c7", 1, "expired")
    play >> BoardReceived(board(2, entry("c7")), at(32)) << Keep("board")
    play.silent()
    assert numbers(play) == ["T007"]


@pytest.mark.parametrize(
    ("arrived", "reason"),
    [
        (call("c7", 1), "not_on_board"),
        (call("c7", 1, zone="A"), "other_zone"),
    ],
)
def test_a_call_that_is_not_on_our_board_never_rings(
    play: Playbook, arrived: object, reason: str
) -> None:
    play >> CallReceived(arrived, at(1)) << Dropped("c7", 1, reason)  # type: ignore[arg-type]
    play.silent()


def test_a_finished_call_leaves_the_open_ones_and_never_rings_late(play: Playbook) -> None:
    play >> BoardReceived(board(3, entry("c8"), entry("c7", is_open=False)), at(1)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(1)) << Dropped("c7", 1, "not_on_board")
    assert numbers(play) == ["T008"]
    assert [entry.number for entry in picture(play.state).recent] == ["T007"]


@pytest.mark.parametrize("rev", [1, 2])
def test_an_older_or_equal_board_changes_nothing(play: Playbook, rev: int) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    play >> BoardReceived(board(rev, entry("c9")), at(2))
    play.silent()
    assert numbers(play) == ["T007"]


def test_the_order_is_the_board_s_not_that_of_arrival(play: Playbook) -> None:
    play >> CallReceived(call("c8", 2), at(1))
    play >> CallReceived(call("c7", 2), at(1))
    both = board(2, entry("c7"), entry("c8"))
    play >> BoardReceived(both, at(1)) << Keep("board") << Chime("c8", 1) << Chime("c7", 1)
    assert numbers(play) == ["T007", "T008"]


def test_the_newest_glows_for_a_while(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    assert not picture(play.state).open[0].glowing
    play >> CallReceived(call("c7", 2), at(1)) << Chime("c7", 1)
    assert picture(play.state).open[0].glowing
    play >> Tick(at(GLOW_S, wall=-600))
    assert picture(play.state).open[0].glowing
    play >> Tick(at(1 + GLOW_S, wall=-600))
    assert not picture(play.state).open[0].glowing


def test_silence_of_more_than_five_seconds_shows_the_board_s_age(play: Playbook) -> None:
    play >> HubReachable(False, at(10)) << Keep("as_of")
    play >> Tick(at(15))
    assert not picture(play.state).stale
    play >> Tick(at(15.1))
    now = picture(play.state)
    assert now.stale
    assert now.as_of == utc(10)
    play >> HubReachable(True, at(60)) << Keep("as_of")
    assert not picture(play.state).stale


def test_a_wall_clock_that_is_set_makes_no_board_stale_and_none_fresh(play: Playbook) -> None:
    play >> HubReachable(False, at(10)) << Keep("as_of")
    play >> Tick(at(11, wall=600))
    assert not picture(play.state).stale
    play >> Tick(at(15.1, wall=-600))
    assert picture(play.state).stale


def test_while_cut_off_nothing_rings_and_later_only_what_is_young(play: Playbook) -> None:
    play >> HubReachable(False, at(10)) << Keep("as_of")
    play >> Tick(at(16))
    play >> BoardReceived(board(2, entry("c8"), entry("c7")), at(17)) << Keep("board")
    play >> CallReceived(call("c7", 2), at(17))
    play >> CallReceived(call("c8", 2), at(40))
    play.silent()
    back = HubReachable(True, at(48))
    play >> back << Keep("as_of") << Dropped("c7", 1, "expired") << Chime("c8", 1)
    play.silent()


def test_without_configuration_the_display_is_calm_and_waits() -> None:
    play = Playbook()
    play >> BoardReceived(board(4, entry("c7")), at(1))
    play >> CallReceived(call("c7", 4), at(1))
    play.silent()
    assert picture(play.state).zone is None
    assert picture(play.state).open == ()
    play >> ConfigReceived(config(), at(2)) << Keep("config") << Listen(("B",)) << Chime("c7", 1)
    assert numbers(play) == ["T007"]


def test_a_display_that_changes_its_zone_leaves_the_old_one(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("board")
    play >> ConfigReceived(config("A", rev=2), at(2)) << Keep("config") << Listen(("A",))
    assert numbers(play) == []
    play >> BoardReceived(board(3, entry("c8")), at(3))
    play >> CallReceived(call("c8", 3), at(3)) << Dropped("c8", 1, "other_zone")
    play >> BoardReceived(board(1, entry("c9"), zone="A"), at(4)) << Keep("board")
    assert numbers(play) == ["T009"]


@pytest.mark.parametrize("again", [config(), config("A", rev=0)])
def test_the_same_or_an_older_configuration_changes_nothing(play: Playbook, again: object) -> None:
    play >> ConfigReceived(again, at(5))  # type: ignore[arg-type]
    play.silent()
    assert play.state.config == config()


def test_the_table_answers_every_event_in_every_phase() -> None:
    events = {row.event for row in TRANSITIONS}
    assert events == {ConfigReceived, BoardReceived, CallReceived, HubReachable, FrameShown, Tick}
    for phase in PHASES:
        last = {row.event: row for row in TRANSITIONS if row.phase == phase}
        assert set(last) == events
        assert all(row.when is Row.when for row in last.values())


def test_memory_of_calls_is_bounded(play: Playbook) -> None:
    state: BoardState = play.state
    for number in range(1, 500):
        rev = number + 1
        called = call(f"c{number}", rev)
        events = (
            BoardReceived(board(rev, entry(f"c{number}")), at(1)),
            CallReceived(called, at(1)),
            FrameShown(((f"c{number}", 1),), utc(1), at(1)),
        )
        for event in events:
            play = Playbook(state)
            state = (play >> event).state
    assert max(len(state.rung), len(state.glowing), len(state.acknowledged)) <= 200
