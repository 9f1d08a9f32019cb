"""What the house holds of visitors: appointments, visits, papers, and the messages about them."""

from datetime import timedelta
from typing import Final

from hub.intake.rules import KEPT as PAPERS_KEPT
from hub.kit.periods import LETTERS_KEPT, MESSAGES_KEPT, PERSONAL_KEPT
from hub.presence.rules import EVACUATIONS_KEPT, SIGNS_KEPT
from hub.privacy.rules.parts import Clock, Holding, named
from hub.queue.rules import MERGED

TASK: Final = "Art. 6 Abs. 1 Buchst. e DSGVO, §§ 67a, 67b SGB X"
HEALTH: Final = "Art. 9 Abs. 2 Buchst. b DSGVO, § 67b Abs. 1 SGB X"
SAFETY: Final = "Art. 6 Abs. 1 Buchst. c DSGVO, § 10 ArbSchG"
STATISTICS: Final = "Art. 6 Abs. 1 Buchst. e, Art. 89 DSGVO, § 67c Abs. 3 SGB X"
NOTHING: Final = timedelta()
_BOOKED: Final = "dem Termin"
_OCCURRED: Final = "dem Ereignis"

APPOINTMENTS: Final = (
    Holding(
        "appointment", named("person Name, born Geburtsdatum"), "visitor",
        "Person am Empfang erkennen und aufrufen", TASK, "emptied",
        Clock("starts_at", PERSONAL_KEPT, _BOOKED), "people",
    ),
    Holding(
        "appointment", named("id Kennung auf dem Brief, short_code Kurzcode auf dem Brief"),
        "visitor", "Anmeldung mit dem Brief; Beschwerden über einen Termin klären", TASK,
        "replaced", Clock("starts_at", LETTERS_KEPT, _BOOKED), "letters",
    ),
    Holding(
        "appointment",
        named(
            "starts_at Beginn, minutes Dauer in Minuten, concern Anliegen, room Raum,"
            "lang Sprache, state Stand, checked_in_at Angemeldet um, ticket_id Besuch"
        ),
        "visitor", "Termine führen und zählen", STATISTICS, "figure",
    ),
)  # fmt: skip
VISITS: Final = (
    Holding(
        "ticket", named("follow Adresse der Handy-Seite"), "visitor",
        "Warten mit dem eigenen Telefon verfolgen", TASK, "emptied",
        Clock("day", timedelta(days=1), "dem Tag des Besuchs"), "follows",
    ),
    Holding(
        "ticket", named("needs Bedarf, need_reason Grund des Bedarfs"), "visitor",
        "Vorrang in der Reihenfolge; Hilfe bei einer Räumung", HEALTH, "emptied",
        Clock("issued_at", PERSONAL_KEPT, "der Ausgabe der Nummer"), "visits",
    ),
    Holding(
        "ticket", named("transferred_from Weitergegeben von"), "visitor",
        "Besuch an einen anderen Platz weitergeben", TASK, "emptied",
        Clock("issued_at", PERSONAL_KEPT, "der Ausgabe der Nummer"), "visits",
    ),
    Holding(
        "ticket",
        named(
            "id Kennung des Besuchs, day Tag, series Nummernkreis, number Nummer,"
            "concern Anliegen, concerns Weitere Anliegen, zone Wartezone, room Raum, lang Sprache,"
            "appointment_id Termin, appointment_at Zeit des Termins, letter Termin auf dem Brief,"
            "refused Warum am Kiosk allein angenommen, state Stand, persons Personen,"
            "origin Ausgegeben durch, issued_at Ausgegeben um, queued_at Wartet seit,"
            "place_at Platz seit, called_at Aufgerufen um, started_at Begonnen um,"
            "ended_at Beendet um, offline_at Am Kiosk allein ausgegeben um,"
            "merged_at Nachgemeldet um, wait_low Wartezeit mindestens,"
            "wait_high Wartezeit höchstens, joined Besuch nach dem Zusammenlegen"
        ),
        "visitor", "Reihenfolge, Aufruf und Kennzahlen", STATISTICS, "figure",
        note="Die Kennung des Termins wird mit ihm ersetzt.",
    ),
    Holding(
        "ticket_event", named("detail Grund oder Angabe, before Stand davor"), "visitor",
        "Warum etwas geschah; zurücknehmen können", TASK, "emptied",
        Clock("at", PERSONAL_KEPT, _OCCURRED), "visits",
        note="Welche Nummer mit einer anderen eins wurde, bleibt als Zahl.", keeps=MERGED,
    ),
    Holding(
        "ticket_event",
        named(
            "ticket Besuch, seq Folge, event Ereignis, at Zeit, state Stand danach, room Raum,"
            "concern Anliegen, undoes Nimmt zurück"
        ),
        "visitor", "Wartezeiten und Kennzahlen", STATISTICS, "figure",
    ),
    Holding(
        "ticket_note", named("ticket Besuch, at Zeit, text Vermerk"), "visitor",
        "Vermerke zum laufenden Besuch", TASK, "deleted", Clock("at", PERSONAL_KEPT, "dem Vermerk"),
        "visits",
    ),
    Holding(
        "printed_number",
        named(
            "id Kennung am Kiosk, ticket Besuch, day Tag, series Nummernkreis, number Nummer,"
            "at Gedruckt um, paper Ausdruck, clash Nummer zweimal vergeben"
        ),
        "visitor", "Nummern, die ein Kiosk allein gedruckt hat", STATISTICS, "figure",
    ),
    Holding(
        "call",
        named(
            "ticket Besuch, room Raum, attempt Versuch, called_at Zeit, open Gilt,"
            "cancelled Zurückgenommen"
        ),
        "visitor", "Aufruf und Kennzahlen", STATISTICS, "figure",
    ),
    Holding(
        "call_addressee",
        named(
            "call Aufruf, attempt Versuch, called_at Zeit, shown_at Angezeigt um,"
            "spoken_at Angesagt um, heard Ansage, languages Sprachen"
        ),
        "visitor", "Belegen, dass ein Aufruf zu sehen und zu hören war", TASK, "deleted",
        Clock("called_at", PERSONAL_KEPT, "dem Aufruf"), "addressees",
    ),
)  # fmt: skip
OTHERS: Final = (
    Holding(
        "receipt",
        named(
            "code Code auf dem Umschlag, appointment Termin, at Abgegeben um,"
            "received_at Gemeldet um, lang Sprache, delete_on Löschen am"
        ),
        "visitor", "Abgegebene Unterlagen der Person zuordnen", TASK, "deleted",
        Clock("delete_on", NOTHING, "der Abgabe", told=PAPERS_KEPT), "papers",
    ),
    Holding(
        "presence_sign", named("ticket Besuch, kind Zeichen, at Zeit"), "visitor",
        "Wissen, wer im Haus ist", SAFETY, "deleted", Clock("at", SIGNS_KEPT, "dem Zeichen"),
        "presence",
    ),
    Holding(
        "evacuation_mark", named("subject Wer, person Welche Person, seen Gesehen, at Zeit"),
        "visitor", "Nachweis, wer bei einer Räumung gesehen wurde", SAFETY, "deleted",
        Clock(
            "ended_at", EVACUATIONS_KEPT, "dem Ende der Räumung", by="evacuation",
            table="evacuation",
        ),
        "presence",
    ),
    Holding(
        "inbox", named("answer Antwort"), "visitor",
        "Wiederholte Meldungen von Kiosken und Programmen nur einmal ausführen", TASK, "deleted",
        Clock("received_at", MESSAGES_KEPT, "dem Eingang"), "messages",
    ),
    Holding(
        "outbox", named("payload Nachricht"), "visitor",
        "Antworten an Kioske, bis sie angekommen sind", TASK, "deleted",
        Clock("expires_at", NOTHING, "zum Ablauf der Nachricht, höchstens fünf Minuten"), "post",
        note="Was ohne Ablauf gilt, nennt keine Person.",
    ),
)  # fmt: skip
