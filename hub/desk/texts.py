"""What the adviser's page says: why somebody is next, outcomes and refusals, in plain German."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final, Protocol

from hub.queue.rules import Cause, Need, words

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
SENTENCES: Final[Mapping[str, str]] = {
    **words.SENTENCES,
    # what was done
    "missed": "{number} ist nicht gekommen.",
    "transferred": "{number} ist weitergeleitet und behält den Platz in der Reihe.",
    "undone": "Zurückgenommen.",
    # what could not be done
    "called_meanwhile": "{number} haben Sie schon aufgerufen. Es wurde niemand sonst aufgerufen.",
    "ticket_already_called": "{number} wurde eben an einem anderen Platz aufgerufen: {room}.",
    "desk_is_busy": "An Ihrem Platz ist schon {number}. Es wurde niemand sonst aufgerufen.",
    "room_closed": "Ihr Platz ist geschlossen. Öffnen Sie ihn, dann können Sie aufrufen.",
}
"""By what was done, or by the key of what was refused."""
MISSING: Final = {"number": "Diese Nummer", "room": "nebenan"}


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
    return words.sentence(SENTENCES, key, fields, MISSING)


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
        return f"{words.need_name(one.need) if one.need else 'Bedarf'}: {one.minutes} min Vorrang"
    if one.cause == "transfer":
        return f"weitergeleitet: {one.minutes} min Vorrang"
    if one.cause == "bound":
        return f"zusammen höchstens {one.minutes} min Vorrang"
    return ""
