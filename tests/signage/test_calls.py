"""The board's machine, told as conversations: what rings, what is acknowledged, what is dropped."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from signage.board.calls import PHASES, TRANSITIONS, Row
from signage.board.events import (
    Acknowledge,
    BoardReceived,
    CallHeard,
    CallReceived,
    ConfigReceived,
    DoorReceived,
    Dropped,
    EmergencyReceived,
    FrameShown,
    HubReachable,
    Hush,
    Keep,
    LinkLost,
    Listen,
    Ring,
    TellHeard,
    Tick,
)
from signage.board.local import zone
from signage.board.picture import picture
from signage.board.state import CALL_EXPIRES_S, DWELL_S, FRESH_EVERY_S, GLOW_S, BoardState
from signage.ui.texts import doubted
from tests.signage.samples import Playbook, at, board, call, config, entry, utc, way_config


@pytest.fixture
def play() -> Iterator[Playbook]:
    """A display of zone B that hears the hub and shows an empty board."""
    book = Playbook()
    book >> ConfigReceived(config(), at(0)) << Keep("config") << Listen(("B",))
    book >> HubReachable(True, at(0)) << Keep("fresh")
    book >> BoardReceived(board(1), at(0)) << Keep("boards")
    yield book
    book.silent()


def numbers(play: Playbook) -> list[str]:
    return [entry.number for entry in picture(play.state).open]


def test_a_call_rings_and_its_frame_is_acknowledged(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    frame = FrameShown((("c7", 1),), utc(1.01), at(1.02))
    play >> frame << Acknowledge("c7", 1, utc(1.01)) << Keep("acknowledged")
    play >> frame
    play.silent()


def test_a_call_that_comes_before_its_board_waits_for_it(play: Playbook) -> None:
    play >> CallReceived(call("c7", 2), at(1))
    play.silent()
    play >> BoardReceived(board(2, entry("c7")), at(2)) << Keep("boards") << Ring(call("c7", 2))
    play.silent()


def test_a_call_rings_once_however_often_it_comes(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    play >> CallReceived(call("c7", 2), at(2)) << Dropped("c7", 1, "repeated")
    play.silent()


def test_a_recall_rings_again_and_counts_as_new(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    play >> FrameShown((("c7", 1),), utc(1), at(1)) << Acknowledge("c7", 1, utc(1))
    play << Keep("acknowledged")
    second = board(3, entry("c7", attempt=2))
    play >> BoardReceived(second, at(20)) << Keep("boards") << Hush(("c7", 1))
    again = call("c7", 3, attempt=2, called=20)
    play >> CallReceived(again, at(20)) << Ring(again)
    play >> FrameShown((("c7", 2),), utc(21), at(21)) << Acknowledge("c7", 2, utc(21))
    play << Keep("acknowledged")
    assert picture(play.state).open[0].attempt == 2


@pytest.mark.parametrize("wall", [-600, 40, 86_400])
def test_a_call_rings_whatever_the_wall_clock_says(play: Playbook, wall: float) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1, wall=wall)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1, wall=wall)) << Ring(call("c7", 2))
    play.silent()


def test_a_call_whose_board_never_comes_expires(play: Playbook) -> None:
    play >> CallReceived(call("c7", 2), at(1))
    play >> Tick(at(1 + CALL_EXPIRES_S, wall=600))
    play.silent()
    play >> Tick(at(1.1 + CALL_EXPIRES_S, wall=-600)) << Dropped("c7", 1, "expired")
    play >> BoardReceived(board(2, entry("c7")), at(32)) << Keep("boards")
    play.silent()
    assert numbers(play) == ["T007"]


@pytest.mark.parametrize(
    ("arrived", "reason"),
    [
        (call("c7", 1), "not_on_board"),
        (call("c7", 1, zone="A"), "not_ours"),
    ],
)
def test_a_call_that_is_not_on_our_board_never_rings(
    play: Playbook, arrived: object, reason: str
) -> None:
    play >> CallReceived(arrived, at(1)) << Dropped("c7", 1, reason)  # type: ignore[arg-type]
    play.silent()


def test_a_finished_call_leaves_the_open_ones_and_never_rings_late(play: Playbook) -> None:
    (
        play
        >> BoardReceived(board(3, entry("c8"), entry("c7", is_open=False)), at(1))
        << Keep("boards")
    )
    play >> CallReceived(call("c7", 2), at(1)) << Dropped("c7", 1, "not_on_board")
    assert numbers(play) == ["T008"]
    assert [entry.number for entry in picture(play.state).recent] == ["T007"]


@pytest.mark.parametrize("rev", [1, 2])
def test_an_older_or_equal_board_changes_nothing(play: Playbook, rev: int) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> BoardReceived(board(rev, entry("c9")), at(2))
    play.silent()
    assert numbers(play) == ["T007"]


def test_the_order_is_the_board_s_not_that_of_arrival(play: Playbook) -> None:
    play >> CallReceived(call("c8", 2), at(1))
    play >> CallReceived(call("c7", 2), at(1))
    both = board(2, entry("c7"), entry("c8"))
    play >> BoardReceived(both, at(1)) << Keep("boards") << Ring(call("c8", 2))
    play << Ring(call("c7", 2))
    assert numbers(play) == ["T007", "T008"]


def test_the_newest_glows_for_a_while(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    assert not picture(play.state).open[0].glowing
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    assert picture(play.state).open[0].glowing
    play >> Tick(at(GLOW_S, wall=-600))
    assert picture(play.state).open[0].glowing
    play >> Tick(at(1 + GLOW_S, wall=-600))
    assert not picture(play.state).open[0].glowing


def test_silence_of_more_than_five_seconds_shows_the_board_s_age(play: Playbook) -> None:
    play >> HubReachable(False, at(10), heard=utc(10)) << Keep("fresh")
    play >> Tick(at(15))
    assert not picture(play.state).stale
    play >> Tick(at(15.1))
    now = picture(play.state)
    assert now.stale
    assert now.as_of == utc(10)
    play >> HubReachable(True, at(60)) << Keep("fresh")
    assert not picture(play.state).stale


def test_the_age_counts_from_the_hub_s_last_word_not_from_when_its_silence_was_noticed(
    play: Playbook,
) -> None:
    play >> Tick(at(10), heard=utc(9)) >> Tick(at(40), heard=utc(9))
    assert picture(play.state).as_of == utc(9)
    play >> HubReachable(False, at(41), heard=utc(9)) << Keep("fresh")
    play >> Tick(at(47), heard=utc(9))
    now = picture(play.state)
    assert now.stale
    assert now.as_of == utc(9)


def test_after_a_lost_link_an_old_board_is_not_fresh_before_its_newest_word_has_come(
    play: Playbook,
) -> None:
    play >> HubReachable(False, at(10), heard=utc(10)) << Keep("fresh")
    play >> LinkLost(at(10)) >> Tick(at(3600))
    play >> HubReachable(True, at(3601), heard=utc(3601)) << Keep("fresh")
    play >> Tick(at(3602), heard=utc(3601)) << Keep("fresh")
    now = picture(play.state)
    assert now.stale
    assert now.as_of == utc(10)
    play >> BoardReceived(board(1), at(3603)) >> Tick(at(3604), heard=utc(3604))
    now = picture(play.state)
    assert not now.stale
    assert now.as_of == utc(3604)


def band(play: Playbook) -> str:
    now = picture(play.state)
    return doubted(now.as_of, now.now, zone(now.timezone), awaited=now.awaited) if now.stale else ""


def test_a_hub_that_is_heard_is_not_said_to_be_cut_off(corridor: Playbook) -> None:
    corridor >> BoardReceived(board(5, zone="A"), at(1)) << Keep("boards")
    corridor >> Tick(at(6))
    assert band(corridor) == "Nicht vollständig"
    corridor >> BoardReceived(board(4), at(7)) << Keep("boards")
    assert band(corridor) == ""
    corridor >> HubReachable(False, at(10), heard=utc(10)) << Keep("fresh")
    corridor >> LinkLost(at(10)) >> Tick(at(16))
    assert band(corridor) == "Stand 9:00 – Verbindung unterbrochen"
    corridor >> HubReachable(True, at(17), heard=utc(17)) << Keep("fresh")
    assert band(corridor) == "Stand 9:00 – vielleicht veraltet"


def test_a_board_of_which_no_hub_has_said_a_word_has_no_age_that_could_be_told(
    play: Playbook,
) -> None:
    play >> Tick(at(2)) >> HubReachable(False, at(3)) << Keep("fresh")
    assert picture(play.state).as_of is None


def test_a_wall_clock_that_is_set_makes_no_board_stale_and_none_fresh(play: Playbook) -> None:
    play >> HubReachable(False, at(10)) << Keep("fresh")
    play >> Tick(at(11, wall=600))
    assert not picture(play.state).stale
    play >> Tick(at(15.1, wall=-600))
    assert picture(play.state).stale


def test_while_cut_off_nothing_rings_and_later_only_what_is_young(play: Playbook) -> None:
    play >> HubReachable(False, at(10)) << Keep("fresh")
    play >> Tick(at(16))
    play >> BoardReceived(board(2, entry("c8"), entry("c7")), at(17)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(17))
    play >> CallReceived(call("c8", 2), at(40))
    play.silent()
    back = HubReachable(True, at(48))
    play >> back << Keep("fresh") << Dropped("c7", 1, "expired") << Ring(call("c8", 2))
    play.silent()


def test_without_configuration_the_display_is_calm_and_waits() -> None:
    play = Playbook()
    play >> BoardReceived(board(4, entry("c7")), at(1))
    play >> CallReceived(call("c7", 4), at(1))
    play.silent()
    assert picture(play.state).zone is None
    assert picture(play.state).open == ()
    play >> ConfigReceived(config(), at(2)) << Keep("config") << Listen(("B",))
    play << Ring(call("c7", 4))
    assert numbers(play) == ["T007"]


def test_a_display_that_changes_its_zone_leaves_the_old_one(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> ConfigReceived(config("A", rev=2), at(2)) << Keep("config") << Listen(("A",))
    assert numbers(play) == []
    play >> BoardReceived(board(3, entry("c8")), at(3))
    play >> CallReceived(call("c8", 3), at(3)) << Dropped("c8", 1, "not_ours")
    play >> BoardReceived(board(1, entry("c9"), zone="A"), at(4)) << Keep("boards")
    assert numbers(play) == ["T009"]


@pytest.mark.parametrize("again", [config(), config("A", rev=0)])
def test_the_same_or_an_older_configuration_changes_nothing(play: Playbook, again: object) -> None:
    play >> ConfigReceived(again, at(5))  # type: ignore[arg-type]
    play.silent()
    assert play.state.config == config()


def test_the_table_answers_every_event_in_every_phase() -> None:
    events = {row.event for row in TRANSITIONS}
    assert events == {
        ConfigReceived, BoardReceived, CallReceived, DoorReceived, EmergencyReceived, HubReachable,
        LinkLost, FrameShown, CallHeard, Tick,
    }  # fmt: skip
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


# ------------------------------------------------------------------ served, taken back, run out


def test_a_call_that_is_followed_at_once_stands_for_twenty_seconds(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> BoardReceived(board(3, entry("c7", is_open=False)), at(3)) << Keep("boards")
    assert numbers(play) == ["T007"]
    play >> Tick(at(0.9 + DWELL_S))
    assert numbers(play) == ["T007"]
    assert picture(play.state).open[0].served
    play >> Tick(at(1 + DWELL_S))
    assert numbers(play) == []
    assert [one.number for one in picture(play.state).recent] == ["T007"]


def test_a_call_that_is_taken_back_vanishes_and_is_not_spoken(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    play >> BoardReceived(board(3), at(2)) << Keep("boards") << Hush(("c7", 1))
    now = picture(play.state)
    assert (now.open, now.recent) == ((), ())


def test_a_call_past_its_end_by_the_site_s_clock_is_one_of_the_last(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7", ends=60)), at(1, site=True)) << Keep("boards")
    play >> CallReceived(call("c7", 2, ends=60), at(1, site=True))
    play << Ring(call("c7", 2, ends=60))
    play >> Tick(at(2, wall=59, site=True))
    assert numbers(play) == ["T007"]
    play >> Tick(at(3, wall=60, site=True)) << Hush(("c7", 1))
    assert numbers(play) == []
    assert [one.number for one in picture(play.state).recent] == ["T007"]


def test_while_the_site_s_time_is_unknown_the_age_of_a_call_decides(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7", ends=60)), at(1, wall=9000)) << Keep("boards")
    assert numbers(play) == ["T007"]
    play >> Tick(at(60.9, wall=-9000))
    assert numbers(play) == ["T007"]
    play >> Tick(at(61, wall=-9000))
    assert numbers(play) == []


def test_a_call_that_comes_past_its_end_never_rings(play: Playbook) -> None:
    late = at(5, wall=70, site=True)
    play >> BoardReceived(board(2, entry("c7", ends=60)), late) << Keep("boards")
    play >> CallReceived(call("c7", 2, ends=60), late) << Dropped("c7", 1, "expired")


def test_a_call_of_a_hub_whose_clock_is_slow_rings_though_the_machine_s_is_right(
    play: Playbook,
) -> None:
    """Between the link and the hub's first answer only the machine's clock is known."""
    came = at(5, wall=900, synced=True)
    play >> BoardReceived(board(2, entry("c7", ends=600)), came) << Keep("boards")
    play >> CallReceived(call("c7", 2, ends=600), came) << Ring(call("c7", 2, ends=600))
    assert numbers(play) == ["T007"]


def test_where_no_hub_is_heard_a_machine_that_knows_the_time_ends_a_call(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7", ends=60)), at(1)) << Keep("boards")
    play >> HubReachable(False, at(2)) << Keep("fresh")
    play >> Tick(at(8, wall=61))
    assert numbers(play) == ["T007"]
    play >> Tick(at(9, wall=61, synced=True))
    assert numbers(play) == []


def test_what_was_heard_of_a_call_is_told(play: Playbook) -> None:
    play >> BoardReceived(board(2, entry("c7")), at(1)) << Keep("boards")
    play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))
    heard = CallHeard(("c7", 1), "spoken", ("de", "uk"), utc(9), at(9))
    play >> heard << TellHeard("c7", 1, "spoken", ("de", "uk"), utc(9))
    play >> BoardReceived(board(3), at(10)) << Keep("boards")


# ------------------------------------------------------------------ several zones


@pytest.fixture
def corridor() -> Iterator[Playbook]:
    """A display that sees all calls of A, and those of B to 2.14 and 2.10."""
    book = Playbook()
    book >> ConfigReceived(way_config(), at(0)) << Keep("config") << Listen(("A", "B"))
    book >> HubReachable(True, at(0)) << Keep("fresh")
    yield book
    book.silent()


def test_calls_of_several_zones_stand_newest_first(corridor: Playbook) -> None:
    of_a = board(5, entry("c3", called=30, room="1.01"), entry("c1", called=10), zone="A")
    of_b = board(4, entry("c4", called=40), entry("c2", called=20, room="2.10"))
    corridor >> BoardReceived(of_a, at(41)) << Keep("boards")
    corridor >> BoardReceived(of_b, at(41)) << Keep("boards")
    now = picture(corridor.state)
    assert [(one.number, one.zone) for one in now.open] == [
        ("T004", "B"), ("T003", "A"), ("T002", "B"), ("T001", "A"),
    ]  # fmt: skip
    assert [one.arrow for one in now.open] == ["right", None, "left", "right"]
    assert now.revs == {"A": 5, "B": 4}


def test_a_call_to_a_room_that_lies_elsewhere_neither_shows_nor_rings(corridor: Playbook) -> None:
    corridor >> BoardReceived(board(4, entry("c4", room="3.02")), at(1)) << Keep("boards")
    elsewhere = call("c4", 4, room="3.02")
    corridor >> CallReceived(elsewhere, at(1)) << Dropped("c4", 1, "not_ours")
    assert picture(corridor.state).open == ()


def test_pages_begin_anew_with_a_call_of_ours_and_with_no_other(corridor: Playbook) -> None:
    corridor >> BoardReceived(board(4, entry("c4")), at(1)) << Keep("boards")
    corridor >> BoardReceived(board(5, entry("c5", room="3.02"), entry("c4")), at(14))
    corridor << Keep("boards")
    assert picture(corridor.state).turn == 2
    corridor >> BoardReceived(board(1, entry("c6", room="1.01"), zone="A"), at(15))
    corridor << Keep("boards")
    assert picture(corridor.state).turn == 0


def test_each_zone_waits_for_its_own_board(corridor: Playbook) -> None:
    corridor >> BoardReceived(board(9, entry("c9", called=1), zone="A"), at(1)) << Keep("boards")
    corridor >> CallReceived(call("c7", 2), at(1))
    corridor.silent()
    corridor >> BoardReceived(board(2, entry("c7")), at(2)) << Keep("boards")
    corridor << Ring(call("c7", 2))


def test_what_was_only_remembered_of_one_zone_makes_the_whole_say_its_age() -> None:
    remembered = board(2, entry("c7"))
    book = Playbook()
    book.state = replace(
        book.state,
        config=way_config(),
        boards={"B": remembered, "A": board(1, zone="A")},
        as_of={"A": utc(-90), "B": utc(-60)},
    )
    book >> HubReachable(True, at(1), heard=utc(1)) << Keep("fresh")
    book >> BoardReceived(board(3, zone="A"), at(1)) << Keep("boards")
    book >> Tick(at(4), heard=utc(4))
    assert not picture(book.state).stale
    book >> Tick(at(6), heard=utc(6))
    now = picture(book.state)
    assert now.stale
    assert now.as_of == utc(-60)
    book >> BoardReceived(remembered, at(7))
    book >> Tick(at(8), heard=utc(8))
    now = picture(book.state)
    assert not now.stale
    assert now.as_of == utc(8)


def test_a_zone_whose_board_never_comes_is_missed(corridor: Playbook) -> None:
    corridor >> BoardReceived(board(9, zone="A"), at(1)) << Keep("boards")
    corridor >> Tick(at(4))
    assert not picture(corridor.state).stale
    corridor >> Tick(at(6))
    now = picture(corridor.state)
    assert now.stale
    assert now.as_of is None
    corridor >> BoardReceived(board(2), at(7)) << Keep("boards")
    corridor >> Tick(at(8))
    assert not picture(corridor.state).stale


def test_the_age_of_what_is_known_is_kept_now_and_then(play: Playbook) -> None:
    """So that after a power cut in the night the board does not seem to be of the morning."""
    play >> Tick(at(FRESH_EVERY_S - 1))
    play >> Tick(at(FRESH_EVERY_S)) << Keep("fresh")
    play >> Tick(at(FRESH_EVERY_S + 1))
    play >> HubReachable(False, at(400)) << Keep("fresh")
    play >> Tick(at(3 * FRESH_EVERY_S))
