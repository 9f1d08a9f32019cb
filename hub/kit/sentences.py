"""What a page says when something was refused: one sentence for each key that people meet."""

from collections.abc import Mapping
from typing import Final

SIGNED_IN_ELSEWHERE: Final = (
    "Ihre Anfrage wurde nicht ausgeführt. "
    "Vielleicht haben Sie sich in einem anderen Fenster neu angemeldet oder dort den Standort "
    "gewechselt. Bitte laden Sie die Seite neu."
)
REFUSED: Final = "Ihre Anfrage wurde nicht ausgeführt. Es wurde nichts geändert."
SENTENCES: Final[Mapping[str, str]] = {
    "not_found": "Diese Seite gibt es nicht.",
    "method_not_allowed": "Diese Seite gibt es nicht.",
    "internal_error": "Das System hat einen Fehler gemacht. Es wurde nichts geändert. "
    "Versuchen Sie es bitte noch einmal.",
    "database_busy": "Das System ist gerade mit anderem beschäftigt. Es wurde nichts geändert. "
    "Versuchen Sie es bitte in einigen Sekunden noch einmal.",
    "database_away": "Die Datenbank ist gerade nicht erreichbar. Versuchen Sie es bitte in einigen "
    "Sekunden noch einmal und sehen Sie dann nach, ob Ihre letzte Eingabe angekommen ist.",
    "database_full": "Die Datenbank hat keinen Platz mehr. Es wurde nichts geändert. "
    "Bitte sagen Sie es der Technik.",
    "invalid_request": "Diese Eingabe versteht das Programm nicht. Es wurde nichts geändert. "
    "Bitte prüfen Sie sie.",
    "text_too_long": "Der Text ist zu lang. Es wurde nichts geändert. Bitte kürzen Sie ihn.",
    "body_too_large": "Das ist zu viel auf einmal. Es wurde nichts geändert. "
    "Bitte kürzen Sie Ihre Eingabe.",
    "csrf_token_missing_or_wrong": SIGNED_IN_ELSEWHERE,
    "not_signed_in": SIGNED_IN_ELSEWHERE,
    "not_permitted": "Dafür hat Ihr Zugang kein Recht. Es wurde nichts geändert. "
    "Wenn Sie es brauchen, fragen Sie die Verwaltung der Zugänge.",
    "passkey_first": "Für Ihre Rolle ist ein Passkey Pflicht. Bitte legen Sie ihn unter "
    "„Mein Zugang“ an. Es wurde nichts geändert.",
    "other_site": "Das geht nur am Hub Ihres eigenen Standorts. Es wurde nichts geändert.",
    "unknown_alarm": "Diese Meldung gibt es nicht mehr.",
    "unknown_scope": "Diese Wartezone gibt es hier nicht. Es wurde keine Meldung ausgelöst.",
    "too_many_alarms": "Es stehen schon acht Meldungen. Beenden Sie zuerst eine davon. "
    "Es wurde keine neue Meldung ausgelöst.",
    "all_clear_for_zones": "Entwarnung gibt es nur für den ganzen Standort oder für alle "
    "Standorte: Manche Displays zeigen mehrere Wartezonen. Für eine Wartezone beenden Sie deren "
    "Meldung. Es wurde nichts geändert.",
    "still_standing": "Es steht noch eine Meldung, die weiter reicht. Beenden Sie zuerst diese.",
    "broker_not_ours": "Die Zugänge verwaltet hier eine andere Stelle. "
    "Legen Sie den Zugang des Displays bitte dort an oder entfernen Sie ihn dort.",
    "broker_files_lost": "Am Broker fehlen die Dateien mit den Zugängen, oder sie sind "
    "unvollständig. Die Technik muss sie wiederherstellen. Es wurde nichts geändert.",
    "broker_files_unwritable": "Die Dateien mit den Zugängen lassen sich nicht lesen oder "
    "schreiben. Die Technik muss Rechte und freien Speicherplatz prüfen. Es wurde nichts geändert.",
    "account_taken": "Einen Zugang mit diesem Namen gibt es schon.",
    "unknown_display": "Dieses Display gibt es nicht mehr.",
    "unknown_device": "Dieses Gerät gibt es nicht mehr.",
    "device_exists": "Ein Gerät mit diesem Namen gibt es schon.",
    "no_picture": "Von diesem Display gibt es gerade kein Bild. Holen Sie ein neues.",
    "unknown_order": "Diesen Auftrag gibt es nicht mehr.",
    "nobody_meant": "Damit ist kein Display gemeint.",
    "misplaced": "An dieser Stelle kann das Display nicht hängen. Bitte prüfen Sie den Platz.",
    "not_a_display": "Dieses Gerät ist kein Display.",
    "unknown_code": "Diesen Code gibt es nicht. Bitte lesen Sie ihn am Display noch einmal ab.",
    "code_expired": "Dieser Code ist abgelaufen. Das Display zeigt einen neuen.",
    "code_used": "Dieser Code wurde schon benutzt. Das Display zeigt einen neuen.",
    "too_many_pairings": "Zu viele Geräte warten gerade. Versuchen Sie es in einigen Minuten.",
    "unknown_pairing": "Dieses Gerät wartet nicht mehr.",
    "pairing_over": "Dieses Gerät wartet nicht mehr.",
    "unknown_content": "Diesen Inhalt gibt es nicht mehr.",
    "changed_meanwhile": "Das hat inzwischen eine andere Person geändert. "
    "Laden Sie die Seite neu und prüfen Sie es.",
    "content_in_use": "Dieser Inhalt steht noch in einem Programm. Nehmen Sie ihn zuerst heraus.",
    "programme_too_large": "Das Programm ist zu groß. Nehmen Sie etwas heraus.",
    "address_refused": "Von dieser Adresse nimmt das System nichts.",
    "unknown_silent_call": "Diesen Ruf gibt es nicht mehr.",
    "silent_call_over": "Dieser Ruf ist schon beendet. Es muss niemand mehr hingehen.",
    "not_yourself": "Das ist Ihr eigener Ruf.",
    "unknown_visit": "Diese Nummer ist heute nicht im Haus. Bitte prüfen Sie sie.",
    "unknown_ticket": "Diese Nummer gibt es nicht mehr.",
    "no_evacuation": "Es läuft keine Räumung. Es wurde niemand abgehakt.",
    "not_on_roll": "Diese Person steht nicht auf der Liste. Es wurde niemand abgehakt.",
    "unknown_zone": "Diese Wartezone gibt es hier nicht.",
    "unknown_room": "Dieses Zimmer gibt es hier nicht.",
    "unknown_thing": "Das gibt es in der Einrichtung nicht mehr. "
    "Vielleicht hat es jemand anders gelöscht.",
    "thing_exists": "Das gibt es schon. Bitte eine andere Bezeichnung.",
    "setup_faulty": "So kann der Standort nicht sein. Es wurde nichts geändert.",
    "setup_changed": "Das hat inzwischen eine andere Person geändert. Es wurde nichts geändert.",
    "site_taken": "Diesen Standort oder diese Nummer gibt es schon. Es wurde nichts geändert.",
    "still_in_use": "Das wird noch benutzt. Es wurde nichts geändert.",
    "not_harmless": "Das lässt sich nicht mehr zurücknehmen: Andere haben darauf aufgebaut.",
    "unstorable": "Diese Eingabe enthält Zeichen, die nicht gespeichert werden können.",
    "no_service_menu": "Dieses Gerät hat kein Menü für die Technik.",
}


def error_sentence(key: str) -> str:
    """What people read; a key without a sentence of its own claims no cause that nobody knows."""
    return SENTENCES.get(key, REFUSED)
