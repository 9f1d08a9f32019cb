"""What is told of the codes in view, look by look."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.devices.ports import Look
from kiosk.devices.sightings import Sightings, step
from kiosk.devices.simulated.hard_frames import hard_code

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
A, B, FOREIGN = hard_code(1), hard_code(2), "https://example.org"
Talk = list[tuple[float, Look, set[str]]]
NOTHING = Look()

CASES: dict[str, Talk] = {
    "ours is told at once, and a moment longer than it is read": [
        (0, Look((A,)), {A}), (0.1, Look((A,)), {A}), (0.2, NOTHING, {A}), (0.5, NOTHING, set()),
    ],
    "two letters by turns are two letters": [
        (0, Look((A,), unread=True), set()), (0.1, Look((B,), unread=True), set()),
        (0.2, Look((A, B)), {A, B}), (0.3, Look((A,)), {A, B}), (0.7, Look((A,)), {A}),
    ],
    "a second letter that cannot be read is not waited for for long": [
        (0, Look((A,), unread=True), set()), (0.2, Look((A,), unread=True), set()),
        (0.4, Look((A,), unread=True), {A}), (0.5, Look((A,), unread=True), {A}),
    ],
    "a foreign code is told once ours had its time": [
        (0, Look((FOREIGN,)), set()), (0.2, Look((FOREIGN,)), set()),
        (0.45, Look((FOREIGN,)), {FOREIGN}),
    ],
    "ours beside a foreign one is told when it is read": [
        (0, Look((FOREIGN,)), set()), (0.1, Look((FOREIGN, A)), {FOREIGN, A}),
    ],
    "one letter after another is never two": [
        (0, Look((A,)), {A}), (0.2, NOTHING, {A}), (0.4, Look((B,)), {B}), (0.5, Look((B,)), {B}),
    ],
    "slow looks tell a foreign code too": [
        (0, Look((FOREIGN,)), set()), (0.9, Look((FOREIGN,)), {FOREIGN}),
    ],
    "what was seen in passing a while ago is forgotten": [
        (0, Look((FOREIGN,)), set()), (0.5, NOTHING, set()), (5, Look((FOREIGN,)), set()),
    ],
}  # fmt: skip


@pytest.mark.parametrize("talk", CASES.values(), ids=CASES.keys())
def test_telling(talk: Talk) -> None:
    sightings = Sightings()
    for seconds, look, told in talk:
        sightings, texts = step(sightings, look, START + timedelta(seconds=seconds))
        assert set(texts) == told, f"at {seconds} s"
