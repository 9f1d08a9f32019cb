"""When an account is locked, when a session is over, and who may sign in: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.identity.rules import (
    IDLE_LASTS,
    LOCKED_FOR,
    SESSION_LASTS,
    WRONG_TRIES,
    Span,
    Tries,
    after_wrong,
    alive,
    guessable,
    locked,
    may_sign_in,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_the_fifth_wrong_password_locks_for_five_minutes() -> None:
    tries = Tries()
    for _ in range(WRONG_TRIES - 1):
        tries = after_wrong(tries, NOW)
        assert not locked(tries, NOW)
    tries = after_wrong(tries, NOW)
    assert locked(tries, NOW)
    assert locked(tries, NOW + LOCKED_FOR - timedelta(seconds=1))
    assert not locked(tries, NOW + LOCKED_FOR)


def test_the_count_begins_anew_after_a_lock() -> None:
    over = Tries(WRONG_TRIES, NOW)
    assert after_wrong(over, NOW + timedelta(seconds=1)) == Tries(1, None)


@given(st.lists(st.integers(min_value=0, max_value=600), max_size=40))
def test_no_rhythm_of_wrong_passwords_gets_more_than_five_tries_in_five_minutes(
    waits: list[int],
) -> None:
    tries, now, tried = Tries(), NOW, list[datetime]()
    for wait in waits:
        now += timedelta(seconds=wait)
        if not locked(tries, now):
            tried.append(now)
        tries = after_wrong(tries, now)
    windows = zip(tried, tried[WRONG_TRIES:], strict=False)
    assert all(later - first >= LOCKED_FOR for first, later in windows)


@pytest.mark.parametrize(
    ("since_start", "since_seen", "holds"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=9, minutes=59), timedelta(minutes=1), True),
        (SESSION_LASTS, timedelta(0), False),
        (timedelta(hours=2), IDLE_LASTS - timedelta(seconds=1), True),
        (timedelta(hours=2), IDLE_LASTS, False),
    ],
)
def test_a_session_ends_after_ten_hours_or_one_idle_hour(
    since_start: timedelta, since_seen: timedelta, holds: bool
) -> None:
    span = Span(NOW - since_start + SESSION_LASTS, NOW - since_seen)
    assert alive(span, NOW) is holds


@pytest.mark.parametrize(
    ("origin", "fetch_site", "allowed"),
    [
        (None, None, True),
        ("http://hub.local:8300", "same-origin", True),
        ("http://hub.local:8300", None, True),
        (None, "none", True),
        ("https://evil.example", None, False),
        ("https://evil.example", "cross-site", False),
        ("http://other.hub.local:8300", "same-site", False),
        (None, "cross-site", False),
        ("null", None, False),
        ("http://hub.local:9999", None, False),
    ],
)
def test_only_our_own_page_or_a_program_may_sign_in(
    origin: str | None, fetch_site: str | None, allowed: bool
) -> None:
    assert may_sign_in("hub.local:8300", origin, fetch_site) is allowed


@pytest.mark.parametrize(
    ("password", "too_easy"),
    [
        ("passwortpasswort", True),
        ("Jobcenter2026", True),
        ("yilmaz123456", True),
        ("AYSE.Yilmaz-1", True),
        ("aaaaaaaaaaaa", True),
        ("abcdefghijkl", True),
        ("987654321098", True),
        ("Sommer2026!!", True),
        ("vier nasse Zebras", False),
        ("ein langes Passwort", False),
        ("Rq7-vTzk_92m", False),
    ],
)
def test_what_guessers_try_first_is_no_password(password: str, *, too_easy: bool) -> None:
    assert guessable(password, ("yilmaz", "Ayşe Yilmaz, ayse")) is too_easy


@given(st.text(st.characters(max_codepoint=0x7E), min_size=1, max_size=4), st.integers(3, 20))
def test_repeating_a_few_characters_makes_no_password(few: str, times: int) -> None:
    assert guessable(few * times, ())
