"""What the adviser's page says: why somebody is next, outcomes and refusals, in plain German."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final, Protocol

from hub.queue.rules import Cause, Gap, Need
from wire.look import Lang

NEEDS: Final[Mapping[Need, str]] = {
    "pregnant": "schwanger",
    "disabled": "Behinderung",
    "wheelchair": "Rollstuhl",
    "blind": "blind",
    "deaf": "gehörlos",
    "small_children": "kleine Kinder dabei",
    "emergency": "Notfall",
}
COMING: Final[Mapping[str, str]] = {
    "expected": "noch nicht da",
    "late": "verspätet",
    "lapsed": "verfallen",
    "cancelled": "abgesagt",
    "here": "ist da",
    "parked": "zurückgestellt",
    "called": "aufgerufen",
    "serving": "im Gespräch",
    "done": "erledigt",
    "gone": "nicht erschienen oder gegangen",
}
TAKE_BACK: Final[Mapping[str, str]] = {
    "start": "ist doch noch nicht da",
    "finish": "ist doch nicht fertig",
    "no_show": "ist doch gekommen",
    "leave": "ist doch noch da",
    "park": "wird doch nicht zurückgestellt",
    "resume": "bleibt doch zurückgestellt",
    "transfer": "wird doch nicht weitergeleitet",
}
"""What was wrong about an act that is taken back, by what was done."""
GAPS: Final[Mapping[Gap, str]] = {
    "no_display": "Hier hängt kein Bildschirm für den Aufruf. Bitte rufen Sie selbst.",
    "offline": "Kein Bildschirm ist verbunden. Bitte rufen Sie selbst.",
    "unshown": "Kein Bildschirm zeigt den Aufruf. Bitte rufen Sie selbst.",
}
LANGUAGES: Final[Mapping[Lang, str]] = {
    "de": "Deutsch",
    "de-simple": "Leichte Sprache",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "uk": "Ukrainisch",
    "ru": "Russisch",
    "fa": "Persisch",
    "ro": "Rumänisch",
    "bg": "Bulgarisch",
    "pl": "Polnisch",
    "fr": "Französisch",
}
SENTENCES: Final[Mapping[str, str]] = {
    # what was done
    "missed": "{number} ist nicht gekommen.",
    "taken_back": "Der Aufruf {number} ist zurückgenommen. Die Person wartet wieder.",
    "parked": "{number} ist zurückgestellt. Der Platz in der Reihe bleibt.",
    "resumed": "{number} wartet wieder am alten Platz.",
    "transferred": "{number} ist weitergeleitet und behält den Platz in der Reihe.",
    "finished_visit": "{number} ist fertig.",
    "left": "{number} wartet nicht mehr.",
    "undone": "Zurückgenommen.",
    "noted": "Der Vermerk zu {number} ist gespeichert.",
    "closed": "Ihr Platz ist geschlossen.",
    "opened": "Ihr Platz ist wieder offen.",
    "gap_no_display": "{number} ist aufgerufen, aber hier hängt kein Bildschirm dafür."
    " Bitte rufen Sie selbst.",
    "gap_offline": "{number} ist aufgerufen, aber kein Bildschirm ist verbunden."
    " Bitte rufen Sie selbst.",
    # what could not be done
    "called_meanwhile": "{number} haben Sie schon aufgerufen. Es wurde niemand sonst aufgerufen.",
    "ticket_already_called": "{number} wurde eben an einem anderen Platz aufgerufen: {room}.",
    "desk_is_busy": "An Ihrem Platz ist schon {number}. Es wurde niemand sonst aufgerufen.",
    "room_closed": "Ihr Platz ist geschlossen. Öffnen Sie ihn, dann können Sie aufrufen.",
    "already_over": "Diese Zeit ist heute schon vorbei.",
    "nobody_waiting": "Gerade wartet niemand, den Ihr Platz aufrufen kann.",
    "unknown_ticket": "Diese Nummer gibt es nicht mehr.",
    "wrong_state": "Das geht bei {number} gerade nicht: Die Nummer ist inzwischen weiter.",
    "too_late_to_undo": "Das lässt sich nicht mehr zurücknehmen.",
    "nobody_serves": "Dafür gibt es hier keinen Platz.",
    "no_room_chosen": "Wählen Sie zuerst Ihren Platz.",
    "unknown_room": "Diesen Platz gibt es nicht.",
    "unknown_concern": "Dieses Anliegen gibt es nicht.",
    "not_permitted": "Dafür hat Ihr Zugang kein Recht.",
    "idempotency_key_reused": "Das ging nicht. Bitte laden Sie die Seite neu.",
    "invalid_request": "Diese Eingabe versteht das Programm nicht. Bitte prüfen Sie sie.",
}
"""By what was done, or by the key of what was refused."""


class Said(Protocol):
    """A reason, as a rule gives it or a program reads it."""

    @property
    def cause(self) -> Cause: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def need(self) -> Need | None: ...


Clock = Callable[[datetime], str]


def sentence(key: str, fields: Mapping[str, object]) -> str:
    """What the page says about an outcome or a refusal, with a plain fallback."""
    known = {name: value for name, value in fields.items() if value is not None}
    text = SENTENCES.get(key, "Das ging nicht. Bitte versuchen Sie es noch einmal.")
    return text.format_map(_Gaps(known))


class _Gaps(dict[str, object]):
    """A field that an error does not bring leaves a plain word rather than a fault."""

    def __missing__(self, key: str) -> str:
        return {"number": "Diese Nummer", "room": "nebenan"}.get(key, "")


def because(reasons: Iterable[Said], at: Clock, counts_at: datetime, *, early: bool) -> str:
    """Why this one is next, as the part of a sentence after "weil"."""
    said = list(reasons)
    if early:
        return f"sonst niemand für Sie wartet; der Termin ist erst um {_when(said[0], at)}"
    more = [text for one in said[1:] if (text := _more(one))]
    place = f"zählt ab {at(counts_at)}, niemand bei Ihnen zählt früher"
    return "; ".join([_claim(said[0], at), *more, place])


def _claim(one: Said, at: Clock) -> str:
    when = _when(one, at)
    if one.cause == "appointment":
        return f"der Termin um {when} ist ({one.minutes} min Vorrang)"
    if one.cause == "late":
        return f"der Termin verpasst war und die Person um {when} kam ({one.minutes} min Vorrang)"
    return f"die Person seit {when} wartet"


def _when(one: Said, at: Clock) -> str:
    return at(one.at) if one.at else ""


def _more(one: Said) -> str:
    if one.cause == "need":
        return f"{NEEDS[one.need] if one.need else 'Bedarf'}: {one.minutes} min Vorrang"
    if one.cause == "transfer":
        return f"weitergeleitet: {one.minutes} min Vorrang"
    if one.cause == "bound":
        return f"zusammen höchstens {one.minutes} min Vorrang"
    return ""


def language(code: str) -> str:
    return next((name for lang, name in LANGUAGES.items() if lang == code), code)
