"""What the set-up says: names of kinds and fields, a sentence for each thing that is wrong."""

from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, str]] = {
    "site": "Standort", "floor": "Stockwerk", "zone": "Wartezone", "concern": "Anliegen",
    "order": "Reihenfolge der Anliegen", "room": "Zimmer", "point": "Wegpunkt",
    "day": "Besonderer Tag", "absence": "Abwesenheit",
}  # fmt: skip
FIELDS: Final[Mapping[str, str]] = {
    "name": "Name", "number": "Nummer des Standorts", "timezone": "Zeitzone", "land": "Land",
    "early_minutes": "Anmeldung ab (Minuten vor dem Termin)",
    "late_minutes": "Anmeldung bis (Minuten nach dem Beginn)",
    "order_rule": "Regel der Reihenfolge",
    "promise_minutes": "Versprochene Wartezeit (Minuten)",
    "hours": "Öffnungszeiten", "closed_on_holidays": "An Feiertagen geschlossen",
    "level": "Nummer des Stockwerks", "id": "Kennung", "sound": "Ansage", "hint": "Erklärung",
    "zone": "Wartezone", "service_minutes": "Bedienzeit (Minuten)", "open": "Offen",
    "parent": "Gehört zu", "required_skill": "Nötige Fähigkeit", "papers": "Unterlagen",
    "languages": "Sprachen", "label": "Bezeichnung", "kind": "Art", "concerns": "Anliegen",
    "floor": "Stockwerk", "x": "Links (m)", "y": "Oben (m)", "w": "Breite (m)", "h": "Tiefe (m)",
    "skills": "Fähigkeiten", "team": "Gruppe", "ref": "Steht für", "leads_to": "Führt zu",
    "day": "Tag", "spans": "Zeiten", "starts_at": "Von", "ends_at": "Bis", "room": "Zimmer",
    "staff": "Person",
}  # fmt: skip
ROOM_KINDS: Final = {"room": "Zimmer", "counter": "Schalter"}
POINT_KINDS: Final = {
    "corner": "Ecke oder Flur", "room": "Tür eines Zimmers", "zone": "Warteplatz einer Wartezone",
    "device": "Platz eines Geräts", "stairs": "Treppe oder Aufzug",
}  # fmt: skip
ABSENCES: Final = {
    "leave": "Frei", "training": "Fortbildung", "errand": "Dienstgang",
    "works": "Zimmer nicht nutzbar", "other": "Abwesend",
}  # fmt: skip
DEEDS: Final[Mapping[str, str]] = {
    "put": "geändert", "add": "angelegt", "remove": "gelöscht", "move": "Reihenfolge geändert",
    "import": "Datei eingelesen", "undo": "zurückgenommen", "draft": "Wege vorgeschlagen",
    "sample": "Musteramt übernommen",
}  # fmt: skip
WEEKDAYS: Final = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
)  # fmt: skip

