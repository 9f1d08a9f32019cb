"""Who may do what, the sentences of the page, and when a line becomes an exception. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal

from hub.appointments.rules import Appointment
from hub.queue.rules import Entry, Ticket
from hub.queue.rules import words as queue_words
from wire.messages import Heard

Arrival = Literal["not_yet", "late", "too_late", "here", "gone", "served", "cancelled"]
"""Noch nicht da, verspätet, Termin verfallen, da, wieder gegangen, erledigt, abgesagt."""

UNHEARD_AFTER: Final = timedelta(seconds=60)
"""Calls are spoken one after another, each in up to 10 seconds; later than this one is missing."""
JUST_NOW: Final = timedelta(seconds=8)
"""So long a visit is marked that a colleague has changed."""
_OF_STAFF: Final = frozenset(
    {
        "call", "recall", "cancel", "start", "finish", "park", "resume", "transfer", "no_show",
        "leave", "undo", "merge", "needs", "note",
    }
)  # fmt: skip
_NOBODY: Final = frozenset({"", "hub", "phone", "reception"})
"""What acts without anybody's name: the hub by itself, a visitor's phone."""
PRINTING: Final = timedelta(seconds=10)
"""A slip takes 2 to 4 seconds; longer than this is an exception."""

PAPER: Final = {
    "pending": "Zettel wird gedruckt",
    "failed": "Zettel kam nicht heraus",
    "unclear": "Unklar, ob der Zettel herauskam",
    "abandoned": "Zettel nicht gedruckt, Person war weg",
}
UNHEARD: Final[Mapping[Heard, str]] = {
    "chime": "nur Gong, keine Stimme",
    "quiet": "nicht angesagt, Ruhezeit",
    "silent": "nicht angesagt, kein Ton",
}
"""Why nothing was spoken."""
REFUSED: Final = {
    "cancelled": "Termin ist abgesagt",
    "wrong_day": "Termin ist an einem anderen Tag",
    "wrong_site": "Brief ist von einem anderen Amt",
    "too_early": "Termin ist erst später",
    "too_late": "Termin ist verfallen",
    "unknown": "Zum Brief gibt es keinen Termin",
    "forged": "Brief ist nicht echt",
    "foreign": "Brief ist nicht von uns",
    "finished": "Termin ist schon erledigt",
    "unknown_concern": "Anliegen gibt es hier nicht",
    "concern_closed": "Anliegen war schon geschlossen",
    "too_many_tries": "Zu viele falsche Kurzcodes",
}
"""Why the hub would not have given the number that a kiosk alone gave out."""
SENTENCES: Final[Mapping[str, str]] = {
    **queue_words.SENTENCES,
    # what was done
    "issued": "Neue Nummer: {number}. Wartezone {zone}{wait}.",
    "checked_in": "{number} ist angemeldet. Wartezone {zone}{wait}.",
    "checked_in_again": "Schon angemeldet: {number}, Wartezone {zone}.",
    "helped": "Danke. Der Hilferuf ist erledigt.",
    "came_back": "{number} ist wieder da und wartet.",
    "started": "{number}: Das Gespräch hat begonnen.",
    "missed": "{number} ist nicht gekommen. Kommt die Person noch, rufen Sie sie wieder auf.",
    "transferred": "{number} ist weitergeleitet: {concern}, Wartezone {zone}.",
    "merged": "{number} gilt jetzt für beide. Die andere Nummer wird nicht aufgerufen.",
    "needs_set": "Der Bedarf von {number} ist notiert.",
    "undone": "Zurückgenommen. {number}: {state}.",
    "nobody_found": "Niemand gefunden für „{typed}“.",
    "reprinted": "Der Zettel {number} wird noch einmal gedruckt.",
    # what could not be done
    "ticket_already_called": "{room} hat {number} gerade aufgerufen.",
    "desk_is_busy": "Hier ist noch {number} aufgerufen oder im Gespräch. Beenden Sie das zuerst.",
    "room_closed": "{room} ist geschlossen. Öffnen Sie den Platz, dann können Sie aufrufen.",
    "unknown_appointment": "Diesen Termin gibt es nicht mehr.",
    "unknown_call": "Diesen Aufruf gibt es nicht.",
    "no_slip": "{number} wurde am Empfang vergeben. Dazu gibt es keinen Zettel.",
    "kiosk_away": "{kiosk} ist nicht verbunden. Schreiben Sie die Nummer bitte auf.",
    "still_printing": "Der Zettel {number} wird schon gedruckt. Bitte warten Sie kurz.",
    "not_your_ticket": "Diese Nummer hat ein anderes Gerät vergeben.",
    "unknown_need": "Diesen Bedarf kennt das Programm nicht.",
    "need_without_reason": "Schreiben Sie kurz auf, warum diese Person früher drankommt.",
    "needs_changed": "Das hat eben jemand geändert. Bitte prüfen und noch einmal speichern.",
    "number_unclear": "Diese Nummer gibt es mehrmals. Schreiben Sie den Buchstaben davor.",
    "invalid_rule": "Diese Werte passen nicht zusammen. Bitte prüfen Sie sie.",
    "numbers_used_up": "Für heute sind alle Nummern vergeben. Sagen Sie Ihrer Leitung Bescheid.",
    "unknown_zone": "Diese Wartezone gibt es nicht.",
    "concern_closed": "Für dieses Anliegen werden heute keine Nummern mehr gezogen.",
    # why an appointment could not be checked in
    "unknown": "Zu diesem Kurzcode gibt es keinen Termin. Bitte prüfen Sie die Zeichen.",
    "wrong_day": "Dieser Termin ist an einem anderen Tag{starts}.",
    "wrong_site": "Dieser Brief gilt für {site_name}.",
    "too_early": "Der Termin ist um {starts_at}. Anmelden geht ab {come_from}.",
    "too_late": "Der Termin war um {starts_at}. Er ist verfallen. Ziehen Sie eine Nummer.",
    "cancelled": "Dieser Termin ist abgesagt.",
    "finished": "Dieser Termin ist schon erledigt.",
    "foreign": "Das ist kein Kurzcode von uns.",
    "forged": "Das ist kein Kurzcode von uns.",
    "too_many_tries": "Zu viele falsche Kurzcodes. Bitte warten Sie 5 Minuten.",
}
MISSING: Final = {"number": "Diese Nummer", "room": "Ein anderer Platz", "kiosk": "Der Kiosk"}


def sentence(key: str, fields: Mapping[str, object]) -> str:
    """What the page says about an outcome or an error, with a plain fallback."""
    return queue_words.sentence(SENTENCES, key, fields, MISSING)


def percentile(values: Iterable[int], share: float) -> int | None:
    """Nearest-rank percentile; None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def arrival(
    appointment: Appointment, ticket: Ticket | None, now: datetime, late: timedelta
) -> Arrival:
    """Where the person of an appointment is; `late` is how long after its time check-in is open."""
    if ticket is not None:
        by_state: dict[str, Arrival] = {"done": "served", "no_show": "gone", "left": "gone"}
        return by_state.get(ticket.state, "here")
    if appointment.state == "cancelled":
        return "cancelled"
    if now <= appointment.starts_at:
        return "not_yet"
    return "late" if now <= appointment.starts_at + late else "too_late"


def by_staff(one: Entry) -> bool:
    """Whether a member of staff has done it, so that colleagues wonder who."""
    return one.event in _OF_STAFF and one.actor not in _NOBODY


def slip_is_trouble(paper: str, paper_at: datetime | None, now: datetime) -> bool:
    """Paper that came out, or is not expected, stays quiet; so does a printer at work."""
    if paper == "pending":
        return paper_at is not None and now - paper_at >= PRINTING
    return paper in ("failed", "unclear", "abandoned")
