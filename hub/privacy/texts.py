"""What the pages of privacy say, and the words for what stands in a person's rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from hub.kit.sentences import error_sentence
from hub.reception.rules import words

EXPLAINED: Final = (
    "Auskunft nach Art. 15 DSGVO und § 83 SGB X über alles, was an diesem Standort zu Ihrer Person"
    " gespeichert ist. Zu jedem Feld stehen Zweck, Rechtsgrundlage und der Tag der Löschung. Sie"
    " können verlangen, dass Falsches berichtigt wird (Art. 16 DSGVO) und dass Daten gelöscht oder"
    " eingeschränkt werden (Art. 17 und 18 DSGVO, § 84 SGB X), der Verarbeitung widersprechen"
    " (Art. 21 DSGVO) und sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO). Die Daten"
    " stammen von Ihnen, von der Stelle, die den Termin vergeben hat, und von den Geräten im Haus."
    " An andere Stellen werden sie von hier nicht weitergegeben."
)
KINDS: Final[Mapping[str, str]] = {
    "list": "Liste mit Namen", "search": "Suche", "visit": "Besuch", "papers": "Unterlagen",
    "export": "Auskunft", "audit": "Kontrolle der Einsichten",
}  # fmt: skip
PURPOSES: Final[Mapping[str, str]] = {
    "visit": "Besuche führen", "papers": "Unterlagen zuordnen", "privacy": "Datenschutz",
    "audit": "Kontrolle",
}  # fmt: skip
_BOOKED: Final[Mapping[str, str]] = {
    "booked": "vereinbart", "checked_in": "angemeldet", "cancelled": "abgesagt",
}  # fmt: skip
_STATES: Final[Mapping[str, str]] = dict(words.STATES.items())
_PAPERS: Final[Mapping[str, str]] = {
    "pending": "noch unklar", "printed": "gedruckt", "failed": "nicht gedruckt",
    "unclear": "unklar", "none": "keiner",
}  # fmt: skip
_WORDS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("appointment", "state"): _BOOKED,
    ("ticket", "state"): _STATES,
    ("ticket_event", "state"): _STATES,
    ("ticket_event", "event"): words.EVENTS,
    ("printed_number", "paper"): _PAPERS,
    ("presence_sign", "kind"): {"kiosk": "am Kiosk", "exit": "am Ausgang"},
}
_LENGTHS: Final = (10, 25)
"""Of a day and of a moment with its offset, in ISO 8601."""
SENTENCES: Final[Mapping[str, str]] = {
    "nothing_sought": "Dazu findet sich niemand. Ein Name braucht den Geburtstag oder den Tag des"
    " Besuchs, eine Nummer den Tag.",
    "unknown_person": "Diesen Termin oder Besuch gibt es hier nicht.",
    "visit_still_open": "Solange ein Besuch läuft oder ein Termin bevorsteht, wird nichts gelöscht."
    " Offen: {open}.",
    "needs_approval": "Dazu hat noch keine zweite Person zugestimmt, oder die Zustimmung ist"
    " abgelaufen.",
    "wrong_reason": "Bitte begründen Sie den Antrag mit 10 bis 500 Zeichen.",
    "not_sure": "Bitte bestätigen Sie, dass endgültig gelöscht werden soll.",
    "done_asked": "Ihr Antrag ist gestellt. Eine zweite Person muss zustimmen.",
    "done_erased": "Die Daten sind gelöscht. Der Nachweis steht unten.",
}


def said(table: str, column: str, value: object) -> str:
    """A value as a person reads it; codes of the house in words."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    known = _WORDS.get((table, column), {})
    return known.get(str(value), str(value))


ASKED: Final[Mapping[str, str]] = {
    "asked": "wartet auf Zustimmung", "granted": "zugestimmt", "refused": "abgelehnt",
    "over": "abgelaufen",
}  # fmt: skip
"""What has become of a request."""


def state(name: str) -> str:
    """The state of an appointment or a visit in words."""
    return _STATES.get(name) or _BOOKED.get(name, name)


def read(said: str) -> str:
    """A moment or a day as people write it; all else as it stands."""
    for kind, form in ((datetime, "%d.%m.%Y, %H:%M"), (date, "%d.%m.%Y")):
        try:
            return kind.fromisoformat(said).strftime(form) if len(said) in _LENGTHS else said
        except ValueError:
            continue
    return said


def sentence(key: str, fields: Mapping[str, object] | None = None) -> str:
    """What the page says of a refusal or of what was done."""
    told = SENTENCES.get(key)
    return told.format_map(fields or {}) if told else error_sentence(key)