FAULTS: Final[Mapping[str, str]] = {
    "unknown_field": "Dieses Feld gibt es nicht.",
    "missing": "Diese Angabe fehlt.",
    "type": "Diese Angabe lässt sich nicht lesen.",
    "empty": "Bitte ausfüllen.",
    "no_german": "Der deutsche Text fehlt.",
    "no_such_language": "Die Sprache „{language}“ gibt es hier nicht.",
    "too_long": "Höchstens {most} Zeichen.",
    "no_character": "Ein Zeichen darin kann kein Bildschirm zeigen.",
    "no_label": "Bitte eine Bezeichnung ohne „/“ und ohne Leerzeichen am Rand.",
    "no_letter": "Eine Wartezone heißt nach einem Großbuchstaben von A bis Z.",
    "no_slug": "Die Kennung hat 3 bis 32 Zeichen: kleine Buchstaben ohne Umlaute, Ziffern, "
    "Bindestriche.",
    "out_of_range": "Bitte eine Zahl von {least} bis {most}.",
    "no_such_timezone": "Die Zeitzone „{timezone}“ gibt es nicht. Gemeint ist etwas wie "
    "Europe/Berlin.",
    "no_such_land": "Das Land „{land}“ gibt es nicht.",
    "no_such_rule": "Diese Regel der Reihenfolge geht nicht auf. Bitte prüfen Sie: {rule}.",
    "no_such_year": "Das Jahr stimmt nicht.",
    "no_such_zone": "Die Wartezone „{zone}“ gibt es nicht.",
    "no_such_floor": "Das Stockwerk {floor} gibt es nicht.",
    "no_such_concern": "Das Anliegen „{concern}“ gibt es nicht.",
    "no_such_room": "Das Zimmer „{room}“ gibt es nicht.",
    "no_such_point": "Zum Wegpunkt „{point}“ führt kein Weg: Es gibt ihn nicht.",
    "is_a_group": "„{concern}“ ist eine Gruppe. Wählen Sie die Anliegen darunter.",
    "too_deep": "Es gibt zwei Ebenen: „{concern}“ steht selbst schon unter einem Anliegen.",
    "through_the_ceiling": "Zum anderen Stockwerk ({point}) führen nur Treppen und Aufzüge.",
    "no_span": "Das Ende muss nach dem Anfang liegen, zwischen 00:00 und 24:00.",
    "overlap": "Zwei Zeiten überschneiden sich.",
    "ends_before": "Das Ende liegt vor dem Anfang.",
    "nobody": "Bitte ein Zimmer oder eine Person angeben.",
    "too_many": "Das sind zu viele, höchstens {most}.",
    "number_taken": "Diese Nummer hat schon ein anderer Standort.",
    "exists": "Das gibt es schon. Bitte eine andere Bezeichnung.",
    "no_toml": "Hier ist die Datei kein gültiges TOML. Vielleicht fehlt ein Anführungszeichen "
    "oder eine Klammer.",
    "no_such_format": "Am Anfang muss „format = 1“ stehen.",
    "no_such_section": "Den Abschnitt „{section}“ gibt es nicht.",
    "no_list": "Der Abschnitt „{section}“ muss aus Blöcken [[{section}]] bestehen.",
    "no_times": "Bitte Zeiten wie „Mo 08:00-12:00“, bei einem einzelnen Tag „08:00-12:00“.",
    "still_used": "Dazu gehören noch: {by}.",
}
"""By the code of a fault; the place stands before it."""
GAPS: Final[Mapping[str, str]] = {
    "none_yet": "Davon gibt es noch nichts.",
    "nobody_serves": "Kein Zimmer bearbeitet dieses Anliegen.",
    "nobody_can": "Kein Zimmer, das dieses Anliegen bearbeitet, hat die Fähigkeit „{skill}“.",
    "no_point": "Steht noch auf keinem Weg: Niemand wird hingeführt.",
    "no_way": "Von Wartezone {zone} führt kein Weg dorthin.",
    "no_sign": "Für den Buchstaben {zone} ist kein Zeichen gezeichnet, nur für A bis D.",
    "serves_nothing": "Bearbeitet kein Anliegen: Ohne Termin wird niemand dorthin aufgerufen.",
    "overlaps": "Liegt auf dem Plan über „{room}“.",
}
COUNTED: Final[Mapping[str, str]] = {
    "zones": "Wartezonen", "rooms": "Zimmer", "concerns": "Anliegen", "points": "Wegpunkte",
    "days": "Besondere Tage", "absences": "Abwesenheiten", "floors": "Stockwerke",
}  # fmt: skip


def place(kind: str, name: str, field: str) -> str:
    """Where something is: "Zimmer 2.14, Wartezone"."""
    thing = KINDS[kind] if kind in ("site", "order") else f"{KINDS[kind]} {name}"
    words = COUNTED.get(field, FIELDS.get(field, field)) if kind == "site" else FIELDS.get(field)
    return f"{thing}, {words or field}" if field else thing


def sentence(code: str, told: Mapping[str, str]) -> str:
    """What is wrong, without its place."""
    return {**FAULTS, **GAPS}[code].format_map(told)
