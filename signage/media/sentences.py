"""What is said of a call and of an alarm, in each language; never a name, never a concern.

Written by the makers; no native speaker has reviewed any sentence but the German ones yet.
"""

import re
from dataclasses import dataclass
from typing import Final

from wire.look import GERMAN, Lang, main_language
from wire.messages import Alarm, Call


@dataclass(frozen=True)
class Saying:
    """`call` has the place {number}; `room` and `point` are said of a room like 2.14."""

    call: str
    room: str
    point: str


SAYINGS: Final[dict[Lang, Saying]] = {
    "de": Saying("Nummer {number}. Bitte kommen Sie.", "Raum", "Punkt"),
    "de-simple": Saying("Nummer {number}. Sie sind an der Reihe.", "Raum", "Punkt"),
    "en": Saying("Number {number}. Please come in.", "Room", "point"),
    "tr": Saying("Numara {number}. Lütfen geliniz.", "Oda", "nokta"),
    "ar": Saying("الرقم {number}. تفضلوا بالدخول.", "الغرفة", "نقطة"),
    "uk": Saying("Номер {number}. Заходьте, будь ласка.", "Кабінет", "крапка"),
    "ru": Saying("Номер {number}. Проходите, пожалуйста.", "Кабинет", "точка"),
    "fa": Saying("شماره {number}. بفرمایید داخل.", "اتاق", "نقطه"),
    "ro": Saying("Numărul {number}. Vă rugăm să intrați.", "Camera", "punct"),
    "bg": Saying("Номер {number}. Моля, заповядайте.", "Стая", "точка"),
    "pl": Saying("Numer {number}. Zapraszamy.", "Pokój", "kropka"),
    "fr": Saying("Numéro {number}. Veuillez entrer.", "Bureau", "point"),
}

Part = tuple[Lang, str]
"""Words and the voice that says them."""


@dataclass(frozen=True)
class Phrase:
    """What is said in one language; a room's German name is said by the German voice."""

    lang: Lang
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        return " ".join((self.lang, *(text for _lang, text in self.parts)))


def call_phrases(call: Call) -> tuple[Phrase, ...]:
    """In German, then in the visitor's language; plain German takes the place of German."""
    languages: tuple[Lang, ...] = (call.lang,) if call.lang in GERMAN else ("de", call.lang)
    return tuple(_call_phrase(call, lang) for lang in languages)


def _call_phrase(call: Call, lang: Lang) -> Phrase:
    saying = SAYINGS[lang]
    return Phrase(
        lang, ((lang, saying.call.format(number=spelt(call.number))), _room(call.room, lang))
    )


def _room(label: str, lang: Lang) -> Part:
    """A number is called a room; what has a name of its own stands so on its door, in German."""
    if not label[:1].isdigit():
        return "de", re.sub(r"(?<=\d)(?=\d)", " ", label) + "."
    saying = SAYINGS[lang]
    return lang, f"{saying.room} {spelt(label, saying.point)}."


def spelt(code: str, point: str = "") -> str:
    """Letters and digits one by one: ``T 0 4 2``; nobody takes 014 for 40."""
    return " ".join(point if sign == "." and point else sign for sign in code if sign.strip())


def alarm_phrases(alarm: Alarm, languages: tuple[Lang, ...]) -> tuple[Phrase, ...]:
    """Title and text in German, else in what it has, then in each other language of the display."""
    first = main_language(alarm.title)
    wanted = (first, *(lang for lang in languages if lang not in GERMAN))
    known = tuple(lang for lang in dict.fromkeys(wanted) if lang in alarm.title)
    return tuple(Phrase(lang, tuple((lang, text) for text in alarm.said(lang))) for lang in known)
