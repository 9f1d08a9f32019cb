"""The site's time from answers of the hub, whatever the machine's clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.timekeeper import EVERY_S, QUICK, Timekeeper, WallClock
from wire.health import ClockState
from wire.messages import CallShown, TimeAsked, TimeTold

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Clocks:
    """A steady clock, a machine's that is wrong by `wrong_s`, and the site's."""

    def __init__(self, wrong_s: float = 0.0) -> None:
        self.steady = 100.0
        self.wrong_s = wrong_s
        self.stepped_s = 0.0
        self.asked: list[TimeAsked] = []
        self.clk: ClockState = "unsynced"
        self.keeper = Timekeeper(
            self.asked.append, self.machine, lambda: self.steady, lambda: self.clk
        )

    def machine(self) -> datetime:
        return T0 + timedelta(seconds=self.steady + self.wrong_s)

    def site(self) -> datetime:
        return T0 + timedelta(seconds=self.steady + self.stepped_s)

    def answer(self, delay_s: float = 0.02) -> None:
        """The hub hears the last question half way, and its answer comes."""
        question = self.asked[-1]
        self.steady += delay_s / 2
        told = TimeTold(nonce=question.nonce, heard_at=self.site())
        self.steady += delay_s / 2
        self.keeper.told(told, self.steady)


def test_before_the_first_answer_it_is_the_machine_s_time() -> None:
    clocks = Clocks(wrong_s=3600)
    now = clocks.keeper.now()
    assert (now.utc, now.site) == (clocks.machine(), False)
    assert clocks.keeper.at(90.0) == clocks.machine() - timedelta(seconds=10)


@pytest.mark.parametrize("years", [-56, 300])
def test_a_machine_s_time_that_no_message_can_bear_is_not_told(years: int) -> None:
    keeper = Clocks(wrong_s=years * 365.25 * 86400).keeper
    for stamp in (keeper.now().utc, keeper.at(90.0)):
        assert CallShown(call_id="c7", attempt=1, frame_at=stamp).frame_at == stamp


def test_a_machine_whose_clock_is_synchronised_knows_the_hour_but_not_the_hub_s_clock() -> None:
    clocks = Clocks()
    assert not clocks.keeper.now().right
    clocks.clk = "synced"
    now = clocks.keeper.now()
    assert (now.right, now.site) == (True, False)


def test_a_clock_that_was_set_by_hand_is_not_synchronised() -> None:
    clock = WallClock()
    clock.set_by(60)
    assert clock.state() == "unsynced"


def test_a_connection_asks_three_times_at_once_and_then_once_a_minute() -> None:
    clocks = Clocks()
    clocks.keeper.connected()
    for _ in range(QUICK):
        clocks.answer()
    assert len(clocks.asked) == QUICK
    clocks.steady += EVERY_S - 1
    clocks.keeper.tick()
    assert len(clocks.asked) == QUICK
    clocks.steady += 1
    clocks.keeper.tick()
    assert len(clocks.asked) == QUICK + 1


def test_a_lost_answer_is_asked_for_again_soon() -> None:
    clocks = Clocks()
    clocks.keeper.connected()
    clocks.steady += 1.0
    clocks.keeper.tick()
    assert len(clocks.asked) == 1
    clocks.steady += 1.5
    clocks.keeper.tick()
    assert len(clocks.asked) == 2


@given(st.floats(-1e6, 1e6), st.lists(st.floats(0, 1.9), min_size=1, max_size=12))
def test_it_is_right_within_the_error_that_it_tells(wrong_s: float, delays: list[float]) -> None:
    clocks = Clocks(wrong_s)
    for delay in delays:
        clocks.keeper.connected()
        clocks.answer(delay)
        now, error_ms = clocks.keeper.now(), clocks.keeper.error_ms
        assert now.site
        assert error_ms is not None
        assert abs((now.utc - clocks.site()).total_seconds()) * 1000 <= error_ms
    assert clocks.keeper.offset_ms == pytest.approx(-1000 * wrong_s, abs=1000)


def test_when_the_site_s_clock_is_set_it_follows_with_the_next_answer() -> None:
    clocks = Clocks()
    clocks.keeper.connected()
    for _ in range(QUICK):
        clocks.answer(0.001)
    clocks.stepped_s = 3600
    clocks.keeper.connected()
    clocks.answer(0.5)
    assert abs((clocks.keeper.now().utc - clocks.site()).total_seconds()) < 0.5


def test_an_answer_to_another_s_question_tells_nothing() -> None:
    clocks = Clocks()
    clocks.keeper.connected()
    clocks.keeper.told(TimeTold(nonce="another", heard_at=T0), clocks.steady)
    assert not clocks.keeper.now().site


def test_the_machine_s_clock_may_be_set_without_any_effect() -> None:
    clocks = Clocks()
    clocks.keeper.connected()
    clocks.answer()
    before = clocks.keeper.now().utc
    clocks.wrong_s = 86_400
    assert clocks.keeper.now().utc == before
