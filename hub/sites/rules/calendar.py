"""The German Länder, their public holidays, and days on which an office opens otherwise."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

import holidays

LANDS: Final[dict[str, str]] = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg",
    "HB": "Bremen", "HH": "Hamburg", "HE": "Hessen", "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen", "RP": "Rheinland-Pfalz",
    "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip
"""ISO 3166-2:DE; each Land has public holidays of its own."""
LAND: Final = "BW"


@lru_cache(maxsize=64)
def public_holidays(land: str, first: int, last: int) -> dict[date, str]:
    """Public holidays (gesetzliche Feiertage) of a Land by day, with their German name."""
    found = holidays.country_holidays(
        "DE",
        subdiv=land,
        years=range(first, last + 1),
        language="de",
        categories=(holidays.PUBLIC,),
    )
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def timezones() -> frozenset[str]:
    """All time zones that this machine knows; looking through them takes a while."""
    return frozenset(available_timezones())


@dataclass(frozen=True)
class Span:
    """Open from and until so many minutes after local midnight."""

    opens: int
    closes: int


WHOLE_DAY: Final = (Span(0, 1440),)


@dataclass(frozen=True)
class SpecialDay:
    """A day with hours of its own (Ausnahme); without any the office stays shut."""

    day: date
    name: str
    spans: tuple[Span, ...] = ()
