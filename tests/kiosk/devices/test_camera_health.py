"""When a camera is called dark, frozen or unplugged: the conversation, second by second."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from kiosk.devices.camera_health import CameraHealth, CameraTrouble, Seen, seen_in, step
from kiosk.devices.motion import Thin, thinned
from kiosk.devices.ports import Image
from kiosk.devices.simulated.hard_frames import HardClass, hard_frame
from kiosk.devices.simulated.photo import Conditions, expose, hall

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
Talk = list[tuple[float, Seen, CameraTrouble | None]]

CASES: dict[str, Talk] = {
    "a hiccup is not believed": [
        (0, "fine", None), (1, "nothing", None), (2.5, "nothing", None), (2.6, "fine", None),
        (4, "nothing", None), (5.9, "nothing", None),
    ],
    "unplugged and back": [
        (0, "nothing", None), (2, "nothing", "camera_unplugged"),
        (9, "nothing", "camera_unplugged"), (9.2, "fine", None),
    ],
    "a hand over the lens": [
        (0, "fine", None), (1, "dark", None), (4, "dark", None), (5, "fine", None),
    ],
    "dark for long": [(0, "dark", None), (5, "dark", "camera_dark"), (6, "fine", None)],
    "frozen": [
        (0, "fine", None), (1, "same", None), (6, "same", "camera_frozen"), (6.1, "fine", None),
    ],
    "a hand before the lens": [(0, "fine", None), (1, "plain", None), (5.9, "plain", None),
        (6, "fine", None)],
    "covered": [(0, "plain", None), (5, "plain", "camera_covered"), (6, "fine", None)],
    "a look that takes long": [(0, "hung", None), (4.9, "hung", None), (5, "fine", None)],
    "stalled, then moving again": [
        (0, "hung", None), (5, "hung", "camera_stalled"), (6, "fine", None),
    ],
    "dark, then unplugged": [
        (0, "dark", None), (5, "dark", "camera_dark"), (6, "nothing", "camera_dark"),
        (8, "nothing", "camera_unplugged"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("talk", CASES.values(), ids=CASES.keys())
def test_judgement(talk: Talk) -> None:
    health = CameraHealth()
    for seconds, seen, believed in talk:
        health = step(health, seen, START + timedelta(seconds=seconds))
        assert health.trouble == believed, f"{seen} at {seconds} s"


def _exposed(scene: Image, light: float = 1.0) -> Thin:
    return thinned(expose(scene, Conditions(noise=3.0, light=light), np.random.default_rng(1)))


def test_what_a_picture_says() -> None:
    empty = _exposed(hall())
    assert seen_in(empty, None) == "fine"
    assert seen_in(empty, empty.copy()) == "same"
    assert seen_in(_exposed(hall(), light=0.02), empty) == "dark"
    for shade in (40, 128, 250):
        assert seen_in(_exposed(np.full_like(hall(), shade)), empty) == "plain"
    assert seen_in(_exposed(hall(), light=0.25), empty) == "fine", "dusk is not darkness"


@pytest.mark.parametrize("kind", ["dim", "small", "combined", "glare"])
def test_a_hard_letter_is_no_trouble(kind: HardClass) -> None:
    assert seen_in(thinned(hard_frame(kind, 1, 0)), None) == "fine"
