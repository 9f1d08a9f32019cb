"""Weeks of visitors in minutes: nothing that a kiosk holds grows with those who came."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.kiosk.visitors import Door, Weight


def _weights(app: QGuiApplication, folder: Path, seed: int, *stops: int) -> list[Weight]:
    door, weights = Door(app, folder, seed), []
    try:
        for stop in stops:
            door.visit(stop - door.seen.total())
            weights.append(door.weigh())
        assert len(door.seen) == 13, "all kinds came"
        assert door.printed > 0
    finally:
        door.stop()
    return weights


def _hold_no_more(before: Weight, after: Weight) -> None:
    """Caches fill and the speech log grows to its bound; what leaks grows with each visitor."""
    came = after.visitors - before.visitors
    assert after.threads <= before.threads + 2
    assert after.files <= before.files + 2
    assert (after.objects - before.objects) / came < 4, "objects that are kept for each visitor"


# On a busy machine the screen's thread may come late to its own pulse: that is no leak.
@pytest.mark.warns("beat_late", "camera_trouble")
def test_visitors_leave_nothing_behind(app: QGuiApplication, tmp_path: Path) -> None:
    _hold_no_more(*_weights(app, tmp_path, 7, 50, 100))


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.warns("beat_late", "camera_trouble")
def test_thousands_of_visitors_leave_nothing_behind(app: QGuiApplication, tmp_path: Path) -> None:
    first, last = _weights(app, tmp_path, 11, 500, 5000)
    _hold_no_more(first, last)
    assert last.rss_mb < 1.02 * first.rss_mb
