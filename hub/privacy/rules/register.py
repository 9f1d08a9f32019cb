"""The register (Verzeichnis): every column that speaks of a person, why, and until when. Pure."""

from typing import Final

from hub.privacy.rules import staff, visitors
from hub.privacy.rules.parts import TIMED, Holding

REGISTER: Final[tuple[Holding, ...]] = (
    *visitors.APPOINTMENTS, *visitors.VISITS, *visitors.OTHERS,
    *staff.ACCOUNTS, *staff.RECORDS, *staff.SAFETY_RECORDS, *staff.WORK,
)  # fmt: skip
ENDING: Final[tuple[Holding, ...]] = tuple(one for one in REGISTER if one.then in TIMED)
"""What the night empties, replaces or deletes."""
TABLES: Final = {
    "absence": "Abwesenheiten", "alarm": "Alarme", "appointment": "Termine", "call": "Aufrufe",
    "call_addressee": "Anzeige der Aufrufe", "content_item": "Inhalte der Displays",
    "content_notice": "Hinweise auf Displays", "content_playlist": "Programme der Displays",
    "content_upload": "Hochgeladene Dateien", "display_order": "Aufträge an Displays",
    "erasure": "Löschungen auf Antrag", "evacuation": "Räumungen",
    "evacuation_mark": "Abhaken bei Räumungen", "evacuation_staff": "Beschäftigte bei Räumungen",
    "four_eyes": "Anträge an zwei Personen", "house_change": "Änderungen der Einrichtung",
    "inbox": "Ausgeführte Meldungen", "oidc_step": "Begonnene Anmeldungen am Konto des Amts",
    "outbox": "Wartende Nachrichten", "pairing": "Kopplungen", "passkey": "Passkeys",
    "personal_view": "Einsichten", "presence_sign": "Zeichen der Anwesenheit",
    "printed_number": "Am Kiosk gedruckte Nummern", "receipt": "Abgegebene Unterlagen",
    "recovery_code": "Ersatz-Codes", "sign_in_step": "Begonnene Anmeldungen",
    "silent_answer": "Antworten auf stille Rufe", "silent_call": "Stille Rufe",
    "staff": "Zugänge", "staff_event": "Ereignisse an Zugängen", "staff_link": "Einmal-Links",
    "staff_role": "Rollen", "staff_session": "Sitzungen",
    "staff_subject": "Verknüpfungen mit dem Konto des Amts",
    "system_token": "Zugänge anderer Systeme", "ticket": "Besuche",
    "ticket_event": "Verlauf der Besuche", "ticket_note": "Vermerke",
}  # fmt: skip
"""What a table is called."""
STEPS: Final = {
    "messages": "Ausgeführte Meldungen", "post": "Abgelaufene Nachrichten",
    "people": "Namen an Terminen", "letters": "Kennungen auf Briefen",
    "visits": "Vermerke, Gründe und Namen an Besuchen", "follows": "Handy-Seiten",
    "addressees": "Anzeige der Aufrufe", "papers": "Abgegebene Unterlagen",
    "content": "Namen an Inhalten", "alarms": "Alarme", "displays": "Aufträge an Displays",
    "presence": "Anwesenheit und Räumungen", "silent": "Stille Rufe", "players": "Kopplungen",
    "office": "Protokoll der Einrichtung, Abwesenheiten", "views": "Einsichten",
    "sign_ins": "Sitzungen und Anmeldungen", "accounts": "Ereignisse, Anträge, Systeme",
    "erasures": "Nachweise von Löschungen", "reports": "Berichte der Nächte",
}  # fmt: skip
"""What the steps of the night are called."""
