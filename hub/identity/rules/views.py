"""The record of who saw whose data: what is one view, how long it is kept, what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

AGAIN_AFTER: Final = timedelta(minutes=15)
"""A page that is drawn anew each second is looked at once."""
VIEWS_KEPT: Final = timedelta(days=365)
"""Long enough for a complaint about last year's letter, short enough to be no file on staff."""
RECORDS_KEPT: Final = timedelta(days=400)
"""What happened to accounts, what two people agreed on, tokens that are over: as the office's log,
a year, and a bit to look back over it; longer than the views that they explain."""
MOST_ROWS: Final = 500
"""Rows on a page; the CSV has all."""
KIND_NAMES: Final[Mapping[str, str]] = {
    "list": "Liste mit Namen", "search": "Suche nach Personen", "visit": "Besuch einer Person",
    "papers": "Unterlagen einer Person", "export": "Auskunft über eine Person",
    "audit": "Einsicht in dieses Protokoll",
}  # fmt: skip
PURPOSE_NAMES: Final[Mapping[str, str]] = {
    "visit": "Besuche führen", "papers": "Unterlagen zuordnen", "privacy": "Datenschutz",
    "audit": "Kontrolle",
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """Somebody was shown something; `login` is empty where names of staff stay covered."""

    at: datetime
    kind: str
    subject: str
    page: str
    purpose: str
    login: str
    delete_on: date


@dataclass(frozen=True)
class Sight:
    """Which rows are asked for; what is empty does not matter. Days of the site, both included."""

    since: datetime
    until: datetime
    kind: str = ""
    subject: str = ""
    login: str = ""
