"""What the house holds of those who work there: accounts, sessions, and who did what."""

from datetime import timedelta
from typing import Final

from hub.content.rules import EDITORS_KEPT
from hub.displays.rules import ORDERS_KEPT
from hub.emergency.rules import KEPT as ALARMS_KEPT
from hub.identity.rules.views import RECORDS_KEPT, VIEWS_KEPT
from hub.kit.periods import MESSAGES_KEPT, PERSONAL_KEPT, REQUESTS_KEPT
from hub.office.rules.log import LOG_KEPT
from hub.pairing.rules import KEPT as CODES_KEPT
from hub.presence.rules import EVACUATIONS_KEPT
from hub.privacy.rules.parts import Clock, Holding, named
from hub.privacy.rules.visitors import NOTHING, SAFETY
from hub.silent.rules import KEPT as SILENT_KEPT
from hub.sites.rules import ABSENCES_KEPT

DUTY: Final = "Art. 6 Abs. 1 Buchst. e DSGVO, Dienstvereinbarung"
SECURITY: Final = "Art. 6 Abs. 1 Buchst. c, Art. 32 DSGVO"
PROOF: Final = "Art. 5 Abs. 2, Art. 6 Abs. 1 Buchst. c DSGVO"
ERASURES_KEPT: Final = timedelta(days=3 * 365)
"""As long as an authority may ask whether a request was met."""
_SIGNING_IN: Final = "Anmelden und Rechte prüfen"
_ASKABLE: Final = "Rückfragen zu einem laufenden Vorgang"
_NEXT_TIME: Final = "Wer einen Inhalt zuletzt geändert hat"


def _account(table: str, columns: str) -> Holding:
    return Holding(
        table, named(columns), "staff", _SIGNING_IN, SECURITY, "account",
        note=f"Ein stillgelegter Zugang wird {RECORDS_KEPT.days} Tage danach gelöscht.",
    )  # fmt: skip


def _over(table: str, columns: str) -> Holding:
    clock = Clock("expires_at", NOTHING, "zum Ablauf")
    return Holding(
        table, named(columns), "staff", _SIGNING_IN, SECURITY, "deleted", clock, "sign_ins"
    )


def _editor(table: str, column: str, at: str) -> Holding:
    clock = Clock(at, EDITORS_KEPT, "der Änderung")
    return Holding(
        table, {column: "Wer"}, "staff", _NEXT_TIME, DUTY, "emptied", clock, "content"
    )  # fmt: skip


