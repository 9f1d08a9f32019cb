"""What one may do at the hub, by name: the words in which each route says what it needs."""

from collections.abc import Mapping
from typing import Final, Literal

Permission = Literal[
    "self",
    "floor.see", "names.see",
    "queue.issue", "queue.check_in", "queue.call", "queue.move", "rooms.close",
    "papers.see", "presence.see", "presence.note", "presence.warden", "help.call", "help.answer",
    "feedback.see", "figures.see",
    "devices.see", "devices.ask", "devices.restart", "devices.change", "devices.pair",
    "devices.serve",
    "content.announce", "content.publish",
    "alarm.see", "alarm.raise", "alarm.end",
    "office.change", "staff.manage", "tokens.manage",
    "audit.read", "approvals.decide", "privacy.work",
]  # fmt: skip

MEANINGS: Final[Mapping[Permission, str]] = {
    "self": "den eigenen Zugang benutzen: Platz wählen, Passwort ändern, Sitzungen beenden",
    "floor.see": "sehen, wer wartet und aufgerufen ist, ohne Namen",
    "names.see": "Namen, Bedarf, Notizen und Termine von Personen sehen und nach Personen suchen",
    "queue.issue": "Nummern ausgeben",
    "queue.check_in": "Personen mit Termin anmelden",
    "queue.call": "aufrufen und erneut aufrufen",
    "queue.move": "Besuche weiterführen: beginnen, beenden, zurückstellen, weitergeben, ändern",
    "rooms.close": "Plätze schließen und öffnen",
    "papers.see": "abgegebene Unterlagen sehen",
    "presence.see": "sehen, wer im Haus ist",
    "presence.note": "vermerken, wer das Haus verlassen hat",
    "presence.warden": "bei einer Räumung abhaken, wer gesehen wurde",
    "help.call": "still Hilfe rufen",
    "help.answer": "stille Rufe sehen, annehmen und beenden",
    "feedback.see": "Rückmeldungen sehen",
    "figures.see": "Kennzahlen sehen und abrufen",
    "devices.see": "Displays und Geräte sehen",
    "devices.ask": "Bild eines Displays holen, Namen anzeigen lassen",
    "devices.restart": "Geräte neu starten",
    "devices.change": "Displays einstellen",
    "devices.pair": "Displays koppeln, versetzen und entfernen",
    "devices.serve": "Service-Code für Kioske holen",
    "content.announce": "Hinweise auf Displays geben",
    "content.publish": "Inhalte und Sendezeiten der Displays bestimmen",
    "alarm.see": "Notfallmeldungen sehen",
    "alarm.raise": "Notfallmeldungen auslösen",
    "alarm.end": "Notfallmeldungen beenden, Entwarnung geben",
    "office.change": "den Standort einrichten",
    "staff.manage": "Zugänge verwalten",
    "tokens.manage": "Zugänge für andere Systeme verwalten",
    "audit.read": "lesen, wer wessen Daten angesehen hat",
    "approvals.decide": "zustimmen, wo es zwei Personen braucht",
    "privacy.work": "Daten von Personen ausgeben, löschen und Fristen prüfen",
}
"""In German, for the pages on which rights are given. Every permission stands here once."""
