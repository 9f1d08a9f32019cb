"""What the pages of identity say: what was done or refused, what happened to an account."""

from collections.abc import Mapping
from typing import Final

from hub.kit.sentences import error_sentence

SENTENCES: Final[Mapping[str, str]] = {
    "done_password": "Ihr Passwort ist geändert. An anderen Geräten sind Sie abgemeldet.",
    "done_others": "An allen anderen Geräten sind Sie abgemeldet.",
    "done_session": "Das andere Gerät ist abgemeldet.",
    "done_changed": "Die Änderung ist gespeichert.",
    "done_disabled": "Der Zugang ist gesperrt. Alle seine Sitzungen sind beendet.",
    "done_enabled": "Der Zugang ist wieder frei.",
    "done_asked": "Ihr Antrag ist gestellt. Eine zweite Person muss zustimmen.",
    "done_granted": "Sie haben zugestimmt. Das gilt 24 Stunden.",
    "done_refused": "Sie haben abgelehnt.",
    "unknown_approval": "Diesen Antrag gibt es hier nicht.",
    "needs_approval": "Dazu hat noch keine zweite Person zugestimmt, oder die Zustimmung ist "
    "abgelaufen.",
    "not_ones_own": "Über den eigenen Antrag entscheidet jemand anders.",
    "not_apart_subject": "Über eine Einsicht, die Sie selbst betrifft, entscheidet jemand anders.",
    "not_apart_role": "Zustimmen muss jemand mit einer anderen Rolle.",
    "not_apart_maker": "Wer den Antrag stellt, hat Ihren Zugang angelegt. Deshalb entscheidet "
    "jemand anders.",
    "already_decided": "Darüber ist schon entschieden, oder der Antrag ist zu alt.",
    "wrong_reason": "Bitte nennen Sie, um wen es geht, und begründen Sie es mit mindestens "
    "10 Zeichen.",
    "wrong_token_name": "Name: Bitte ausfüllen, höchstens 60 Zeichen.",
    "wrong_token_scopes": "Bitte wählen Sie mindestens ein Recht, das Sie geben dürfen.",
    "wrong_token_days": "Gültig: Bitte eine Zahl von 1 bis 365 Tagen.",
    "unknown_token": "Diesen Zugang gibt es hier nicht.",
    "done_key": "Der Passkey ist angelegt. Ab jetzt fragt die Anmeldung danach.",
    "done_key_dropped": "Der Passkey ist entfernt.",
    "done_codes": "Hier sind neue Ersatz-Codes. Die alten gelten nicht mehr.",
    "done_keys_taken": "Alle Passkeys und Ersatz-Codes sind entfernt. Das Passwort genügt wieder.",
    "key_refused": "Damit geht es nicht: Der Passkey oder der Code gehört nicht zu diesem Zugang.",
    "unknown_key": "Diesen Passkey gibt es nicht.",
    "oidc_refused": "Die Anmeldung mit dem Konto des Amts wurde nicht angenommen. Bitte beginnen "
    "Sie noch einmal von vorn.",
    "oidc_unreachable": "Die Anmeldung des Amts ist gerade nicht erreichbar. Wer einen eigenen "
    "Zugang hat, kann sich hier mit dem Passwort anmelden.",
    "oidc_no_role": "Ihr Konto ist bekannt, hat hier aber keine Rolle. Fragen Sie die Verwaltung "
    "der Zugänge.",
    "sign_in_refused": "Dieser Zugang ist gesperrt. Fragen Sie die Verwaltung der Zugänge.",
    "different_passwords": "Das neue Passwort steht zweimal verschieden da. "
    "Es wurde nichts geändert.",
    "wrong_password": "Das bisherige Passwort stimmt nicht. Es wurde nichts geändert.",
    "done_rules": "Die Regel ist gespeichert. Sie gilt ab jetzt.",
    "own_key_first": "Legen Sie zuerst selbst einen Passkey an. Es wurde nichts geändert.",
    "wrong_proof": "Das Passwort stimmt nicht. Es wurde nichts geändert.",
    "proof_needed": "Dafür brauchen wir Ihr Passwort noch einmal, damit niemand an Ihrem offenen "
    "Platz Ihre Passkeys ändert. Es wurde nichts geändert.",
    "too_many_tries": "Von hier aus wurde zu oft ein falsches Passwort eingegeben. "
    "Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    "last_role": "Jeder Zugang braucht eine Rolle. Soll die Person nicht mehr hinein, sperren Sie "
    "den Zugang. Es wurde nichts geändert.",
    "password_too_short": "Das Passwort ist zu kurz: mindestens 12 Zeichen. "
    "Es wurde nichts geändert.",
    "password_guessable": "Das Passwort ist zu leicht zu erraten: Namen, häufige Wörter, "
    "Wiederholungen und Reihen wie 1234 zählen nicht. Nehmen Sie zum Beispiel vier Wörter, die "
    "nichts miteinander zu tun haben. Es wurde nichts geändert.",
    "login_taken": "Diesen Anmeldenamen gibt es schon. Bitte wählen Sie einen anderen.",
    "wrong_account_login": "Anmeldename: 2 bis 40 kleine Buchstaben, Ziffern, Punkte oder Striche.",
    "wrong_account_name": "Name: Bitte ausfüllen, höchstens 80 Zeichen.",
    "wrong_account_role": "Rolle: Bitte mindestens an einem Standort wählen.",
    "unknown_staff": "Diesen Zugang gibt es hier nicht.",
    "not_oneself": "Den eigenen Zugang sperren und die eigene Rolle ändern kann nur jemand "
    "anders. Es wurde nichts geändert.",
    "other_sites_too": "Diese Person arbeitet auch an einem Standort, den Sie nicht verwalten. "
    "Name und Sperre ändert nur, wer alle ihre Standorte verwaltet.",
    "changed_meanwhile": "Jemand anders hat diesen Zugang inzwischen geändert. Ihre Änderung "
    "wurde nicht gespeichert. Bitte prüfen Sie, was jetzt dasteht.",
    "link_over": "Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen geben.",
}
EVENTS: Final[Mapping[str, str]] = {
    "locked": "nach falschen Passwörtern gesperrt", "role": "Rolle", "disabled": "Zugang gesperrt",
    "enabled": "Zugang wieder frei", "link_made": "Einmal-Link erzeugt",
    "link_used": "Passwort über den Einmal-Link gesetzt", "password_changed": "Passwort geändert",
    "key_added": "Passkey angelegt", "key_dropped": "Passkey entfernt",
    "codes_renewed": "Ersatz-Codes erneuert", "code_used": "mit Ersatz-Code angemeldet",
    "keys_taken": "Passkeys durch die Verwaltung entfernt",
}  # fmt: skip
BROWSERS: Final = (
    ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def sentence(key: str, wrong: str = "") -> str:
    """What the page says; `wrong` is the field that an error names."""
    full = f"{key}_{wrong}" if wrong else key
    return SENTENCES.get(full) or error_sentence(key)


def browser_name(agent: str) -> str:
    """The browser's own long name in two words, as far as it is known."""
    what = next((name for part, name in BROWSERS if part in agent), "")
    where = next((name for part, name in SYSTEMS if part in agent), "")
    return f"{what} auf {where}" if what and where else what or where or "ein Programm"
