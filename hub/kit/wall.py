"""Moments as the clocks on a house's walls show them, in words for its people."""

from datetime import datetime
from zoneinfo import ZoneInfo


class WallClock:
    """The clocks of one place; what it answers is text for a page."""

    def __init__(self, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)

    def at(self, moment: datetime) -> str:
        """The time of day: ``09:30``."""
        return moment.astimezone(self._zone).strftime("%H:%M")

    def exact(self, moment: datetime) -> str:
        """With seconds: ``09:30:15``."""
        return moment.astimezone(self._zone).strftime("%H:%M:%S")

    def on(self, moment: datetime) -> str:
        """With its day: ``24.11., 09:30``."""
        return moment.astimezone(self._zone).strftime("%d.%m., %H:%M")

    def near(self, moment: datetime, now: datetime) -> str:
        """The time of day where it is today, and with its day where it is not."""
        today = moment.astimezone(self._zone).date() == now.astimezone(self._zone).date()
        return self.at(moment) if today else self.on(moment)
