"""German words of the figures' pages and files."""

from collections.abc import Mapping
from typing import Final

DIMENSION_NAMES: Final[Mapping[str, str]] = {
    "concern": "Anliegen",
    "hour": "Stunde der Ankunft",
    "weekday": "Wochentag",
    "group": "Platzgruppe",
    "appointment": "Termin",
    "origin": "Herkunft der Nummer",
    "language": "Sprache",
}
WEEKDAYS: Final = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
)  # fmt: skip
FIXED: Final[Mapping[str, str]] = {
    "with": "mit Termin",
    "without": "ohne Termin",
    "kiosk": "am Kiosk",
    "reception": "am Empfang",
}
LANGUAGES: Final[Mapping[str, str]] = {
    "de": "Deutsch", "de-simple": "Leichte Sprache", "en": "Englisch", "tr": "Türkisch",
    "ar": "Arabisch", "uk": "Ukrainisch", "ru": "Russisch", "fa": "Persisch", "ro": "Rumänisch",
    "bg": "Bulgarisch", "pl": "Polnisch", "fr": "Französisch",
}  # fmt: skip
ALL: Final = "alle Besuche"
REST: Final = "Übrige, zusammengefasst"
NOT_CALLED: Final = "noch von niemandem aufgerufen"
FORMER: Final = "frühere Plätze und Gruppen"
UNKNOWN: Final = "Das ging nicht. Es wurde nichts geändert."
SENTENCES: Final[Mapping[str, str]] = {
    "range_reversed": "Der letzte Tag liegt vor dem ersten. Bitte tauschen Sie die beiden.",
    "range_too_long": "Das sind {days} Tage. Auf einmal gehen höchstens {most}; "
    "rufen Sie längere Zeiträume bitte in Stücken ab.",
    "range_in_future": "Der Zeitraum reicht in die Zukunft. Zahlen gibt es bis heute.",
    "range_too_early": "So weit zurück gibt es keine Zahlen.",
    "invalid_day": "Das ist kein Datum. Schreiben Sie es zum Beispiel so: 23.11.2026.",
    "unknown_concern": "Dieses Anliegen gibt es an diesem Standort nicht.",
    "changed_meanwhile": "Jemand anders hat die kleinste Gruppe inzwischen auf {least} gesetzt. "
    "Ihre Änderung wurde nicht gespeichert.",
    "wrong_reason": "Eine kleinere Gruppe braucht die Zustimmung einer zweiten Person. Bitte "
    "begründen Sie sie mit mindestens {least} Zeichen. Es wurde nichts geändert.",
    "invalid_size": "Die kleinste Gruppe muss zwischen {least} und {most} Personen liegen. "
    "Es wurde nichts geändert.",
}
"""What the page says where the figures cannot be had."""
