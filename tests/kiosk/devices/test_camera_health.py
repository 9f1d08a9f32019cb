"""When a camera is called dark, frozen or unplugged: the conversation, second by second."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.devices.camera_health import CameraHealth, CameraTrouble, Seen, step

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
