"""An office that has lived through some weeks, for pages with figures."""

from datetime import timedelta

from tests.bench import past
from tests.pages.office import HOUSE, Office

WEEKDAYS = 5


def weeks_ago(office: Office, days: int = 21, visits: int = 30) -> None:
    """Visits on each working day of the last days, today included."""
    today = HOUSE.site.day(office.now)
    every = [today - timedelta(days=back) for back in range(days)]
    working = [one for one in every if one.weekday() < WEEKDAYS]
    past.fill(office.database, HOUSE.site, HOUSE.concerns, HOUSE.rooms, working, visits)
    office.after(hours=9)
