"""What the manager's pages say: alerts and what to do, the parameters of the order in German."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.queue.rules import LEAST_BOUND, LONGEST_MINUTES, Need
from wire.ids import TicketNumber, spoken

ROOM_STATES: Final[Mapping[str, str]] = {
    "free": "frei",
    "called": "aufgerufen",
    "serving": "im Gespräch",
    "closed": "geschlossen",
    "away": "abwesend",
}
MOST_NUMBERS: Final = 4
"""Of so many tickets the numbers are told; of more, how many there are."""


@dataclass(frozen=True)
class AlertText:
    """`text` names what it is about by `{name}`, `{numbers}`, `{wait}`, `{troubles}`."""

    text: str
    todo: str
    link: str
    link_text: str


ALERTS: Final[Mapping[str, AlertText]] = {
    "help": AlertText(
        "{name}: Jemand bittet um Hilfe.",
        "Bitte schicken Sie jemanden hin. Der Eingang bestätigt es.",
        "/reception", "Zum Eingang",
    ),
    "unserved": AlertText(
        "{name}: {numbers} {wait}, aber kein offener Platz kann aufrufen.",
        "Öffnen Sie einen Platz dafür, oder lassen Sie jemanden weiterleiten.",
        "/office/list/room", "Zu den Plätzen",
    ),
    "bound": AlertText(
        "Wartezone {name}: {numbers} {wait} schon lange.",
        "Setzen Sie dort einen Platz mehr ein.",
        "/reception", "Zur Warteschlange",
    ),
    "unseen": AlertText(
        "{name}: Kein Bildschirm zeigt den Aufruf {numbers}.",
        "Jemand muss die Person selbst aufrufen.",
        "/displays", "Zu den Displays",
    ),
    "uncome": AlertText(
        "{name}: {numbers} wurde vor über zehn Minuten aufgerufen, seither ist nichts vermerkt.",
        "Fragen Sie am Platz nach: Läuft das Gespräch, oder ist niemand gekommen?",
        "/reception", "Zum Eingang",
    ),
    "printer": AlertText(
        "{name}: {troubles}.",
        "Der Kiosk gibt keine Zettel aus. Bitte schicken Sie jemanden mit Papier hin.",
        "/reception", "Zum Eingang",
    ),
    "display": AlertText(
        "{name} ist nicht verbunden.",
        "Dort sieht niemand Aufrufe. Sagen Sie der Technik Bescheid.",
        "/displays/{ref}", "Zum Display",
    ),
    "kiosk": AlertText(
        "{name} ist nicht verbunden.",
        "Der Kiosk arbeitet allein weiter, seine Nummern kommen verspätet an. "
        "Sagen Sie der Technik Bescheid.",
        "/reception", "Zum Eingang",
    ),
    "stranded": AlertText(
        "{name}: Termine um {numbers} Uhr, aber dort ist dann niemand.",
        "Lassen Sie sie an einen anderen Platz legen, oder setzen Sie jemanden dorthin.",
        "/reception", "Zu den Terminen",
    ),
    "left": AlertText(
        "{name}: Alle, die dort arbeiten, sind abwesend.",
        "Wer sich dort anmeldet, kann aufrufen.",
        "/office/list/absence", "Zu den Abwesenheiten",
    ),
    "away": AlertText(
        "{name} ist als abwesend eingetragen.",
        "Stimmt das nicht mehr, beenden Sie die Abwesenheit.",
        "/office/list/absence", "Zu den Abwesenheiten",
    ),
    "device": AlertText(
        "{name}: {troubles}.",
        "Sagen Sie der Technik Bescheid.",
        "/reception", "Zum Eingang",
    ),
}  # fmt: skip


def numbers(found: Sequence[str]) -> str:
    """Tickets as they are told: "W 004 und W 007", or how many there are."""
    if len(found) > MOST_NUMBERS:
        return f"{len(found)} Personen"
    said = [spoken(TicketNumber(one)) for one in found]
    before = ", ".join(said[:-1])
    return f"{before} und {said[-1]}" if before else "".join(said)


@dataclass(frozen=True)
class Parameter:
    """A field of the rule: its name, and what it means, with its own value as `{n}`."""

    label: str
    meaning: str


GUARANTEE: Final = (
    "Niemand wird vor jemandem aufgerufen, der mehr als {bound} Minuten früher an der Reihe war."
)
PARAMETERS: Final[Mapping[str, Parameter]] = {
    "bound": Parameter(
        "Grenze der Gerechtigkeit",
        "So viele Minuten kann jemand höchstens vorgezogen werden, aus welchem Grund auch immer.",
    ),
    "appointment_credit": Parameter(
        "Vorrang mit Termin",
        "Wer einen Termin hat und pünktlich ist, zählt so viele Minuten früher als der Termin. "
        "Höchstens die Grenze.",
    ),
    "due_early": Parameter(
        "Vor dem Termin aufrufen",
        "Ab so vielen Minuten vor dem Termin wird die Person wie alle anderen aufgerufen. Vorher "
        "nur, wenn sonst niemand wartet.",
    ),
    "grace": Parameter(
        "Karenz nach dem Termin",
        "Wer bis zu so viele Minuten nach dem Termin kommt, gilt noch als pünktlich.",
    ),
    "late_credit": Parameter(
        "Vorrang bei Verspätung",
        "Wer später als die Karenz kommt, zählt so viele Minuten früher als die Ankunft. "
        "Höchstens Vorrang mit Termin und Karenz zusammen.",
    ),
    "transfer_credit": Parameter(
        "Vorrang nach dem Weiterleiten",
        "Wer weitergeleitet wird, zählt so viele Minuten früher. Höchstens die Grenze.",
    ),
    "language_patience": Parameter(
        "Geduld für die Sprache",
        "So viele Minuten wartet jemand auf einen offenen Platz, an dem man die Sprache spricht. "
        "Danach ruft jeder Platz auf. Höchstens die Grenze.",
    ),
}
NEEDS: Final[Mapping[Need, str]] = {
    "pregnant": "Schwangerschaft",
    "disabled": "Behinderung",
    "wheelchair": "Rollstuhl",
    "blind": "Blindheit",
    "deaf": "Gehörlosigkeit",
    "small_children": "Kleine Kinder dabei",
    "emergency": "Notfall",
}
"""By how many minutes each moves a visit forward."""


def field_name(field: str) -> str:
    """What a parameter is called on the page."""
    found = PARAMETERS.get(field)
    if found is not None:
        return found.label
    need = field.removeprefix("needs.")
    return next((label for key, label in NEEDS.items() if key == need), field)


def limit(field: str) -> str:
    """Between what the number of a field must lie, in words."""
    if field in ("appointment_credit", "transfer_credit", "language_patience"):
        return "Es darf nicht mehr sein als die Grenze der Gerechtigkeit."
    if field == "late_credit":
        return "Es darf nicht mehr sein als Vorrang mit Termin und Karenz zusammen."
    least = LEAST_BOUND if field == "bound" else 0
    return f"Bitte geben Sie ganze Minuten von {least} bis {LONGEST_MINUTES} an."


def guarantee(bound: int) -> str:
    return GUARANTEE.format(bound=bound)
