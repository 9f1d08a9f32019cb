"""Every sentence on the board: German first, then English where the office shows it."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from wire.look import Text

COME: Final[Text] = {"de": "Bitte kommen Sie", "en": "Please come in"}
SIT: Final[Text] = {"de": "Bitte nehmen Sie Platz.", "en": "Please take a seat."}
WE_CALL: Final[Text] = {
    "de": "Wir rufen Ihre Nummer hier auf.",
    "en": "We will call your number here.",
}
MOMENT: Final[Text] = {"de": "Einen Moment bitte.", "en": "One moment, please."}
ASK_DESK: Final[Text] = {
    "de": "Bitte fragen Sie am Empfang.",
    "en": "Please ask at reception.",
}
UNSURE: Final[Text] = {"de": "Bitte am Empfang fragen", "en": "Please ask at reception"}
RECENT: Final[Text] = {"de": "Zuletzt aufgerufen", "en": "Recent calls"}
SOUND: Final = "Ihr Aufruf kommt auch mit Ton"
NOW: Final[Text] = {"de": "jetzt", "en": "now"}


def spoken_of(text: Text, languages: tuple[str, ...]) -> str:
    """A short text in German and, after a dot, in the office's second language."""
    second = text.get("en", "") if "en" in languages else ""
    return f"{text['de']} · {second}" if second else text["de"]


def second(text: Text, languages: tuple[str, ...]) -> str:
    """The text in the office's second language, or nothing."""
    return text.get("en", "") if "en" in languages else ""


def waiting(people: int) -> str:
    """How many people wait, as a sentence."""
    if people == 0:
        return "Zurzeit wartet niemand"
    return "Es wartet 1 Person" if people == 1 else f"Es warten {people} Personen"


def attempt(count: int, languages: tuple[str, ...]) -> str:
    """Which call this is, for a recall (erneuter Aufruf)."""
    return spoken_of({"de": f"{count}. Aufruf", "en": f"call {count}"}, languages)


def room(name: str) -> str:
    """A room as people say it: a bare number is called a room (Raum)."""
    return f"Raum {name}" if name[:1].isdigit() else name


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Hours and minutes as on a German wall: ``8:57``."""
    local = at.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def stand(as_of: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """When this was true (Stand), with the day where it is not today's."""
    if as_of is None:
        return ""
    local, today = as_of.astimezone(zone), now.astimezone(zone).date()
    day = "" if local.date() == today else f"{local.day}.{local.month}., "
    return f"Stand {day}{clock(as_of, zone)}"


def cut_off(as_of: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """The hub is not heard, and since when."""
    known = stand(as_of, now, zone)
    return f"{known} – Verbindung unterbrochen" if known else "Keine Verbindung"
