"""Every sentence on a panel, in each language; German stands first, another one beside it.

Written by the makers; no native speaker has reviewed any sentence but the German ones yet.
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from wire.look import GERMAN, RTL, Lang, Text

COME: Final[Text] = {
    "de": "Bitte kommen Sie", "de-simple": "Sie sind dran", "en": "Please come in",
    "tr": "Lütfen geliniz", "ar": "تفضلوا بالدخول", "uk": "Заходьте, будь ласка",
    "ru": "Проходите, пожалуйста", "fa": "بفرمایید داخل", "ro": "Vă rugăm să intrați",
    "bg": "Моля, заповядайте", "pl": "Zapraszamy", "fr": "Veuillez entrer",
}  # fmt: skip
SIT: Final[Text] = {
    "de": "Bitte nehmen Sie Platz.", "de-simple": "Bitte setzen Sie sich.",
    "en": "Please take a seat.", "tr": "Lütfen oturunuz.", "ar": "تفضلوا بالجلوس.",
    "uk": "Будь ласка, сідайте.", "ru": "Пожалуйста, присаживайтесь.", "fa": "لطفاً بنشینید.",
    "ro": "Vă rugăm să luați loc.", "bg": "Моля, седнете.", "pl": "Proszę usiąść.",
    "fr": "Veuillez vous asseoir.",
}  # fmt: skip
WE_CALL: Final[Text] = {
    "de": "Wir rufen Ihre Nummer hier auf.", "de-simple": "Hier sehen Sie Ihre Nummer.",
    "en": "We will call your number here.", "tr": "Numaranız burada çağrılacak.",
    "ar": "سننادي رقمكم هنا.", "uk": "Ваш номер викличуть тут.", "ru": "Ваш номер вызовут здесь.",
    "fa": "شماره شما همین‌جا اعلام می‌شود.", "ro": "Numărul dvs. va fi chemat aici.",
    "bg": "Ще извикаме номера Ви тук.", "pl": "Tutaj wywołamy Państwa numer.",
    "fr": "Votre numéro sera appelé ici.",
}  # fmt: skip
MOMENT: Final[Text] = {
    "de": "Einen Moment bitte.", "de-simple": "Bitte warten Sie kurz.",
    "en": "One moment, please.", "tr": "Bir dakika lütfen.", "ar": "لحظة من فضلكم.",
    "uk": "Хвилинку, будь ласка.", "ru": "Минуту, пожалуйста.", "fa": "لطفاً یک لحظه صبر کنید.",
    "ro": "Un moment, vă rugăm.", "bg": "Един момент, моля.", "pl": "Chwileczkę.",
    "fr": "Un instant, s’il vous plaît.",
}  # fmt: skip
ASK_DESK: Final[Text] = {
    "de": "Bitte fragen Sie am Empfang.", "de-simple": "Bitte fragen Sie am Empfang.",
    "en": "Please ask at reception.", "tr": "Lütfen danışmaya sorunuz.",
    "ar": "يرجى السؤال في الاستقبال.", "uk": "Зверніться, будь ласка, на рецепцію.",
    "ru": "Обратитесь, пожалуйста, на стойку приёма.", "fa": "لطفاً از پذیرش بپرسید.",
    "ro": "Vă rugăm să întrebați la recepție.", "bg": "Моля, попитайте на рецепцията.",
    "pl": "Proszę zapytać w recepcji.", "fr": "Veuillez demander à l’accueil.",
}  # fmt: skip
RECENT: Final[Text] = {
    "de": "Zuletzt aufgerufen", "de-simple": "Diese Nummern waren schon dran",
    "en": "Recent calls", "tr": "Son çağrılanlar", "ar": "آخر النداءات",
    "uk": "Нещодавні виклики", "ru": "Недавние вызовы", "fa": "آخرین فراخوان‌ها",
    "ro": "Apeluri recente", "bg": "Последни повиквания", "pl": "Ostatnio wywołane",
    "fr": "Derniers appels",
}  # fmt: skip
NOW: Final[Text] = {
    "de": "jetzt", "de-simple": "jetzt", "en": "now", "tr": "şimdi", "ar": "الآن",
    "uk": "зараз", "ru": "сейчас", "fa": "اکنون", "ro": "acum", "bg": "сега", "pl": "teraz",
    "fr": "maintenant",
}  # fmt: skip
AGAIN: Final[Text] = {
    "de": "{n}. Aufruf", "de-simple": "{n}. Aufruf", "en": "call {n}", "tr": "{n}. çağrı",
    "ar": "النداء {n}", "uk": "виклик {n}", "ru": "вызов {n}", "fa": "فراخوان {n}",
    "ro": "apelul {n}", "bg": "повикване {n}", "pl": "wezwanie {n}", "fr": "appel {n}",
}  # fmt: skip
YOUR_WAY: Final[Text] = {
    "de": "Ihr Weg", "de-simple": "Ihr Weg", "en": "Your way", "tr": "Yolunuz", "ar": "طريقكم",
    "uk": "Ваш шлях", "ru": "Ваш путь", "fa": "مسیر شما", "ro": "Drumul dvs.",
    "bg": "Вашият път", "pl": "Droga", "fr": "Votre chemin",
}  # fmt: skip
FOLLOW: Final[Text] = {
    "de": "Hier steht Ihr Weg, wenn Sie aufgerufen werden.",
    "de-simple": "Hier sehen Sie Ihren Weg.", "en": "Your way is shown here when you are called.",
    "tr": "Çağrıldığınızda yolunuz burada gösterilir.", "ar": "عند النداء عليكم يظهر طريقكم هنا.",
    "uk": "Коли вас викличуть, тут буде ваш шлях.",
    "ru": "Когда вас вызовут, здесь будет показан путь.",
    "fa": "وقتی شما را صدا بزنند، مسیر شما اینجا نشان داده می‌شود.",
    "ro": "Când sunteți chemat, drumul apare aici.",
    "bg": "Когато Ви извикат, пътят се показва тук.",
    "pl": "Po wywołaniu zobaczą tu Państwo drogę.",
    "fr": "Votre chemin s’affiche ici quand vous êtes appelé.",
}  # fmt: skip
FREE: Final[Text] = {
    "de": "Frei", "de-simple": "Frei", "en": "Free", "tr": "Boş", "ar": "شاغر", "uk": "Вільно",
    "ru": "Свободно", "fa": "آزاد", "ro": "Liber", "bg": "Свободно", "pl": "Wolne", "fr": "Libre",
}  # fmt: skip
WAIT: Final[Text] = {
    "de": "Bitte warten", "de-simple": "Bitte warten", "en": "Please wait",
    "tr": "Lütfen bekleyin", "ar": "يرجى الانتظار", "uk": "Зачекайте, будь ласка",
    "ru": "Подождите, пожалуйста", "fa": "لطفاً صبر کنید", "ro": "Vă rugăm așteptați",
    "bg": "Моля, изчакайте", "pl": "Proszę czekać", "fr": "Veuillez patienter",
}  # fmt: skip
ENTER: Final[Text] = {**COME, "de": "Bitte eintreten", "de-simple": "Bitte gehen Sie hinein"}
CLOSED: Final[Text] = {
    "de": "Geschlossen", "de-simple": "Geschlossen", "en": "Closed", "tr": "Kapalı",
    "ar": "مغلق", "uk": "Зачинено", "ru": "Закрыто", "fa": "بسته", "ro": "Închis",
    "bg": "Затворено", "pl": "Zamknięte", "fr": "Fermé",
}  # fmt: skip
UNTIL: Final[Text] = {
    "de": "bis {time} Uhr", "de-simple": "bis {time} Uhr", "en": "until {time}",
    "tr": "{time} saatine kadar", "ar": "حتى الساعة {time}", "uk": "до {time}", "ru": "до {time}",
    "fa": "تا ساعت {time}", "ro": "până la {time}", "bg": "до {time}", "pl": "do {time}",
    "fr": "jusqu’à {time}",
}  # fmt: skip
SOUND: Final = "Ihr Aufruf kommt auch mit Ton"
START: Final = "\u2066"
END: Final = "\u2069"
"""What reads from left to right within a line from right to left (UAX 9: LRI and PDI)."""


def other(languages: tuple[Lang, ...], turn: int) -> Lang | None:
    """The language that stands beside German in this turn; None where the office shows no other.

    Plain German beside German would say everything twice to the same people.
    """
    others = tuple(lang for lang in languages if lang not in GERMAN)
    return others[turn % len(others)] if others else None


def foremost(languages: tuple[Lang, ...]) -> Lang | None:
    """The first language that is not German in any form: what stands beside a German visitor's."""
    return next((lang for lang in languages if lang not in GERMAN), None)


