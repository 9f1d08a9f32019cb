"""What staff read of needs, of calls that nobody can see, and of acts, wherever they act. Pure."""

from collections.abc import Mapping
from typing import Final

from hub.queue.rules.calls import Gap
from hub.queue.rules.visits import Need

NEEDS_NAMED: Final[Mapping[Need, str]] = {
    "pregnant": "schwanger",
    "disabled": "Behinderung",
    "wheelchair": "Rollstuhl",
    "blind": "blind",
    "deaf": "gehörlos",
    "small_children": "kleine Kinder",
    "emergency": "Notfall",
}
GAPS: Final[Mapping[Gap, str]] = {
    "no_display": "Hier hängt kein Bildschirm für diesen Aufruf.",
    "offline": "Kein Bildschirm ist verbunden.",
    "unshown": "Kein Bildschirm zeigt den Aufruf.",
}
SENTENCES: Final[Mapping[str, str]] = {
    # what was done
    "left": "{number} wartet nicht mehr.",
    "taken_back": "Der Aufruf {number} ist zurückgenommen. Die Person wartet wieder.",
    "parked": "{number} ist zurückgestellt. Der Platz in der Reihe bleibt.",
    "resumed": "{number} wartet wieder am alten Platz.",
    "ended": "{number} ist fertig.",
    "noted": "Der Vermerk zu {number} ist gespeichert.",
    "closed": "Ihr Platz ist geschlossen.",
    "opened": "Ihr Platz ist wieder offen.",
    "called_no_display": "{number} ist aufgerufen, aber hier hängt kein Bildschirm dafür."
    " Bitte rufen Sie selbst.",
    "called_offline": "{number} ist aufgerufen, aber kein Bildschirm ist verbunden."
    " Bitte rufen Sie selbst.",
    # what could not be done
    "already_over": "Diese Zeit ist heute schon vorbei.",
    "nobody_waiting": "Gerade wartet niemand, den dieser Platz aufrufen kann.",
    "unknown_ticket": "Diese Nummer gibt es nicht mehr.",
    "wrong_state": "Das geht bei {number} gerade nicht: Die Nummer ist inzwischen weiter.",
    "now_another": "Diese Nummer gehört jetzt zu {number}. Aufgerufen wird nur {number}.",
    "too_late_to_undo": "Das lässt sich nicht mehr zurücknehmen: zu lange her oder schon weiter.",
    "not_today": "Dieser Besuch war an einem anderen Tag. Daran lässt sich nichts mehr ändern.",
    "nobody_serves": "Dafür gibt es hier keinen Platz.",
    "no_room_chosen": "Wählen Sie zuerst Ihren Platz.",
    "unknown_room": "Diesen Platz gibt es nicht.",
    "unknown_concern": "Dieses Anliegen gibt es nicht.",
    "not_permitted": "Dafür hat Ihr Zugang kein Recht.",
    "idempotency_key_reused": "Das ging nicht. Bitte laden Sie die Seite neu.",
    "text_too_long": "Der Text ist zu lang. Er wurde nicht gespeichert. Bitte kürzen Sie ihn.",
    "invalid_request": "Diese Eingabe versteht das Programm nicht. Bitte prüfen Sie sie.",
}
"""By what was done, or by the key of what was refused; rooms add what only they do."""


def need_name(need: str) -> str:
    return next((words for key, words in NEEDS_NAMED.items() if key == need), need)


def sentence(
    table: Mapping[str, str], key: str, fields: Mapping[str, object], missing: Mapping[str, str]
) -> str:
    """What a page says about an outcome or a refusal, with a plain fallback.

    `missing`: what stands in the place of a field that is not known.
    """
    known = {name: value for name, value in fields.items() if value is not None}
    text = table.get(key, "Das ging nicht. Bitte versuchen Sie es noch einmal.")
    return text.format_map(_Gaps({**missing, **known}))


class _Gaps(dict[str, object]):
    """A field that nobody brings leaves nothing, rather than a fault."""

    def __missing__(self, key: str) -> str:
        return ""
