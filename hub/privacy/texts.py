"""What the pages of privacy say, and the words for what stands in a person's rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from hub.kit.sentences import error_sentence
from hub.queue.rules.words import NEEDS_NAMED
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
_BOOKED: Final = {
    "booked": "vereinbart", "checked_in": "angemeldet", "cancelled": "abgesagt",
}  # fmt: skip
_STATES: Final = dict[str, str](words.STATES.items())
_PAPERS: Final[Mapping[str, str]] = {
    "pending": "noch unklar", "printed": "gedruckt", "failed": "nicht gedruckt",
    "unclear": "unklar", "none": "keiner",
}  # fmt: skip
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": _STATES | _BOOKED,
    "event": words.EVENTS,
    "paper": _PAPERS,
    "kind": {"kiosk": "am Kiosk", "exit": "am Ausgang"},
    "needs": dict(NEEDS_NAMED.items()),
}
"""By column."""
_MOMENTS: Final = ((date, 10, "%d.%m.%Y"), (datetime, 25, "%d.%m.%Y, %H:%M"))
"""A day, and a moment with its offset, as ISO 8601 has them: how long, and how they are written."""
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


def said(column: str, value: object) -> str:
    """A value as a person reads it: codes of the house in words, moments and days as written."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(said(column, one) for one in value)
    if isinstance(value, dict):
        told = {key: one for key, one in value.items() if one not in (None, "", [], {})}
        return "; ".join(f"{key}: {said(key, one)}" for key, one in told.items())
    text = str(value)
    return _WORDS.get(column, {}).get(text) or _written(text)


def _written(text: str) -> str:
    for kind, length, form in _MOMENTS:
        if len(text) == length:
            try:
                return kind.fromisoformat(text).strftime(form)
            except ValueError:
                return text
    return text


def state(name: str) -> str:
    """The state of an appointment or a visit in words."""
    return _STATES.get(name) or _BOOKED.get(name, name)


def sentence(key: str, fields: Mapping[str, object] | None = None) -> str:
    """What the page says of a refusal or of what was done."""
    told = SENTENCES.get(key)
    return told.format_map(fields or {}) if told else error_sentence(key)
