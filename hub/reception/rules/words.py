"""States, events, needs and reasons in plain German, as the page says them. Pure."""

from collections.abc import Mapping
from typing import Final

from hub.queue.rules import State
from hub.queue.rules.words import need_name
from wire.ids import TicketNumber, spoken

STATES: Final[Mapping[State, str]] = {
    "arrived": "angekommen, noch zu früh",
    "waiting": "wartet",
    "transferred": "weitergeleitet, wartet",
    "parked": "zurückgestellt",
    "called": "aufgerufen",
    "serving": "im Gespräch",
    "done": "fertig",
    "no_show": "nicht erschienen",
    "left": "gegangen",
}
ARRIVALS: Final[Mapping[str, str]] = {
    "not_yet": "noch nicht da",
    "late": "verspätet",
    "too_late": "verfallen",
    "cancelled": "abgesagt",
}
"""Where the person of an appointment is who has no visit today."""
EVENTS: Final[Mapping[str, str]] = {
    "arrive": "angemeldet",
    "issue": "Nummer gezogen",
    "activate": "ist jetzt an der Zeit",
    "call": "aufgerufen",
    "recall": "erneut aufgerufen",
    "cancel": "Aufruf zurückgenommen",
    "start": "Gespräch begonnen",
    "finish": "Gespräch beendet",
    "park": "zurückgestellt",
    "resume": "wartet wieder",
    "transfer": "weitergeleitet",
    "no_show": "nicht erschienen",
    "leave": "gegangen",
    "come_back": "wieder da",
    "undo": "zurückgenommen",
    "day_end": "Tag zu Ende",
    "merge": "verbunden",
    "needs": "Bedarf geändert",
    "note": "Vermerk geschrieben",
    "amend": "Angaben geändert",
    "printed": "auch gedruckt als",
    "paper_printed": "Zettel gedruckt",
    "paper_failed": "Zettel kam nicht heraus",
    "paper_unclear": "unklar, ob der Zettel herauskam",
    "paper_abandoned": "Zettel nicht gedruckt",
}
"""What the log says; an event that is not here is shown by its name."""
WHY: Final[Mapping[str, str]] = {
    "arrival": "gekommen um {at}",
    "appointment": "Termin um {at}: zählt {minutes} Minuten früher",
    "late": "zu spät zum Termin, gekommen um {at}: zählt {minutes} Minuten früher",
    "need": "Bedarf{need}: zählt {minutes} Minuten früher",
    "transfer": "weitergeleitet: zählt {minutes} Minuten früher",
    "bound": "mehr geht nicht: höchstens {minutes} Minuten vor der Ankunft, damit niemand zu lange"
    " wartet",
}


def state(name: str) -> str:
    return next((words for key, words in STATES.items() if key == name), ARRIVALS.get(name, name))


def event(name: str) -> str:
    return EVENTS.get(name, name)


def why(cause: str, at: str, minutes: int, stated: str | None) -> str:
    """One reason why a visit counts as come when it does; `at` as clocks show it."""
    return WHY.get(cause, cause).format(
        at=at, minutes=minutes, need=f" ({need_name(stated)})" if stated else ""
    )


def detail(event_name: str, said: str) -> str:
    """What stands beside an event in the log, in words."""
    if event_name == "needs":
        return ", ".join(need_name(one) for one in said.split(","))
    if event_name == "leave" and said.startswith("merged:"):
        return f"verbunden mit {spoken(TicketNumber(said.removeprefix('merged:')))}"
    return said
