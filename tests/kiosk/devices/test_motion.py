"""When the watcher looks: the conversation, frame by frame."""

from datetime import UTC, datetime, timedelta

import numpy as np

from kiosk.devices.motion import AWAKE, GLANCE, Attention, Thin, step, thinned
from kiosk.devices.simulated.photo import SIZE, Conditions, expose, hall

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FRAME = timedelta(seconds=1 / 30)


class Eyes:
    """Shown one thinned picture after another; counts the looks."""

    def __init__(self) -> None:
        self.attention = Attention()
        self.at = START

    def show(self, picture: Thin, seconds: float) -> int:
        """How often it looked while the picture stood there."""
        looks, until = 0, self.at + timedelta(seconds=seconds)
        while self.at < until:
            self.at += FRAME
            self.attention, look = step(self.attention, picture, self.at)
            looks += look
        return looks

    @property
    def awake(self) -> bool:
        return self.attention.awake(self.at)


def plain(value: int = 120) -> Thin:
    return np.full((90, 160), value, np.uint8)


def with_letter() -> Thin:
    picture = plain()
    picture[40:60, 70:90] = 230
    return picture


def test_an_empty_hall_is_looked_at_now_and_then() -> None:
    eyes = Eyes()
    eyes.show(plain(), AWAKE.total_seconds() + 0.1)
    assert not eyes.awake
    assert eyes.show(plain(), 10) <= 10 / GLANCE.total_seconds() + 1


def test_a_letter_wakes_it_at_once_and_is_looked_at_while_it_lies_still() -> None:
    eyes = Eyes()
    eyes.show(plain(), 5)
    assert eyes.show(with_letter(), FRAME.total_seconds()) == 1
    assert eyes.show(with_letter(), AWAKE.total_seconds() - 0.1) >= 55
    eyes.show(with_letter(), 1)
    assert not eyes.awake
    assert eyes.show(with_letter(), 5) >= 9, "and never given up"


def test_a_letter_that_leaves_wakes_it_too() -> None:
    eyes = Eyes()
    eyes.show(with_letter(), 5)
    eyes.show(plain(), 0.05)
    assert eyes.awake


def test_a_slow_change_adds_up() -> None:
    eyes = Eyes()
    eyes.show(plain(100), 5)
    woken = False
    for value in range(101, 120):
        eyes.show(plain(value), 0.2)
        woken |= eyes.awake
    assert woken


def test_noise_is_no_motion() -> None:
    chance = np.random.default_rng(1)
    for noise in (3.0, 8.0, 20.0):
        attention, at = Attention(), START
        for _ in range(120):
            at += FRAME
            picture = thinned(expose(hall(), Conditions(noise=noise), chance))
            attention, _ = step(attention, picture, at)
        assert not attention.awake(at), f"noise {noise}"


def test_what_is_kept_of_a_picture_is_thin() -> None:
    image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    assert thinned(image).nbytes * 190 < image.nbytes
