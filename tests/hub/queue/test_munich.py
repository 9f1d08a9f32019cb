"""Our restatement of Munich's published formula gives the values that are published with it."""

import pytest

from tests.bench.munich import NEWCOMER, Waiting, estimates


@pytest.mark.parametrize(("mean", "desks", "told"), [(10, 1, (8, 20)), (10, 2, (0, 10))])
def test_a_newcomer_behind_one_person(mean: float, desks: int, told: tuple[int, int]) -> None:
    assert estimates([Waiting("W1", -300, 1)], mean, desks)[NEWCOMER] == told


def test_appointments_now_and_in_twenty_minutes() -> None:
    booked = [Waiting("T1", 0, 1, appointment=True), Waiting("T2", 1200, 2, appointment=True)]
    told = estimates(booked, 10, 2)
    assert [told[one][1] for one in ("T1", NEWCOMER, "T2")] == [5, 10, 23]


@pytest.mark.parametrize(("appointments", "minutes"), [(3, 40), (6, 70), (12, 130)])
def test_a_walk_in_is_last_behind_all_appointments_however_long_they_have_waited(
    appointments: int, minutes: int
) -> None:
    """One every ten minutes, at one desk that takes ten: the weakness that we do not share."""
    booked = [Waiting(f"T{nth}", 600 * nth, nth, appointment=True) for nth in range(appointments)]
    walk_in = Waiting("W1", -3600, 99)
    assert estimates([*booked, walk_in], 10, 1)["W1"][1] == minutes


def test_with_no_desk_the_mean_is_not_divided() -> None:
    assert estimates([], 12, 0)[NEWCOMER] == (0, 12)
