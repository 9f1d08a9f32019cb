"""What the page says when a display cannot be paired."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "unknown_code": "Diesen Code zeigt kein Bildschirm. Bitte prüfen Sie die Zeichen.",
    "code_expired": "Dieser Code gilt nicht mehr. Am Bildschirm steht inzwischen ein neuer.",
    "code_used": "Dieser Bildschirm ist schon gekoppelt.",
    "device_exists": "Die Kennung gibt es schon. Wählen Sie bitte eine andere.",
    "account_taken": "Die Kennung benutzt schon ein anderes Gerät. Wählen Sie bitte eine andere.",
    "unknown_device": "Dieses Display gibt es nicht mehr.",
    "changed_meanwhile": "Jemand anders hat das inzwischen geändert. Ihre Änderung wurde nicht "
    "gespeichert. Laden Sie die Seite neu und prüfen Sie Name und Platz.",
    "not_a_display": "Das ist kein Display.",
    "broker_not_ours": "Der Hub kennt den Ordner des Brokers nicht. EZ_BROKER_FOLDER einstellen.",
    "broker_files_lost": "Am Broker fehlen passwords oder rights, der Zugang des Hubs steht nicht "
    "darin, oder made-by-hub.json ist beschädigt. Bitte stellen Sie diese Dateien wieder her.",
    "broker_files_unwritable": "Der Hub kann die Dateien des Brokers nicht lesen oder schreiben. "
    "Bitte prüfen Sie Rechte und freien Speicherplatz in EZ_BROKER_FOLDER.",
    "no_zone": "Bitte wählen Sie die Wartezone, in der das Display hängt.",
    "no_room": "Bitte wählen Sie das Zimmer, an dessen Tür das Display hängt.",
    "no_point": "Bitte wählen Sie, wo im Plan das Display hängt.",
    "no_way": "An dieser Stelle kommt niemand vorbei, der aufgerufen wird. Wählen Sie eine andere.",
}
FIELDS: Final[Mapping[str, str]] = {
    "device": "Kennung: 3 bis 32 kleine Buchstaben, Ziffern oder Striche.",
    "name": "Name: 1 bis 60 Zeichen.",
    "role": "Bitte wählen Sie, wozu das Display dient.",
    "zone": "Bitte wählen Sie eine Wartezone.",
    "room": "Bitte wählen Sie ein Zimmer.",
    "node": "Bitte wählen Sie, wo im Plan das Display hängt.",
    "facing_deg": "Bitte wählen Sie, wohin das Display schaut.",
    "reading_distance_m": "Leseabstand: 0,3 bis 50 Meter.",
    "panel_height_mm": "Höhe der Bildfläche: 50 bis 5000 Millimeter.",
}


def sentence(key: str, which: str) -> str:
    """By the error's key, or by the field or the reason that it names."""
    if key == "field":
        return FIELDS.get(which, "Bitte prüfen Sie Ihre Eingabe.")
    known = SENTENCES.get(which) or SENTENCES.get(key)
    return known or "Das ging nicht. Bitte versuchen Sie es noch einmal."
