"""The site's clock as a display knows it: right within its own error."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wire.site_clock import DRIFT, SiteClock

NOON = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
delays = st.floats(0, 0.9)


@given(st.lists(st.tuples(st.floats(0, 3600), delays, delays), min_size=1, max_size=20))
def test_it_is_never_wronger_than_it_says(talks: list[tuple[float, float, float]]) -> None:
    """Whatever way and way back took: the true time lies within the error that it names."""
    clock = SiteClock()
    for at, there, back in sorted(talks):
        told = NOON + timedelta(seconds=at + there)
        clock = clock.heard(told, at, at + there + back)
    later = 3700.0
    now, error = clock.now(later), clock.error_s(later)
    assert now is not None
    assert error is not None
    true = NOON + timedelta(seconds=later)
    assert abs((now - true).total_seconds()) <= error + 1e-5


def test_without_an_answer_it_knows_no_time() -> None:
    assert SiteClock().now(5) is None
    assert SiteClock().heard(NOON, 5, 9).now(10) is None, "an answer that took 4 s tells nothing"


def test_a_quick_answer_is_believed_until_drift_has_made_it_worse() -> None:
    quick = SiteClock().heard(NOON, 0, 0.01)
    soon = quick.heard(NOON + timedelta(seconds=60.2), 60, 60.4)
    assert soon.best(61) == quick.best(61)
    late = 0.4 / DRIFT
    after_an_hour = quick.heard(NOON + timedelta(seconds=late + 0.2), late, late + 0.4)
    assert after_an_hour.best(late + 1) != quick.best(late + 1)
