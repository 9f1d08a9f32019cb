"""Each kiosk gives out numbers of its own: no letter, no clock and no race makes two the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue import service
from hub.queue.rules import LEASE_LETTERS, Range, free_range
from tests.hub.conftest import Office
from tests.hub.races import together
from wire.ids import DeviceId


def lease(office: Office, kiosk: str, database: int = 0) -> Range | None:
    with office.opened[database].change(office.site) as change:
        return service.lease(change, DeviceId(kiosk))


@given(zones=st.sets(st.sampled_from("ABCDLKR")), kiosks=st.integers(1, 60))
def test_no_two_ranges_share_a_number(zones: set[str], kiosks: int) -> None:
    held: list[Range] = []
    for _ in range(kiosks):
        one = free_range(held, zones)
        if one is None:
            assert len(held) == 3 * len(set(LEASE_LETTERS) - zones)
            break
        held.append(one)
    numbers = [(one.series, n) for one in held for n in range(one.first, one.last + 1)]
    assert len(set(numbers)) == len(numbers) == 333 * len(held)
    assert not {one.series for one in held} & (zones | set("TWIOQ"))
    assert all(1 <= n <= 999 for _, n in numbers)


def test_a_range_holds_its_numbers() -> None:
    one = Range("L", 334, 666)
    assert [one.holds(number) for number in ("L333", "L334", "L666", "L667", "K334")] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_a_kiosk_keeps_its_range_for_good(office: Office) -> None:
    first, second = lease(office, "kiosk-01"), lease(office, "kiosk-02")
    assert (first, second) == (Range("L", 1, 333), Range("L", 334, 666))
    office.watch.wait(days=400)
    office.another_process()
    assert lease(office, "kiosk-01", database=1) == first
    assert lease(office, "kiosk-03") == Range("L", 667, 999)
    assert lease(office, "kiosk-04") == Range("K", 1, 333)


def test_kiosks_that_are_served_at_once_get_different_ranges(office: Office) -> None:
    office.another_process()
    tasks = [lambda n=n: lease(office, f"kiosk-{n:02}", n % 2) for n in range(8)]
    found = together(tasks)
    assert len(set(map(str, found))) == 8
    assert all(isinstance(one, Range) for one in found)


@pytest.mark.warns("leases_used_up")
def test_when_all_numbers_are_held_a_kiosk_gets_none(office: Office) -> None:
    kiosks = 3 * (len(LEASE_LETTERS) - 1)  # the sample house has the zones A and B
    found = [lease(office, f"kiosk-{n:02}") for n in range(kiosks + 1)]
    assert found[-1] is None
    assert len({str(one) for one in found}) == kiosks + 1
