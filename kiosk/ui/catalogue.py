"""The sentences of each language, and times and dates as people say them."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

from kiosk.flow.receipt import clock
from wire.ids import TicketNumber
from wire.look import Lang

TEXTS = Path(__file__).parent / "texts"


@cache
def words(lang: Lang) -> dict[str, str]:
    """All sentences of a language by key; each language has the same keys."""
    return dict(json.loads((TEXTS / f"{lang}.json").read_text(encoding="utf-8")))


def text(lang: Lang, key: str, **fields: object) -> str:
    """One sentence. KeyError when there is none, or when a field of it is missing."""
    return words(lang)[key].format(**fields)


def date(at: datetime, lang: Lang) -> str:
    """``Montag, 23. November``."""
    return text(
        lang,
        "date",
        weekday=words(lang)["weekdays"].split()[at.weekday()],
        day=at.day,
        month=words(lang)["months"].split()[at.month - 1],
    )


def moment(at: datetime, lang: Lang) -> str:
    """``Montag, 23. November um 8:45 Uhr``."""
    return text(lang, "moment", date=date(at, lang), time=clock(at))


def greeting(at: datetime, lang: Lang) -> str:
    """Good morning until 11, good evening from 18 o'clock."""
    part = "morning" if at.hour < 11 else "day" if at.hour < 18 else "evening"
    return text(lang, f"greeting_{part}")


def spoken_number(number: TicketNumber, zone: str, lang: Lang) -> str:
    """What is said when no paper carries the number; digits one by one."""
    return text(lang, "paper_failed_spoken", number=" ".join(number), zone=zone)
