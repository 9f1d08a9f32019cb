"""What the pages of displays say: troubles, orders, what is wrong; and what their forms mean."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from hub.kit.errors import HouseError
from wire.messages import Hours

ORDER_STATES: Final = {
    "asked": "gefragt, wartet auf Antwort",
    "done": "erledigt",
    "failed": "ging nicht",
    "silent": "keine Antwort",
}
ORDER_FAULTS: Final = {
    "alarm": "eine Meldung ging vor",
    "call": "ein Aufruf ging vor",
    "door": "das Schild an der Tür ging vor",
    "repeated": "kam gleich noch einmal",
    "no_frame": "es kam kein Bild",
    "not_drawn": "das Bild ließ sich nicht zeichnen",
    "disk": "die Speicherkarte nimmt nichts an",
}
"""By `wire.messages.OrderFault`."""
MISPLACED: Final = {
    "no_zone": "hat keine Wartezone",
    "no_room": "hat kein Zimmer",
    "no_point": "hängt an keiner Stelle des Plans",
    "no_way": "hängt an keinem Weg zu einem Zimmer",
}
PLAN_STATES: Final[Mapping[str, str]] = {
    "fine": "in Ordnung", "trouble": "gestört", "away": "nicht verbunden",
}  # fmt: skip
DEEDS: Final = {
    "identify": "Namen zeigen", "picture": "Bild holen", "screen_off": "Bildschirm aus",
    "screen_on": "Bildschirm an", "beside": "Aufrufe neben dem Programm",
    "whole": "Aufrufe auf der ganzen Fläche", "silent": "Ton aus", "volume": "Lautstärke setzen",
    "restart": "Neu starten",
}  # fmt: skip
"""What may be asked of many displays at once."""
WIDE: Final = {
    "all": "Alle Displays", "role:zone": "Alle Displays in Wartezonen",
    "role:way": "Alle Displays an Wegen", "role:door": "Alle Displays an Türen",
}  # fmt: skip
"""Whom it may be asked of beyond a waiting zone, a group or a tag."""
SENTENCES: Final = {
    "nobody_meant": "Damit ist kein Display gemeint. Wählen Sie, für welche es gelten soll.",
    "not_permitted": "Dafür hat Ihr Zugang kein Recht. Es wurde nichts geändert.",
    "unknown_display": "Dieses Display gibt es nicht mehr.",
    "changed_meanwhile": "Jemand anders hat das inzwischen geändert. Ihre Änderung wurde nicht "
    "gespeichert. Laden Sie die Seite neu und prüfen Sie die Einstellungen.",
}
WEEKDAYS: Final = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
)  # fmt: skip
NO_VOLUME: Final = "Es wurde nichts geändert. Geben Sie die Lautstärke an, von 0 bis 100."
NOTHING: Final = "Es wurde nichts geändert. Wählen Sie, was geschehen soll."
FIELDS: Final = {
    "volume": "Lautstärke: eine Zahl von 0 bis 100.",
    "quiet": "Ruhezeiten: zum Beispiel 12:00–13:00, mehrere durch Komma getrennt. "
    "Das Ende liegt nach dem Anfang.",
    "group": "Gruppe: 3 bis 32 kleine Buchstaben, Ziffern oder Striche.",
    "tags": "Schlagworte: je 3 bis 32 kleine Buchstaben, Ziffern oder Striche, "
    "durch Komma getrennt.",
}


def sentence(error: HouseError | ValidationError) -> str:
    """What the page says when something was refused."""
    if isinstance(error, ValidationError):
        place = str(error.errors()[0]["loc"][0])
        return FIELDS.get(place, "Diese Eingabe versteht das Programm nicht. Bitte prüfen Sie sie.")
    return SENTENCES.get(error.key, "Das ging nicht. Bitte versuchen Sie es noch einmal.")


def fields_of(form: Mapping[str, list[str]]) -> dict[str, object]:
    """The changes that a form asks for; a field that it does not have stays as it is.

    `what` is the one word of the form for many displays: "screen_on", "screen_off", "beside",
    "whole"; a form of one display names its fields.
    """

    def one(name: str) -> str:
        return form.get(name, [""])[0].strip()

    word: dict[str, dict[str, object]] = {
        "screen_on": {"screen_on": True}, "screen_off": {"screen_on": False},
        "beside": {"layout": "beside"}, "whole": {"layout": "whole"},
        "silent": {"speaks": False},
    }  # fmt: skip
    wish: dict[str, object] = dict(word.get(one("what"), {}))
    if one("screen"):
        wish["screen_on"] = one("screen") == "on"
    if one("speaks"):
        wish["speaks"] = one("speaks") == "yes"
    if one("volume") and one("what") in ("", "volume"):
        wish["volume"] = one("volume")
    elif "volume_shown" in form:
        wish["volume"] = "zone"
    if one("layout"):
        wish["layout"] = one("layout")
    if "languages_shown" in form:
        wish["languages"] = form.get("languages", [])
    if "group" in form:
        wish["group"] = one("group")
    if "tags" in form:
        wish["tags"] = [tag for tag in one("tags").replace(",", " ").split() if tag]
    return wish


def floor_name(level: int) -> str:
    if level == 0:
        return "Erdgeschoss"
    return f"Stockwerk {level}" if level > 0 else f"Untergeschoss {-level}"


def quiet_of(form: Mapping[str, list[str]]) -> list[dict[str, int]]:
    """The hours of rest that the form of a zone names, as "12:00-13:00, 18-24", by weekday.

    Raises ValueError for what is no span of time.
    """
    return [
        {"weekday": weekday, "opens": opens, "closes": closes}
        for weekday in range(len(WEEKDAYS))
        for opens, closes in _spans(form.get(f"quiet_{weekday}", [""])[0])
    ]


def quiet_text(quiet: Iterable[Hours], weekday: int) -> str:
    """One weekday's hours of rest, as the form takes them."""
    spans = sorted((one.opens, one.closes) for one in quiet if one.weekday == weekday)
    return ", ".join(f"{_time(opens)}–{_time(closes)}" for opens, closes in spans)