ACCOUNTS: Final = (
    _account(
        "staff",
        "id Kennung, login Anmeldename, name Name, site Standort, password_hash Prüfwert des"
        " Passworts, failed_tries Fehlversuche, locked_until Gesperrt bis, locks Sperren,"
        "disabled Stillgelegt",
    ),
    _account(
        "staff_role",
        "staff_id Person, site Standort, role Rolle, desk Zuletzt gewählter Platz",
    ),
    _account(
        "passkey",
        "id Kennung des Schlüssels, staff_id Person, name Name des Schlüssels,"
        "public_key Öffentlicher Schlüssel, sign_count Zähler, made_at Angelegt,"
        "last_used_at Zuletzt benutzt",
    ),
    _account("recovery_code", "code_hash Prüfwert des Ersatz-Codes, staff_id Person"),
    _account("staff_subject", "issuer Anmeldedienst, subject Kennung dort, staff_id Person"),
    _over(
        "staff_session",
        "token_hash Prüfwert der Sitzung, staff_id Person, browser Browser, room Platz,"
        "created_at Seit, last_seen_at Zuletzt, expires_at Bis, csrf Prüfwert der Formulare,"
        "site Standort, proved_at Zuletzt ausgewiesen, must_enrol Braucht noch einen Schlüssel",
    ),
    _over(
        "staff_link",
        "staff_id Person, token_hash Prüfwert, made_by Von wem, made_at Wann, expires_at Bis",
    ),
    _over(
        "sign_in_step",
        "token_hash Prüfwert, staff_id Person, challenge Frage, tries Versuche, expires_at Bis",
    ),
    _over("oidc_step", "state_hash Prüfwert, nonce Einmalwert, verifier Prüfwert der Rückkehr"),
    Holding(
        "staff_event",
        named("staff_id Person, at Zeit, kind Ereignis, by Durch wen, detail Angabe"),
        "staff", "Nachvollziehen, was mit einem Zugang geschah", SECURITY, "deleted",
        Clock("at", RECORDS_KEPT, "dem Ereignis"), "accounts",
    ),
    Holding(
        "system_token", named("made_by Von wem, revoked_by Beendet durch"), "staff",
        "Zugänge anderer Systeme verantworten", SECURITY, "deleted",
        Clock("expires_at", RECORDS_KEPT, "dem Ablauf"), "accounts",
    ),
)  # fmt: skip
RECORDS: Final = (
    Holding(
        "personal_view",
        named(
            "at Zeit, staff_id Wer, login Anmeldename, kind Was, subject Betrifft, page Seite,"
            "purpose Zweck, delete_on Löschen am"
        ),
        "staff", "Festhalten, wer wessen Daten gesehen hat", PROOF, "deleted",
        Clock("delete_on", NOTHING, "der Ansicht", told=VIEWS_KEPT), "views",
    ),
    Holding(
        "four_eyes",
        named(
            "act Worum es geht, subject Betrifft, why Grund, asked_by Wer, asked_login Anmeldename,"
            "asked_at Wann, decided_by Wer entschied, decided_login Anmeldename der zweiten Person,"
            "decided_at Entschieden, granted Zugestimmt"
        ),
        "staff", "Belegen, dass zwei Personen einig waren", PROOF, "deleted",
        Clock("asked_at", RECORDS_KEPT, "dem Antrag"), "accounts",
    ),
    Holding(
        "erasure", named("asked_by Beantragt von, granted_by Zugestimmt von"), "staff",
        "Belegen, dass ein Antrag auf Löschung erfüllt wurde", PROOF, "deleted",
        Clock("at", ERASURES_KEPT, "der Löschung"), "erasures",
    ),
    Holding(
        "house_change",
        named("login Wer, at Wann, before Davor, after Danach"),
        "staff", "Nachvollziehen, wer die Einrichtung geändert hat", DUTY, "deleted",
        Clock("at", LOG_KEPT, "der Änderung"), "office",
        note=f"Was von Abwesenheiten spricht, schon {ABSENCES_KEPT.days} Tage nach ihrem Ende.",
    ),
    Holding(
        "absence",
        named("staff Wer, room Platz, kind Art, starts_at Von, ends_at Bis"),
        "staff", "Planen, wer da ist", DUTY, "deleted",
        Clock("ends_at", ABSENCES_KEPT, "ihrem Ende"), "office",
    ),
    Holding(
        "inbox", named("id Kennung der Meldung, sender Absender"), "staff",
        "Wiederholte Meldungen nur einmal ausführen", DUTY, "deleted",
        Clock("received_at", MESSAGES_KEPT, "dem Eingang"), "messages",
        note=f"Anfragen von Beschäftigten {REQUESTS_KEPT.days} Tag, und ohne deren Namen.",
    ),
    Holding(
        "appointment", named("adviser Beratung"), "staff", "Termine am eigenen Platz finden",
        DUTY, "emptied", Clock("starts_at", PERSONAL_KEPT, "dem Termin"), "people",
    ),
    Holding(
        "ticket_event", named("actor Durch wen"), "staff", _ASKABLE, DUTY, "emptied",
        Clock("at", PERSONAL_KEPT, "dem Ereignis"), "visits",
    ),
    Holding(
        "ticket_note", named("actor Von wem"), "staff", _ASKABLE, DUTY, "deleted",
        Clock("at", PERSONAL_KEPT, "dem Vermerk"), "visits",
    ),
)  # fmt: skip
SAFETY_RECORDS: Final = (
    Holding(
        "alarm", named("raised_by Ausgelöst von, ended_by Beendet von"), "staff",
        "Nachvollziehen, wer gewarnt hat", SAFETY, "deleted",
        Clock("ended_at", ALARMS_KEPT, "dem Ende"), "alarms",
    ),
    Holding(
        "evacuation", named("begun_by Begonnen von, ended_by Beendet von"), "staff",
        "Nachweis einer Räumung", SAFETY, "deleted",
        Clock("ended_at", EVACUATIONS_KEPT, "dem Ende"), "presence",
    ),
    Holding(
        "evacuation_mark", named("by Abgehakt von"), "staff", "Nachweis einer Räumung", SAFETY,
        "deleted",
        Clock(
            "ended_at", EVACUATIONS_KEPT, "dem Ende der Räumung", by="evacuation",
            table="evacuation",
        ),
        "presence",
    ),
    Holding(
        "evacuation_staff",
        named(
            "staff_id Person, name Name, room Platz, floor Geschoss, since Seit,"
            "seen_at Zuletzt"
        ),
        "staff", "Niemanden im Haus vergessen", SAFETY, "deleted",
        Clock(
            "ended_at", EVACUATIONS_KEPT, "dem Ende der Räumung", by="evacuation",
            table="evacuation",
        ),
        "presence",
    ),
    Holding(
        "silent_call",
        named(
            "staff Person, name Name, room Platz, raised_at Gerufen, escalated_at Laut seit,"
            "ended_at Beendet, ended_by Beendet von, outcome Ausgang, note Vermerk"
        ),
        "staff", "Hilfe holen; Vorfälle aufarbeiten", SAFETY, "deleted",
        Clock("ended_at", SILENT_KEPT, "dem Ende"), "silent",
    ),
    Holding(
        "silent_answer", named("staff Person, name Name, at Zeit"), "staff",
        "Wissen, wer zu Hilfe kommt", SAFETY, "deleted",
        Clock("ended_at", SILENT_KEPT, "dem Ende des Rufs", by="call", table="silent_call"),
        "silent",
    ),
)  # fmt: skip
WORK: Final = (
    _editor("content_item", "came_by", "came_at"),
    _editor("content_item", "gone_by", "gone_at"),
    _editor("content_playlist", "changed_by", "changed_at"),
    _editor("content_notice", "changed_by", "changed_at"),
    _editor("content_upload", "came_by", "came_at"),
    Holding(
        "content_upload", named("name Dateiname"), "staff", "Stand einer hochgeladenen Datei",
        DUTY, "deleted", Clock("ended_at", EDITORS_KEPT, "dem Ende der Prüfung"), "content",
    ),
    Holding(
        "display_order", named("ordered_by Wer"), "staff", _ASKABLE, DUTY, "deleted",
        Clock("ordered_at", ORDERS_KEPT, "dem Auftrag"), "displays",
    ),
    Holding(
        "pairing", named("claimed_by Wer, address Adresse des Geräts"), "staff",
        "Ein neues Display koppeln", SECURITY, "deleted",
        Clock("expires_at", CODES_KEPT, "dem Ablauf des Codes"), "players",
    ),
)  # fmt: skip
