"""Headphones: a card that comes and goes, a switch of an input device, and who is told."""

import queue
from pathlib import Path

import pytest

from kiosk.devices.headphones import EVIOCGSW, HeadphoneWatch, by_card, by_jack, headphones
from kiosk.devices.simulated.headphones import SimulatedHeadphones
from tests.patience import PATIENCE_S


def test_a_headset_is_in_while_its_sound_card_is_there(tmp_path: Path) -> None:
    plugged = by_card("Headset", tmp_path)
    assert not plugged()
    (tmp_path / "Headset").mkdir()
    assert plugged()


@pytest.mark.parametrize(("switches", "plugged"), [(0b100, True), (0b011, False), (0b110, True)])
def test_a_jack_is_a_switch_of_an_input_device(
    switches: int, plugged: bool, tmp_path: Path
) -> None:
    """As the kernel answers EVIOCGSW: one bit for each switch."""
    device = tmp_path / "event3"
    device.touch()

    def kernel(_door: int, request: int, room: bytes) -> bytes:
        assert request == EVIOCGSW
        return switches.to_bytes(len(room), "little")

    assert by_jack(device, kernel)() is plugged


def test_a_jack_that_is_missing_or_no_input_device_has_nothing_in_it(tmp_path: Path) -> None:
    assert not by_jack(tmp_path / "event9")()
    (tmp_path / "file").touch()
    assert not by_jack(tmp_path / "file")()


def test_the_setting_says_where_to_look() -> None:
    assert not headphones("none")()
    assert not headphones("card:NoSuchCard")()
    assert not headphones("jack:/dev/null")()


def test_coming_and_going_are_each_told_once() -> None:
    plug: SimulatedHeadphones = SimulatedHeadphones()
    told: queue.Queue[bool] = queue.Queue()
    watch = HeadphoneWatch(plug, told.put)
    watch.start()
    plug.plug(True)
    assert told.get(timeout=PATIENCE_S) is True
    assert watch.plugged
    plug.plug(False)
    assert told.get(timeout=PATIENCE_S) is False
    watch.stop()
    assert told.empty()
