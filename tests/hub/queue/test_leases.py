"""Each kiosk gives out numbers of its own: no letter, no clock and no race makes two the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hub.queue import service
from hub.queue.rules import LEASE_LETTERS, Range, free_range, next_after
from tests.hub.bridge.alone import Kiosk, hear, wish
from tests.hub.bridge.speech import receiver
from tests.hub.conftest import Office
from tests.hub.races import together
from wire.ids import DeviceId
from wire.messages import Lease


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


@given(start=st.integers(0, 332), drawn=st.integers(1, 160), lost=st.sets(st.integers(0, 159)))
def test_a_kiosk_that_lost_its_count_goes_on_behind_all_that_is_known_of_the_day(
    start: int, drawn: int, lost: set[int]
) -> None:
    held = Range("L", 334, 666)
    numbers = [334 + (start + n) % 333 for n in range(drawn)]
    known = [number for n, number in enumerate(numbers) if n == drawn - 1 or n not in lost]
    assert next_after(known, held) == 334 + (start + drawn) % 333


def test_a_kiosk_that_began_anew_goes_on_behind_both_parts() -> None:
    held = Range("L", 1, 333)
    assert next_after([], held) is None
    assert next_after([333], held) == 1
    assert next_after([40, 41, 1, 2, 2], held) == 42


def test_only_its_own_range_and_the_last_day_say_where_a_kiosk_goes_on(office: Office) -> None:
    to, one, two = receiver(office), Kiosk(office), Kiosk(office, "kiosk-07", given=100)
    for _ in range(3):
        hear(office, to, two.alone(wish()))
    assert (_next(office, one), _next(office, two)) == (None, 437)
    hear(office, to, one.alone(wish()))
    assert _next(office, one) == 2
    office.watch.wait(days=1)
    one.given = 300
    hear(office, to, one.alone(wish()))
    assert (_next(office, one), _next(office, two)) == (302, 437)


@pytest.mark.parametrize("outside", [0, 333, 667, 1000])
def test_a_lease_goes_on_within_its_numbers(outside: int) -> None:
    with pytest.raises(ValidationError):
        Lease(series="L", first=334, last=666, next=outside)


def _next(office: Office, kiosk: Kiosk) -> int | None:
    with office.database.read() as session:
        return service.next_leased(session, office.site, DeviceId(kiosk.name), kiosk.lease)


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
    kiosks = 3 * (len(LEASE_LETTERS) - 2)  # A and C are waiting zones, and B is never leased
    found = [lease(office, f"kiosk-{n:02}") for n in range(kiosks + 1)]
    assert found[-1] is None
    assert len({str(one) for one in found}) == kiosks + 1
