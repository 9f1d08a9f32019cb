"""Weeks of visitors in minutes: nothing that a kiosk holds grows with those who came."""

import pytest

from tests.kiosk.uptime import weights
from tests.kiosk.visitors import Weight


def _hold_no_more(before: Weight, after: Weight) -> None:
    """Caches fill and the speech log grows to its bound; what leaks grows with each visitor."""
    came = after.visitors - before.visitors
    assert after.threads <= before.threads + 2
    assert after.files <= before.files + 2
    assert (after.objects - before.objects) / came < 4, "objects that are kept for each visitor"


def test_visitors_leave_nothing_behind() -> None:
    _hold_no_more(*weights(7, 50, 100))


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_thousands_of_visitors_leave_nothing_behind() -> None:
    first, last = weights(11, 500, 5000)
    _hold_no_more(first, last)
    assert last.rss_mb < 1.02 * first.rss_mb
