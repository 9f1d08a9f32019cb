"""A covered lens and a camera that says nothing, told by two numbers."""

import numpy as np

from kiosk.care.sight import Sight
from kiosk.checks.camera_covered import FLAT
from kiosk.devices.simulated.photo import Conditions, expose, hall, photo
from tests.kiosk.care.kit import START, Still
from tests.kiosk.flow.playbook import LETTER


def _spread(image: "np.typing.NDArray[np.uint8]") -> float:
    sight = Sight(lambda: START)
    sight.see(image)
    assert sight.spread is not None
    return sight.spread


def test_a_finger_on_the_lens_has_no_shape_and_everything_else_has() -> None:
    chance = np.random.default_rng(3)
    finger = np.full((720, 1280, 3), (70, 80, 170), np.uint8)
    assert _spread(expose(finger, Conditions(noise=6.0), chance)) < FLAT
    assert _spread(expose(hall(), Conditions(noise=3.0), chance)) > 2 * FLAT
    for seed in range(12):
        assert _spread(photo(LETTER, seed, 1.0)) > FLAT


def test_the_age_of_the_newest_picture_counts_from_the_opening() -> None:
    still = Still()
    sight = Sight(lambda: still.now)
    ages = [sight.age_s]
    sight.opened()
    still.wait(7)
    ages.append(sight.age_s)
    assert ages == [None, 7]
    sight.see(np.zeros((72, 128, 3), np.uint8))
    assert sight.age_s == 0
