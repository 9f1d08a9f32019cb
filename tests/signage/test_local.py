"""Hours of rest for the ears, by the wall's clock, also on the two days on which it is set."""

from datetime import UTC, datetime

import pytest

from signage.board.local import is_quiet, zone
from wire.messages import Hours, Sound

NIGHT = Sound(quiet=(Hours(weekday=6, opens=1320, closes=360),))
"""Sundays from 22:00 to 6:00 on Monday."""
NOON = Sound(quiet=tuple(Hours(weekday=day, opens=720, closes=780) for day in range(5)))


@pytest.mark.parametrize(
    ("sound", "utc", "quiet"),
    [
        (NOON, "2026-11-23T10:59", False),
        (NOON, "2026-11-23T11:00", True),
        (NOON, "2026-11-23T11:59", True),
        (NOON, "2026-11-23T12:00", False),
        (NOON, "2026-11-22T11:30", False),  # a Sunday
        (NOON, "2026-07-06T10:00", True),  # summer time
        (NIGHT, "2026-11-22T20:59", False),
        (NIGHT, "2026-11-22T21:00", True),
        (NIGHT, "2026-11-23T04:59", True),
        (NIGHT, "2026-11-23T05:00", False),
        # From Sunday, 25 October, 3:00 on it is winter: 22:00 is an hour later than the day before.
        (NIGHT, "2026-10-25T20:30", False),
        (NIGHT, "2026-10-25T21:00", True),
        # On Sunday, 28 March 2027, 2:00 became 3:00.
        (NIGHT, "2027-03-28T20:00", True),
        (Sound(), "2026-11-23T03:00", False),
    ],
)
def test_quiet_hours(sound: Sound, utc: str, quiet: bool) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert is_quiet(sound, "Europe/Berlin", at) == quiet


def test_a_time_zone_that_nobody_knows_darkens_no_panel() -> None:
    assert zone("Mars/Olympus") == zone("Europe/Berlin")
    assert zone("../etc/passwd") == zone("Europe/Berlin")