def changed_text(count: int, *, volume: bool) -> str:
    """How many displays a change has really changed; a volume changes none that is silent."""
    if not count:
        silent = ", oder sie sprechen nicht" if volume else ""
        return f"Kein Display geändert. Es ist schon alles so{silent}."
    return "1 Display geändert." if count == 1 else f"{count} Displays geändert."


def asked_text(count: int) -> str:
    return "1 Display gefragt." if count == 1 else f"{count} Displays gefragt."


def away_text(away: int, *, of: int, lasts: bool) -> str:
    """What becomes of it at displays that are not connected: an order does not wait for them."""
    if not away:
        return ""
    if away == 1:
        who = "Es ist" if of == 1 else "1 davon ist"
        then = (
            "übernimmt es, sobald es wieder verbunden ist"
            if lasts
            else "tut es nur, wenn es sich innerhalb von zwei Minuten wieder verbindet"
        )
        return f"{who} nicht verbunden und {then}."
    then = (
        "übernehmen es, sobald sie wieder verbunden sind"
        if lasts
        else "tun es nur, wenn sie sich innerhalb von zwei Minuten wieder verbinden"
    )
    return f"{away} davon sind nicht verbunden und {then}."


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for part in text.replace("–", "-").replace("Uhr", "").split(","):
        if part.strip():
            opens, _, closes = part.partition("-")
            yield _minutes(opens), _minutes(closes)


def _minutes(text: str) -> int:
    """Minutes after midnight of "12:30", "12.30" or "12"."""
    hours, _, minutes = text.strip().replace(".", ":").partition(":")
    hour, minute = int(hours), int(minutes or 0)
    if not 0 <= minute < 60 or hour < 0:
        raise ValueError(text)
    return hour * 60 + minute


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
