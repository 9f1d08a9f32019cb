"""Who gets into the service menu: slow for who guesses, quick for who may."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.journal import Journal
from kiosk.keyhole import FREE_TRIES, MOST_WAIT, Keyhole, hash_pin, wait_after
from kiosk.settings import PIN_HASH
from kiosk.ui.sample import NOW
from tests.kiosk.house import full_disk
from tests.kiosk.letters import ALONE_CONFIG, KEY
from wire.ids import DeviceId
from wire.qr import ServiceCode, device_mark, sign_service

HERE = DeviceId("kiosk-01")
SITE = "musterstadt"
PIN = hash_pin("135790", b"s" * 16)


class House:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = NOW
        self.journal = Journal(path)
        self.restart()

    def restart(self, pin: str = PIN) -> None:
        self.journal.close()
        self.journal = Journal(self.path)
        self.keyhole = Keyhole(device_mark(SITE, HERE), pin, self.journal, lambda: self.now)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "kiosk.sqlite3")
    yield made
    made.journal.close()


def test_the_right_pin_opens_and_leaves_no_trace_of_itself() -> None:
    assert re.fullmatch(PIN_HASH, PIN)
    assert "135790" not in PIN
    assert hash_pin("135790") != PIN


def test_wrong_pins_are_slowed_down_and_a_right_one_within_the_wait_is_not_looked_at(
    house: House,
) -> None:
    for _ in range(FREE_TRIES + 1):
        assert not house.keyhole.check("000000").right
    held = house.keyhole.check("135790")
    assert not held.right
    assert held.wait > timedelta(0)
    house.now += held.wait
    assert house.keyhole.check("135790").right
    assert house.keyhole.check("000000").wait == timedelta(0)


def test_the_wait_grows_to_a_quarter_of_an_hour_and_survives_restarts(house: House) -> None:
    waits = [wait_after(n) for n in range(40)]
    assert waits == sorted(waits)
    assert waits[-1] == MOST_WAIT
    for _ in range(8):
        house.now += MOST_WAIT
        house.keyhole.check("1")
    house.restart()
    assert not house.keyhole.check("135790").right
    house.now += MOST_WAIT
    assert house.keyhole.check("135790").right


def test_pressing_ok_without_digits_is_no_try(house: House) -> None:
    for _ in range(50):
        assert house.keyhole.check("").wait == timedelta(0)
    assert house.keyhole.check("135790").right


@pytest.mark.warns("wrong_pins_not_noted", "service_code_not_noted")
def test_a_full_disk_neither_locks_the_technician_out_nor_lets_anybody_guess_faster(
    house: House,
) -> None:
    with full_disk():
        held = [house.keyhole.check("000000") for _ in range(FREE_TRIES + 1)][-1]
        assert held.wait > timedelta(0)
        house.now += held.wait
        assert house.keyhole.check("135790").right
        assert house.keyhole.opens(code(), ALONE_CONFIG, NOW)
        assert not house.keyhole.opens(code(), ALONE_CONFIG, NOW)


def test_without_a_pin_none_is_right(house: House) -> None:
    house.restart(pin="")
    assert not house.keyhole.check("").right
    assert not house.keyhole.check("135790").right


def code(
    device: str = HERE, until: datetime = NOW + timedelta(minutes=15), site: str = SITE
) -> str:
    return sign_service(ServiceCode(1, device_mark(site, device), until), KEY)


def test_a_service_code_opens_its_own_kiosk_once(house: House) -> None:
    assert house.keyhole.opens(code(), ALONE_CONFIG, NOW)
    assert not house.keyhole.opens(code(), ALONE_CONFIG, NOW)


@pytest.mark.warns("service_code_refused")
def test_other_expired_and_forged_service_codes_open_nothing(house: House) -> None:
    later = NOW + timedelta(minutes=16)
    assert not house.keyhole.opens(code("kiosk-02"), ALONE_CONFIG, NOW)
    assert not house.keyhole.opens(code(site="neustadt"), ALONE_CONFIG, NOW)
    assert not house.keyhole.opens(code(), ALONE_CONFIG, later)
    text = code()
    for at in range(4, len(text), 7):
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert not house.keyhole.opens(changed, ALONE_CONFIG, NOW)
    assert not house.keyhole.opens("EZS1", ALONE_CONFIG, NOW)
    assert not house.keyhole.opens(code(), None, NOW)


def test_a_kiosk_without_a_clock_takes_a_genuine_code_once(house: House) -> None:
    old = code(until=NOW - timedelta(days=3))
    assert house.keyhole.opens(old, ALONE_CONFIG, None)
    assert not house.keyhole.opens(old, ALONE_CONFIG, None)
