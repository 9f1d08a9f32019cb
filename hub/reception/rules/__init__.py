"""Who may do what, the sentences of the page, and when a line becomes an exception. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal

from hub.appointments.rules import Appointment
from hub.queue.rules import Gap, Ticket
from wire.look import Lang
from wire.messages import Heard

Arrival = Literal["not_yet", "late", "too_late", "here", "gone", "served", "cancelled"]
"""Noch nicht da, verspätet, Termin verfallen, da, wieder gegangen, erledigt, abgesagt."""

UNHEARD_AFTER: Final = timedelta(seconds=60)
"""Calls are spoken one after another, each in up to 10 seconds; later than this one is missing."""
NEAR_BOUND: Final = 0.8
"""Share of the bound from which a walk-in is an exception."""
OVERDUE: Final = timedelta(minutes=10)
"""How long after its time an appointment that waits here is an exception."""
PRINTING: Final = timedelta(seconds=10)
"""A slip takes 2 to 4 seconds; longer than this is an exception."""

PAPER: Final = {
    "pending": "Zettel wird gedruckt",
    "failed": "Zettel kam nicht heraus",
    "unclear": "Unklar, ob der Zettel herauskam",
    "abandoned": "Zettel nicht gedruckt, Person war weg",
}
GAPS: Final[Mapping[Gap, str]] = {
    "no_display": "Hier hängt kein Bildschirm für diesen Aufruf",
    "offline": "Kein Bildschirm ist verbunden",
    "unshown": "Kein Bildschirm zeigt den Aufruf",
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
LANGUAGES: Final[dict[Lang, str]] = {
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
    "issued": "Neue Nummer: {number}. Wartezone {zone}{wait}.",
    "checked_in": "{number} ist angemeldet. Wartezone {zone}{wait}.",
    "checked_in_again": "Schon angemeldet: {number}, Wartezone {zone}.",
    "helped": "Danke. Der Hilferuf ist erledigt.",
    "came_back": "{number} ist wieder da und wartet.",
    "started": "{number}: Das Gespräch hat begonnen.",
    "ended": "{number} ist fertig.",
    "missed": "{number} ist nicht gekommen. Kommt die Person noch, rufen Sie sie wieder auf.",
    "left": "{number} wartet nicht mehr.",
    "taken_back": "Der Aufruf {number} ist zurückgenommen. Die Person wartet wieder.",
    "parked": "{number} ist zurückgestellt. Der Platz in der Reihe bleibt.",
    "resumed": "{number} wartet wieder am alten Platz.",
    "transferred": "{number} ist weitergeleitet: {concern}, Wartezone {zone}.",
    "merged": "{number} gilt jetzt für beide. Die andere Nummer wird nicht aufgerufen.",
    "needs_set": "Der Bedarf von {number} ist notiert.",
    "noted": "Der Vermerk zu {number} ist gespeichert.",
    "undone": "Zurückgenommen. {number}: {state}.",
    "closed": "Ihr Platz ist geschlossen.",
    "opened": "Ihr Platz ist wieder offen.",
    "called_no_display": "{number} ist aufgerufen, aber hier hängt kein Bildschirm dafür."
    " Bitte rufen Sie selbst.",
    "called_offline": "{number} ist aufgerufen, aber kein Bildschirm ist verbunden."
    " Bitte rufen Sie selbst.",
    "nobody_found": "Niemand gefunden für „{typed}“.",
    "reprinted": "Der Zettel {number} wird noch einmal gedruckt.",
    # what could not be done
    "ticket_already_called": "{room} hat {number} gerade aufgerufen.",
    "desk_is_busy": "Hier ist noch {number} aufgerufen oder im Gespräch. Beenden Sie das zuerst.",
    "room_closed": "{room} ist geschlossen. Öffnen Sie den Platz, dann können Sie aufrufen.",
    "already_over": "Diese Zeit ist heute schon vorbei.",
    "nobody_waiting": "Gerade wartet niemand, den dieser Platz aufrufen kann.",
    "unknown_ticket": "Diese Nummer gibt es nicht mehr.",
    "unknown_appointment": "Diesen Termin gibt es nicht mehr.",
    "unknown_call": "Diesen Aufruf gibt es nicht.",
    "wrong_state": "Das geht bei {number} gerade nicht: Die Nummer ist inzwischen weiter.",
    "no_slip": "{number} wurde am Empfang vergeben. Dazu gibt es keinen Zettel.",
    "kiosk_away": "{kiosk} ist nicht verbunden. Schreiben Sie die Nummer bitte auf.",
    "still_printing": "Der Zettel {number} wird schon gedruckt. Bitte warten Sie kurz.",
    "not_your_ticket": "Diese Nummer hat ein anderes Gerät vergeben.",
    "too_late_to_undo": "Das lässt sich nicht mehr zurücknehmen: zu lange her oder schon weiter.",
    "unknown_need": "Diesen Bedarf kennt das Programm nicht.",
    "need_without_reason": "Schreiben Sie kurz auf, warum diese Person früher drankommt.",
    "now_another": "Diese Nummer gehört jetzt zu {number}. Aufgerufen wird nur {number}.",
    "needs_changed": "Das hat eben jemand geändert. Bitte prüfen und noch einmal speichern.",
    "number_unclear": "Diese Nummer gibt es mehrmals. Schreiben Sie den Buchstaben davor.",
    "not_today": "Dieser Besuch war an einem anderen Tag. Daran lässt sich nichts mehr ändern.",
    "nobody_serves": "Dafür gibt es hier keinen Platz.",
    "invalid_rule": "Diese Werte passen nicht zusammen. Bitte prüfen Sie sie.",
    "numbers_used_up": "Für heute sind alle Nummern vergeben. Sagen Sie Ihrer Leitung Bescheid.",
    "no_room_chosen": "Wählen Sie zuerst Ihren Platz.",
    "unknown_zone": "Diese Wartezone gibt es nicht.",
    "unknown_room": "Diesen Platz gibt es nicht.",
    "unknown_concern": "Dieses Anliegen gibt es nicht.",
    "concern_closed": "Für dieses Anliegen werden heute keine Nummern mehr gezogen.",
    "not_permitted": "Dafür hat Ihr Zugang kein Recht.",
    "idempotency_key_reused": "Das ging nicht. Bitte laden Sie die Seite neu.",
    "invalid_request": "Diese Eingabe versteht das Programm nicht. Bitte prüfen Sie sie.",
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


def sentence(key: str, fields: Mapping[str, object]) -> str:
    """What the page says about an outcome or an error, with a plain fallback."""
    known = {name: value for name, value in fields.items() if value is not None}
    text = SENTENCES.get(key, "Das ging nicht. Bitte versuchen Sie es noch einmal.")
    return text.format_map(_Gaps(known))


class _Gaps(dict[str, object]):
    """A field that an error does not bring leaves a plain word rather than a fault."""

    def __missing__(self, key: str) -> str:
        words = {"number": "Diese Nummer", "room": "Ein anderer Platz", "kiosk": "Der Kiosk"}
        return words.get(key, "")


def language(code: str) -> str:
    return next((name for lang, name in LANGUAGES.items() if lang == code), code)


def languages(codes: Iterable[str]) -> str:
    """In which languages something was said: "Deutsch und Türkisch"."""
    return " und ".join(language(code) for code in codes)


def minutes(since: datetime, now: datetime) -> int:
    """Whole minutes that have passed, never negative."""
    return max(0, int((now - since).total_seconds() // 60))


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


def slip_is_trouble(paper: str, paper_at: datetime | None, now: datetime) -> bool:
    """Paper that came out, or is not expected, stays quiet; so does a printer at work."""
    if paper == "pending":
        return paper_at is not None and now - paper_at >= PRINTING
    return paper in ("failed", "unclear", "abandoned")


def near_bound(ticket: Ticket, now: datetime, bound: timedelta) -> bool:
    """Whether this wait is an exception: a walk-in near the bound, an overdue appointment."""
    if ticket.appointment_at is None:
        return now - ticket.since >= NEAR_BOUND * bound
    return now - max(ticket.appointment_at, ticket.since) >= OVERDUE
