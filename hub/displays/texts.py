"""What the pages of displays say: troubles, orders, what is wrong; and what their forms mean."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from hub.kit.errors import HouseError
from wire.look import Lang

ORDER_STATES: Final = {
    "asked": "gefragt, wartet auf Antwort",
    "done": "erledigt",
    "failed": "ging nicht",
    "silent": "keine Antwort",
}
MISPLACED: Final = {
    "no_zone": "hat keine Wartezone",
    "no_room": "hat kein Zimmer",
    "no_point": "hängt an keiner Stelle des Plans",
    "no_way": "hängt an keinem Weg zu einem Zimmer",
}
LANGUAGES: Final[Mapping[Lang, str]] = {
    "de": "Deutsch", "de-simple": "Leichte Sprache", "en": "Englisch", "tr": "Türkisch",
    "ar": "Arabisch", "uk": "Ukrainisch", "ru": "Russisch", "fa": "Persisch", "ro": "Rumänisch",
    "bg": "Bulgarisch", "pl": "Polnisch", "fr": "Französisch",
}  # fmt: skip
TROUBLES: Final = {
    "board.hot": "Gerät ist zu heiß",
    "board.undervoltage": "Strom ist zu schwach, Netzteil prüfen",
    "clock.unsynced": "Uhr ist nicht gestellt",
    "clock.jumped": "Uhr wurde stark verstellt",
    "disk.full": "Speicher ist voll",
    "disk.low": "Speicher wird knapp",
    "memory.grown": "Programm braucht viel Speicher",
    "memory.low": "Arbeitsspeicher ist knapp",
    "link.down": "War ohne Verbindung",
    "outbox.old": "Meldungen kommen verspätet an",
    "screen.frozen": "Bildschirm steht",
    "screen.small": "Bildfläche ist zu klein für den Leseabstand",
    "speech.unavailable": "Sprachausgabe geht nicht",
    "sound.unavailable": "Ton geht nicht",
}
SENTENCES: Final = {
    "nobody_meant": "Damit ist kein Display gemeint. Wählen Sie Wartezone, Gruppe oder Merkmal.",
    "may_not_manage_displays": "Das darf nur die Technik.",
    "unknown_display": "Dieses Display gibt es nicht mehr.",
}
FIELDS: Final = {
    "volume": "Lautstärke: eine Zahl von 0 bis 100.",
    "group": "Gruppe: 3 bis 32 kleine Buchstaben, Ziffern oder Striche.",
    "tags": "Merkmale: je 3 bis 32 kleine Buchstaben, Ziffern oder Striche, durch Komma getrennt.",
}


def trouble_text(key: str) -> str:
    return TROUBLES.get(key) or f"Störung: {key.replace('.', ' ').replace('_', ' ')}"


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
    if one("volume"):
        wish["volume"] = one("volume")
    if one("layout"):
        wish["layout"] = one("layout")
    if "languages_shown" in form:
        wish["languages"] = form.get("languages", [])
    if "group" in form:
        wish["group"] = one("group")
    if "tags" in form:
        wish["tags"] = [tag for tag in one("tags").replace(",", " ").split() if tag]
    return wish