def foreign(text: Text, lang: Lang | None, **fields: object) -> str:
    """The text in that language, or nothing; its fields keep their order in Arabic and Persian."""
    if lang is None or lang not in text:
        return ""
    given = {
        name: f"{START}{value}{END}" if lang in RTL else value for name, value in fields.items()
    }
    return text[lang].format(**given)


def beside(text: Text, lang: Lang | None, **fields: object) -> str:
    """A short text in German and, after a dot, in another language."""
    second = foreign(text, lang, **fields)
    german = text["de"].format(**fields)
    return f"{german} · {second}" if second and second != german else german


def waiting(people: int, wait: tuple[int, int] | None) -> str:
    """How many people wait and how long, as a sentence."""
    if people == 0:
        return "Zurzeit wartet niemand"
    said = "Es wartet 1 Person" if people == 1 else f"Es warten {people} Personen"
    if wait is None:
        return said
    low, high = wait
    return f"{said}, etwa {low} bis {high} Minuten" if low else f"{said}, bis {high} Minuten"


def room(name: str) -> str:
    """A room as people say it: a bare number is called a room (Raum)."""
    return f"Raum {name}" if name[:1].isdigit() else name


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Hours and minutes as on a German wall: ``8:57``."""
    local = at.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def day_and_clock(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """With the day where it is not today's: ``24.11., 8:57``."""
    local = at.astimezone(zone)
    today = local.date() == now.astimezone(zone).date()
    return clock(at, zone) if today else f"{local.day}.{local.month}., {clock(at, zone)}"


def stand(as_of: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """When this was true (Stand), with the day where it is not today's."""
    return f"Stand {day_and_clock(as_of, now, zone)}" if as_of else ""


def doubted(as_of: datetime | None, now: datetime, zone: ZoneInfo, *, awaited: bool) -> str:
    """Since when something may be out of date, and why: is the hub heard, its word is `awaited`."""
    known = stand(as_of, now, zone)
    if awaited:
        return f"{known} – vielleicht veraltet" if known else "Nicht vollständig"
    return f"{known} – Verbindung unterbrochen" if known else "Keine Verbindung"
