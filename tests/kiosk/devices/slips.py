"""The slips of the golden pictures: each kind, each script, both widths of paper."""

from typing import Final

from kiosk.devices.printer_model import POS_5890, RP_F10_58MM, TM_T20II, TM_T88V, Model
from kiosk.flow.receipt import Row, Slip
from wire.ids import TicketId, ZoneId
from wire.look import Lang

HEAD: Final = ("Jobcenter Musterstadt", "Mo 23.11.2026 · 8:43")
BODY: Final = (
    "Wartebereich B",
    "Links um die Ecke, dann 20 Meter geradeaus. Ohne Stufen.",
    "Raum 2.14. Bitte warten Sie auf Ihren Aufruf.",
    "Aufruf in etwa 5 bis 15 Minuten.",
)
OTHER: Final[dict[Lang, tuple[str, ...]]] = {
    "en": (
        "Waiting area B",
        "Around the corner to the left, then 20 metres straight ahead. No steps.",
        "Room 2.14. Please wait for your call.",
        "Your call: in about 5 to 15 minutes.",
    ),
    "tr": (
        "Bekleme alanı B",
        "Köşeden sola dönün, sonra 20 metre düz gidin. Basamak yok.",
        "Oda 2.14. Lütfen çağrılmayı bekleyin.",
        "Çağrılma süresi: yaklaşık 5 ile 15 dakika arası.",
    ),
    "ar": (
        "منطقة الانتظار B",
        "انعطف يساراً عند الزاوية، ثم سر 20 متراً إلى الأمام. بدون درجات.",
        "الغرفة 2.14. يرجى الانتظار حتى يتم نداؤك.",
        "سيتم نداؤك خلال 5 إلى 15 دقيقة تقريباً.",
    ),
    "uk": (
        "Зона очікування B",
        "За рогом ліворуч, потім 20 метрів прямо. Без сходів.",
        "Кімната 2.14. Будь ласка, зачекайте на виклик.",
        "Виклик приблизно через 5–15 хвилин.",
    ),
}
NOTE: Final = (
    "Ohne Verbindung ausgestellt.",
    "Ist Ihr Termin abgesagt oder verlegt, erfahren Sie es am Empfang.",
)
NOTE_EN: Final = (
    "Issued without a connection.",
    "If your appointment was cancelled or moved, reception will tell you.",
)
FOLLOW: Final = "https://warten.jobcenter-musterstadt.de/t/7m3q9x0v5k2c8hd4jw6zrt1nbe"
FOLLOW_SAYS: Final[dict[Lang, str]] = {
    "de": "Mit dem Handy folgen:",
    "en": "Follow on your phone:",
    "tr": "Telefonunuzdan takip edin:",
    "ar": "المتابعة بالهاتف:",
    "uk": "Стежте з телефона:",
}
DOCUMENTS: Final = (
    "Beleg für Ihre Unterlagen",
    "Legen Sie diesen Zettel zu Ihren Unterlagen.",
    "Geben Sie alles am Schalter 3 ab.",
)
DOCUMENTS_FA: Final = (
    "رسید مدارک شما",
    "این برگه را کنار مدارک خود بگذارید.",
    "همه چیز را به باجهٔ 3 تحویل دهید.",
)


def ticket(lang: Lang = "de", number: str = "T042", note: bool = False) -> Slip:
    """What a kiosk alone has given out bears a note and no code to follow it by."""
    says = tuple(FOLLOW_SAYS[each] for each in dict.fromkeys(("de", lang)) if each in FOLLOW_SAYS)
    return Slip(
        "ticket", HEAD, number, ZoneId("B"), BODY, OTHER.get(lang, ()), lang,
        code="" if note else FOLLOW, code_says=() if note else says,
        ticket_id=TicketId("t-1"),
        note=NOTE if note else (), note_other=NOTE_EN if note else (),
    )  # fmt: skip


DOCUMENTS_SLIP: Final = Slip(
    "documents", HEAD, "K7MD-2QXY", None, DOCUMENTS, DOCUMENTS_FA, "fa", code="K7MD-2QXY"
)
TEST_PRINT: Final = Slip("test", ("Testdruck", "Mo 23.11.2026 · 8:43"), "", None, ())

ROLL: Final = Slip(
    "house", ("Kiosk am Eingang", "Räumungsliste"), "", None,
    ("Stand 23.11.2026, 08:43 Uhr", "6 Personen im Haus, 2 brauchen Hilfe, 1 ungewiss"),
    title="12 Min. alt",
    rows=(
        Row("BRAUCHEN HILFE", heading=True),
        Row("T 042, 2 Personen", tick=True), Row("Zimmer 2.14"), Row("Rollstuhl"),
        Row("kleine Kinder"),
        Row("Erdgeschoss · Wartezone A, Erdgeschoss", heading=True),
        Row("W 017, 1 Person", tick=True), Row("W 018, 3 Personen", tick=True),
        Row("UNGEWISS, KAMEN NICHT AUF DEN AUFRUF", heading=True),
        Row("W 009, 1 Person", tick=True), Row("kam nicht auf den Aufruf, Wartezone A"),
    ),
)  # fmt: skip

SLIPS: Final[dict[str, tuple[Slip, Model]]] = {
    "ticket-de": (ticket(), TM_T20II),
    "ticket-en": (ticket("en"), TM_T20II),
    "ticket-ar": (ticket("ar"), TM_T20II),
    "ticket-uk": (ticket("uk"), TM_T20II),
    "ticket-tr-512": (ticket("tr"), TM_T88V),
    "ticket-ar-58mm": (ticket("ar"), RP_F10_58MM),
    "documents-fa": (DOCUMENTS_SLIP, TM_T20II),
    "documents-fa-pos5890": (DOCUMENTS_SLIP, POS_5890),
    "test-print": (TEST_PRINT, TM_T20II),
    "test-print-58mm": (TEST_PRINT, POS_5890),
    "house": (ROLL, TM_T20II),
    "house-58mm": (ROLL, POS_5890),
    "offline-en": (ticket("en", note=True), TM_T20II),
}
